import fc from 'fast-check';
import { type OtherPrincipal, type Trust, type TrustOptions, trustOf } from '../../lambda/iam/trust';
import { anyCharacter } from '../support/any-character';
import { cpuMilliseconds } from './cpu';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/build`;
const anchor = (id: string, account = ACCOUNT, region = 'eu-central-1'): string =>
  `arn:aws:rolesanywhere:${region}:${account}:trust-anchor/${id}`;
const ONE = anchor('aaaaaaaa-0000-4000-8000-000000000001');
const TWO = anchor('bbbbbbbb-0000-4000-8000-000000000002');
const GONE = anchor('cccccccc-0000-4000-8000-000000000003');
const FOREIGN = anchor('dddddddd-0000-4000-8000-000000000004', OTHER_ACCOUNT);
const NEEDED = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const SERVICE = { Service: 'rolesanywhere.amazonaws.com' };

const statement = (changes: object = {}): object => ({
  Effect: 'Allow',
  Principal: SERVICE,
  Action: NEEDED,
  ...changes,
});
const without = (element: string, changes: object): object =>
  Object.fromEntries(Object.entries({ ...statement(), ...changes }).filter(([name]) => name !== element));
const when = (condition: object, changes: object = {}): object =>
  statement({ Condition: condition, ...changes });
const denyWhen = (condition: object, changes: object = {}): object =>
  when(condition, { Effect: 'Deny', ...changes });
const policy = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
const NOW = new Date('2026-06-01T12:00:00Z');
const judge = (
  document: unknown,
  anchors: readonly string[] = [ONE, TWO],
  roleArn = ROLE,
  more: Partial<TrustOptions> = { now: NOW },
) => trustOf(document, { roleArn, anchors, ...more });

interface Case {
  readonly name: string;
  readonly statements: readonly object[];
  readonly trust: Trust;
  /** Of the anchors one and two; both unless told otherwise. */
  readonly from?: readonly string[];
  readonly pinnedTo?: readonly string[];
}

const NOBODY = { trust: 'unusable', from: [] } as const;
const pinned = (...arns: string[]) => ({ trust: 'pinned', from: arns, pinnedTo: arns }) as const;
const SOURCE = 'aws:SourceArn';
const CN = { 'aws:PrincipalTag/x509Subject/CN': 'build.example.com' };

const CASES: readonly Case[] = [
  { name: 'no condition at all', statements: [statement()], trust: 'any-anchor' },
  { name: 'an empty condition', statements: [when({})], trust: 'any-anchor' },
  { name: 'sts:*', statements: [statement({ Action: 'sts:*' })], trust: 'any-anchor' },
  { name: '*', statements: [statement({ Action: '*' })], trust: 'any-anchor' },
  {
    name: 'actions in another case',
    statements: [statement({ Action: ['STS:assumerole', 'sts:tag*', 'sts:setsourceidentit?'] })],
    trust: 'any-anchor',
  },
  {
    name: 'NotAction that leaves the three',
    statements: [without('Action', { NotAction: 'iam:*' })],
    trust: 'any-anchor',
  },
  {
    name: 'NotAction that takes one away',
    statements: [without('Action', { NotAction: 'sts:Tag*' })],
    ...NOBODY,
  },
  {
    name: 'one statement an action',
    statements: NEEDED.map((Action) => statement({ Action })),
    trust: 'any-anchor',
  },
  {
    name: 'one service of several',
    statements: [statement({ Principal: { Service: ['ec2.amazonaws.com', 'rolesanywhere.amazonaws.com'] } })],
    trust: 'any-anchor',
  },
  { name: 'everyone', statements: [statement({ Principal: '*' })], trust: 'any-anchor' },
  {
    name: 'everyone, written as AWS',
    statements: [statement({ Principal: { AWS: '*' } })],
    trust: 'any-anchor',
  },

  {
    name: 'no sts:TagSession',
    statements: [statement({ Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] })],
    ...NOBODY,
  },
  {
    name: 'no sts:SetSourceIdentity',
    statements: [statement({ Action: ['sts:AssumeRole', 'sts:TagSession'] })],
    ...NOBODY,
  },
  {
    name: 'no sts:AssumeRole',
    statements: [statement({ Action: ['sts:TagSession', 'sts:SetSourceIdentity'] })],
    ...NOBODY,
  },
  {
    name: 'another service',
    statements: [statement({ Principal: { Service: 'ec2.amazonaws.com' } })],
    ...NOBODY,
  },
  {
    name: 'the service by the name of a Region, which nobody documents',
    statements: [statement({ Principal: { Service: 'rolesanywhere.eu-central-1.amazonaws.com' } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a service whose name ends so',
    statements: [statement({ Principal: { Service: 'a.rolesanywhere.amazonaws.com' } })],
    ...NOBODY,
  },
  {
    name: 'a service whose name begins so',
    statements: [statement({ Principal: { Service: 'rolesanywhere.amazonaws.com.example.com' } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a provider by the name of the service',
    statements: [statement({ Principal: { Federated: 'rolesanywhere.amazonaws.com' } })],
    ...NOBODY,
  },
  { name: 'only the account', statements: [statement({ Principal: { AWS: ACCOUNT } })], ...NOBODY },
  { name: 'no statement', statements: [], ...NOBODY },
  { name: 'a plain deny', statements: [statement(), statement({ Effect: 'Deny' })], ...NOBODY },
  {
    name: 'a deny of everyone',
    statements: [statement(), statement({ Effect: 'Deny', Principal: '*', Action: '*' })],
    ...NOBODY,
  },
  {
    name: 'a deny of one of the three',
    statements: [statement(), statement({ Effect: 'Deny', Action: 'sts:TagSession' })],
    ...NOBODY,
  },
  {
    name: 'a deny of something else',
    statements: [statement(), statement({ Effect: 'Deny', Action: 'sts:AssumeRoleWithSAML' })],
    trust: 'any-anchor',
  },
  {
    name: 'a deny of another service',
    statements: [statement(), statement({ Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' } })],
    trust: 'any-anchor',
  },

  {
    name: 'StringEquals on one anchor',
    statements: [when({ StringEquals: { [SOURCE]: ONE } })],
    ...pinned(ONE),
  },
  { name: 'ArnEquals on one anchor', statements: [when({ ArnEquals: { [SOURCE]: ONE } })], ...pinned(ONE) },
  { name: 'ArnLike on one anchor', statements: [when({ ArnLike: { [SOURCE]: ONE } })], ...pinned(ONE) },
  {
    name: 'the key in another case',
    statements: [when({ ArnLike: { 'AWS:sourcearn': ONE } })],
    ...pinned(ONE),
  },
  { name: 'StringLike on one anchor', statements: [when({ StringLike: { [SOURCE]: ONE } })], ...pinned(ONE) },
  {
    name: 'StringEqualsIgnoreCase',
    statements: [when({ StringEqualsIgnoreCase: { [SOURCE]: ONE.toUpperCase() } })],
    trust: 'pinned',
    from: [ONE],
    pinnedTo: [ONE.toUpperCase()],
  },
  {
    name: 'StringEquals in another case',
    statements: [when({ StringEquals: { [SOURCE]: ONE.toUpperCase() } })],
    ...NOBODY,
  },
  {
    name: 'all but one, in another case',
    statements: [when({ StringNotEqualsIgnoreCase: { [SOURCE]: ONE.toUpperCase() } })],
    trust: 'any-anchor',
    from: [TWO],
  },
  {
    name: 'a deny of one, in another case',
    statements: [statement(), denyWhen({ StringEqualsIgnoreCase: { [SOURCE]: ONE.toUpperCase() } })],
    trust: 'any-anchor',
    from: [TWO],
  },
  {
    name: 'ids that begin so, in another case',
    statements: [when({ StringLike: { [SOURCE]: anchor('A*') } })],
    trust: 'any-anchor',
    from: [],
  },
  {
    name: 'ids that begin so, as an ARN in another case',
    statements: [when({ ArnLike: { [SOURCE]: anchor('A*') } })],
    trust: 'any-anchor',
    from: [],
  },
  {
    name: 'one id of whatever it is',
    statements: [when({ ArnLike: { [SOURCE]: ONE.replace('trust-anchor', '*') } })],
    trust: 'pinned',
    from: [ONE],
    pinnedTo: [ONE.replace('trust-anchor', '*')],
  },
  {
    name: 'ForAnyValue:ArnEquals',
    statements: [when({ 'ForAnyValue:ArnEquals': { [SOURCE]: ONE } })],
    ...pinned(ONE),
  },
  {
    name: 'two anchors in one condition',
    statements: [when({ ArnEquals: { [SOURCE]: [ONE, TWO] } })],
    ...pinned(ONE, TWO),
  },
  {
    name: 'two anchors in two statements',
    statements: [when({ ArnEquals: { [SOURCE]: ONE } }), when({ ArnEquals: { [SOURCE]: TWO } })],
    ...pinned(ONE, TWO),
  },
  {
    name: 'an anchor that does not exist',
    statements: [when({ ArnEquals: { [SOURCE]: GONE } })],
    trust: 'pinned',
    from: [],
    pinnedTo: [GONE],
  },
  {
    name: 'one anchor in any Region',
    statements: [when({ ArnLike: { [SOURCE]: ONE.replace('eu-central-1', '*') } })],
    trust: 'pinned',
    from: [ONE],
    pinnedTo: [ONE.replace('eu-central-1', '*')],
  },
  {
    name: 'anchor and certificate',
    statements: [when({ ArnEquals: { [SOURCE]: ONE }, StringEquals: CN })],
    ...pinned(ONE),
  },
  {
    name: 'anchor and account',
    statements: [when({ ArnEquals: { [SOURCE]: ONE }, StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
    ...pinned(ONE),
  },
  {
    name: 'only sts:TagSession is pinned',
    statements: [
      statement({ Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
      when({ ArnEquals: { [SOURCE]: ONE } }, { Action: 'sts:TagSession' }),
    ],
    ...pinned(ONE),
  },
  {
    name: 'each action pinned elsewhere',
    statements: [
      when({ ArnEquals: { [SOURCE]: ONE } }, { Action: 'sts:AssumeRole' }),
      when({ ArnEquals: { [SOURCE]: TWO } }, { Action: ['sts:TagSession', 'sts:SetSourceIdentity'] }),
    ],
    ...NOBODY,
  },
  {
    name: 'deny unless the anchor matches',
    statements: [statement(), denyWhen({ ArnNotEquals: { [SOURCE]: ONE } })],
    ...pinned(ONE),
  },
  {
    name: 'deny unless, with IfExists',
    statements: [statement(), denyWhen({ ArnNotLikeIfExists: { [SOURCE]: ONE } })],
    ...pinned(ONE),
  },
  {
    name: 'deny unless, for one action',
    statements: [
      statement(),
      denyWhen({ StringNotEquals: { [SOURCE]: [ONE, TWO] } }, { Action: 'sts:AssumeRole' }),
    ],
    ...pinned(ONE, TWO),
  },
  {
    name: 'deny unless, but only for some certificates',
    statements: [statement(), denyWhen({ ArnNotEquals: { [SOURCE]: ONE }, StringEquals: CN })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'an open statement beside a pinned one',
    statements: [when({ ArnEquals: { [SOURCE]: ONE } }), when({ StringEquals: CN })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'two names that exclude each other',
    statements: [when({ ArnEquals: { [SOURCE]: ONE }, StringEquals: { [SOURCE]: TWO } })],
    ...NOBODY,
  },
  {
    name: 'the named anchor is denied',
    statements: [when({ ArnEquals: { [SOURCE]: ONE } }), denyWhen({ ArnEquals: { [SOURCE]: ONE } })],
    ...NOBODY,
  },
  {
    name: 'one of the named anchors is denied',
    statements: [when({ ArnEquals: { [SOURCE]: [ONE, TWO] } }), denyWhen({ ArnEquals: { [SOURCE]: ONE } })],
    ...pinned(TWO),
  },
  {
    name: 'pinned to an anchor of another account',
    statements: [when({ ArnEquals: { [SOURCE]: FOREIGN } })],
    ...NOBODY,
  },
  {
    name: 'a wildcard compared as a text',
    statements: [when({ StringEquals: { [SOURCE]: anchor('*') } })],
    ...NOBODY,
  },

  { name: 'trust-anchor/*', statements: [when({ ArnLike: { [SOURCE]: anchor('*') } })], trust: 'any-anchor' },
  {
    name: 'trust-anchor/* with ArnEquals',
    statements: [when({ ArnEquals: { [SOURCE]: anchor('*') } })],
    trust: 'any-anchor',
  },
  {
    name: 'trust-anchor/* in any Region and account',
    statements: [when({ ArnLike: { [SOURCE]: 'arn:aws:rolesanywhere:*:*:trust-anchor/*' } })],
    trust: 'any-anchor',
  },
  {
    name: 'anything of the service',
    statements: [when({ ArnLike: { [SOURCE]: `arn:aws:rolesanywhere:*:${ACCOUNT}:*` } })],
    trust: 'any-anchor',
  },
  {
    name: 'trust-anchor/* in a Region without anchors',
    statements: [when({ ArnLike: { [SOURCE]: anchor('*', ACCOUNT, 'us-west-2') } })],
    trust: 'any-anchor',
    from: [],
  },
  {
    name: 'an id that can be tried for',
    statements: [when({ ArnLike: { [SOURCE]: anchor('a*') } })],
    trust: 'any-anchor',
    from: [ONE],
  },
  { name: 'StringLike *', statements: [when({ StringLike: { [SOURCE]: '*' } })], trust: 'any-anchor' },
  { name: 'ArnLike *', statements: [when({ ArnLike: { [SOURCE]: '*' } })], trust: 'any-anchor' },
  {
    name: 'ArnNotEquals',
    statements: [when({ ArnNotEquals: { [SOURCE]: ONE } })],
    trust: 'any-anchor',
    from: [TWO],
  },
  {
    name: 'ArnEqualsIfExists',
    statements: [when({ ArnEqualsIfExists: { [SOURCE]: ONE } })],
    trust: 'any-anchor',
  },
  {
    name: 'ArnEqualsIfExists where the key must be there',
    statements: [when({ ArnEqualsIfExists: { [SOURCE]: ONE }, Null: { [SOURCE]: 'false' } })],
    ...pinned(ONE),
  },
  {
    name: 'ArnEqualsIfExists where another key must be there',
    statements: [when({ ArnEqualsIfExists: { [SOURCE]: ONE }, Null: { 'aws:SourceAccount': 'false' } })],
    trust: 'any-anchor',
  },
  {
    name: 'ArnEqualsIfExists where the key may be there or not',
    statements: [when({ ArnEqualsIfExists: { [SOURCE]: ONE }, Null: { [SOURCE]: ['true', 'false'] } })],
    trust: 'any-anchor',
  },
  {
    name: 'if it is there, a text that reads like an answer',
    statements: [when({ StringEqualsIfExists: { [SOURCE]: 'false' } })],
    trust: 'any-anchor',
  },
  {
    name: 'an address',
    statements: [when({ IpAddress: { [SOURCE]: '192.0.2.0/24' } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'ArnEqualsIfExists beside a deny unless',
    statements: [
      when({ ArnEqualsIfExists: { [SOURCE]: ONE } }),
      denyWhen({ ArnNotEquals: { [SOURCE]: ONE } }),
    ],
    ...pinned(ONE),
  },
  {
    name: 'ForAllValues:ArnEquals',
    statements: [when({ 'ForAllValues:ArnEquals': { [SOURCE]: ONE } })],
    trust: 'any-anchor',
  },
  {
    name: 'only that the key is there',
    statements: [when({ Null: { [SOURCE]: 'false' } })],
    trust: 'any-anchor',
  },
  {
    name: 'anchors of another account only',
    statements: [when({ ArnLike: { [SOURCE]: anchor('*', OTHER_ACCOUNT) } })],
    ...NOBODY,
  },
  {
    name: 'deny of one anchor',
    statements: [statement(), denyWhen({ ArnEquals: { [SOURCE]: ONE } })],
    trust: 'any-anchor',
    from: [TWO],
  },

  {
    name: 'an ARN of three components',
    statements: [when({ ArnLike: { [SOURCE]: 'arn:aws:rolesanywhere:*' } })],
    ...NOBODY,
  },
  {
    name: 'an ARN of five components',
    statements: [when({ ArnEquals: { [SOURCE]: 'arn:aws:rolesanywhere:*:trust-anchor/*' } })],
    ...NOBODY,
  },
  {
    name: 'three components compared as a text',
    statements: [when({ StringLike: { [SOURCE]: 'arn:aws:rolesanywhere:*' } })],
    trust: 'any-anchor',
  },
  {
    name: 'a deny of an ARN of four components',
    statements: [statement(), denyWhen({ ArnLike: { [SOURCE]: 'arn:aws:rolesanywhere:*:*' } })],
    trust: 'any-anchor',
  },
  {
    name: 'a deny unless the ARN of three components',
    statements: [statement(), denyWhen({ ArnNotLike: { [SOURCE]: 'arn:aws:rolesanywhere:*' } })],
    ...NOBODY,
  },
  {
    name: 'an account filled in',
    statements: [
      when({ ArnLike: { [SOURCE]: `arn:aws:rolesanywhere:*:${'$'}{aws:SourceAccount}:trust-anchor/*` } }),
    ],
    trust: 'any-anchor',
  },
  {
    name: 'an alias of an anchor, which no statement can name',
    statements: [
      when({ ArnEquals: { [SOURCE]: ONE.replace('trust-anchor/', 'alias/trust-anchor/') } }),
      when({ StringLike: { [SOURCE]: 'arn:aws:rolesanywhere:*:*:alias/*' } }),
    ],
    ...NOBODY,
  },
  {
    name: 'a deny of an alias',
    statements: [statement(), denyWhen({ StringLike: { [SOURCE]: 'arn:aws:rolesanywhere:*:*:alias/*' } })],
    trust: 'any-anchor',
  },
  {
    name: 'an alias beside its anchor',
    statements: [when({ ArnLike: { [SOURCE]: [ONE, ONE.replace('trust-anchor/', 'alias/trust-anchor/')] } })],
    ...pinned(ONE),
  },

  {
    name: 'only the account',
    statements: [when({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
    trust: 'any-anchor',
  },
  {
    name: 'another account',
    statements: [when({ StringEquals: { 'aws:SourceAccount': OTHER_ACCOUNT } })],
    ...NOBODY,
  },
  {
    name: 'deny unless from the account',
    statements: [statement(), denyWhen({ StringNotEquals: { 'aws:SourceAccount': ACCOUNT } })],
    trust: 'any-anchor',
  },

  {
    name: 'a certificate subject',
    statements: [when({ StringEquals: CN })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a certificate subject and the account',
    statements: [when({ StringEquals: { ...CN, 'aws:SourceAccount': ACCOUNT } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a certificate subject and trust-anchor/*',
    statements: [when({ StringEquals: CN, ArnLike: { [SOURCE]: anchor('*') } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a session tag',
    statements: [when({ StringLike: { 'aws:RequestTag/x509Issuer/O': 'Example*' } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a source identity',
    statements: [when({ StringLike: { 'sts:SourceIdentity': 'CN=build' } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a deny for some certificates',
    statements: [statement(), denyWhen({ StringNotEquals: CN })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'an operator nobody knows',
    statements: [when({ StringResembles: { [SOURCE]: ONE } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a variable with a default that looks like a pattern, compared as a text',
    statements: [when({ StringEquals: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509SAN/URI, '*'}` } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a variable with a wildcard in its name, compared without regard to case',
    statements: [when({ StringEqualsIgnoreCase: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509Subject/x?}` } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a wildcard beside a variable, compared as a text',
    statements: [when({ StringEquals: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509Subject/O}*` } })],
    ...NOBODY,
  },
  {
    name: 'a wildcard spelled as a variable, compared as a text',
    statements: [when({ StringEquals: { [SOURCE]: `arn:aws:rolesanywhere:${'$'}{*}` } })],
    ...NOBODY,
  },
  {
    name: 'a variable that nobody can decide',
    statements: [when({ StringEquals: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509Subject/O}` } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'an ARN that nobody can decide',
    statements: [when({ ArnLike: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509Subject/O}` } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'a variable that is decided, and is no ARN',
    statements: [when({ ArnLike: { [SOURCE]: `${'$'}{aws:SourceAccount}` } })],
    ...NOBODY,
  },
  {
    name: 'NotPrincipal that spares the service',
    statements: [without('Principal', { NotPrincipal: { AWS: OTHER_ACCOUNT } })],
    trust: 'any-anchor-matching-certificate',
  },
  {
    name: 'NotPrincipal that names the service',
    statements: [without('Principal', { NotPrincipal: SERVICE })],
    ...NOBODY,
  },
];

describe('trustOf through Roles Anywhere', () => {
  test.each(CASES)('$name: $trust', ({ statements, trust, from, pinnedTo }) => {
    const verdict = judge(policy(...statements));
    expect({ trust: verdict.trust, from: verdict.reachableFrom, pinnedTo: verdict.pinnedTo }).toEqual({
      trust,
      from: from ?? [ONE, TWO],
      pinnedTo: pinnedTo ?? [],
    });
  });
});

describe('a condition on the call that makes the session', () => {
  const TAGS = [{ key: 'Team', value: 'press' }];
  const judgeKnowing = (...statements: object[]): Trust =>
    judge(policy(...statements), [ONE], ROLE, { now: NOW, tags: TAGS, choosesName: false }).trust;
  const OPEN = ['any-anchor', 'unusable'] as const;
  const CLOSED = ['unusable', 'any-anchor'] as const;
  const UNDECIDED = ['any-anchor-matching-certificate', 'any-anchor-matching-certificate'] as const;

  /** What an Allow under the condition comes to, and a Deny of everybody under it. */
  test.each<[string, object, readonly [Trust, Trust]]>([
    ['in force', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, OPEN],
    ['expired', { DateLessThanEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, CLOSED],
    ['expired by the epoch', { NumericLessThan: { 'aws:EpochTime': '1767225600' } }, CLOSED],
    ['HTTPS', { Bool: { 'aws:SecureTransport': 'true' } }, OPEN],
    ['no HTTPS', { Bool: { 'aws:SecureTransport': 'false' } }, CLOSED],
    ['a service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, OPEN],
    ['no service, if it is said', { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }, CLOSED],
    ['the service', { StringEquals: { 'aws:PrincipalServiceName': SERVICE.Service } }, OPEN],
    ['another service', { StringEquals: { 'aws:PrincipalServiceName': 'ec2.amazonaws.com' } }, CLOSED],
    [
      'one of its names',
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': SERVICE.Service } },
      OPEN,
    ],
    ['the account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, OPEN],
    ['another account', { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }, CLOSED],
    ['the account of the role', { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }, OPEN],
    ['a tag of the role', { StringEquals: { 'aws:ResourceTag/team': 'press' } }, OPEN],
    ['the same by its older name', { StringEquals: { 'iam:ResourceTag/Team': 'press' } }, OPEN],
    ['a tag it does not bear', { StringEquals: { 'aws:ResourceTag/stage': 'prod' } }, CLOSED],
    ['a tag that is none of a certificate', { StringEquals: { 'aws:PrincipalTag/team': 'press' } }, CLOSED],
    ['a tag to be set that is none', { StringLike: { 'aws:RequestTag/team': '*' } }, CLOSED],
    ['only tags of a certificate', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'x509*' } }, OPEN],
    ['a tag by name that is none', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, CLOSED],
    ['an external id', { StringEquals: { 'sts:ExternalId': '4711' } }, CLOSED],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, CLOSED],
    ['a name that is no serial number', { StringLike: { 'sts:RoleSessionName': 'build-*' } }, CLOSED],
    ['any name', { StringLike: { 'sts:RoleSessionName': '*' } }, OPEN],
    ['a serial number', { StringEquals: { 'sts:RoleSessionName': '3a9f' } }, UNDECIDED],
    ['a common name', { StringEquals: { 'sts:SourceIdentity': 'press-4' } }, UNDECIDED],
    ['a claim of a web identity', { StringLike: { 'gitlab.com:sub': '*' } }, CLOSED],
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }, UNDECIDED],
  ])('%s', (_, condition, [allowed, denied]) => {
    expect(judgeKnowing(when(condition))).toBe(allowed);
    expect(judgeKnowing(statement(), denyWhen(condition, { Principal: '*' }))).toBe(denied);
  });

  test('a name can be chosen where the profile is not known to refuse it', () => {
    const named = policy(when({ StringLike: { 'sts:RoleSessionName': 'build-*' } }));
    expect(judge(named).trust).toBe('any-anchor-matching-certificate');
  });

  test('what opens later says from when on, and reaches from nowhere until then', () => {
    const window = { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-09-01T06:00:00Z' } };
    expect(judge(policy(when(window)))).toMatchObject({
      trust: 'any-anchor',
      reachableFrom: [],
      opensAt: '2026-09-01T06:00:00Z',
    });
    const pinnedNow = policy(when({ ArnEquals: { [SOURCE]: ONE } }), when(window));
    expect(judge(pinnedNow)).toMatchObject({ trust: 'any-anchor', reachableFrom: [ONE] });
    expect(judge(pinnedNow, [ONE], ROLE, {})).not.toHaveProperty('opensAt');
  });

  const FUTURE = (month: string, more: object = {}): object => ({
    DateGreaterThanEquals: { 'aws:CurrentTime': `2026-${month}-01T00:00:00Z` },
    ...more,
  });
  test.each<[string, readonly object[], Trust, string | undefined]>([
    [
      'to one anchor',
      [when(FUTURE('09', { ArnEquals: { [SOURCE]: ONE } }))],
      'pinned',
      '2026-09-01T00:00:00Z',
    ],
    [
      'to some certificates',
      [when(FUTURE('09', { StringEquals: CN }))],
      'any-anchor-matching-certificate',
      '2026-09-01T00:00:00Z',
    ],
    ['twice', [when(FUTURE('10')), when(FUTURE('09'))], 'any-anchor', '2026-09-01T00:00:00Z'],
    [
      'ever wider',
      [when(FUTURE('09', { StringEquals: CN })), when(FUTURE('10'))],
      'any-anchor',
      '2026-10-01T00:00:00Z',
    ],
    [
      'for a month',
      [when(FUTURE('09', { DateLessThan: { 'aws:CurrentTime': '2026-10-01T00:00:00Z' } }))],
      'any-anchor',
      '2026-09-01T00:00:00Z',
    ],
    [
      'at more times than are looked at',
      Array.from({ length: 9 }, (_, day) =>
        when({ DateGreaterThan: { 'aws:CurrentTime': `2026-09-0${day + 1}T00:00:00Z` } }),
      ),
      'any-anchor-matching-certificate',
      undefined,
    ],
    ['for everybody, and tighter later', [statement(), denyWhen(FUTURE('09'))], 'any-anchor', undefined],
  ])('what opens later, %s', (_, statements, trust, opensAt) => {
    const verdict = judge(policy(...statements));
    expect(verdict.trust).toBe(trust);
    if (opensAt === undefined) expect(verdict).not.toHaveProperty('opensAt');
    else expect(verdict.opensAt).toBe(opensAt);
  });

  test('knowing less never makes a trust tighter', () => {
    const width = (trust: Trust): number =>
      ['unusable', 'pinned', 'any-anchor-matching-certificate', 'any-anchor'].indexOf(trust);
    const condition = fc.constantFrom<object>(
      {},
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateGreaterThan: { 'aws:CurrentTime': '2026-09-01T00:00:00Z' } },
      { StringEquals: { 'aws:ResourceTag/Team': 'press' } },
      { StringNotEquals: { 'aws:ResourceTag/Team': 'press' } },
      { StringLike: { 'sts:RoleSessionName': 'build-*' } },
      { ArnEquals: { [SOURCE]: ONE } },
      { ArnNotEquals: { [SOURCE]: ONE } },
    );
    const one = fc.record({ condition, effect: fc.constantFrom('Allow', 'Allow', 'Deny') });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 3 }),
        fc.subarray(['now', 'tags', 'choosesName'] as const, { minLength: 1 }),
        (parts, forgotten) => {
          const document = policy(...parts.map((part) => when(part.condition, { Effect: part.effect })));
          const all: Partial<TrustOptions> = { now: NOW, tags: TAGS, choosesName: false };
          const less = Object.fromEntries(
            Object.entries(all).filter(([name]) => !forgotten.some((gone) => gone === name)),
          );
          const [knowing, guessing] = [all, less].map((more) => judge(document, [ONE], ROLE, more).trust);
          // An anchor for certain is wider than one for a fitting certificate, but neither keeps a stranger out.
          const least = Math.min(width(knowing ?? 'unknown'), 2);
          expect(width(guessing ?? 'unknown')).toBeGreaterThanOrEqual(least);
        },
      ),
      { seed: 22, numRuns: 150 },
    );
  });
});

