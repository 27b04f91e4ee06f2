import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGION } from '../support/event';
import type { Caller } from './aws';

const PROJECT = join(__dirname, '..', '..');
const CDK = join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/**
 * An environment in which nothing of this computer's AWS configuration is left, so that no real account is ever
 * reached: credentials that are none, and one endpoint for everything.
 */
export const awsEnvironment = (endpoint: string, folder: string): NodeJS.ProcessEnv => {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    CI: 'true',
  };
};

const run = (args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { ...options, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
};

/** `cdk bootstrap`, as the README says: without settings. */
export const bootstrap = (env: NodeJS.ProcessEnv, assembly: string): Ran =>
  run([CDK, 'bootstrap', '--no-notices', '--output', assembly], { cwd: PROJECT, env });

/** `cdk deploy` of this project, as its README says. */
export const deploy = (env: NodeJS.ProcessEnv, assembly: string, context: readonly string[]): Ran => {
  const settings = context.flatMap((setting) => ['-c', setting]);
  // Not by a change set: moto makes the resources of a second one anew.
  const flags = [
    '--require-approval',
    'never',
    '--no-notices',
    '--method=direct',
    '--previous-parameters=false',
    '--output',
    assembly,
  ];
  return run([CDK, 'deploy', ...settings, ...flags], { cwd: PROJECT, env });
};

/** The environment of a command that is called somewhere else, by somebody else. */
const environmentOf = (env: NodeJS.ProcessEnv, { region, credentials }: Caller): NodeJS.ProcessEnv => ({
  ...env,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
});

const FORWARDER_APP = 'npx tsx bin/forwarder.ts';

/** Synthesises the forwarder as `cdk deploy` does; once, since it is the same for every place. */
export const synthForwarder = (env: NodeJS.ProcessEnv, assembly: string): Ran =>
  run([CDK, 'synth', '--quiet', '-a', FORWARDER_APP, '--no-notices', '--output', assembly], {
    cwd: PROJECT,
    env,
  });

/** `cdk deploy` of the forwarder, from what was synthesised. */
export const deployForwarder = (
  env: NodeJS.ProcessEnv,
  assembly: string,
  parameters: Readonly<Record<string, string>>,
  caller: Caller,
): Ran => {
  const given = Object.entries(parameters).flatMap(([key, value]) => ['--parameters', `${key}=${value}`]);
  const flags = ['--require-approval', 'never', '--no-notices', '--method=direct'];
  return run([CDK, 'deploy', '-a', assembly, ...given, ...flags], {
    cwd: PROJECT,
    env: environmentOf(env, caller),
  });
};

/** `cdk destroy`, as the README says: without settings. */
export const destroy = (env: NodeJS.ProcessEnv, assembly: string): Ran =>
  run([CDK, 'destroy', '--force', '--no-notices', '--output', assembly], { cwd: PROJECT, env });

/** `cdk ls`, without settings. */
export const list = (env: NodeJS.ProcessEnv, assembly: string): Ran =>
  run([CDK, 'ls', '--no-notices', '--output', assembly], { cwd: PROJECT, env });

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

/**
 * The folders in the cloud assembly that hold what Lambda would unpack: the code, and the layers of the triage over /opt.
 * @param functionId the beginning of the function's logical id
 */
export const assetsIn = (
  assembly: string,
  stackName: string,
  functionId = 'TriageFunction',
): { code: string; layers: readonly string[] } => {
  const template = JSON.parse(readFileSync(join(assembly, `${stackName}.template.json`), 'utf8'));
  const folders = (type: string, property: string, idStart: string): readonly string[] =>
    Object.entries(template.Resources as Record<string, Resource>)
      .filter(([id, { Type }]) => Type === type && id.startsWith(idStart))
      .map(([, { Properties }]) => (Properties[property] as { S3Key: string }).S3Key)
      .map((key) => join(assembly, `asset.${key.replace('.zip', '')}`));
  const [code] = folders('AWS::Lambda::Function', 'Code', functionId);
  if (code === undefined) throw new Error('the template has no function');
  return { code, layers: folders('AWS::Lambda::LayerVersion', 'Content', 'Triage') };
};

/** Loads what Lambda would load and calls what Lambda would call; fails as the function fails. */
const LAMBDA = `
  const [file, event] = process.argv.slice(1);
  const until = Date.now() + 120_000;
  require(file).handler(JSON.parse(event), { getRemainingTimeInMillis: () => until - Date.now() })
    .then((answer) => { if (answer?.batchItemFailures?.length > 0) process.exitCode = 1; })
    .catch((error) => { process.stderr.write(String(error && error.stack)); process.exitCode = 1; });
`;

/** Runs the bundled function on one event, in a process of its own. */
export const invoke = (code: string, event: unknown, env: NodeJS.ProcessEnv): Ran =>
  run(['-e', LAMBDA, join(code, 'index.js'), JSON.stringify(event)], { cwd: code, env });
