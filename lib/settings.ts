import { Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { SEVERITIES } from '../lambda/assess/severity';
import { type Settings as Judgement, settingsSchema as judgementSchema } from '../lambda/settings';
import { closest } from './settings/closest';
import { fromText } from './settings/from-text';
import { placeProblems, regionProblem } from './settings/places';
import { problemsOf } from './settings/problems';

const RETENTION_DAYS: readonly number[] = Object.values(RetentionDays).filter(
  (days) => typeof days === 'number' && days !== RetentionDays.INFINITE,
) as number[];

/** What concerns the stack that `bin/app.ts` deploys, and not what is in it. */
const stackSchema = z.strictObject({
  /** The CloudFormation stack's name. */
  stackName: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
      'expected a letter, then letters, digits and hyphens, at most 128',
    )
    .default('RolesAnywhereProfileAlert'),
  /** Whether CloudFormation refuses to delete the stack. */
  terminationProtection: z.boolean().default(true),
});

const accountId = z.string().regex(/^\d{12}$/, 'expected a 12-digit account id');

const slackChannel = z
  .string()
  .regex(/^[CGD][A-Z0-9]{5,254}$/, 'expected a Slack channel id, such as C0123456789');

const guid = z
  .string()
  .regex(
    /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    'expected an id such as 00000000-0000-4000-8000-000000000000',
  );

/** As CloudFormation takes it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-chatbot-microsoftteamschannelconfiguration.html */
const TEAMS_CHANNEL =
  'expected a channel id as the link to the channel has it, such as 19%3aexample%40thread.tacv2';

/** What this installation deploys; how it judges is `lambda/settings.ts`. */
const deploymentSchema = z.strictObject({
  /** Addresses that receive every alert. Each must confirm the e-mail that SNS sends it first. */
  email: z.array(z.email()).default([]),
  /** Alerts below this severity are not e-mailed to `email`; trouble with the alerting itself always is. */
  emailMinimumSeverity: z.enum(SEVERITIES).default('informational'),
  /** Further addresses, each with the least severity that it receives. */
  emails: z
    .array(
      z.strictObject({ address: z.email(), minimumSeverity: z.enum(SEVERITIES).default('informational') }),
    )
    .default([]),
  /** Addresses that hear of trouble with the alerting itself; all that alerts are mailed to where left out. */
  operationsEmail: z.array(z.email()).optional(),
  /**
   * The Slack workspace, authorised once in the Amazon Q Developer console: T0123456789. AWS does not offer this in
   * China.
   */
  slackWorkspaceId: z
    .string()
    .regex(/^T[A-Z0-9]{5,254}$/, 'expected a Slack workspace id, such as T0123456789')
    .optional(),
  /** The Slack channel that shows everything. One channel can be configured once in an account, so each Region needs its own. */
  slackChannelId: slackChannel.optional(),
  /** Further Slack channels, each with the least severity that it shows. */
  slackChannels: z
    .array(z.strictObject({ channelId: slackChannel, minimumSeverity: z.enum(SEVERITIES) }))
    .default([]),
  /** The tenant of Microsoft Teams. Tenant and team are authorised once in the Amazon Q Developer console. */
  teamsTenantId: guid.optional(),
  teamsTeamId: guid.optional(),
  /** The channel, as a link to it has it. */
  teamsChannelId: z
    .string()
    .max(256, TEAMS_CHANNEL)
    .regex(/^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/, TEAMS_CHANNEL)
    .optional(),
  /** An event bus of this account and Region, by its name, that gets each alert as an event. */
  eventBusName: z
    .string()
    .regex(/^[\w./-]{1,256}$/, 'expected the name of an event bus, such as security-alerts')
    .optional(),
  /** Whether a second topic has the machine JSON by every protocol. */
  machinesTopic: z.boolean().default(false),
  /** Whether each alert is a finding of AWS Security Hub, too. */
  securityHub: z.boolean().default(false),
  /** The role in each account that profiles are disabled with, where `containAtOrAbove` asks for it. */
  containmentRoleName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/, 'expected the name of a role, without its path')
    .optional(),
  /** Who may take the role that disables profiles and trust anchors, and does nothing else. */
  responderArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:[^:*?]+:(iam|sts)::\d{12}:[^:]*[^:*?/][^:]*$/,
          'expected the ARN of a user or a role, which may hold wildcards but not be one',
        ),
    )
    .default([]),
  /** Whether the first use of a profile that an alert was about is told of, by each certificate. */
  firstUse: z.boolean().default(false),
  /** Days for which a profile is watched after the last alert about it. */
  firstUseDays: z
    .number('expected a whole number from 1 to 365')
    .int('expected a whole number from 1 to 365')
    .min(1, 'expected a whole number from 1 to 365')
    .max(365, 'expected a whole number from 1 to 365')
    .default(90),
  /** True where something else subscribes to the topic, so that neither e-mail nor Slack is needed. */
  noSubscribers: z.boolean().default(false),
  /** Days that the function's log is kept; one of the periods that CloudWatch Logs knows. */
  logRetentionDays: z
    .number()
    .refine((days) => RETENTION_DAYS.includes(days), `expected one of ${RETENTION_DAYS.join(', ')}`)
    .default(RetentionDays.THREE_MONTHS),
  /** The organisation whose accounts' forwarders may send here. */
  organizationId: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'expected the id of an organisation, such as o-a1b2c3d4e5')
    .optional(),
  /** Accounts whose forwarders may send here; the home account itself for its other Regions. */
  memberAccounts: z.array(accountId).default([]),
  /** Regions that have forwarders, beside the home Region. */
  forwarderRegions: z.array(z.string()).default([]),
  /** Whether all that is there is judged once a week, here and wherever forwarders are. */
  weeklySweep: z.boolean().default(false),
  /** The role in each account that the function reads with. */
  crossAccountRoleName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/, 'expected the name of a role, without its path')
    .optional(),
  /** What that role asks for before it lets anybody in. */
  crossAccountExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'expected 2 to 1224 letters, digits and +=,.@:/_-')
    .optional(),
});

