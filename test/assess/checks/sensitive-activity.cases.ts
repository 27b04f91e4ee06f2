import { activityOf, anchorEvent, trailEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';

const other = (eventName: string, eventSource = 'iam.amazonaws.com') =>
  trailEvent({ eventName, eventSource, targets: ['somebody'] });

export const cases: readonly CheckCase[] = [
  { when: 'the actor did nothing else', finds: [] },
  {
    when: 'the actor wrote a log group',
    context: { activity: activityOf(other('CreateLogGroup', 'logs.amazonaws.com')) },
    finds: [],
  },
  {
    when: "the actor changed the profile's own role, which another check reports",
    context: { activity: activityOf(trailEvent()) },
    finds: [],
  },
  {
    when: 'the actor made a trust anchor, which another check reports',
    context: { activity: activityOf(anchorEvent()) },
    finds: [],
  },
  {
    when: 'the actor created another role',
    context: { activity: activityOf(other('CreateRole')) },
    finds: [['medium', 'The actor also created a role']],
  },
  {
    when: 'the actor created an access key',
    context: { activity: activityOf(other('CreateAccessKey')) },
    finds: [['high', 'The actor also created an access key']],
  },
  {
    when: 'the actor stopped the trail among many harmless calls',
    context: {
      activity: activityOf(
        ...Array.from({ length: 30 }, () => other('CreateRole')),
        other('StopLogging', 'cloudtrail.amazonaws.com'),
      ),
    },
    finds: [['high', 'The actor also stopped a trail and created a role']],
    evidence: 'StopLogging on somebody',
  },
  {
    when: 'the actor took the account out of its organization',
    context: { activity: activityOf(other('LeaveOrganization', 'organizations.amazonaws.com')) },
    finds: [['high', 'The actor also took the account out of its organization']],
  },
  {
    when: 'the actor read a secret',
    context: { activity: activityOf(other('GetSecretValue', 'secretsmanager.amazonaws.com')) },
    finds: [['medium', 'The actor also read a secret']],
  },
  {
    when: "the call's name carries a date",
    context: { activity: activityOf(other('UpdateFunctionCode20150331v2', 'lambda.amazonaws.com')) },
    finds: [['medium', 'The actor also changed the code of a Lambda function']],
  },
  {
    when: 'the actor did the daily work of a pipeline',
    context: { activity: activityOf(other('CreateFunction20150331', 'lambda.amazonaws.com')) },
    finds: [['low', 'The actor also created a Lambda function']],
  },
  {
    when: 'the actor did worse and worse',
    context: {
      activity: activityOf(
        other('RunInstances', 'ec2.amazonaws.com'),
        other('PutRule', 'events.amazonaws.com'),
        other('Unsubscribe', 'sns.amazonaws.com'),
      ),
    },
    finds: [
      [
        'high',
        'The actor also ended a subscription to an SNS topic, set an EventBridge rule and started machines',
      ],
    ],
  },
  {
    when: "another service's call bears a sensitive name",
    context: { activity: activityOf(other('CreateUser', 'chime.amazonaws.com')) },
    finds: [],
  },
  {
    when: 'the call failed',
    context: { activity: activityOf({ ...other('CreateAccessKey'), errorCode: 'AccessDenied' }) },
    finds: [],
  },
];
