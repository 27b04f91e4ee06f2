import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus, type Rule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allowListProblems } from '../lambda/assess/allow-list';
import type { Severity } from '../lambda/assess/severity';
import type { AllowListEntry } from '../lambda/settings';
import { Alarms } from './alarms';
import { AlertTopic } from './alert-topic';
import { Containment } from './containment';
import { Dashboard } from './dashboard';
import { FirstUseWatch } from './first-use';
import { HealthCheck } from './health-check';
import { HomeBus } from './home-bus';
import { OperationsTopic } from './operations-topic';
import { Outlets } from './outlets';
import { ProfileCreatedRule } from './profile-created-rule';
import { ResponderRole } from './responder-role';
import { nameOfRule } from './rule-name';
import { SecondLookQueue } from './second-look-queue';
import { SelfTest, type SelfTestProps } from './self-test';
import { mailingsOf, NOBODY_LISTENS, type StackSettings, settingsOf, somebodyListens } from './settings';
import { SlackChannel } from './slack-channel';
import { TamperWatch } from './tamper-watch';
import { TeamsChannel } from './teams-channel';
import { TriageFunction } from './triage-function';
import { WeeklySweep } from './weekly-sweep';

/** What may be set, all of it optional; each is a key of the `cdk.json` context as well. */
export interface RolesAnywhereProfileAlertsProps {
  /**
   * Addresses that receive the alerts. Each must confirm the e-mail that SNS sends it first.
   *
   * @default - nobody by e-mail
   */
  readonly email?: readonly string[];
  /**
   * Alerts below this severity are not e-mailed to `email`; trouble with the alerting itself always is.
   *
   * @default 'informational', so every alert
   */
  readonly emailMinimumSeverity?: Severity;
  /**
   * Further addresses, each with the least severity that it receives; every alert where that is left out.
   *
   * @default - nobody else
   */
  readonly emails?: readonly { readonly address: string; readonly minimumSeverity?: Severity }[];
  /**
   * Addresses that hear of trouble with the alerting itself.
   *
   * @default - those of `email` and `emails`
   */
  readonly operationsEmail?: readonly string[];
  /**
   * The Slack workspace, authorised once in the Amazon Q Developer console; needs `slackChannelId` or
   * `slackChannels`.
   *
   * @default - no Slack
   */
  readonly slackWorkspaceId?: string;
  /**
   * The Slack channel that shows everything. One channel can be configured once in an account.
   *
   * @default - no Slack
   */
  readonly slackChannelId?: string;
  /**
   * Further Slack channels of the same workspace, each with the least severity that it shows.
   *
   * @default - no further channel
   */
  readonly slackChannels?: readonly { readonly channelId: string; readonly minimumSeverity: Severity }[];
  /**
   * The tenant of Microsoft Teams, authorised once in the Amazon Q Developer console; needs `teamsTeamId` and
   * `teamsChannelId`.
   *
   * @default - no Microsoft Teams
   */
  readonly teamsTenantId?: string;
  /**
   * The team.
   *
   * @default - no Microsoft Teams
   */
  readonly teamsTeamId?: string;
  /**
   * The channel, percent-encoded as the link to it has it.
   *
   * @default - no Microsoft Teams
   */
  readonly teamsChannelId?: string;
  /**
   * An event bus of this account and Region, by its name, that gets each alert as an event; `default` is one.
   *
   * @default - none
   */
  readonly eventBusName?: string;
  /**
   * Whether there is a second topic whose subscribers get the machine JSON by every protocol, https endpoints included.
   *
   * @default false
   */
  readonly machinesTopic?: boolean;
  /**
   * Whether each alert is imported as a finding into AWS Security Hub, of this account and Region.
   *
   * @default false
   */
  readonly securityHub?: boolean;
  /**
   * True where something else subscribes to the topics, so that neither e-mail nor Slack is needed.
   *
   * @default false
   */
  readonly noSubscribers?: boolean;
  /**
   * Days that the function's log is kept; one of the periods that CloudWatch Logs knows.
   *
   * @default 90
   */
  readonly logRetentionDays?: number;
  /**
   * The organisation (o-...) whose accounts' forwarders may send profiles here.
   *
   * @default - no organisation
   */
  readonly organizationId?: string;
  /**
   * Accounts whose forwarders may send profiles here; the home account itself for its other Regions.
   *
   * @default - none
   */
  readonly memberAccounts?: readonly string[];
  /**
   * Regions that have forwarders, beside the home Region: the daily health check looks at each, in every account that may send.
   *
   * @default - none but the home Region
   */
  readonly forwarderRegions?: readonly string[];
  /**
   * Whether every profile, and every role that lets Roles Anywhere in, is judged once a week, here and in the accounts and
   * Regions that `memberAccounts` and `forwarderRegions` name: one digest tells what is new or worse.
   *
   * @default false
   */
  readonly weeklySweep?: boolean;
  /**
   * The role in each account that the function reads with, as the forwarder makes it.
   *
   * @default - none: the alerts of other accounts are unverified
   */
  readonly crossAccountRoleName?: string;
  /**
   * The external id that this role asks for.
   *
   * @default - none
   */
  readonly crossAccountExternalId?: string;
  /**
   * The severity of an alert without findings.
   *
   * @default 'low', as Elastic's rule says
   */
  readonly baseSeverity?: Exclude<Severity, 'informational'>;
  /**
   * Profile creations that are expected.
   *
   * @default - none
   */
  readonly allowList?: readonly AllowListEntry[];
  /**
   * ARNs, or patterns of them, of trust anchors that somebody approved.
   *
   * @default - none: nothing is judged
   */
  readonly approvedTrustAnchors?: readonly string[];
  /**
   * Networks in CIDR form that administrators work from.
   *
   * @default - none: no network is judged
   */
  readonly trustedNetworks?: readonly string[];
  /**
   * Countries, as ISO 3166-1 alpha-2 codes, that administrators work from.
   *
   * @default - none: no country is judged
   */
  readonly expectedCountries?: readonly string[];
  /**
   * Regions in which Roles Anywhere is used.
   *
   * @default - none: no Region is judged
   */
  readonly expectedRegions?: readonly string[];
  /**
   * Tag keys that every profile must bear.
   *
   * @default - none
   */
  readonly requiredTags?: readonly string[];
  /**
   * Seconds; a session that may last longer is a finding.
   *
   * @default 3600
   */
  readonly longSessionSeconds?: number;
  /**
   * More roles than this in one profile is a finding.
   *
   * @default 3
   */
  readonly manyRoles?: number;
  /**
   * Hours of the day, UTC, in which administrators work; past midnight where `end` is smaller.
   *
   * @default - not set: no hour is judged
   */
  readonly workingHoursUtc?: { readonly start: number; readonly end: number };
  /**
   * Hours before the event in which the actor's other calls are looked up.
   *
   * @default 24
   */
  readonly activityWindowHours?: number;
  /**
   * Roles whose policies one alert examines.
   *
   * @default 50
   */
  readonly maxExaminedRoles?: number;
  /**
   * Whether each change is looked at again after 15 minutes, when CloudTrail shows what happened around it.
   *
   * @default true
   */
  readonly secondLook?: boolean;
  /**
   * Whether a certificate that uses a profile for the first time since an alert was about it is told of. Each session of the
   * account and Region is then handed to the function.
   *
   * @default false
   */
  readonly firstUse?: boolean;
  /**
   * Days for which a profile is watched after the last alert about it.
   *
   * @default 90
   */
  readonly firstUseDays?: number;
  /**
   * Profiles whose alert is at least as severe, and unexpected, are disabled at once, before anybody reads it. What could not
   * be read counts as the worst that it can hide, here too.
   *
   * @default - nothing is ever changed
   */
  readonly containAtOrAbove?: Exclude<Severity, 'informational'>;
  /**
   * The role in each account that profiles are disabled with, as the forwarder makes it; needs `containAtOrAbove`.
   *
   * @default - none: profiles of other accounts are left alone
   */
  readonly containmentRoleName?: string;
  /**
   * ARNs, or patterns of them, of principals of this account who may take a role that disables profiles and trust anchors,
   * and does nothing else.
   *
   * @default - there is no such role
   */
  readonly responderArns?: readonly string[];
  /**
   * What goes before each console link, which follows percent-encoded: an access portal's address, in which `{account}`
   * becomes the account's id.
   *
   * @default - links open the console itself
   */
  readonly consoleLinkPrefix?: string;
  /**
   * Your own page about what to do; each alert links to it.
   *
   * @default - none
   */
  readonly runbookUrl?: string;
}

