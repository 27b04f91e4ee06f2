/** What EventBridge may deliver, and whether the rule should let it through to the function. */

import { ACCOUNT, bridgeEvent, EVENT_TIME, OTHER_ACCOUNT, PROFILE_ARN, REGION, record } from './event';

export interface RuleFixture {
  readonly name: string;
  readonly event: Record<string, unknown>;
  readonly matches: boolean;
}

const FAILURE = { errorCode: 'AccessDenied', errorMessage: 'not authorized', responseElements: null };

export const ruleFixtures: readonly RuleFixture[] = [
  { name: 'a profile that was created', event: bridgeEvent(), matches: true },
  {
    name: 'a profile that was created by an AWS service',
    event: bridgeEvent({
      userIdentity: { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
      sourceIPAddress: 'cloudformation.amazonaws.com',
    }),
    matches: true,
  },
  {
    name: 'a profile that somebody of another account created',
    event: bridgeEvent({ userIdentity: { accountId: OTHER_ACCOUNT } }),
    matches: true,
  },
  {
    name: 'a profile in China',
    event: bridgeEvent({ awsRegion: 'cn-north-1' }, { region: 'cn-north-1' }),
    matches: true,
  },
  { name: 'a record without its request', event: bridgeEvent({ requestParameters: null }), matches: true },
  { name: 'a failed CreateProfile', event: bridgeEvent(FAILURE), matches: false },
  {
    name: 'CreateProfile of AWS Transfer Family',
    event: bridgeEvent({ eventSource: 'transfer.amazonaws.com' }, { source: 'aws.transfer' }),
    matches: false,
  },
  {
    name: 'CreateProfile of Customer Profiles',
    event: bridgeEvent({ eventSource: 'profile.amazonaws.com' }, { source: 'aws.profile' }),
    matches: false,
  },
  {
    name: "another service's event under our source",
    event: bridgeEvent({ eventSource: 'transfer.amazonaws.com' }),
    matches: false,
  },
  ...['DeleteProfile', 'DisableProfile', 'CreateSession'].map(
    (eventName): RuleFixture => ({ name: eventName, event: bridgeEvent({ eventName }), matches: false }),
  ),
  {
    name: 'a forged custom event',
    event: bridgeEvent({}, { source: 'custom.rolesanywhere' }),
    matches: false,
  },
  {
    name: "the service's own notification of an expiring certificate",
    event: {
      version: '0',
      id: '0b1f3c5e-0000-4000-8000-000000000001',
      'detail-type': 'Roles Anywhere Certificate Expiration State',
      source: 'aws.rolesanywhere',
      account: ACCOUNT,
      time: EVENT_TIME,
      region: REGION,
      resources: [PROFILE_ARN],
      detail: {},
    },
    matches: false,
  },
  {
    name: 'the same record as CloudTrail Insights would tell it',
    event: bridgeEvent({}, { 'detail-type': 'AWS Insight via CloudTrail' }),
    matches: false,
  },
  { name: 'a bare CloudTrail record', event: record(), matches: false },
];
