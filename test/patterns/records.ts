/** Records for the patterns of all rules: what EventBridge may hand over, and whether it is a change that is alerted on. */

import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Kind } from '../../lambda/event/kinds/kind';
import { busSourceOf, kindsFor } from '../../lambda/event/kinds/list';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { resolved } from '../lib/resolved';
import { EVERYTHING, FLAGS, templateOf } from '../lib/template';
import { bridgeEvent, OTHER_ACCOUNT } from '../support/event';
import { type RuleFixture, ruleFixtures } from '../support/rule-fixtures';

/** A record as EventBridge delivers it, laid over the base one. */
const called = (
  eventSource: string,
  eventName: string,
  record: object = {},
  envelope: object = {},
): Record<string, unknown> =>
  bridgeEvent({ eventSource, eventName, ...record }, { source: busSourceOf(eventSource), ...envelope });

/** Other services whose calls bear a name of ours, and services that have nothing to do with it. */
const NAMESAKES: readonly (readonly [eventSource: string, eventName: string])[] = [
  ['transfer.amazonaws.com', 'CreateProfile'],
  ['transfer.amazonaws.com', 'UpdateProfile'],
  ['profile.amazonaws.com', 'CreateProfile'],
  ['profile.amazonaws.com', 'UpdateProfile'],
  ['customer-profiles.amazonaws.com', 'CreateProfile'],
  ['b2bi.amazonaws.com', 'CreateProfile'],
  ['b2bi.amazonaws.com', 'UpdateProfile'],
  ['wellarchitected.amazonaws.com', 'CreateProfile'],
  ['wellarchitected.amazonaws.com', 'UpdateProfile'],
  ['quicksight.amazonaws.com', 'UpdateRole'],
  ['sso-directory.amazonaws.com', 'CreateRole'],
  ['acm-pca.amazonaws.com', 'ImportCrl'],
];

/** Calls of the same services that are no kind of change: they take away, read, or say nothing of who gets in. */
const HARMLESS: readonly (readonly [eventSource: string, eventName: string])[] = [
  ...[
    'DisableProfile',
    'DeleteProfile',
    'GetProfile',
    'ListProfiles',
    'DisableTrustAnchor',
    'DeleteTrustAnchor',
    'GetCrl',
    'CreateSession',
    'TagResource',
    'PutNotificationSettings',
    'ResetNotificationSettings',
  ].map((name) => ['rolesanywhere.amazonaws.com', name] as const),
  ...[
    'DeleteRole',
    'UpdateRole',
    'PutRolePolicy',
    'AttachRolePolicy',
    'CreateUser',
    'CreateServiceLinkedRole',
  ].map((name) => ['iam.amazonaws.com', name] as const),
];

/** One kind's own records: as they are, and in the ways in which they are none. */
const ofKind = ({ eventSource, eventNames }: Kind): readonly RuleFixture[] =>
  eventNames.flatMap((eventName): readonly RuleFixture[] => [
    { name: eventName, event: called(eventSource, eventName), matches: true },
    {
      name: `${eventName} of China`,
      event: called(eventSource, eventName, { awsRegion: 'cn-north-1' }, { region: 'cn-north-1' }),
      matches: true,
    },
    {
      name: `${eventName} that failed`,
      event: called(eventSource, eventName, { errorCode: 'AccessDenied', responseElements: null }),
      matches: false,
    },
    {
      name: `${eventName} that another service's record bears`,
      event: called(eventSource, eventName, { eventSource: 'transfer.amazonaws.com' }),
      matches: false,
    },
    {
      name: `${eventName} that a customer sends`,
      event: called(eventSource, eventName, {}, { source: 'custom.events' }),
      matches: false,
    },
    {
      name: `${eventName} spelt small`,
      event: called(eventSource, eventName.toLowerCase()),
      matches: false,
    },
    {
      name: `${eventName} as another type of event`,
      event: called(eventSource, eventName, {}, { 'detail-type': 'AWS Insight via CloudTrail' }),
      matches: false,
    },
  ]);

const ALL: readonly Kind[] = kindsFor();

/** What the rule of the changes is to make of each. */
export const RECORDS: readonly RuleFixture[] = [
  ...ruleFixtures,
  ...ALL.flatMap(ofKind),
  ...[...NAMESAKES, ...HARMLESS].map(([eventSource, eventName]) => ({
    name: `${eventName} of ${eventSource}`,
    event: called(eventSource, eventName),
    matches: false,
  })),
];

/** The pattern of one rule that is deployed. */
export interface RulePattern {
  /** Which template, and the rule's logical id without its hash. */
  readonly name: string;
  readonly pattern: unknown;
  /** Whether it is a rule of the changes: then `matches` of each record holds for it. */
  readonly isOfChanges: boolean;
}

const rulesIn = (
  name: string,
  template: Template,
  parameters: Readonly<Record<string, unknown>>,
  changes: readonly string[],
): readonly RulePattern[] => {
  const { Resources } = template.toJSON();
  return Object.entries(template.findResources('AWS::Events::Rule')).flatMap(([id, { Properties }]) => {
    const pattern = resolved(Properties.EventPattern, Resources, parameters);
    const rule = id.slice(0, -8);
    return pattern === undefined
      ? []
      : [{ name: `${name} ${rule}`, pattern, isOfChanges: changes.includes(rule) }];
  });
};

/** The patterns of all rules of the stack, with everything switched on, and of the forwarder. */
export const patterns = (): readonly RulePattern[] => [
  ...rulesIn('stack', templateOf(EVERYTHING), {}, ['ProfileCreatedRule', 'ProfileCreatedForwarded']),
  ...rulesIn(
    'forwarder',
    Template.fromStack(new ForwarderStack(new App({ context: FLAGS }), 'Forwarder')),
    {
      HomeAccount: OTHER_ACCOUNT,
      HomeRegion: 'us-east-1',
      HomeBusName: 'Home',
      ReadRoleName: 'Reader',
      ContainmentRoleName: 'Containment',
    },
    ['Profiles'],
  ),
];