/**
 * CloudTrail -> EventBridge rule -> function -> topic -> e-mail, chat, machines; an alarm on each place where an event
 * could get stuck, a watch over everything that could be switched off, and a test of the whole way each day.
 *
 * The ids of the constructs within are a contract: with another id, an update replaces the resource.
 */
export class RolesAnywhereProfileAlerts extends Construct {
  /** Where alerts are published. */
  readonly alerts: ITopic;
  /** Where the alerting says that something is wrong with itself. */
  readonly operations: ITopic;
  /** What triages. */
  readonly function: IFunction;

  /** @throws Error where a prop makes no sense; its message names each */
  constructor(scope: Construct, id: string, props: RolesAnywhereProfileAlertsProps = {}) {
    super(scope, id);
    const settings = settingsOf(props, Stack.of(this).region);
    const { deployment, judgement } = settings;
    this.warn(settings);

    const mailings = mailingsOf(deployment);
    const alerts = new AlertTopic(this, 'Alerts', { mailings });
    const operations = new OperationsTopic(this, 'Operations', {
      emailAddresses: deployment.operationsEmail ?? mailings.map(({ address }) => address),
    });
    const secondLook = this.secondLook(settings, operations.topic);
    const outlets = new Outlets(this, 'Outlets', {
      alerts,
      operations: operations.topic,
      minimumSeverities: deployment.slackChannels.map(({ minimumSeverity }) => minimumSeverity),
      machinesTopic: deployment.machinesTopic,
      securityHub: deployment.securityHub,
      ...(deployment.eventBusName === undefined ? {} : { eventBusName: deployment.eventBusName }),
    });
    const containment = this.containment(settings, operations.topic);
    const firstUse = this.firstUse(settings, operations.topic);
    const triage = new TriageFunction(this, 'Triage', {
      alerts,
      ...(secondLook === undefined ? {} : { secondLook }),
      powers: [outlets, containment, firstUse].filter((power) => power !== undefined),
      settings: judgement,
      logRetention: deployment.logRetentionDays,
      ...crossAccountRoleOf(deployment),
    });
    secondLook?.handsTo(triage.function);
    const created = new ProfileCreatedRule(this, 'ProfileCreated', { target: triage.function });
    const home = this.homeBus(deployment);
    const forwarded = home && created.alsoFrom(home.bus, triage.function);
    const sessions = firstUse?.handsTo(triage.function, created.deadLetterQueue, home?.bus) ?? [];
    const selfTests = this.selfTests(home, {
      target: triage.function,
      deadLetterQueue: created.deadLetterQueue,
      alerts: alerts.topic,
      operations: operations.topic,
    });
    const health = this.healthCheck(deployment, {
      created,
      forwarded,
      home,
      triage,
      operations: operations.topic,
    });
    const slack = this.slack(deployment, [alerts.topic, operations.topic]);
    this.slackBySeverity(deployment, outlets);
    const teams = this.teams(deployment, [alerts.topic, operations.topic]);
    // All show the same messages: what one of them cannot show, no other can.
    const chat = slack ?? teams;
    new Alarms(this, 'Alarms', {
      undelivered: created.deadLetterQueue,
      failed: triage.deadLetterQueue,
      rule: created.rule,
      function: triage.function,
      timeout: triage.timeout,
      alerts: alerts.topic,
      operations: operations.topic,
      secondLook: secondLook !== undefined,
      ...(chat === undefined ? {} : { chatConfigurationName: chat.configurationName }),
    });
    new Dashboard(this, 'Dashboard', {
      heartbeats: selfTests.map(({ heartbeat }) => heartbeat),
      logGroup: triage.logGroup,
    });
    const sweep = this.sweep(settings, { alerts, triage, operations: operations.topic });
    const watchedTopics = [alerts.topic, operations.topic, ...outlets.allTopics.values()];
    new TamperWatch(this, 'TamperWatch', {
      operations: operations.topic,
      ...(home ? { homeBus: home.bus } : {}),
      rolesElsewhere: [props.crossAccountRoleName, props.containmentRoleName].filter(
        (name) => name !== undefined,
      ),
      ours: {
        rules: [
          nameOfRule(created.rule),
          ...(home && forwarded ? [nameOfRule(forwarded, home.bus)] : []),
          ...sessions.map(({ rule, bus }) => nameOfRule(rule, bus)),
          ...selfTests.map(({ ruleName }) => ruleName),
        ],
        functions: [triage, health, ...sweep].map((each) => each.function.functionName),
        topicArns: watchedTopics.map(({ topicArn }) => topicArn),
        keyIds: [alerts, operations].map(({ key }) => key.keyId),
        keyArns: [alerts, operations].map(({ key }) => key.keyArn),
        queueNames: [
          created.deadLetterQueue,
          triage.deadLetterQueue,
          ...(secondLook === undefined ? [] : [secondLook.queue, secondLook.deadLetterQueue]),
          ...selfTests.map(({ heartbeats }) => heartbeats),
        ].map(({ queueName }) => queueName),
        roles: [triage, health, ...sweep].map(({ role }) => role.roleName),
        schedules: [...selfTests, health, ...sweep].map(({ schedule }) => schedule.ref),
        buses: home ? [home.bus.eventBusName] : [],
        tables: firstUse === undefined ? [] : [firstUse.table.tableName],
      },
    });
    home?.comesBeforeItsRulesIn(this);
    this.alerts = alerts.topic;
    this.operations = operations.topic;
    this.function = triage.function;
    this.outputs(
      [triage, health, ...sweep].map(({ role }) => role),
      triage,
      home,
    );
    this.responders(deployment);
    this.containersOutput(deployment, triage);
    this.machinesOutput(outlets);
  }