/** As it is read: a key that is not given is not there. */
type Given<T> = { readonly [Key in keyof T]: Exclude<T[Key], undefined> };

export type Deployment = Given<z.infer<typeof deploymentSchema>>;

export interface StackSettings {
  readonly stack: Given<z.infer<typeof stackSchema>>;
  readonly deployment: Deployment;
  readonly judgement: Given<Judgement>;
}

/** Settings that hold, or every problem with them, one line each. */
export type SettingsReading =
  | { readonly ok: true; readonly settings: StackSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Every key that `cdk.json` or `-c` may set. */
export const SETTING_KEYS: readonly string[] = [stackSchema, deploymentSchema, judgementSchema].flatMap(
  ({ shape }) => Object.keys(shape),
);

/** Said where the settings name nobody; no problem of a setting, since `cdk ls` and `cdk destroy` need none. */
export const NOBODY_LISTENS =
  'email: nobody would receive the alerts; set email (-c email=you@example.com), or slackWorkspaceId and ' +
  'slackChannelId, or the ids of a channel of Microsoft Teams, or noSubscribers (-c noSubscribers=true) where something else subscribes to the topic';

/** Whether the settings lead an alert to somebody. */
export const somebodyListens = (deployment: Deployment): boolean =>
  mailingsOf(deployment).length > 0 ||
  deployment.slackWorkspaceId !== undefined ||
  deployment.teamsTeamId !== undefined ||
  deployment.noSubscribers;

/** One address, and the least severity of the alerts that are mailed to it. */
export type Mailing = Deployment['emails'][number];

/** Everybody whom alerts are mailed to: those of `email`, who share one least severity, then those with one of their own. */
export const mailingsOf = ({ email, emailMinimumSeverity, emails }: Deployment): readonly Mailing[] => [
  ...[...new Set(email)].map((address) => ({ address, minimumSeverity: emailMinimumSeverity })),
  ...emails,
];

/** SNS has one subscription, with one filter, for an address: a second least severity would be quietly lost. */
const twiceMailed = ({ email, emails }: Deployment): readonly string[] =>
  emails.flatMap(({ address }, index) => {
    const before = [...email, ...emails.slice(0, index).map((other) => other.address)];
    return before.includes(address)
      ? [`emails[${index}].address: got "${address}", expected an address that is named once`]
      : [];
  });

/** Partitions without Amazon Q Developer in chat applications. */
const WITHOUT_CHAT = /^(cn|us-gov)-/;

const together = (
  present: unknown,
  missing: unknown,
  { has, lacks }: { readonly has: string; readonly lacks: string },
): readonly string[] =>
  present !== undefined && missing === undefined
    ? [`${lacks}: got nothing, expected a value because ${has} is set`]
    : [];

/** Amazon Q Developer refuses a second configuration of a channel. */
const twiceShown = ({ slackChannelId, slackChannels }: Deployment): readonly string[] =>
  slackChannels.flatMap(({ channelId }, index) => {
    const before = [slackChannelId, ...slackChannels.slice(0, index).map((other) => other.channelId)];
    return before.includes(channelId)
      ? [`slackChannels[${index}].channelId: got "${channelId}", expected a channel that is named once`]
      : [];
  });

const problemsTogether = (deployment: Deployment, region: string | undefined): readonly string[] => {
  const { slackWorkspaceId: workspace, slackChannelId: channel } = deployment;
  const [further] = deployment.slackChannels;
  return [
    ...twiceMailed(deployment),
    ...deployment.forwarderRegions.flatMap((each, index) =>
      regionProblem(`forwarderRegions[${index}]`, each),
    ),
    ...together(workspace, channel ?? further, { has: 'slackWorkspaceId', lacks: 'slackChannelId' }),
    ...together(channel, workspace, { has: 'slackChannelId', lacks: 'slackWorkspaceId' }),
    ...together(channel === undefined ? further : undefined, workspace, {
      has: 'slackChannels',
      lacks: 'slackWorkspaceId',
    }),
    ...twiceShown(deployment),
    ...ofTeams(deployment),
    ...together(deployment.crossAccountExternalId, deployment.crossAccountRoleName, {
      has: 'crossAccountExternalId',
      lacks: 'crossAccountRoleName',
    }),
    ...chatNowhere(deployment, region),
    ...sweptInVain(deployment),
  ];
};

/** The log says which profiles had an alert; one that forgets them within two weeks would make alerts look missed. */
const sweptInVain = ({ weeklySweep, logRetentionDays }: Deployment): readonly string[] =>
  weeklySweep && logRetentionDays < 14
    ? [`logRetentionDays: got ${logRetentionDays}, expected 14 or more because weeklySweep is set`]
    : [];

const TEAMS = ['teamsTenantId', 'teamsTeamId', 'teamsChannelId'] as const;

/** All three ids, or none. */
const ofTeams = (deployment: Deployment): readonly string[] => {
  const has = TEAMS.find((key) => deployment[key] !== undefined);
  return TEAMS.flatMap((lacks) => together(has, deployment[lacks], { has: has ?? '', lacks }));
};

const chatNowhere = (deployment: Deployment, region: string | undefined): readonly string[] =>
  region !== undefined && WITHOUT_CHAT.test(region)
    ? (['slackWorkspaceId', 'teamsTeamId'] as const).flatMap((key) =>
        deployment[key] === undefined
          ? []
          : [`${key}: got "${deployment[key]}", expected none: AWS offers no chat applications in ${region}`],
      )
    : [];

/**
 * A context key that was meant for this app though it knows no such setting. Context is shared with the CDK and its
 * tools, which put punctuation into theirs (`@aws-cdk/core:...`, `vpc-provider:...`, `cli-telemetry`).
 */
const unknownKey = (key: string): readonly string[] => {
  const similar = closest(key, SETTING_KEYS);
  const theirs = /[@:/]/.test(key) || (similar === undefined && /[^A-Za-z0-9]/.test(key));
  if (theirs) return [];
  const hint =
    similar === undefined ? `expected one of ${SETTING_KEYS.join(', ')}` : `did you mean ${similar}?`;
  return [`${key}: unknown setting, ${hint}`];
};

type Reading<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly problems: readonly string[] };

