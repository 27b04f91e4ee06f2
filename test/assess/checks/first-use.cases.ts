import { partOf } from '../../../lambda/event/fields';
import { createSession } from '../../../lambda/event/kinds/create-session';
import { readSession } from '../../../lambda/event/session';
import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, foundRole, profile, profileCreated } from '../../support/context';
import { type Overrides, ROLE_ARN, record } from '../../support/event';
import { session } from '../../support/session';

const { sessionPolicy: _narrow, ...open } = profile();

const used = (request: Overrides = {}, response: Overrides = {}) => ({
  ...profileCreated({ profile: open, kind: createSession }),
  profileIsWhole: false,
  session: readSession(partOf(record(session(request, response)), '', [])),
});

const alert = (severity: string) =>
  known({ alertId: 'the-first-alert', severity, at: '2026-03-04T05:00:00Z' });

export const cases: readonly CheckCase[] = [
  { when: 'the alert is about a change', finds: [] },
  {
    when: 'a harmless role is used, after a calm alert',
    context: { change: used(), firstAlert: alert('low') },
    finds: [
      [
        'medium',
        'Certificate "O=Example, CN=host-17" has used the profile for the first time, as role deploy',
      ],
    ],
    evidence: 'the alert about the profile: the-first-alert (low), about a change of 2026-03-04T05:00:00Z',
  },
  {
    when: 'the same after a severe alert',
    context: { change: used(), firstAlert: alert('critical') },
    finds: [['critical', 'for the first time']],
  },
  {
    when: 'an admin role is used',
    context: { change: used(), roles: [adminRole()], firstAlert: alert('low') },
    finds: [['critical', 'for the first time']],
  },
  {
    when: 'a role that could not be read is used',
    context: {
      change: used(),
      roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'throttled' }],
      firstAlert: alert('low'),
    },
    finds: [['high', 'for the first time']],
  },
  {
    when: 'a harmless role is used of a profile that has an admin role, too',
    context: {
      change: used(),
      roles: [foundRole(), adminRole({ arn: 'arn:aws:iam::111122223333:role/boss', name: 'boss' })],
      firstAlert: alert('low'),
    },
    finds: [['medium', 'as role deploy']],
  },
  {
    when: 'the record does not show which role, and one is admin',
    context: {
      change: used({ roleArn: undefined }, { credentialSet: undefined }),
      roles: [adminRole()],
      firstAlert: alert('low'),
    },
    finds: [['critical', 'for the first time']],
  },
  {
    when: 'nothing is known of the alert or the certificate',
    context: {
      change: used({ cert: undefined }, { credentialSet: undefined }),
      firstAlert: notKnown('access denied (dynamodb:GetItem)'),
    },
    finds: [['medium', 'A certificate that the record does not show has used the profile']],
    evidence: 'the alert about the profile: not known (access denied (dynamodb:GetItem))',
  },
  {
    when: 'no alert follows about a further certificate',
    context: {
      change: used(),
      firstAlert: known({ alertId: 'the-first-alert', severity: 'low', certificatesTold: 20 }),
    },
    finds: [['medium', 'for the first time']],
    evidence: 'the 20th new certificate since: of further ones of this profile no alert follows',
  },
];