  private warn({ deployment, judgement }: StackSettings): void {
    // An error of the stack, which stops its deployment, and not of the app, which `cdk ls` and `cdk destroy` run too.
    if (!somebodyListens(deployment)) Annotations.of(this).addError(NOBODY_LISTENS);
    for (const { index, entry, kind, problem } of allowListProblems(judgement.allowList, new Date())) {
      Annotations.of(this).addWarningV2(
        `allow-list-${index}-${kind}`,
        `allowList[${index}] (${entry.principal}) ${kind === 'weak' ? 'is weak' : 'makes nothing expected'}: ${problem}`,
      );
    }
  }

  private secondLook({ judgement }: StackSettings, operations: ITopic): SecondLookQueue | undefined {
    if (!judgement.secondLook) return undefined;
    return new SecondLookQueue(this, 'SecondLook', { functionTimeout: TriageFunction.TIMEOUT, operations });
  }

  private firstUse({ deployment }: StackSettings, operations: ITopic): FirstUseWatch | undefined {
    if (!deployment.firstUse) return undefined;
    return new FirstUseWatch(this, 'FirstUse', { days: deployment.firstUseDays, operations });
  }

  private selfTests(home: HomeBus | undefined, way: Omit<SelfTestProps, 'way' | 'bus'>): readonly SelfTest[] {
    const defaultBus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    return [
      new SelfTest(this, 'SelfTest', { ...way, way: 'default', bus: defaultBus }),
      ...(home ? [new SelfTest(this, 'HomeSelfTest', { ...way, way: 'home', bus: home.bus })] : []),
    ];
  }

