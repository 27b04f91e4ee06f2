import type { Context } from '../../../lambda/enrich/context';
import type { FoundRole } from '../../../lambda/enrich/role';
import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import {
  adminRole,
  allow,
  document,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
} from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../../support/event';

const BOSS = `arn:aws:iam::${ACCOUNT}:role/boss`;

const trusting = (principal: object, condition?: object) =>
  known(
    document({
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  );

const OPEN = trusting({ AWS: `arn:aws:iam::${ACCOUNT}:root` });

const boss = (overrides: Partial<FoundRole> = {}): FoundRole =>
  adminRole({ arn: BOSS, name: 'boss', trustPolicy: OPEN, ...overrides });

const { sessionPolicy: _, ...unnarrowed } = profile();

/** A profile that narrows nothing, and whose one role may do this. */
const granted = (statement: object, ...reachableRoles: Context['reachableRoles']): Partial<Context> => ({
  change: profileCreated({ profile: unnarrowed }),
  roles: [foundRole({ inline: known([inlinePolicy('own', statement)]) })],
  reachableRoles,
});

const PASS = allow('iam:PassRole', BOSS);
const ASSUME = allow('sts:AssumeRole', BOSS);

export const cases: readonly CheckCase[] = [
  { when: 'a role that can pass none', finds: [] },
  {
    when: 'a role that can pass an admin role',
    context: granted(PASS, boss()),
    finds: [
      ['medium', 'Role deploy can pass role boss, which is admin, though nothing that uses it was found'],
    ],
    evidence: `deploy can pass ${BOSS}, which is admin`,
  },
  {
    when: 'a role that can pass one that can become admin',
    context: granted(
      PASS,
      boss({ attached: known([]), inline: known([inlinePolicy('iam', allow('iam:AttachRolePolicy'))]) }),
    ),
    finds: [['medium', 'which can become admin, though']],
  },
  {
    when: 'a role that can pass one that is admin under a condition',
    context: granted(
      PASS,
      boss({
        attached: known([]),
        inline: known([
          inlinePolicy(
            'own',
            allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } }),
          ),
        ]),
      }),
    ),
    finds: [['medium', 'which may be able to become admin']],
  },
  {
    when: 'a role that can pass a harmless one',
    context: granted(PASS, foundRole({ arn: BOSS, name: 'boss' })),
    finds: [],
  },
  {
    when: 'a role that can pass one that does not exist',
    context: granted(PASS, { state: 'missing', arn: BOSS }),
    finds: [],
  },
  {
    when: 'a role that can pass one that was not read: that is said as not read',
    context: granted(PASS, { state: 'unreadable', arn: BOSS, reason: 'throttled' }),
    finds: [],
  },
  {
    when: 'a session policy that leaves no passing',
    context: { ...granted(PASS, boss()), change: profileCreated() },
    finds: [],
  },
  {
    when: 'a role that can pass an admin role and launch it: some use was found',
    context: {
      ...granted(PASS, boss()),
      roles: [
        foundRole({
          inline: known([
            inlinePolicy('own', PASS, allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])),
          ]),
        }),
      ],
    },
    finds: [['medium', /^Role deploy can pass role boss, which is admin$/]],
  },
  {
    when: 'a role that can pass itself, past what the session policy leaves of it',
    context: {
      change: profileCreated({
        profile: profile({ sessionPolicy: document(allow('iam:PassRole', ROLE_ARN)) }),
      }),
      roles: [adminRole()],
    },
    finds: [['medium', 'Role deploy can pass role deploy, which is admin']],
  },
  {
    when: 'a role that can assume an admin role that trusts the account',
    context: granted(ASSUME, boss()),
    finds: [['high', 'Role deploy can assume role boss, which is admin and lets it in']],
    evidence: 'its trust policy lets it in',
  },
  {
    when: 'a role that can assume an admin role that trusts it by name',
    context: granted(ASSUME, boss({ trustPolicy: trusting({ AWS: ROLE_ARN }) })),
    finds: [['high', 'lets it in']],
  },
  {
    when: 'a role that can assume an admin role that asks for an external id',
    context: granted(
      ASSUME,
      boss({ trustPolicy: trusting({ AWS: ACCOUNT }, { StringEquals: { 'sts:ExternalId': 'x' } }) }),
    ),
    finds: [['medium', /^Role deploy can assume role boss, which is admin$/]],
    evidence: 'hangs on conditions',
  },
  {
    when: 'a role that can assume an admin role that lets others in',
    context: granted(ASSUME, boss({ trustPolicy: trusting({ AWS: OTHER_ACCOUNT }) })),
    finds: [],
  },
  {
    when: 'a role that can assume an admin role, where nobody can use the profile',
    context: {
      ...granted(ASSUME, boss()),
      change: profileCreated({ profile: { ...unnarrowed, enabled: false } }),
    },
    finds: [['medium', 'lets it in']],
  },
  {
    when: 'an admin role, which gains nothing by another',
    context: { ...granted(PASS, boss()), roles: [adminRole()] },
    finds: [],
  },
];
