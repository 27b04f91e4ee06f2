import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ProfileAlertStack } from '../lib/profile-alert-stack';
import { readSettings } from '../lib/settings';

const app = new App();
const reading = readSettings(app.node.getAllContext(), process.env.CDK_DEFAULT_REGION);
if (!reading.ok) {
  process.stderr.write(`${reading.problems.join('\n')}\n`);
  // Not process.exitCode: the app synthesises whatever it holds as the process ends by itself.
  process.exit(1);
}

const { stack, deployment, judgement } = reading.settings;
new ProfileAlertStack(app, stack.stackName, {
  terminationProtection: stack.terminationProtection,
  alerts: { ...deployment, ...judgement },
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
