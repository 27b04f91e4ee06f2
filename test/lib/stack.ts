import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context as flags } from '../../cdk.json';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import type { RolesAnywhereProfileAlertsProps } from '../../lib/roles-anywhere-profile-alerts';
import { readSettings, type Settings } from '../../lib/settings';

/** The settings of a context that holds; an e-mail address is set unless it says otherwise. */
export const settingsOf = (context: Readonly<Record<string, unknown>> = {}): Settings => {
  const reading = readSettings({ email: 'you@example.com', ...context });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.settings;
};

/** The same as the construct takes them. */
export const propsOf = (context: Readonly<Record<string, unknown>> = {}): RolesAnywhereProfileAlertsProps => {
  const { deployment, judgement } = settingsOf(context);
  return { ...deployment, ...judgement };
};

/** The context of an app in these tests: the feature flags that are deployed with. */
export const FLAGS: Readonly<Record<string, unknown>> = flags;

/** A context that switches on everything that is off unless somebody asks for it. */
export const EVERYTHING: Readonly<Record<string, unknown>> = {
  organizationId: 'o-a1b2c3d4e5',
  memberAccounts: '444455556666',
  crossAccountRoleName: 'Reader',
  slackWorkspaceId: 'T0123456789',
  slackChannelId: 'C0123456789',
  teamsTenantId: '11111111-0000-4000-8000-000000000001',
  teamsTeamId: '22222222-0000-4000-8000-000000000002',
  teamsChannelId: '19%3aexample%40thread.tacv2',
  eventBusName: 'security-alerts',
  securityHub: true,
  weeklySweep: true,
  machinesTopic: true,
  firstUse: true,
  containAtOrAbove: 'critical',
  containmentRoleName: 'Containment',
  responderArns: 'arn:aws:iam::111122223333:role/on-call',
  slackChannels: [{ channelId: 'C9876543210', minimumSeverity: 'critical' }],
};

/** The stack as `cdk synth` makes it, but for the bundling of the code, which takes its time. */
export const stackOf = (context: Readonly<Record<string, unknown>> = {}): ProfileAlertStack => {
  const app = new App({ context: { ...FLAGS, 'aws:cdk:bundling-stacks': [] } });
  return new ProfileAlertStack(app, 'Stack', { alerts: propsOf(context) });
};

const templates = new Map<string, Template>();

/** The stack's template; made once for each context. */
export const templateOf = (context: Readonly<Record<string, unknown>> = {}): Template => {
  const key = JSON.stringify(context);
  const template = templates.get(key) ?? Template.fromStack(stackOf(context));
  templates.set(key, template);
  return template;
};

type Resource = { readonly Properties: Record<string, unknown> } & Readonly<Record<string, unknown>>;

/** The one resource of a type whose logical id begins so. */
export const resource = (template: Template, type: string, idStart = ''): { id: string } & Resource => {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(idStart));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${idStart}*`);
  return { id: only[0], ...(only[1] as Resource) };
};