const read = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  context: Readonly<Record<string, unknown>>,
): Reading<Given<z.infer<typeof schema>>> => {
  const given = Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, type]) =>
      Object.hasOwn(context, key) ? [[key, fromText(type as z.ZodType, context[key])]] : [],
    ),
  );
  const { success, data, error } = schema.safeParse(given);
  return success
    ? { success, data: data as Given<typeof data> }
    : { success, problems: problemsOf(schema, given, error) };
};

/**
 * The settings in the context of a CDK app: `cdk.json`, overlaid with `-c key=value`, whose values are always text.
 * Text is read as what the key holds: `-c email=a@example.com,b@example.com`, `-c manyRoles=5`, JSON for objects.
 * @param region where it is to be deployed, where that is known
 */
export const readSettings = (
  context: Readonly<Record<string, unknown>>,
  region?: string,
): SettingsReading => {
  const stack = read(stackSchema, context);
  const deployment = read(deploymentSchema, context);
  const judgement = read(judgementSchema, context);
  const problems = [
    ...Object.keys(context)
      .filter((key) => !SETTING_KEYS.includes(key))
      .flatMap(unknownKey),
    ...(stack.success ? [] : stack.problems),
    ...(deployment.success ? problemsTogether(deployment.data, region) : deployment.problems),
    ...(judgement.success ? placeProblems(judgement.data) : judgement.problems),
    ...(deployment.success && judgement.success
      ? together(deployment.data.containmentRoleName, judgement.data.containAtOrAbove, {
          has: 'containmentRoleName',
          lacks: 'containAtOrAbove',
        })
      : []),
  ];
  return stack.success && deployment.success && judgement.success && problems.length === 0
    ? { ok: true, settings: { stack: stack.data, deployment: deployment.data, judgement: judgement.data } }
    : { ok: false, problems };
};

/**
 * The settings that props come to.
 * @param region where they are deployed; a token where that is not known yet
 * @throws Error with a line for each prop that makes no sense
 */
export const settingsOf = (props: object, region: string): StackSettings => {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  const reading = readSettings(given, Token.isUnresolved(region) ? undefined : region);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.settings;
};