  private homeBus({ organizationId, memberAccounts }: StackSettings['deployment']): HomeBus | undefined {
    if (organizationId === undefined && memberAccounts.length === 0) return undefined;
    return new HomeBus(this, 'Home', {
      busName: Stack.of(this).stackName,
      memberAccounts,
      ...(organizationId === undefined ? {} : { organizationId }),
    });
  }

  private containment({ deployment, judgement }: StackSettings, operations: ITopic): Containment | undefined {
    if (judgement.containAtOrAbove === undefined) return undefined;
    const { containmentRoleName, crossAccountRoleName, organizationId, memberAccounts } = deployment;
    return new Containment(this, 'Containment', {
      isEveryRegion:
        crossAccountRoleName !== undefined || organizationId !== undefined || memberAccounts.length > 0,
      operations,
      ...(containmentRoleName === undefined ? {} : { roleName: containmentRoleName }),
    });
  }

  private slack(
    { slackWorkspaceId, slackChannelId }: StackSettings['deployment'],
    topics: readonly ITopic[],
  ): SlackChannel | undefined {
    if (slackWorkspaceId === undefined || slackChannelId === undefined) return undefined;
    return new SlackChannel(this, 'Slack', { topics, slackWorkspaceId, slackChannelId });
  }

  private slackBySeverity(
    { slackWorkspaceId, slackChannels }: StackSettings['deployment'],
    outlets: Outlets,
  ): void {
    for (const { channelId, minimumSeverity } of slackChannels) {
      const topic = outlets.topics.get(minimumSeverity);
      if (slackWorkspaceId === undefined || topic === undefined) continue;
      const channel = { slackWorkspaceId, slackChannelId: channelId, isFurther: true };
      new SlackChannel(this, `Slack-${channelId}`, { topics: [topic], ...channel });
    }
  }

