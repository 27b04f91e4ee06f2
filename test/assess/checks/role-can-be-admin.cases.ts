import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import {
  adminRole,
  allow,
  document,
  foundRole,
  inlinePolicy,
  managedPolicy,
  profile,
  profileCreated,
  trustAnchor,
  trustPolicy,
} from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

/** The base profile without its session policy, so that nothing narrows. */
const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const disabled = { ...open, enabled: false };
const become = foundRole({
  inline: known([inlinePolicy('p', allow(['iam:AttachRolePolicy', 'iam:PutRolePolicy']))]),
});
const many = Array.from({ length: 250 }, (_, index) =>
  adminRole({ arn: `arn:aws:iam::${ACCOUNT}:role/r${index}`, name: `r${index}` }),
);

export const cases: readonly CheckCase[] = [
  { when: 'the role may read one bucket', context: { change: created }, finds: [] },
  {
    when: 'the role is admin and a trust anchor is open',
    context: { change: created, roles: [adminRole()] },
    finds: [
      [
        'critical',
        'Role deploy is admin, and whoever holds a certificate of trust anchor build-ca can use it now',
      ],
    ],
    evidence: 'AdministratorAccess, statement 1',
  },
  {
    when: 'the role can make itself admin',
    context: { change: created, roles: [become] },
    finds: [['critical', 'Role deploy can become admin']],
    evidence: 'inline policy p',
  },
  {
    when: 'a session policy narrows the admin role',
    context: { roles: [adminRole()] },
    finds: [],
  },
  {
    when: 'a permissions boundary narrows the admin role',
    context: {
      change: created,
      roles: [
        adminRole({
          boundary: managedPolicy(
            `arn:aws:iam::${ACCOUNT}:policy/limit`,
            allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'),
          ),
        }),
      ],
    },
    finds: [],
  },
  {
    when: 'the session policy was taken away after the event',
    context: {
      roles: [adminRole()],
      current: known({ ...open, createdAt: '2026-03-04T05:06:07Z', updatedAt: '2026-03-04T05:07:00Z' }),
    },
    finds: [['critical', 'Role deploy is admin']],
  },
  {
    when: 'a session policy was added only after the event, and sessions may have been issued before',
    context: {
      change: created,
      roles: [adminRole()],
      current: known({
        ...profile(),
        createdAt: '2026-03-04T05:06:07Z',
        updatedAt: '2026-03-04T05:07:00Z',
      }),
    },
    finds: [['critical', 'Role deploy is admin']],
  },
  {
    when: 'the profile was created disabled and still is',
    context: { change: profileCreated({ profile: disabled }), roles: [adminRole()] },
    finds: [['high', 'but nobody can use it through this profile now: the profile is disabled']],
  },
  {
    when: 'the profile was created disabled, and what it is now could not be read',
    context: {
      change: profileCreated({ profile: disabled }),
      current: notKnown('throttled'),
      roles: [adminRole()],
    },
    finds: [['critical', 'use of it cannot be ruled out']],
  },
  {
    when: 'the profile was disabled after its creation: sessions may have been issued',
    context: { change: created, current: known(disabled), roles: [adminRole()] },
    finds: [['critical', 'sessions issued before may live on']],
  },
  {
    when: 'the role was taken out of the profile after its creation',
    context: { change: created, current: known({ ...open, roleArns: [] }), roles: [adminRole()] },
    finds: [['critical', 'taken out of the profile since, but sessions issued before may live on']],
  },
  {
    when: 'the admin role was added to the profile after its creation',
    context: {
      change: profileCreated({ profile: { ...open, roleArns: [] } }),
      current: known(open),
      roles: [adminRole()],
    },
    finds: [['critical', 'Role deploy is admin']],
  },
  {
    when: 'the role trusts no Roles Anywhere',
    context: {
      change: created,
      roles: [
        adminRole({
          trustPolicy: known(
            document({
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            }),
          ),
        }),
      ],
    },
    finds: [['high', 'but nobody can use it']],
  },
  {
    when: 'every trust anchor is disabled',
    context: {
      change: created,
      roles: [adminRole()],
      trustAnchors: known([trustAnchor({ enabled: false })]),
    },
    finds: [['high', 'no trust anchor is enabled in this Region']],
  },
  {
    when: 'the trust anchors could not be listed',
    context: { change: created, roles: [adminRole()], trustAnchors: notKnown('throttled') },
    finds: [['critical', 'use of it cannot be ruled out: trust anchors unknown: throttled']],
  },
  {
    when: 'the only trust anchor is of another Region',
    context: {
      change: created,
      roles: [adminRole({ trustPolicy: known(trustPolicy()) })],
      trustAnchors: known([
        trustAnchor({
          arn: `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001`,
        }),
      ]),
    },
    finds: [['high', 'but nobody can use it']],
  },
  {
    when: 'the permissions could not be read: what is not proven is no claim of this check',
    context: { change: created, roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' }] },
    finds: [],
  },
  {
    when: '250 roles are admin',
    context: { change: created, roles: many },
    finds: [
      [
        'critical',
        'Roles r0, r1, r2 and 247 more are admin, and certificate holders can use at least one of them now',
      ],
    ],
  },
];
