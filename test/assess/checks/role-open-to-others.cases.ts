import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, document, foundRole, profile, profileCreated } from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/event';

const letsIn = (principal: unknown, condition?: object) => ({
  roles: [
    foundRole({
      trustPolicy: known(
        document({
          Effect: 'Allow',
          Principal: principal,
          Action: 'sts:AssumeRole',
          ...(condition === undefined ? {} : { Condition: condition }),
        }),
      ),
    }),
  ],
});

const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider`;

/** A role that tokens of an identity provider open. */
const vouchedFor = (address: string, condition: object, more: Parameters<typeof foundRole>[0] = {}) => ({
  roles: [
    foundRole({
      ...more,
      trustPolicy: known(
        document({
          Effect: 'Allow',
          Principal: { Federated: `${OIDC}/${address}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: condition,
        }),
      ),
    }),
  ],
});
/** The base profile without its session policy, so that nothing narrows. */
const { sessionPolicy: _narrow, ...open } = profile();
const [openToAll] = letsIn('*').roles;
const GITLAB_AUD = { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' } };

export const cases: readonly CheckCase[] = [
  { when: 'only Roles Anywhere may assume the role', finds: [] },
  { when: 'an AWS service may too', context: letsIn({ Service: 'ec2.amazonaws.com' }), finds: [] },
  { when: 'the own account may too', context: letsIn({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), finds: [] },
  {
    when: 'another account may',
    context: letsIn({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }),
    finds: [['medium', 'Role deploy is also open to']],
    evidence: OTHER_ACCOUNT,
  },
  {
    when: 'another account may under a condition',
    context: letsIn({ AWS: OTHER_ACCOUNT }, { StringEquals: { 'sts:ExternalId': 'secret' } }),
    finds: [['low', 'under conditions']],
  },
  { when: 'everyone may', context: letsIn('*'), finds: [['high', 'Role deploy is also open to everyone']] },
  {
    when: 'everyone may under a condition',
    context: letsIn({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }),
    finds: [['medium', 'everyone (under conditions)']],
  },
  {
    when: 'everyone may, and the role is admin',
    context: {
      change: profileCreated({ profile: open }),
      roles: [adminRole(openToAll && { trustPolicy: openToAll.trustPolicy })],
    },
    finds: [['critical', 'Role deploy is also open to everyone']],
  },
  {
    when: 'everyone may, and the role is admin but for a boundary that could not be read',
    context: {
      change: profileCreated({ profile: open }),
      roles: [
        adminRole({
          ...(openToAll && { trustPolicy: openToAll.trustPolicy }),
          boundary: { name: 'limit', kind: 'managed', document: notKnown('throttled') },
        }),
      ],
    },
    finds: [['critical', 'Role deploy is also open to everyone']],
  },
  {
    when: 'a shared provider whose subject is not pinned may',
    context: vouchedFor('gitlab.com', GITLAB_AUD),
    finds: [['high', 'anybody who has a token of GitLab']],
    evidence: 'no condition names a subject',
  },
  {
    when: 'the same from one network only',
    context: vouchedFor('gitlab.com', { ...GITLAB_AUD, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    finds: [['medium', 'anybody who has a token of GitLab']],
  },
  {
    when: 'a shared provider may for one project',
    context: vouchedFor('gitlab.com', { StringLike: { 'gitlab.com:sub': 'project_path:example/app:*' } }),
    finds: [],
  },
  {
    when: 'everybody of a provider of its own may',
    context: vouchedFor('login.example.com', { StringEquals: { 'login.example.com:aud': 'app' } }),
    finds: [['low', 'everybody whom']],
  },
];
