import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import {
  adminRole,
  allow,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
  trustPolicy,
} from '../../support/context';
import { ACCOUNT } from '../../support/event';

const PASSING = `arn:aws:iam::${ACCOUNT}:role/passing`;
const STARTING = `arn:aws:iam::${ACCOUNT}:role/starting`;
const { sessionPolicy: _narrow, ...open } = profile({ roleArns: [PASSING, STARTING] });
const created = profileCreated({ profile: open });
const passing = foundRole({
  arn: PASSING,
  name: 'passing',
  inline: known([inlinePolicy('p', allow('iam:CreatePolicyVersion'))]),
});
const quiet = foundRole({ arn: STARTING, name: 'starting' });
const together = (power: 'limited' | 'escalation', possiblePower: 'limited' | 'escalation') =>
  ({
    power,
    possiblePower,
    statement: 'role passing can do one half, role starting the other',
    notExamined: [],
  }) as const;

export const cases: readonly CheckCase[] = [
  { when: 'one role that may read one bucket', context: { created: profileCreated() }, finds: [] },
  {
    when: 'two roles that amount to nothing together',
    context: { created, roles: [{ ...quiet, arn: PASSING, name: 'passing' }, quiet] },
    finds: [],
  },
  {
    when: 'one of the roles is a path to admin alone, which another check reports',
    context: { created, roles: [passing, quiet] },
    finds: [],
  },
  {
    when: 'one of the roles is admin',
    context: { created, roles: [adminRole({ arn: PASSING }), quiet] },
    finds: [],
  },
  {
    when: 'two usable roles are a proven path together',
    context: { created, roles: [{ ...quiet, arn: PASSING, name: 'passing' }, quiet] },
    facts: (facts) => ({ ...facts, together: together('escalation', 'escalation') }),
    finds: [['critical', 'can together become admin']],
    evidence: 'role passing can do one half',
  },
  {
    when: 'they are a proven path, but only one of them can be used',
    context: {
      created,
      roles: [
        {
          ...quiet,
          arn: PASSING,
          name: 'passing',
          trustPolicy: known(
            trustPolicy({
              ArnEquals: {
                'aws:SourceArn': 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/gone',
              },
            }),
          ),
        },
        quiet,
      ],
    },
    facts: (facts) => ({ ...facts, together: together('escalation', 'escalation') }),
    finds: [['high', 'can together become admin']],
  },
  {
    when: 'a path together cannot be ruled out',
    context: { created, roles: [{ ...quiet, arn: PASSING, name: 'passing' }, quiet] },
    facts: (facts) => ({ ...facts, together: together('limited', 'escalation') }),
    finds: [['high', 'may together be able to become admin']],
  },
];