describe('a trust policy that cannot be read', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no JSON', '{"Statement": ['],
    ['a number', 7],
    ['no Statement', { Version: '2012-10-17' }],
    ['an effect IAM does not know', policy(statement({ Effect: 'allow' }))],
    ['both Action and NotAction', policy(statement({ NotAction: 'iam:*' }))],
    ['neither Action nor NotAction', policy(without('Action', {}))],
    ['no principal', policy(without('Principal', {}))],
    ['a principal that is a list', policy(statement({ Principal: ['*'] }))],
    ['a principal of a kind IAM does not know', policy(statement({ Principal: { Robot: '*' } }))],
    ['a resource', policy(statement({ Resource: '*' }))],
    ['a version IAM does not know', { Version: '2020-01-01', Statement: [statement()] }],
  ])('%s', (_, document) => {
    expect(judge(document)).toEqual({
      trust: 'unknown',
      reachableFrom: [],
      pinnedTo: [],
      otherPrincipals: [],
      conditionKeys: [],
    });
  });
});

describe('how a trust policy may be given', () => {
  const text = JSON.stringify(policy(statement()));
  test.each<[string, unknown]>([
    ['an object', policy(statement())],
    ['JSON text', text],
    ['URL-encoded JSON text, as IAM returns it', encodeURIComponent(text)],
    ['one statement without a list', { Version: '2012-10-17', Statement: statement() }],
    ['no version', { Statement: statement() }],
  ])('%s', (_, document) => {
    expect(judge(document).trust).toBe('any-anchor');
  });
});