  private teams(
    { teamsTenantId, teamsTeamId, teamsChannelId }: StackSettings['deployment'],
    topics: readonly ITopic[],
  ): TeamsChannel | undefined {
    if (teamsTenantId === undefined || teamsTeamId === undefined || teamsChannelId === undefined)
      return undefined;
    return new TeamsChannel(this, 'Teams', { topics, teamsTenantId, teamsTeamId, teamsChannelId });
  }

  /** None where nobody asked for it. */
  private sweep(
    { deployment, judgement }: StackSettings,
    around: Pick<ConstructorParameters<typeof WeeklySweep>[2], 'alerts' | 'triage' | 'operations'>,
  ): readonly WeeklySweep[] {
    if (!deployment.weeklySweep) return [];
    const { account, region } = Stack.of(this);
    const { crossAccountRole } = crossAccountRoleOf(deployment);
    return [
      new WeeklySweep(this, 'WeeklySweep', {
        ...around,
        settings: judgement,
        logRetention: deployment.logRetentionDays,
        regions: [...new Set([region, ...deployment.forwarderRegions])],
        accounts:
          crossAccountRole === undefined ? [account] : [...new Set([account, ...deployment.memberAccounts])],
        ...(crossAccountRole === undefined ? {} : { crossAccountRole }),
      }),
    ];
  }

