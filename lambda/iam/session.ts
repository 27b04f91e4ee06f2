/**
 * What is certain about the requests of a role session that IAM Roles Anywhere made from a certificate, by condition key:
 * once for the session's own calls, and once for the call that makes the session, in which the service assumes the role.
 */

import { globOf, type KeyState, type KnownKeys, type Looks } from './pattern';

/** What is known of a session before it exists. What is missing is not known, and then nothing rests on it. */
export interface SessionFacts {
  /** "aws", "aws-cn", "aws-us-gov". */
  readonly partition?: string;
  /** Twelve digits: the account of the role, and of its profile and trust anchor. */
  readonly account?: string;
  readonly roleArn?: string;
  /** The time of the request; a session that makes it is issued then. */
  readonly now?: Date;
  /** All tags of the role. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  /** False where the profile accepts no role session names, so that every name is the certificate's serial number. */
  readonly choosesName?: boolean;
}

type Told = (facts: SessionFacts, name: string) => KeyState | undefined;

/** One of four things that can be said of a key. */
export type Sight =
  /** It has this value, or one of a few, or looks like this. `undefined` where a fact is missing. */
  | { readonly state: 'known'; readonly value: Told }
  /** It is not in the request. */
  | { readonly state: 'absent' }
  /** The holder of the certificate, who makes the request, chooses its value. */
  | { readonly state: 'free' }
  /**
   * What it is, nobody here can see. `avoidable` where the holder can bring about this much: the key is absent, or has
   * this value.
   */
  | { readonly state: 'outside'; readonly avoidable?: string | null };

export interface KeyRow {
  /** As AWS spells it; a name of the policy's stands for `*` at its end. */
  readonly key: string;
  /** In the session's own calls. */
  readonly own: Sight;
  /** In the call of Roles Anywhere that makes the session. */
  readonly making: Sight;
  /** The only actions whose requests have the key, where AWS lists them. */
  readonly only?: readonly string[];
  /** Where AWS documents it. */
  readonly source: string;
}

const ABSENT: Sight = { state: 'absent' };
const FREE: Sight = { state: 'free' };
const OUTSIDE: Sight = { state: 'outside' };
/** The holder can leave it out. */
const AVOIDABLE: Sight = { state: 'outside', avoidable: null };
/** The holder can see to it that it is false. */
const AVOIDABLY_FALSE: Sight = { state: 'outside', avoidable: 'false' };

const known = (value: Told): Sight => ({ state: 'known', value });
const is = (value: KeyState): Sight => known(() => value);

const ACCOUNT = known(({ account }) => account);
const TIME = known(({ now }) => now?.toISOString());
const SECONDS = known(({ now }) =>
  now === undefined ? undefined : String(Math.floor(now.getTime() / 1000)),
);

/** The value of a role's tag; without regard to case, as IAM compares the names of tags. */
const ROLE_TAG: Told = ({ tags }, name) =>
  tags === undefined
    ? undefined
    : (tags.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value ?? null);

const OF_CERTIFICATE = /^x509/i;

/** Tags that a certificate gives a session have names of their own; all others are the role's. */
const PRINCIPAL_TAG = known((facts, name) => (OF_CERTIFICATE.test(name) ? undefined : ROLE_TAG(facts, name)));

/** While the session is made, there are the tags of the certificate alone. */
const CERTIFICATE_TAG = known((_, name) => (OF_CERTIFICATE.test(name) ? undefined : null));

const CERTIFICATE_TAG_NAMES: Looks = { like: globOf('x509*'), orAbsent: true };

/** The id of a role, and the name of the session. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
const ROLE_SESSION_ID: Looks = { like: globOf('AROA*:*') };

/** A serial number in hexadecimal digits. */
const SERIAL: Looks = { characters: /^[0-9a-f]$/i };

const SERVICE = 'rolesanywhere.amazonaws.com';
const SERVICE_NAME = known(({ partition }) =>
  partition === 'aws' || partition === 'aws-us-gov' ? SERVICE : { oneOf: [SERVICE, `${SERVICE}.cn`] },
);
const SERVICE_NAMES = known(({ partition }) =>
  partition === 'aws' || partition === 'aws-us-gov' ? { including: SERVICE, orAbsent: true } : undefined,
);

