import { known } from '../../../lambda/lookup';
import { activityOf, trailEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import { ROLE_ARN } from '../../support/event';

const missing = { state: 'missing', arn: ROLE_ARN } as const;
const createRole = trailEvent({ eventName: 'CreateRole', targets: ['deploy'] });

export const cases: readonly CheckCase[] = [
  { when: 'the role exists', finds: [] },
  {
    when: 'the role does not exist',
    context: { roles: [missing] },
    finds: [['medium', 'Role deploy does not exist: whoever creates it decides']],
    evidence: ROLE_ARN,
  },
  {
    when: 'the actor has just created the role, and IAM does not show it yet',
    context: { roles: [missing], activity: activityOf(createRole) },
    finds: [['high', 'Role deploy does not show in IAM, although the actor has just worked on it']],
  },
  {
    when: 'the actor has just written a policy of the role, which therefore was there',
    context: {
      roles: [missing],
      activity: activityOf(trailEvent({ eventName: 'PutRolePolicy', targets: ['deploy', 'p'] })),
    },
    finds: [['high', 'does not show in IAM']],
    evidence: 'CloudTrail shows PutRolePolicy on it',
  },
  {
    when: 'the actor has deleted the role again',
    context: {
      roles: [missing],
      activity: activityOf(createRole, {
        ...trailEvent({ eventName: 'DeleteRole', targets: ['deploy'] }),
        eventId: 'later',
      }),
    },
    finds: [['high', 'Role deploy does not exist: whoever creates it decides']],
  },
  {
    when: 'the actor created another role',
    context: { roles: [missing], activity: activityOf({ ...createRole, targets: ['deploy-2'] }) },
    finds: [['medium', 'does not exist']],
  },
  {
    when: 'the actor failed to create the role',
    context: { roles: [missing], activity: activityOf({ ...createRole, errorCode: 'AccessDenied' }) },
    finds: [['medium', 'does not exist']],
  },
  {
    when: 'it is one of two, and the other exists',
    context: {
      roles: [missing],
      current: known({
        name: 'build-farm',
        id: null,
        arn: null,
        enabled: true,
        durationSeconds: 3600,
        roleArns: [ROLE_ARN],
        managedPolicyArns: [],
      }),
    },
    finds: [['medium', 'Role deploy does not exist']],
  },
];
