import { join } from 'node:path';
import { App, Stage } from 'aws-cdk-lib';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import { propsOf } from '../lib/stack';
import { FLAGS } from '../lib/template';

/**
 * Bundles as `cdk deploy` does, and gives the file that Lambda would load.
 * @param which function, by the construct that it is in
 */
export const bundledFunction = (which: 'Triage' | 'HealthCheck' = 'Triage'): string => {
  const app = new App({ context: FLAGS });
  const stack = new ProfileAlertStack(app, 'Stack', { alerts: propsOf() });
  const assembly = app.synth();
  const template = assembly.getStackByName(stack.stackName).template;
  const code = Object.entries(template.Resources as Record<string, { Type: string; Properties: never }>)
    .filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(`${which}Function`))
    .map(([, { Properties }]) => (Properties as { Code: { S3Key: string } }).Code.S3Key);
  return join(Stage.of(stack)?.assetOutdir ?? '', `asset.${String(code[0]).replace('.zip', '')}`, 'index.js');
};
