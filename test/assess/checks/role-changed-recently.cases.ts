import { known, notKnown } from '../../../lambda/lookup';
import { activityOf, trailEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import {
  allow,
  foundRole,
  managedPolicy,
  profile,
  profileCreated,
  UNREAD,
  userActor,
  WHOLE,
} from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT, REGION, ROLE_ARN, USER_ARN } from '../../support/event';

const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/artifacts`;
const withPolicy = foundRole({ attached: known([managedPolicy(POLICY_ARN, allow('s3:GetObject'))]) });
const young = foundRole({ createdAt: '2026-03-04T05:01:07Z' });

export const cases: readonly CheckCase[] = [
  { when: 'the actor did nothing else and the role is old', finds: [] },
  {
    when: 'the actor created the role',
    context: { activity: activityOf(trailEvent()) },
    finds: [['high', 'Role deploy or its policies were also changed by the actor']],
    evidence: '2026-03-04T05:01:07Z (5 min before): CreateRole on deploy',
  },
  {
    when: 'the actor opened its trust policy',
    context: { activity: activityOf(trailEvent({ eventName: 'UpdateAssumeRolePolicy' })) },
    finds: [['high', 'Role deploy']],
  },
  {
    when: 'the call names the role by its ARN',
    context: { activity: activityOf(trailEvent({ eventName: 'AttachRolePolicy', targets: [ROLE_ARN] })) },
    finds: [['high', 'Role deploy']],
  },
  {
    when: 'the actor changed a policy that is attached to the role',
    context: {
      roles: [withPolicy],
      activity: activityOf(trailEvent({ eventName: 'CreatePolicyVersion', targets: [POLICY_ARN] })),
    },
    finds: [['high', 'Role deploy']],
  },
  {
    when: "the actor changed one of the profile's managed session policies",
    context: {
      change: profileCreated({ profile: profile({ managedPolicyArns: [POLICY_ARN] }) }),
      activity: activityOf(trailEvent({ eventName: 'SetDefaultPolicyVersion', targets: [POLICY_ARN] })),
    },
    finds: [['high', "The actor also changed the profile's managed session policies"]],
  },
  {
    when: 'the actor worked on another role, whose name only begins alike',
    context: { activity: activityOf(trailEvent({ targets: ['deploy-2'] })) },
    finds: [],
  },
  {
    when: 'the call was refused',
    context: { activity: activityOf(trailEvent({ errorCode: 'AccessDenied' })) },
    finds: [],
  },
  {
    when: 'it was another identity that bears the same user name',
    context: {
      change: profileCreated({ actor: userActor() }),
      activity: [
        {
          region: REGION,
          windowHours: 24,
          coverage: WHOLE,
          by: 'user-name',
          events: known({
            events: [
              trailEvent({
                actorArn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/x/alice`,
                accessKeyId: 'ASIAOTHER',
              }),
            ],
            atLeast: false,
          }),
        },
      ],
    },
    finds: [],
  },
  {
    when: 'it was the same user with another key',
    context: {
      change: profileCreated({ actor: userActor() }),
      activity: [
        {
          region: REGION,
          windowHours: 24,
          coverage: WHOLE,
          by: 'user-name',
          events: known({
            events: [trailEvent({ actorArn: USER_ARN, accessKeyId: 'ASIAOTHER' })],
            atLeast: false,
          }),
        },
      ],
    },
    finds: [['high', 'Role deploy']],
  },
  {
    when: 'the role is minutes old, and CloudTrail does not show by whom yet',
    context: { roles: [young] },
    finds: [['high', 'Role deploy was created shortly before or after the profile; by whom is not known']],
  },
  {
    when: 'the role is hours old, and CloudTrail shows that the actor did not make it',
    context: { roles: [foundRole({ createdAt: '2026-03-03T20:00:00Z' })] },
    finds: [['medium', 'not by the actor as far as CloudTrail shows']],
  },
  {
    // A deed of hours before counts medium at most, whoever did it.
    when: 'the role is hours old, and CloudTrail could not be read',
    context: {
      roles: [foundRole({ createdAt: '2026-03-03T20:00:00Z' })],
      activity: [
        {
          region: REGION,
          windowHours: 24,
          by: 'access-key',
          events: notKnown('throttled'),
          coverage: UNREAD,
        },
      ],
    },
    finds: [['medium', 'by whom is not known']],
  },
  {
    when: 'the role is just older than the window',
    context: { roles: [foundRole({ createdAt: '2026-03-03T05:06:06Z' })] },
    finds: [],
  },
];