test('anchors, partition and account are compared with those of the role', () => {
  const gov = `arn:aws-us-gov:iam::${ACCOUNT}:role/build`;
  const govAnchor = ONE.replace('arn:aws:', 'arn:aws-us-gov:');
  const document = policy(when({ ArnLike: { [SOURCE]: 'arn:aws-us-gov:rolesanywhere:*:*:trust-anchor/*' } }));
  expect(judge(document, [govAnchor], gov)).toMatchObject({
    trust: 'any-anchor',
    reachableFrom: [govAnchor],
  });
  expect(judge(document).trust).toBe('unusable');
  expect(judge(policy(statement()), [ONE, FOREIGN]).reachableFrom).toEqual([ONE]);
});

test('of a role or an anchor whose ARN says nothing, every anchor may lead to it', () => {
  const one = policy(when({ StringEquals: { [SOURCE]: ONE } }));
  expect(judge(one, [ONE, FOREIGN], 'no ARN')).toMatchObject({
    trust: 'pinned',
    reachableFrom: [ONE],
    pinnedTo: [ONE],
  });
  expect(judge(policy(statement()), [ONE, FOREIGN], 'no ARN').reachableFrom).toEqual([ONE, FOREIGN]);
  expect(judge(policy(statement()), ['odd']).reachableFrom).toEqual(['odd']);
  expect(judge(policy(when({ StringEquals: { [SOURCE]: 'odd' } })), ['odd', ONE])).toMatchObject({
    trust: 'pinned',
    reachableFrom: ['odd'],
  });
});

