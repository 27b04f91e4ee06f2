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
import { ACCOUNT, REGION } from '../../support/event';

const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const { sessionPolicy: _narrow, ...open } = profile({ roleArns: [arnOf('making'), arnOf('running')] });
const created = profileCreated({ profile: open });
const roleThat = (name: string, ...statements: object[]) =>
  foundRole({ arn: arnOf(name), name, inline: known([inlinePolicy('p', ...statements)]) });

/** Halves of a path: one makes a function that runs as any role, the other runs it. */
const making = roleThat('making', allow(['iam:PassRole', 'lambda:CreateFunction']));
const running = roleThat('running', allow('lambda:InvokeFunction'));
const unreachable = trustPolicy({
  ArnEquals: { 'aws:SourceArn': `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/gone` },
});

export const cases: readonly CheckCase[] = [
  { when: 'there is one role', context: { change: profileCreated() }, finds: [] },
  { when: 'there is one half only', context: { change: created, roles: [making, foundRole()] }, finds: [] },
  {
    when: 'both halves are there',
    context: { change: created, roles: [making, running] },
    finds: [
      ['critical', 'The roles of the profile can together become admin, although none of them can alone'],
    ],
    evidence: 'pass any role to a new Lambda function and invoke it: role making (iam:PassRole',
  },
  {
    when: 'both are there, but only one of them can be used',
    context: { change: created, roles: [making, { ...running, trustPolicy: known(unreachable) }] },
    finds: [['high', 'can together become admin']],
  },
  {
    when: 'both are there, and one hangs on a condition that nobody here can decide',
    context: {
      change: created,
      roles: [
        making,
        roleThat(
          'running',
          allow('lambda:InvokeFunction', '*', {
            Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
          }),
        ),
      ],
    },
    finds: [['high', 'may together be able to become admin']],
  },
  {
    when: 'both are there, and the session policy leaves nothing of either',
    context: {
      change: profileCreated({ profile: profile({ roleArns: open.roleArns }) }),
      roles: [making, running],
    },
    finds: [],
  },
  {
    when: 'one of the roles is a path to admin alone, which another check reports',
    context: { change: created, roles: [roleThat('making', allow('iam:AttachRolePolicy')), running] },
    finds: [],
  },
  {
    when: 'one of the roles is admin',
    context: { change: created, roles: [adminRole({ arn: arnOf('making'), name: 'making' }), running] },
    finds: [],
  },
];
