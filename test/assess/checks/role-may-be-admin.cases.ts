import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, allow, foundRole, inlinePolicy, profile, profileCreated } from '../../support/context';
import { intricate } from '../../support/intricate';

const intricatePolicy = (seed: number) =>
  ({ name: `p${seed}`, kind: 'inline', document: known(intricate(seed)) }) as const;

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const CONDITION = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };

export const cases: readonly CheckCase[] = [
  { when: 'the role may read one bucket', context: { change: created }, finds: [] },
  { when: 'the role is admin for certain', context: { change: created, roles: [adminRole()] }, finds: [] },
  {
    when: 'the role is admin under a condition nobody here can decide',
    context: {
      change: created,
      roles: [foundRole({ inline: known([inlinePolicy('p', allow('*', '*', CONDITION))]) })],
    },
    finds: [['high', 'Role deploy may be able to become admin']],
    evidence: 'aws:SourceIp',
  },
  {
    when: 'an attached policy could not be read',
    context: {
      change: created,
      roles: [
        foundRole({
          attached: known([
            {
              name: 'secret',
              arn: 'arn:aws:iam::111122223333:policy/secret',
              kind: 'managed',
              document: notKnown('access denied'),
            },
          ]),
        }),
      ],
    },
    finds: [['high', 'it cannot be ruled out']],
  },
  {
    when: 'an attached policy could not be read, and a readable session policy narrows all the same',
    context: { roles: [foundRole({ attached: notKnown('access denied') })] },
    finds: [],
  },
  {
    when: 'all that was read makes it admin, and the one policy that was not could only take it away',
    context: {
      change: created,
      roles: [adminRole({ inline: notKnown('throttled by AWS (iam:ListRolePolicies)') })],
    },
    finds: [['critical', 'what could not be read can only take it away']],
  },
  {
    when: 'the boundary of an admin role could not be read',
    context: {
      change: created,
      roles: [
        adminRole({ boundary: { name: 'limits', kind: 'managed', document: notKnown('access denied') } }),
      ],
    },
    finds: [['critical', 'what could not be read can only take it away']],
  },
  {
    when: 'the same, but nobody can use the role',
    context: {
      change: profileCreated({ profile: { ...open, enabled: false } }),
      roles: [adminRole({ inline: notKnown('throttled') })],
    },
    finds: [['high', 'it cannot be ruled out']],
  },
  {
    when: 'what the role may do hides in policies that take too long to evaluate',
    context: {
      change: created,
      roles: [foundRole({ inline: known(Array.from({ length: 10 }, (_, seed) => intricatePolicy(seed))) })],
    },
    finds: [['critical', 'too complex to evaluate in time']],
  },
];
