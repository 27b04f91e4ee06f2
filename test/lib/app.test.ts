import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = join(__dirname, '..', '..', 'bin', 'app.ts');
/** The command that `cdk.json` names. */
const TSX = require.resolve('tsx/cli');

/** Runs the app as the CDK's command does, which hands it the context and a folder to write to. */
const synth = (context: object, env: NodeJS.ProcessEnv = {}) => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, APP], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], ...context }),
    },
  });
  const files = readdirSync(outdir);
  const manifest = files
    .filter((file) => /(^manifest|metadata)\.json$/.test(file))
    .map((file) => readFileSync(join(outdir, file), 'utf8'))
    .join('\n');
  rmSync(outdir, { recursive: true });
  return { status, stdout, stderr, files, manifest };
};

test('settings that hold make a stack, without a warning', () => {
  // By the CDK's own rules too, which the other tests go without (test/support/quick.ts).
  const { status, stdout, stderr, files } = synth({ email: 'you@example.com' }, { CDK_VALIDATION: 'true' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(files).toContain('RolesAnywhereProfileAlert.template.json');
});

test('wrong settings stop it with a line for each problem, and nothing is made', () => {
  expect(synth({ email: 'you', manyRoles: 'few' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr:
      'email[0]: got "you", expected an e-mail address, such as you@example.com\n' +
      'manyRoles: got "few", expected a whole number from 1 to 250\n',
    files: [],
  });
});

test('without an address the stack is there to list, destroy and bootstrap for, and cannot be deployed', () => {
  const { status, stderr, files, manifest } = synth({});
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(files).toContain('RolesAnywhereProfileAlert.template.json');
  // The CDK's command deploys no stack that bears an error; `ls`, `destroy` and `bootstrap` do not look.
  expect(manifest).toMatch(/"aws:cdk:error"[^}]*nobody would receive the alerts; set email/);
});

test('npx shows nobody the AWS SDK’s warning of a future Node, which it shows by this way of warning', () => {
  const warn = "process.emitWarning('NodeVersionSupportWarning: no more Node 20')";
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stderr } = spawnSync('npx', ['--no-install', 'node', '-e', warn], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
    env,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
