import { App, type Stack } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import type { RolesAnywhereProfileAlertsProps } from '../../lib/roles-anywhere-profile-alerts';
import {
  alert,
  type CloudFormationTemplate,
  healthChecks,
  type Line,
  selfTests,
  sessions,
  standing,
  total,
  weeklySweep,
} from './idle';
import { PRICES, PRICES_AS_OF, type Price } from './prices';

/** Accounts and Regions of the larger example. */
const ACCOUNTS = 20;
const REGIONS = 17;

const templateOf = (make: (app: App) => Stack): CloudFormationTemplate => {
  const flags = {
    ...context,
    '@aws-cdk/core:validateAgainstDefaultRules': false,
    'aws:cdk:bundling-stacks': [],
  };
  const app = new App({ context: flags });
  const stack = make(app);
  return app.synth().getStackArtifact(stack.artifactId).template;
};

const central = (alerts: RolesAnywhereProfileAlertsProps): CloudFormationTemplate =>
  templateOf(
    (app) => new ProfileAlertStack(app, 'Stack', { alerts: { email: ['you@example.com'], ...alerts } }),
  );

export const forwarder = (): CloudFormationTemplate =>
  templateOf((app) => new ForwarderStack(app, 'Forwarder'));

/** One account and Region, and {@link ACCOUNTS} x {@link REGIONS} with one stack and forwarders: US dollars a month, idle. */
export const idleCosts = (): { readonly one: readonly Line[]; readonly many: readonly Line[] } => {
  const alone = central({});
  const home = central({ organizationId: 'o-a1b2c3d4e5', crossAccountRoleName: 'Reader' });
  const forwarders = standing(forwarder()).map(({ item, count, usd }) => {
    const places = ACCOUNTS * REGIONS - 1;
    return { item, count: count * places, usd: usd * places };
  });
  return {
    one: together([...standing(alone), ...selfTests(alone), ...healthChecks(alone)]),
    many: together([...standing(home), ...selfTests(home), ...healthChecks(home), ...forwarders]),
  };
};

/** One line for each item. */
const together = (lines: readonly Line[]): readonly Line[] => {
  const items = [...new Set(lines.map(({ item }) => item))];
  return items.map((item) => {
    const same = lines.filter((each) => each.item === item);
    return { item, count: same.reduce((sum, { count }) => sum + count, 0), usd: total(same) };
  });
};

const TEAMS_ID = '00000000-0000-4000-8000-000000000000';
const SLACK = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };

/** What is there only because a setting asks for it. */
const OPT_INS: readonly (readonly [what: string, settings: RolesAnywhereProfileAlertsProps])[] = [
  ['Slack, one channel for everything', SLACK],
  [
    'Slack, with a further channel from a severity on',
    { ...SLACK, slackChannels: [{ channelId: 'C9876543210', minimumSeverity: 'critical' }] },
  ],
  [
    'Microsoft Teams',
    { teamsTenantId: TEAMS_ID, teamsTeamId: TEAMS_ID, teamsChannelId: '19%3aexample%40thread.tacv2' },
  ],
  ['an event bus', { eventBusName: 'security-alerts' }],
  ['AWS Security Hub', { securityHub: true }],
  ['automatic containment', { containAtOrAbove: 'critical' }],
  ['first uses', { firstUse: true }],
  ['a role for responders', { responderArns: ['arn:aws:iam::111122223333:role/on-call'] }],
];

/** Without what floating-point arithmetic leaves over. */
const more = (usd: number): string => dollars(Math.round(usd * 1e6) / 1e6);

const optIns = (): string => {
  const without = total(standing(central({})));
  return OPT_INS.map(
    ([what, settings]) => `| ${what} | ${more(total(standing(central(settings))) - without)} |`,
  ).join('\n');
};

const dollars = (usd: number): string =>
  usd >= 0.01 ? usd.toFixed(2) : usd === 0 ? '0' : `${usd.toFixed(6)}`;

const rows = (lines: readonly Line[]): string =>
  lines
    .map(({ item, count, usd }) => {
      const { usd: each, per }: Price = PRICES[item];
      const counted = Number.isInteger(count) ? String(count) : count.toPrecision(3);
      return `| ${item} | ${counted} | ${Number(each.toPrecision(6))} per ${per} | ${dollars(usd)} |`;
    })
    .join('\n');

const table = (lines: readonly Line[]): string =>
  `| What | How many | Price | US dollars |\n| --- | --- | --- | --- |\n${rows(lines)}\n| **Together** | | | **${dollars(total(lines))}** |`;

/** The page docs/cost.md. */
export const costPage = (): string => {
  const { one, many } = idleCosts();
  const sources = [...new Set(Object.values(PRICES).map(({ source }) => source))];
  return `# Cost

Computed by \`npm run cost\` from the templates as they are deployed, and list prices of us-east-1 as of ${PRICES_AS_OF}, without
the free tier. A key that has been rotated costs up to two dollars more a month. The daily health check is counted with all
the time that it may take. A test fails where the second table comes to 15 dollars or more.

## One account and Region, a month in which nothing happens

${table(one)}

## ${ACCOUNTS} accounts x ${REGIONS} Regions, a month in which nothing happens

One stack, and ${ACCOUNTS * REGIONS - 1} forwarders, each a few rules, a queue and roles, which cost nothing by being there: no alarm, no metric
and no key is in them. As ${ACCOUNTS * REGIONS} stacks it would be ${dollars(total(one) * ACCOUNTS * REGIONS)} dollars.

${table(many)}

## What settings switch on, a month in which nothing happens

More than the first table, each by itself. A chat channel has an alarm in us-east-1 only, which is counted here.

| What | US dollars |
| --- | --- |
${optIns()}

An alert costs ${PRICES.customEvent.usd} dollars more on an event bus, and ${PRICES.publish.usd} more for each topic of a severity that it reaches. AWS
Security Hub has a price of its own, which counts findings: <https://aws.amazon.com/security-hub/cspm/pricing/>.

## One alert

As slow as it may be, from another account, mailed to one address. CloudTrail's look-ups and IAM's reads are free. The
metrics of an alert are billed by the hour in which it is sent, at most 0.001 dollars.

${table(alert())}

## The weekly sweep, where \`weeklySweep\` is on

A month of an account with 500 profiles and 3,000 roles, beside the rest. What it reads is free.

${table(weeklySweep())}

## A million sessions, where first uses are told of

Of profiles that no alert was about, half of them sent by forwarders. EventBridge hands AWS's own events to a function
for nothing. A fleet of 1,000 hosts whose sessions last an hour makes 720,000 a month.

${table(sessions())}

A session of a profile that an alert was about writes a row as well; a first use costs what an alert does.

## Prices

${sources.map((source) => `- <${source}>`).join('\n')}
`;
};
