/** Real SDK clients, with the settings they are deployed with, pointed at the stand-in for AWS. */

import { CloudTrailClient, type CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { RolesAnywhereClient, type RolesAnywhereClientConfig } from '@aws-sdk/client-rolesanywhere';
import { scenarioSchema } from '../../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../../bin/sandbox/server';
import { clientSettings, rolesAnywhereSettings } from '../../lambda/aws/client-settings';
import { type Readers, sdkReaders } from '../../lambda/enrich/readers';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };

/** Settings that a test lays over the deployed ones. */
export interface ClientOverrides {
  readonly rolesAnywhere?: RolesAnywhereClientConfig;
  readonly iam?: IAMClientConfig;
  readonly cloudTrail?: CloudTrailClientConfig;
  readonly trailAttempts?: number;
  readonly trailSpacingMs?: number;
}

export const readersAt = (url: string, overrides: ClientOverrides = {}): Readers => {
  const env = { AWS_ENDPOINT_URL: url };
  return sdkReaders(
    {
      iam: new IAMClient({
        region: 'us-east-1',
        credentials,
        ...clientSettings('iam', env),
        ...overrides.iam,
      }),
      rolesAnywhereIn: (region) =>
        new RolesAnywhereClient({
          region,
          credentials,
          ...rolesAnywhereSettings(env),
          ...overrides.rolesAnywhere,
        }),
      cloudTrailIn: (region) =>
        new CloudTrailClient({
          region,
          credentials,
          ...clientSettings('cloudtrail', env),
          ...overrides.cloudTrail,
        }),
    },
    {
      countryDatabase: '/nowhere',
      trailSpacingMs: overrides.trailSpacingMs ?? 0,
      trustAnchorSpacingMs: 0,
      ...(overrides.trailAttempts === undefined ? {} : { trailAttempts: overrides.trailAttempts }),
    },
  );
};

/** Runs a test against a stand-in that plays this scenario, and closes it whatever happens. */
export const withSandbox = async (
  scenario: Readonly<Record<string, unknown>>,
  run: (readers: Readers, sandbox: Sandbox) => Promise<void>,
  overrides: ClientOverrides = {},
): Promise<void> => {
  const sandbox = await startSandbox(scenarioSchema.parse({ description: 'a test', ...scenario }));
  try {
    await run(readersAt(sandbox.url, overrides), sandbox);
  } finally {
    await sandbox.close();
  }
};
