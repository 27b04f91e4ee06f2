import type { Profile } from '../../../lambda/event/profile';
import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { allow, document, profile, profileCreated } from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

const UPDATED = { createdAt: '2026-03-04T05:06:07Z', updatedAt: '2026-03-04T05:07:00Z' };
const now = (overrides: Partial<Profile>) => ({ current: known(profile({ ...UPDATED, ...overrides })) });
const { sessionPolicy, ...open } = profile();

export const cases: readonly CheckCase[] = [
  { when: 'the profile is what was created', finds: [] },
  { when: 'what it is now could not be read', context: { current: notKnown('throttled') }, finds: [] },
  {
    when: 'it was enabled since',
    context: { change: profileCreated({ profile: profile({ enabled: false }) }), ...now({}) },
    finds: [['medium', 'created disabled, enabled since']],
  },
  {
    when: 'it was disabled since',
    context: now({ enabled: false }),
    finds: [['low', 'created enabled, disabled since']],
  },
  {
    when: 'a role was added',
    context: now({ roleArns: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/boss`] }),
    finds: [['medium', 'role boss added']],
  },
  { when: 'a role was removed', context: now({ roleArns: [] }), finds: [['low', 'role deploy removed']] },
  {
    when: 'sessions last longer',
    context: now({ durationSeconds: 43_200 }),
    finds: [['medium', 'session duration changed from 1 h to 12 h']],
  },
  {
    when: 'sessions are shorter',
    context: now({ durationSeconds: 900 }),
    finds: [['low', 'from 1 h to 15 min']],
  },
  {
    when: 'the session policy was removed',
    context: { current: known({ ...open, ...UPDATED }) },
    finds: [['medium', 'session policy removed']],
  },
  {
    when: 'the session policy was replaced',
    context: now({ sessionPolicy: document(allow('*')) }),
    finds: [['medium', 'session policy replaced']],
  },
  {
    when: 'it is only spaced in another way',
    context: now({ sessionPolicy: JSON.stringify(JSON.parse(sessionPolicy ?? ''), null, 2) }),
    finds: [],
  },
  {
    when: 'a session policy was added where nothing narrowed',
    context: { change: profileCreated({ profile: open }), ...now({}) },
    finds: [['low', 'session policy added']],
  },
  {
    when: 'CloudTrail left the session policy out and nobody updated the profile',
    context: { change: profileCreated({ profile: open }), ...now({ updatedAt: UPDATED.createdAt }) },
    finds: [],
  },
  {
    when: 'a managed session policy was added beside the inline one',
    context: now({ managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
    finds: [['medium', 'AdministratorAccess added']],
  },
  {
    when: 'it now accepts role session names',
    context: now({ acceptRoleSessionName: true }),
    finds: [['medium', 'now accepts role session names']],
  },
  {
    when: 'it was renamed',
    context: now({ name: 'other' }),
    finds: [['low', 'renamed from "build-farm" to "other"']],
  },
  {
    when: 'the record had no response, so that a difference proves nothing',
    context: {
      change: profileCreated({
        profile: profile({ id: null, arn: null, roleArns: [] }),
        gaps: [{ what: 'response', why: 'absent' }],
      }),
      ...now({}),
    },
    finds: [],
  },
];
