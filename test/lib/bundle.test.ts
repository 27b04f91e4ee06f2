import { statSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stage } from 'aws-cdk-lib';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import { FLAGS, settingsOf } from './stack';

/** Bundles as `cdk deploy` does, and gives the file that Lambda would load. */
const bundle = (): string => {
  const app = new App({ context: FLAGS });
  const stack = new ProfileAlertStack(app, 'Stack', { settings: settingsOf() });
  const assembly = app.synth();
  const template = assembly.getStackByName(stack.stackName).template;
  const code = Object.values(template.Resources as Record<string, { Type: string; Properties: never }>)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => (Properties as { Code: { S3Key: string } }).Code.S3Key);
  return join(Stage.of(stack)?.assetOutdir ?? '', `asset.${String(code[0]).replace('.zip', '')}`, 'index.js');
};

describe('the bundled function', () => {
  const file = bundle();

  test('loads, and exports the handler that Lambda calls', () => {
    expect(require(file)).toEqual(expect.objectContaining({ handler: expect.any(Function) }));
  });

  test('stays small enough to start fast', () => {
    expect(statSync(file).size).toBeLessThan(3_000_000);
  });

  test('brings its source map, so that an error in the log names a line of the source', () => {
    expect(statSync(`${file}.map`).size).toBeGreaterThan(0);
  });
});
