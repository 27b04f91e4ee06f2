import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ForwarderStack } from '../lib/forwarder-stack';

/** `npx cdk deploy -a "npx tsx bin/forwarder.ts"`, and the template that a stack set takes. */
const app = new App();
new ForwarderStack(app, 'RolesAnywhereProfileForwarder');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
