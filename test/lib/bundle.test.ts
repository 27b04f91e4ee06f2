import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import { startSandbox } from '../../bin/sandbox/server';
import { bundledFunction } from '../support/bundled';

/** Runs the handler of a bundle, the first argument, on an event, the second. */
const RUN = `require(process.argv[1]).handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 90_000 })`;

describe('the bundled function', () => {
  const file = bundledFunction();

  test('triages in a process of its own, with its SDK clients and the defaults', async () => {
    const scenario = loadScenario('attack');
    const filled = fillScenario(scenario, scenario.event);
    const sandbox = await startSandbox(filled);
    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['-e', RUN, file, JSON.stringify(scenario.event)],
      {
        env: {
          AWS_ENDPOINT_URL: sandbox.url,
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
          POWERTOOLS_METRICS_NAMESPACE: 'RolesAnywhereProfileAlert',
          TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:profile-alerts',
        },
      },
    );
    await sandbox.close();
    expect(stderr).toBe('');
    expect(sandbox.published).toHaveLength(1);
    expect(JSON.parse(sandbox.published[0]?.message.sqs ?? '')).toMatchObject({ severity: 'critical' });
  }, 60_000);

  test('stays small enough to start fast', () => {
    expect(statSync(file).size).toBeLessThan(1_300_000);
  });

  test('brings nothing that only synth needs: no schema library, and no map of the sources', () => {
    expect(readdirSync(dirname(file))).toEqual(['index.js']);
    expect(readFileSync(file, 'utf8')).not.toMatch(/ZodError|sourceMappingURL/);
  });

  test('looks for credentials in the environment alone: not in files, not by a sign-in, not at EC2', () => {
    const code = readFileSync(file, 'utf8');
    const elsewhere = [
      'AWS_CONTAINER_CREDENTIALS',
      'security-credentials',
      'aws_secret_access_key',
      'sso_start_url',
    ];
    expect(elsewhere.filter((place) => code.includes(place))).toEqual([]);
  });
});