/** Where the calls of IAM go, whatever Region the caller is in. */
const IAM_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

const GLOBAL_KEYS = 'IAM User Guide, AWS global condition context keys';
const OF_PRINCIPAL = `${GLOBAL_KEYS}, Properties of the principal`;
const OF_SESSION = `${GLOBAL_KEYS}, Properties of a role session`;
const OF_NETWORK = `${GLOBAL_KEYS}, Properties of the network`;
const OF_RESOURCE = `${GLOBAL_KEYS}, Properties of the resource`;
const OF_REQUEST = `${GLOBAL_KEYS}, Properties of the request`;
const TRUST_MODEL = 'IAM Roles Anywhere User Guide, trust model';
const IAM_KEYS = 'IAM User Guide, IAM and AWS STS condition context keys, Available keys for IAM';
const STS_KEYS = 'IAM User Guide, IAM and AWS STS condition context keys, Available keys for AWS STS';
const IAM_REFERENCE = 'Service Authorization Reference, AWS Identity and Access Management';
const STS_REFERENCE = 'Service Authorization Reference, AWS Security Token Service';
const FEDERATION =
  'IAM User Guide, IAM and AWS STS condition context keys, Available keys for AWS OIDC federation';
const SAML =
  'IAM User Guide, IAM and AWS STS condition context keys, Available keys for SAML-based federation';

type Columns = Pick<KeyRow, 'own' | 'making'>;

const rows = (
  keys: readonly string[],
  columns: Columns,
  source: string,
  only?: readonly string[],
): readonly KeyRow[] =>
  keys.map((key) => ({ key, ...columns, source, ...(only === undefined ? {} : { only }) }));

const row = (key: string, own: Sight, making: Sight, source: string, only?: readonly string[]): KeyRow => ({
  key,
  own,
  making,
  source,
  ...(only === undefined ? {} : { only }),
});

const NEITHER: Columns = { own: ABSENT, making: ABSENT };

const TAKES_TAGS = [
  'iam:CreateInstanceProfile',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'iam:CreateSAMLProvider',
  'iam:CreateUser',
  'iam:CreateVirtualMFADevice',
  'iam:TagRole',
  'iam:TagUser',
  'iam:TagPolicy',
  'iam:UploadServerCertificate',
  'sts:AssumeRole',
  'sts:TagSession',
  'sts:GetFederationToken',
];

/** IAM and STS actions whose caller chooses the tags in the request. Source: the Service Authorization Reference. */
const takesTags: ReadonlySet<string> = new Set(TAKES_TAGS.map((action) => action.toLowerCase()));

