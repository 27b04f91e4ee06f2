import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = join(__dirname, '..', '..', 'bin', 'app.ts');
/** The command that `cdk.json` names. */
const TSX = require.resolve('tsx/cli');

/** Runs the app as the CDK's command does, which hands it the context and a folder to write to. */
const synth = (context: object) => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, APP], {
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], ...context }),
    },
  });
  const files = readdirSync(outdir);
  rmSync(outdir, { recursive: true });
  return { status, stdout, stderr, files };
};

test('settings that hold make a stack, without a warning', () => {
  const { status, stdout, stderr, files } = synth({ email: 'you@example.com' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(files).toContain('RolesAnywhereProfileAlert.template.json');
});

test('wrong settings stop it with a line for each problem, and nothing is made', () => {
  expect(synth({ email: 'you', manyRoles: 'few' })).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'email[0]: got "you", expected an e-mail address, such as you@example.com\n' +
      'manyRoles: got "few", expected a whole number from 1 to 250\n',
    files: [],
  });
});
