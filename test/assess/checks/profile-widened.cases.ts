import { enableProfile } from '../../../lambda/event/kinds/enable-profile';
import type { Profile } from '../../../lambda/event/profile';
import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { allow, document, managedPolicy, profileCreated, profileUpdated } from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

const BOSS = `arn:aws:iam::${ACCOUNT}:role/boss`;
const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const READS = allow('s3:GetObject', 'arn:aws:s3:::artifacts/*');
const WRITES = allow('s3:PutObject', 'arn:aws:s3:::artifacts/*');
const DENIES = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };

const policy = (...statements: object[]): Partial<Profile> => ({ sessionPolicy: document(...statements) });
/** Laid over a profile, it takes the session policy away. */
const BARE = { sessionPolicy: undefined } as unknown as Partial<Profile>;

export const cases: readonly CheckCase[] = [
  { when: 'the profile was created', finds: [] },
  { when: 'the update changed nothing', context: profileUpdated({}, {}), finds: [] },
  { when: 'what it was before is not known', context: profileUpdated({}, undefined), finds: [] },
  {
    when: 'a role was added',
    context: profileUpdated({ roleArns: [ROLE_ARN, BOSS] }, {}),
    finds: [['medium', 'The profile gives more than before: role boss added']],
    evidence: 'roleArns: deploy -> deploy and boss',
  },
  {
    when: 'a role was removed',
    context: profileUpdated({}, { roleArns: [ROLE_ARN, BOSS] }),
    finds: [['informational', 'What was updated gives nobody more: role boss removed']],
  },
  {
    when: 'one role was put in place of another',
    context: profileUpdated({ roleArns: [BOSS] }, {}),
    finds: [['medium', /gives more than before: role boss added$/]],
  },
  {
    when: 'it was renamed',
    context: profileUpdated({ name: 'build-farm-2' }, {}),
    finds: [['informational', 'renamed from "build-farm" to "build-farm-2"']],
  },
  {
    when: 'sessions may last longer',
    context: profileUpdated({ durationSeconds: 43_200 }, {}),
    finds: [['medium', 'session duration changed from 1 h to 12 h']],
    evidence: 'as the record of UpdateProfile at 2026-02-03T04:05:06.000Z shows it before',
  },
  {
    when: 'sessions may last less long',
    context: profileUpdated({ durationSeconds: 900 }, {}),
    finds: [['informational', 'session duration changed from 1 h to 15 min']],
  },
  {
    when: 'the session policy was taken away',
    context: profileUpdated(BARE, {}),
    finds: [['medium', 'session policy removed']],
  },
  {
    when: 'a session policy was added where there was none',
    context: profileUpdated({}, BARE),
    finds: [['informational', 'session policy added']],
  },
  {
    when: 'the session policy lost a statement that allows',
    context: profileUpdated(policy(READS), policy(READS, WRITES)),
    finds: [['informational', 'session policy replaced']],
  },
  {
    when: 'the session policy got a statement that allows',
    context: profileUpdated(policy(READS, WRITES), policy(READS)),
    finds: [['medium', 'session policy replaced']],
  },
  {
    when: 'the session policy lost a statement that denies',
    context: profileUpdated(policy(READS), policy(READS, DENIES)),
    finds: [['medium', 'session policy replaced']],
  },
  {
    when: 'a managed session policy was added beside the other, which lets more through',
    context: {
      ...profileUpdated({ managedPolicyArns: [LIMIT] }, {}),
      managedSessionPolicies: [managedPolicy(LIMIT, WRITES)],
    },
    finds: [['medium', `managed session policy ${LIMIT} added`]],
  },
  {
    when: 'a managed session policy was taken away, whose document was read',
    context: {
      ...profileUpdated({}, { managedPolicyArns: [LIMIT] }),
      managedSessionPolicies: [managedPolicy(LIMIT, WRITES)],
    },
    finds: [['informational', `managed session policy ${LIMIT} removed`]],
  },
  {
    when: 'a managed session policy was taken away, which nobody could read: it may have denied',
    context: profileUpdated({}, { managedPolicyArns: [LIMIT] }),
    finds: [['medium', `managed session policy ${LIMIT} removed`]],
  },
  {
    when: 'session names are accepted',
    context: profileUpdated({ acceptRoleSessionName: true }, { acceptRoleSessionName: false }),
    finds: [['medium', 'now accepts role session names']],
  },
  {
    when: 'session names are accepted, and the record of before is older than that setting',
    context: profileUpdated({ acceptRoleSessionName: true }, {
      acceptRoleSessionName: undefined,
    } as unknown as Partial<Profile>),
    finds: [['medium', 'now accepts role session names']],
  },
  {
    when: 'what an update cannot set was another in an old record',
    context: profileUpdated({}, { enabled: false, attributeMappings: [] }),
    finds: [],
  },
  {
    when: 'a disabled profile was enabled',
    context: { change: profileCreated({ kind: enableProfile }), before: known({ was: 'disabled' }) },
    finds: [['low', 'A disabled profile was enabled']],
    evidence: 'enabled: no -> yes',
  },
];
