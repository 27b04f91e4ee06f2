import { known, notKnown } from '../../../lambda/lookup';
import { anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import {
  adminRole,
  CUT,
  foundRole,
  profile,
  profileCreated,
  profileUpdated,
  WHOLE,
} from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

const BOSS = `arn:aws:iam::${ACCOUNT}:role/boss`;

const { sessionPolicy: _narrow, ...open } = profile();
const session = anchorEvent({ eventName: 'CreateSession', time: '2026-03-04T05:07:07Z' });
const used = (count: number, atLeast = false) =>
  known({ count: { count, atLeast }, newest: [session], coverage: atLeast ? CUT : WHOLE });

export const cases: readonly CheckCase[] = [
  { when: 'CloudTrail shows no session', finds: [] },
  { when: 'sessions could not be looked up', context: { sessions: notKnown('throttled') }, finds: [] },
  {
    when: 'a harmless role was used',
    context: { sessions: used(1) },
    finds: [['medium', 'The profile has already been used: 1 session']],
    evidence: '2026-03-04T05:07:07Z (1 min after): CreateSession',
  },
  {
    when: 'an admin role may have been used',
    context: { change: profileCreated({ profile: open }), roles: [adminRole()], sessions: used(50, true) },
    finds: [['high', 'at least 50 sessions']],
  },
  {
    when: 'one of two roles is admin',
    context: {
      change: profileCreated({ profile: { ...open, roleArns: [ROLE_ARN, BOSS] } }),
      roles: [foundRole(), adminRole({ arn: BOSS, name: 'boss' })],
      sessions: used(1),
    },
    finds: [['high', 'already been used']],
    evidence: 'Disabling the profile does not end sessions already issued.',
  },
  {
    when: 'a change gives nobody more',
    context: { ...profileUpdated({ durationSeconds: 900 }, {}), sessions: used(3) },
    finds: [],
  },
  {
    when: 'a change gives who knows what',
    context: { ...profileUpdated({ durationSeconds: 900 }, undefined), sessions: used(3) },
    finds: [['medium', '3 sessions']],
  },
];
