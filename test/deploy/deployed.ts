import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGION } from '../support/event';
import { ACCOUNT } from './moto';

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

/** `cdk bootstrap`, outside the project, so that no app is synthesised for it. */
export const bootstrap = (env: NodeJS.ProcessEnv, folder: string): Ran =>
  run([CDK, 'bootstrap', `aws://${ACCOUNT}/${REGION}`, '--no-notices'], { cwd: folder, env });

/** `cdk deploy` of this project, as its README says. */
export const deploy = (env: NodeJS.ProcessEnv, assembly: string, context: readonly string[]): Ran => {
  const settings = context.flatMap((setting) => ['-c', setting]);
  const flags = ['--require-approval', 'never', '--no-notices', '--output', assembly];
  return run([CDK, 'deploy', ...settings, ...flags], { cwd: PROJECT, env });
};

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

/** The folders in the cloud assembly that hold what Lambda would unpack: the code, and the layers over /opt. */
export const assetsIn = (
  assembly: string,
  stackName: string,
): { code: string; layers: readonly string[] } => {
  const template = JSON.parse(readFileSync(join(assembly, `${stackName}.template.json`), 'utf8'));
  const folders = (type: string, property: string): readonly string[] =>
    Object.values(template.Resources as Record<string, Resource>)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => (Properties[property] as { S3Key: string }).S3Key)
      .map((key) => join(assembly, `asset.${key.replace('.zip', '')}`));
  const [code] = folders('AWS::Lambda::Function', 'Code');
  if (code === undefined) throw new Error('the template has no function');
  return { code, layers: folders('AWS::Lambda::LayerVersion', 'Content') };
};

/** Loads what Lambda would load and calls what Lambda would call; fails as the function fails. */
const LAMBDA = `
  const [file, event] = process.argv.slice(1);
  const until = Date.now() + 120_000;
  require(file).handler(JSON.parse(event), { getRemainingTimeInMillis: () => until - Date.now() })
    .catch((error) => { process.stderr.write(String(error && error.stack)); process.exitCode = 1; });
`;

/** Runs the bundled function on one event, in a process of its own. */
export const invoke = (code: string, event: unknown, env: NodeJS.ProcessEnv): Ran =>
  run(['-e', LAMBDA, join(code, 'index.js'), JSON.stringify(event)], { cwd: code, env });