test('of a version without variables, what looks like one is no condition key', () => {
  const statements = [when({ StringLike: { [SOURCE]: `${'$'}{aws:PrincipalTag/x509Subject/O}*` } })];
  const keys = (Version: string) => judge({ Version, Statement: statements }).conditionKeys;
  expect(keys('2008-10-17')).toEqual([SOURCE]);
  expect(keys('2012-10-17')).toEqual([SOURCE, 'aws:PrincipalTag/x509Subject/O']);
});

test('names the condition keys as the policy spells them, once', () => {
  const document = policy(
    when({ ArnEquals: { 'aws:sourceArn': ONE }, StringEquals: CN }),
    denyWhen({ ArnNotEquals: { 'AWS:SourceArn': ONE } }),
    when({ StringEquals: { 'sts:ExternalId': '1' } }, { Principal: { AWS: OTHER_ACCOUNT } }),
    when({ StringEquals: { 'saml:aud': 'press' } }, { Action: 'sts:AssumeRoleWithSAML' }),
  );
  expect(judge(document).conditionKeys).toEqual(['aws:sourceArn', 'aws:PrincipalTag/x509Subject/CN']);
});

describe('other principals', () => {
  const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
  const oidc = `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example.com`;
  const row = (
    kind: OtherPrincipal['kind'],
    principal: string,
    external: boolean,
    changes: object = {},
    more: Partial<OtherPrincipal> = {},
  ): { expected: OtherPrincipal; changes: object } => ({
    expected: { kind, principal, external, conditional: false, ...more },
    changes,
  });
  test.each([
    row('everyone', '*', true, { Principal: '*' }),
    row('everyone', '*', true, { Principal: { AWS: ['*'] } }),
    row('account', ACCOUNT, false, { Principal: { AWS: ACCOUNT } }),
    row('account', `arn:aws:iam::${OTHER_ACCOUNT}:root`, true, {
      Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    }),
    row('role', `arn:aws:iam::${ACCOUNT}:role/ops/deploy`, false, {
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/ops/deploy` },
    }),
    row('role', `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/a/b`, true, {
      Principal: { AWS: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/a/b` },
    }),
    row('user', `arn:aws:iam::${OTHER_ACCOUNT}:user/mallory`, true, {
      Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:user/mallory` },
    }),
    row(
      'federated',
      oidc,
      false,
      { Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithWebIdentity' },
      { opensTo: 'organization' },
    ),
    row(
      'federated',
      'accounts.google.com',
      true,
      { Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity' },
      { opensTo: 'everyone', provider: 'Google' },
    ),
    row('federated', saml, false, { Principal: { Federated: saml }, Action: 'sts:AssumeRoleWithSAML' }),
    row('service', 'ec2.amazonaws.com', false, { Principal: { Service: 'ec2.amazonaws.com' } }),
    row('other', 'AROAEXAMPLEEXAMPLE', true, { Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } }),
    row('federated', saml, false, { Principal: { Federated: saml }, Action: 'sts:*' }),
    row('federated', oidc, false, { Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithSAML' }),
    row('account', ACCOUNT, false, { Principal: { AWS: ACCOUNT }, Action: 'sts:*' }),
    // Forms that are nearly those that IAM knows.
    ...[
      'rolesanywhere.amazonaws.com',
      `x${ACCOUNT}`,
      `${ACCOUNT}4`,
      `xarn:aws:iam::${ACCOUNT}:role/build`,
    ].map((name) => row('other', name, true, { Principal: { AWS: name } })),
    ...['rootless', 'unroot', 'my-role/a', 'my-user/a', 'my-oidc-provider/a'].map((resource) => {
      const name = `arn:aws:iam::${ACCOUNT}:${resource}`;
      return row('other', name, false, { Principal: { AWS: name } });
    }),
    row('federated', saml, false, { Principal: { AWS: saml } }),
    row(
      'federated',
      '*',
      true,
      { Principal: { Federated: '*' }, Action: 'sts:AssumeRoleWithWebIdentity' },
      { opensTo: 'everyone' },
    ),
  ])('$expected.kind $expected.principal', ({ expected, changes }) => {
    expect(judge(policy(statement(changes))).otherPrincipals).toEqual([expected]);
  });

  test.each<[string, object[], Partial<OtherPrincipal>[]]>([
    ['Roles Anywhere itself is none', [statement()], []],
    [
      'conditions are told',
      [when({ StringEquals: { 'sts:ExternalId': '1' } }, { Principal: { AWS: OTHER_ACCOUNT } })],
      [{ principal: OTHER_ACCOUNT, conditional: true }],
    ],
    [
      'one way without conditions is enough',
      [
        when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, { Principal: '*' }),
        statement({ Principal: '*' }),
      ],
      [{ kind: 'everyone', conditional: false }],
    ],
    [
      'everyone but some',
      [without('Principal', { NotPrincipal: { AWS: OTHER_ACCOUNT } })],
      [{ kind: 'everyone', principal: '*', external: true, conditional: true }],
    ],
    ['a deny adds nobody', [statement({ Effect: 'Deny', Principal: '*' })], []],
    ['tagging a session lets nobody in', [statement({ Action: 'sts:TagSession', Principal: '*' })], []],
    [
      'two of a kind are two',
      [statement({ Principal: { AWS: [ACCOUNT, OTHER_ACCOUNT] } })],
      [{ principal: ACCOUNT }, { principal: OTHER_ACCOUNT }],
    ],
    [
      'everyone but some, once',
      [
        without('Principal', {
          NotPrincipal: { AWS: OTHER_ACCOUNT },
          Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
        }),
      ],
      [],
    ],
  ])('%s', (_, statements, expected) => {
    const { otherPrincipals } = judge(policy(...statements));
    expect(otherPrincipals).toHaveLength(expected.length);
    expect(otherPrincipals).toMatchObject(expected);
  });

  const PAST = { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } };
  const TO_COME = { DateGreaterThan: { 'aws:CurrentTime': '2026-09-01T00:00:00Z' } };
  const DECIDED = [{ principal: OTHER_ACCOUNT, conditional: false }];
  const OPEN = [{ principal: OTHER_ACCOUNT, conditional: true }];
  /** Who the other account is under a condition: decided where it is the same whoever comes. */
  test.each<[string, object, readonly object[]]>([
    ['in force', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, DECIDED],
    ['over', PAST, []],
    ['over, by the epoch', { NumericLessThan: { 'aws:EpochTime': '1767225600' } }, []],
    ['to come', TO_COME, OPEN],
    ['HTTPS', { Bool: { 'aws:SecureTransport': 'true' } }, DECIDED],
    ['no HTTPS', { Bool: { 'aws:SecureTransport': 'false' } }, []],
    ['the account of the role', { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }, DECIDED],
    ['another account than the role has', { StringEquals: { 'aws:ResourceAccount': OTHER_ACCOUNT } }, []],
    ['a tag of the role', { StringEquals: { 'aws:ResourceTag/Team': 'press' } }, DECIDED],
    ['a tag it does not bear', { StringEquals: { 'aws:ResourceTag/Stage': 'prod' } }, []],
    ['the same by its older name', { StringEquals: { 'iam:ResourceTag/Stage': 'prod' } }, []],
    ['who comes', { StringEquals: { 'aws:SourceAccount': OTHER_ACCOUNT } }, OPEN],
    ['the organization of who comes', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }, OPEN],
    ['a name that ends so', { StringEquals: { 'my:aws:SecureTransport': 'false' } }, OPEN],
  ])('under a condition on the call: %s', (_, condition, expected) => {
    const document = policy(when(condition, { Principal: { AWS: OTHER_ACCOUNT } }));
    const tags = [{ key: 'Team', value: 'press' }];
    expect(judge(document, [], ROLE, { now: NOW, tags }).otherPrincipals).toMatchObject(expected);
    expect(judge(document, [], ROLE, { now: NOW, tags }).otherPrincipals).toHaveLength(expected.length);
  });

  test('what is over for one stays so when it begins for another', () => {
    const document = policy(
      when(PAST, { Principal: { AWS: OTHER_ACCOUNT } }),
      when(TO_COME, { Principal: { AWS: ACCOUNT } }),
    );
    expect(judge(document).otherPrincipals).toMatchObject([{ principal: ACCOUNT, conditional: true }]);
    const saml = policy(
      when(PAST, { Principal: { Federated: 'saml' }, Action: 'sts:AssumeRoleWithSAML' }),
      when(PAST, { Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithWebIdentity' }),
    );
    expect(judge(saml).otherPrincipals).toEqual([]);
  });

  test('of two doors for one provider the wider is told', () => {
    const narrow = statement({ Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithSAML' });
    const wide = when(
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      { Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithWebIdentity' },
    );
    const told = [{ principal: oidc, conditional: true, opensTo: 'organization' }];
    expect(judge(policy(narrow, wide)).otherPrincipals).toMatchObject(told);
    expect(judge(policy(wide, narrow)).otherPrincipals).toMatchObject(told);
  });
});

describe('hostile input', () => {
  test('always gives an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.json(), fc.record({ Statement: fc.anything() })),
        fc.string(),
        fc.array(fc.string({ unit: anyCharacter })),
        (document, roleArn, anchors) => {
          expect(trustOf(document, { roleArn, anchors }).trust).toEqual(expect.any(String));
        },
      ),
      { seed: 20, numRuns: 150 },
    );
  });

  test('odd conditions give an answer too', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'ArnLike',
            'StringNotLikeIfExists',
            'ForAllValues:StringEquals',
            'Null',
            'IpAddress',
            '__proto__',
          ),
          fc.dictionary(fc.constantFrom('aws:SourceArn', 'aws:SourceAccount', '__proto__'), fc.anything()),
        ),
        (condition) => {
          const { trust } = judge(policy(when(condition)));
          expect(trust).toEqual(expect.any(String));
        },
      ),
      { seed: 21, numRuns: 150 },
    );
  });

  test('long patterns are judged within a moment', () => {
    const work = () =>
      judge(
        policy(when({ StringLike: { [SOURCE]: ['*a'.repeat(3_000), '*?a'.repeat(2_000)] } })),
        Array(50).fill(ONE),
      );
    expect(cpuMilliseconds(work)).toBeLessThan(2_000);
  });
});
