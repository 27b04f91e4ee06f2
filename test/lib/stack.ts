import { App } from 'aws-cdk-lib';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import type { RolesAnywhereProfileAlertsProps } from '../../lib/roles-anywhere-profile-alerts';
import { readSettings, type StackSettings } from '../../lib/settings';
import { FLAGS } from './template';

/** The settings of a context that holds; an e-mail address is set unless it says otherwise. */
export const settingsOf = (context: Readonly<Record<string, unknown>> = {}): StackSettings => {
  const reading = readSettings({ email: 'you@example.com', ...context });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.settings;
};

/** The same as the construct takes them. */
export const propsOf = (context: Readonly<Record<string, unknown>> = {}): RolesAnywhereProfileAlertsProps => {
  const { deployment, judgement } = settingsOf(context);
  return { ...deployment, ...judgement };
};

/** The stack as `cdk synth` makes it, but for the bundling of the code, which takes its time. */
export const stackOf = (context: Readonly<Record<string, unknown>> = {}): ProfileAlertStack => {
  const app = new App({ context: { ...FLAGS, 'aws:cdk:bundling-stacks': [] } });
  return new ProfileAlertStack(app, 'Stack', { alerts: propsOf(context) });
};