  private healthCheck(deployment: StackSettings['deployment'], looked: LookedAt): HealthCheck {
    const { created, forwarded, home, triage, operations } = looked;
    const { memberAccounts, organizationId, forwarderRegions, crossAccountRoleName } = deployment;
    if (home !== undefined && crossAccountRoleName === undefined) {
      Annotations.of(this).addWarningV2(
        'forwarders-unwatched',
        'crossAccountRoleName: without it, nobody looks after the forwarders of other accounts, and their alerts are unverified',
      );
    }
    const { crossAccountRole } = crossAccountRoleOf(deployment);
    return new HealthCheck(this, 'HealthCheck', {
      rules: [
        { rule: created.rule },
        ...(forwarded === undefined || home === undefined ? [] : [{ rule: forwarded, bus: home.bus }]),
      ],
      target: triage.function,
      operations,
      ...(home === undefined
        ? {}
        : {
            forwarders: {
              bus: home.bus,
              accounts: memberAccounts,
              organization: organizationId !== undefined,
              regions: forwarderRegions,
              ...(crossAccountRole === undefined ? {} : { role: crossAccountRole }),
            },
          }),
    });
  }

  private responders({ responderArns }: StackSettings['deployment']): void {
    if (responderArns.length === 0) return;
    const { role } = new ResponderRole(this, 'Responders', { responderArns });
    new CfnOutput(this, 'ResponderRoleArn', {
      description: 'The role that may disable profiles and trust anchors, and nothing else',
      value: role.roleArn,
    });
  }

  private containersOutput(
    { containmentRoleName }: StackSettings['deployment'],
    { role }: TriageFunction,
  ): void {
    if (containmentRoleName === undefined) return;
    new CfnOutput(this, 'ContainerArns', {
      description: 'Who disables profiles in other accounts: the parameter ContainerArns of the forwarder',
      value: role.roleArn,
    });
  }

  private machinesOutput({ machines }: Outlets): void {
    if (machines === undefined) return;
    new CfnOutput(this, 'MachinesTopicArn', {
      description: 'Where the machine JSON is published for every protocol; subscribe https endpoints to it',
      value: machines.topicArn,
    });
  }

  private outputs(readers: readonly IRole[], triage: TriageFunction, home: HomeBus | undefined): void {
    const { region } = Stack.of(this);
    const output = (id: string, description: string, value: string): CfnOutput =>
      new CfnOutput(this, id, { description, value });
    output('TopicArn', 'Where the alerts are published; subscribe anything else to it', this.alerts.topicArn);
    output(
      'OperationsTopicArn',
      'Where the alerting says that something is wrong with itself',
      this.operations.topicArn,
    );
    output(
      'FunctionName',
      'The function that triages; its log says what was sent',
      triage.function.functionName,
    );
    output(
      'TestCommand',
      'Creates a disabled profile without roles, which lets nobody in. Its alert proves the whole way, the ' +
        'trail included; delete the profile afterwards as the alert says',
      `aws rolesanywhere create-profile --name alert-test --no-enabled --role-arns '[]' --region ${region}`,
    );
    output(
      'OtherRegions',
      'Roles Anywhere is regional: this stack sees the profiles of one Region only, and of those that forward to it',
      home === undefined
        ? `This stack watches ${region}. Others forward to it once memberAccounts or organizationId is set`
        : `This stack watches ${region}, and all that forward to ${home.bus.eventBusName}`,
    );
    if (home !== undefined) {
      output(
        'ReaderArns',
        'Who reads in other accounts: the parameter ReaderArns of the forwarder',
        readers.map(({ roleArn }) => roleArn).join(','),
      );
    }
  }
}

/** What the daily health check looks at, and whom it tells. */
interface LookedAt {
  readonly created: ProfileCreatedRule;
  readonly forwarded: Rule | undefined;
  readonly home: HomeBus | undefined;
  readonly triage: TriageFunction;
  readonly operations: ITopic;
}

const crossAccountRoleOf = ({ crossAccountRoleName, crossAccountExternalId }: StackSettings['deployment']) =>
  crossAccountRoleName === undefined
    ? {}
    : {
        crossAccountRole: {
          name: crossAccountRoleName,
          ...(crossAccountExternalId === undefined ? {} : { externalId: crossAccountExternalId }),
        },
      };