const CHANGES_BOUNDED = [
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteUserPolicy',
  'iam:DetachRolePolicy',
  'iam:DetachUserPolicy',
  'iam:GetRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];

const ATTACHES_OR_DETACHES = [
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:DetachGroupPolicy',
  'iam:DetachRolePolicy',
  'iam:DetachUserPolicy',
];

const ASSUMES = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/** Every key of AWS's reference of global condition keys, and every key of IAM and STS. */
export const SESSION_KEYS: readonly KeyRow[] = [
  row(
    'aws:PrincipalArn',
    known(({ roleArn }) => roleArn),
    OUTSIDE,
    OF_PRINCIPAL,
  ),
  row('aws:PrincipalAccount', ACCOUNT, OUTSIDE, OF_PRINCIPAL),
  row('aws:PrincipalOrgPaths', OUTSIDE, OUTSIDE, OF_PRINCIPAL),
  row('aws:PrincipalOrgID', OUTSIDE, OUTSIDE, OF_PRINCIPAL),
  row('aws:PrincipalTag/*', PRINCIPAL_TAG, CERTIFICATE_TAG, TRUST_MODEL),
  row('aws:PrincipalIsAWSService', is('false'), is('true'), OF_PRINCIPAL),
  row('aws:PrincipalServiceName', ABSENT, SERVICE_NAME, OF_PRINCIPAL),
  row('aws:PrincipalServiceNamesList', ABSENT, SERVICE_NAMES, OF_PRINCIPAL),
  row('aws:PrincipalType', is('AssumedRole'), OUTSIDE, OF_PRINCIPAL),
  row('aws:userid', is(ROLE_SESSION_ID), OUTSIDE, OF_PRINCIPAL),
  row('aws:username', ABSENT, ABSENT, OF_PRINCIPAL),

  row('aws:TokenIssueTime', TIME, OUTSIDE, OF_SESSION),
  // A service brings no MFA device, so it is never true. Temporary credentials have the key in general, long-lived ones not.
  row(
    'aws:MultiFactorAuthPresent',
    is({ oneOf: ['false', null] }),
    is({ oneOf: ['false', null] }),
    OF_SESSION,
  ),
  row('aws:MultiFactorAuthAge', ABSENT, ABSENT, OF_SESSION),
  row('aws:SourceIdentity', OUTSIDE, OUTSIDE, TRUST_MODEL),
  row(
    'aws:OriginIdentity/*',
    OUTSIDE,
    OUTSIDE,
    'IAM Roles Anywhere User Guide, trusted identity propagation',
  ),
  ...rows(
    [
      'aws:AssumedRoot',
      'aws:FederatedProvider',
      'aws:ChatbotSourceArn',
      'aws:Ec2InstanceSourceVpc',
      'aws:Ec2InstanceSourcePrivateIPv4',
      'ec2:RoleDelivery',
      'ec2:SourceInstanceArn',
      'glue:RoleAssumedBy',
      'glue:CredentialIssuingService',
      'lambda:SourceFunctionArn',
      'ssm:SourceInstanceArn',
      'identitystore:UserId',
    ],
    NEITHER,
    `${OF_SESSION}: sessions that other services make`,
  ),

  row('aws:SourceIp', OUTSIDE, OUTSIDE, OF_NETWORK),
  ...rows(
    [
      'aws:SourceVpc',
      'aws:SourceVpcArn',
      'aws:SourceVpce',
      'aws:VpceAccount',
      'aws:VpceOrgID',
      'aws:VpceOrgPaths',
      'aws:VpcSourceIp',
    ],
    { own: AVOIDABLE, making: OUTSIDE },
    `${OF_NETWORK}: only through a VPC endpoint`,
  ),

  row('aws:ResourceAccount', OUTSIDE, ACCOUNT, OF_RESOURCE),
  row('aws:ResourceOrgID', OUTSIDE, OUTSIDE, OF_RESOURCE),
  row('aws:ResourceOrgPaths', OUTSIDE, OUTSIDE, OF_RESOURCE),
  row('aws:ResourceTag/*', OUTSIDE, known(ROLE_TAG), OF_RESOURCE),

  row('aws:CurrentTime', TIME, TIME, OF_REQUEST),
  row('aws:EpochTime', SECONDS, SECONDS, OF_REQUEST),
  row('aws:SecureTransport', is('true'), is('true'), OF_REQUEST),
  row('aws:RequestedRegion', FREE, OUTSIDE, OF_REQUEST),
  row('aws:UserAgent', FREE, OUTSIDE, OF_REQUEST),
  row('aws:referer', FREE, ABSENT, OF_REQUEST),
  row('aws:RequestTag/*', AVOIDABLE, CERTIFICATE_TAG, `${OF_REQUEST}; ${TRUST_MODEL}`),
  row('aws:TagKeys', AVOIDABLE, is(CERTIFICATE_TAG_NAMES), `${OF_REQUEST}; ${TRUST_MODEL}`),
  row('aws:ViaAWSService', AVOIDABLY_FALSE, is('false'), OF_REQUEST),
  ...rows(
    ['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:CalledViaAWSMCP'],
    { own: AVOIDABLE, making: ABSENT },
    `${OF_REQUEST}: not in direct calls`,
  ),
  row('aws:ViaAWSMCPService', OUTSIDE, OUTSIDE, OF_REQUEST),
  row('aws:IsMcpServiceAction', OUTSIDE, OUTSIDE, OF_REQUEST),
  // Which anchor it is, whoever asks about a trust policy says.
  row('aws:SourceArn', ABSENT, OUTSIDE, `${OF_REQUEST}; ${TRUST_MODEL}`),
  row('aws:SourceAccount', ABSENT, ACCOUNT, `${OF_REQUEST}; ${TRUST_MODEL}`),
  row('aws:SourceOrgID', ABSENT, OUTSIDE, OF_REQUEST),
  row('aws:SourceOrgPaths', ABSENT, OUTSIDE, OF_REQUEST),
  row('aws:SourceOwner', ABSENT, OUTSIDE, OF_REQUEST),

  row('iam:PassedToService', FREE, ABSENT, IAM_KEYS, ['iam:PassRole']),
  row('iam:AssociatedResourceArn', FREE, ABSENT, IAM_KEYS, ['iam:PassRole']),
  row('iam:PolicyARN', FREE, ABSENT, IAM_KEYS, ATTACHES_OR_DETACHES),
  row('iam:PermissionsBoundary', FREE, ABSENT, IAM_KEYS, CHANGES_BOUNDED),
  row('iam:AWSServiceName', FREE, ABSENT, IAM_KEYS, ['iam:CreateServiceLinkedRole']),
  row('iam:OrganizationsPolicyId', FREE, ABSENT, IAM_KEYS, ['iam:GenerateOrganizationsAccessReport']),
  row('iam:ResourceTag/*', OUTSIDE, known(ROLE_TAG), `${IAM_KEYS}; ${STS_REFERENCE}`),
  row('iam:AccountPropertyNamespaces', FREE, ABSENT, IAM_REFERENCE, [
    'iam:GetAccountProperties',
    'iam:PutAccountProperties',
  ]),
  ...rows(
    ['iam:DelegationDuration', 'iam:NotificationChannel', 'iam:TemplateArn'],
    { own: FREE, making: ABSENT },
    IAM_REFERENCE,
    ['iam:CreateDelegationRequest'],
  ),
  row('iam:DelegationRequestOwner', OUTSIDE, ABSENT, IAM_REFERENCE),
  row('iam:RoleTemplateARN', OUTSIDE, ABSENT, IAM_REFERENCE),
  ...rows(
    [
      'iam:FIDO-FIPS-140-2-certification',
      'iam:FIDO-FIPS-140-3-certification',
      'iam:FIDO-certification',
      'iam:RegisterSecurityKey',
    ],
    { own: OUTSIDE, making: ABSENT },
    IAM_KEYS,
    ['iam:EnableMFADevice'],
  ),
  row('iam:ServiceSpecificCredentialAgeDays', FREE, ABSENT, IAM_KEYS, [
    'iam:CreateServiceSpecificCredential',
  ]),
  row('iam:ServiceSpecificCredentialServiceName', FREE, ABSENT, IAM_KEYS, [
    'iam:CreateServiceSpecificCredential',
    'iam:DeleteServiceSpecificCredential',
    'iam:ResetServiceSpecificCredential',
    'iam:UpdateServiceSpecificCredential',
  ]),

  row(
    'sts:RoleSessionName',
    FREE,
    known(({ choosesName }) => (choosesName === false ? SERIAL : undefined)),
    `${STS_KEYS}; ${TRUST_MODEL}`,
    ASSUMES,
  ),
  row('sts:SourceIdentity', OUTSIDE, OUTSIDE, `${STS_KEYS}; ${TRUST_MODEL}`, [
    ...ASSUMES,
    'sts:SetSourceIdentity',
  ]),
  row('sts:ExternalId', FREE, ABSENT, STS_KEYS, ['sts:AssumeRole']),
  row('sts:TransitiveTagKeys', FREE, OUTSIDE, STS_KEYS, [...ASSUMES, 'sts:TagSession']),
  row('sts:DurationSeconds', FREE, ABSENT, STS_REFERENCE, [
    'sts:GetServiceBearerToken',
    'sts:GetWebIdentityToken',
  ]),
  row('sts:AWSServiceName', FREE, ABSENT, STS_KEYS, ['sts:GetServiceBearerToken']),
  row('sts:IdentityTokenAudience', FREE, ABSENT, STS_REFERENCE, ['sts:GetWebIdentityToken']),
  row('sts:SigningAlgorithm', FREE, ABSENT, STS_REFERENCE, ['sts:GetWebIdentityToken']),
  row('sts:TaskPolicyArn', FREE, ABSENT, STS_KEYS, ['sts:AssumeRoot']),
  row('sts:RequestContext/*', OUTSIDE, OUTSIDE, STS_KEYS),
  row('sts:RequestContextProviders', OUTSIDE, OUTSIDE, STS_KEYS),
  row('sts:RoleAuthorizedByIdp', ABSENT, ABSENT, STS_REFERENCE),
  row('saml:*', ABSENT, ABSENT, SAML),
  ...rows(
    [
      'accounts.google.com:*',
      'agent.buildkite.com:*',
      'cognito-identity.amazonaws.com:*',
      'gitlab.com:*',
      'graph.facebook.com:*',
      'token.actions.githubusercontent.com:*',
      'www.amazon.com:*',
    ],
    NEITHER,
    FEDERATION,
  ),
];

const NAMED = new Map(SESSION_KEYS.map((one) => [one.key.toLowerCase(), one]));
const FAMILIES = SESSION_KEYS.filter(({ key }) => key.endsWith('*')).map((one) => ({
  one,
  prefix: one.key.slice(0, -1).toLowerCase(),
}));

/** The row of a key, in lower case; undefined for a key of another service. */
export const keyRow = (key: string): KeyRow | undefined =>
  NAMED.get(key) ?? FAMILIES.find(({ prefix }) => key.startsWith(prefix) && key.length > prefix.length)?.one;

/** What a policy writes in place of the `*` of the row. */
const nameIn = (key: string, { key: pattern }: KeyRow): string =>
  pattern.endsWith('*') ? key.slice(pattern.length - 1) : '';

/** What is certain of a key, in lower case, in the call that makes the session; undefined where nothing is. */
const inMaking = (key: string, facts: SessionFacts): KeyState | undefined => {
  const found = keyRow(key);
  if (found === undefined) return undefined;
  const { making } = found;
  return making.state === 'known'
    ? making.value(facts, nameIn(key, found))
    : making.state === 'absent'
      ? null
      : undefined;
};

/** What is certain of these keys, in lower case, in the call that makes the session. */
export const knownInMaking = (keys: Iterable<string>, facts: SessionFacts): KnownKeys =>
  mapOf(keys, (key) => inMaking(key, facts));

const mapOf = (keys: Iterable<string>, stateOf: (key: string) => KeyState | undefined): KnownKeys => {
  const map = new Map<string, KeyState>();
  for (const key of keys) {
    const state = stateOf(key);
    if (state !== undefined) map.set(key, state);
  }
  return map;
};

const isRegion = (key: string): boolean => key === 'aws:requestedregion';

/** Whether what is known of the key depends on the action. */
export const hangsOnAction = (key: string): boolean => isRegion(key) || keyRow(key)?.only !== undefined;

/** What is certain of a key, in lower case, in a call of the session's own, whatever the action. */
const inOwn = (key: string, facts: SessionFacts): KeyState | undefined => {
  const found = keyRow(key);
  if (found === undefined) return undefined;
  const { own } = found;
  return own.state === 'known'
    ? own.value(facts, nameIn(key, found))
    : own.state === 'absent'
      ? null
      : undefined;
};

/** What is certain of these keys, in lower case, in every call of the session's own. */
export const knownInOwn = (keys: Iterable<string>, facts: SessionFacts): KnownKeys =>
  mapOf(keys, (key) => inOwn(key, facts));

/** What is certain of one key, in lower case, in a call of the session's own of one action; undefined where nothing is. */
export const knownForAction = (
  key: string,
  action: string,
  { partition }: SessionFacts,
): KeyState | undefined => {
  if (isRegion(key)) return action.startsWith('iam:') ? IAM_REGIONS[partition ?? ''] : undefined;
  const only = keyRow(key)?.only;
  return only === undefined || only.some((one) => one.toLowerCase() === action) ? undefined : null;
};

/** Whether the holder of the certificate chooses the value of a key, in lower case, in a call of one action. */
export const isFree = (key: string, action: string): boolean => {
  const found = keyRow(key);
  if (found === undefined) return false;
  if (found.own.state === 'free') return knownForAction(key, action, {}) === undefined;
  return (key.startsWith('aws:requesttag/') || key === 'aws:tagkeys') && takesTags.has(action);
};

/** What the holder can make of a key that is out of sight otherwise: absent, or a value; undefined where nothing. */
export const avoidableAs = (key: string): string | null | undefined => {
  const own = keyRow(key)?.own;
  return own?.state === 'outside' ? own.avoidable : undefined;
};
