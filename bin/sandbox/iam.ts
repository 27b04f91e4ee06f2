import type { Scenario, ScenarioPolicy, ScenarioRole } from './scenario';
import {
  AwsError,
  element,
  formOf,
  members,
  pageOf,
  pageStart,
  pageToken,
  queryProtocol,
  type SandboxService,
  type WireAnswer,
  type WireRequest,
  type Xml,
} from './wire';

/**
 * Items a page, far below what callers ask for: IAM may return fewer than asked, and a caller that stops at the first
 * page must be seen to fail.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html (MaxItems)
 */
const PAGE_SIZE = 2;

/** The version in force; not the first, so that a caller that asks for any other is seen to fail. */
const DEFAULT_VERSION = 'v3';

const protocol = queryProtocol('https://iam.amazonaws.com/doc/2010-05-08/');

const noSuchEntity = (what: string) => new AwsError('NoSuchEntity', 404, `${what} cannot be found.`);

/**
 * IAM of one account: its roles and policies, and what the commands of an alert change.
 * @param pageSize items a page at most
 */
export const iamService = (
  { roles: told, policies, accountAlias }: Scenario,
  pageSize = PAGE_SIZE,
): SandboxService => {
  const roles = told.map((role) => ({ ...role, inline: { ...role.inline } }));
  /** Users are in no scenario: any that IAM could have is there. */
  const userPolicies = new Map<string, string>();
  const keyStatus = new Map<string, Readonly<Record<string, string>>>();

  const roleOf = (parameters: URLSearchParams): (typeof roles)[number] => {
    const name = named(parameters, 'RoleName');
    const role = roles.find(({ arn }) => roleName(arn) === name);
    if (role === undefined) throw noSuchEntity(`The role with name ${name}`);
    return role;
  };

  const policyOf = (parameters: URLSearchParams) => {
    const arn = required(parameters, 'PolicyArn');
    const document = policies[arn];
    if (document === undefined)
      throw new AwsError('NoSuchEntity', 404, `Policy ${arn} does not exist or is not attachable.`);
    return { arn, document };
  };

  const operations: Record<string, (parameters: URLSearchParams) => readonly Xml[]> = {
    ListRoles: (parameters) => paged(parameters, 'Roles', roles, listedRole, pageSize),

    GetRole: (parameters) => [element('Role', roleElements(roleOf(parameters)))],

    ListAttachedRolePolicies: (parameters) =>
      paged(
        parameters,
        'AttachedPolicies',
        roleOf(parameters).attached,
        (arn) => [element('PolicyName', roleName(arn)), element('PolicyArn', arn)],
        pageSize,
      ),

    ListRolePolicies: (parameters) =>
      paged(parameters, 'PolicyNames', Object.keys(roleOf(parameters).inline), (name) => name, pageSize),

    GetRolePolicy: (parameters) => {
      const role = roleOf(parameters);
      const name = required(parameters, 'PolicyName');
      const document = role.inline[name];
      if (document === undefined) throw noSuchEntity(`The role policy with name ${name}`);
      return [
        element('RoleName', roleName(role.arn)),
        element('PolicyName', name),
        element('PolicyDocument', encoded(document)),
      ];
    },

    GetPolicy: (parameters) => {
      const { arn } = policyOf(parameters);
      return [
        element('Policy', [
          element('PolicyName', roleName(arn)),
          element('PolicyId', 'ANPAEXAMPLEPOLICY0001'),
          element('Arn', arn),
          element('Path', '/'),
          element('DefaultVersionId', DEFAULT_VERSION),
          element('AttachmentCount', roles.filter(({ attached }) => attached.includes(arn)).length),
          element('IsAttachable', true),
        ]),
      ];
    },

    GetPolicyVersion: (parameters) => {
      const { arn, document } = policyOf(parameters);
      const version = required(parameters, 'VersionId');
      if (version !== DEFAULT_VERSION) throw noSuchEntity(`Policy ${arn} version ${version}`);
      return [
        element('PolicyVersion', [
          element('Document', encoded(document)),
          element('VersionId', version),
          element('IsDefaultVersion', true),
        ]),
      ];
    },

    PutRolePolicy: (parameters) => {
      const role = roleOf(parameters);
      role.inline[named(parameters, 'PolicyName')] = documentIn(parameters);
      return [];
    },

    UpdateAssumeRolePolicy: (parameters) => {
      const role = roleOf(parameters);
      role.trustPolicy = documentIn(parameters);
      return [];
    },

    PutUserPolicy: (parameters) => {
      const key = `${named(parameters, 'UserName')}/${named(parameters, 'PolicyName')}`;
      userPolicies.set(key, documentIn(parameters));
      return [];
    },

    GetUserPolicy: (parameters) => {
      const [user, name] = [named(parameters, 'UserName'), named(parameters, 'PolicyName')];
      const document = userPolicies.get(`${user}/${name}`);
      if (document === undefined) throw noSuchEntity(`The user policy with name ${name}`);
      return [
        element('UserName', user),
        element('PolicyName', name),
        element('PolicyDocument', encoded(document)),
      ];
    },

    UpdateAccessKey: (parameters) => {
      const user = named(parameters, 'UserName');
      const status = required(parameters, 'Status');
      if (status !== 'Active' && status !== 'Inactive') throw invalidValue('status');
      const key = required(parameters, 'AccessKeyId');
      keyStatus.set(user, { ...keyStatus.get(user), [key]: status });
      return [];
    },

    ListAccessKeys: (parameters) => {
      const user = named(parameters, 'UserName');
      return [
        element('IsTruncated', false),
        members(
          'AccessKeyMetadata',
          Object.entries(keyStatus.get(user) ?? {}).map(([key, status]) => [
            element('UserName', user),
            element('AccessKeyId', key),
            element('Status', status),
          ]),
        ),
      ];
    },

    ListAccountAliases: () => [
      element('IsTruncated', false),
      members('AccountAliases', accountAlias === undefined ? [] : [accountAlias]),
    ],
  };

  return {
    name: 'iam',
    operationOf: protocol.operationOf,
    operations: Object.fromEntries(
      Object.entries(operations).map(([operation, content]) => [
        operation,
        (request: WireRequest): WireAnswer => protocol.answered(operation, content(formOf(request))),
      ]),
    ),
    failed: protocol.failed,
    // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
    faults: {
      AccessDenied: { code: 'AccessDenied', status: 403 },
      Throttling: { code: 'Throttling', status: 400 },
      NotFound: { code: 'NoSuchEntity', status: 404 },
      ServiceFailure: { code: 'ServiceFailure', status: 500 },
      ExpiredToken: { code: 'ExpiredToken', status: 403 },
      UnknownKey: { code: 'InvalidClientTokenId', status: 403 },
      WrongSignature: { code: 'SignatureDoesNotMatch', status: 403 },
    },
  };
};

/** The last segment of an ARN's path: the name by which IAM finds a role. */
const roleName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const pathOf = (arn: string): string => {
  const path = arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  return path === '' ? '/' : path;
};

/** A role as ListRoles shows it: without its boundary and its tags. */
const listedRole = (role: ScenarioRole): readonly Xml[] => [
  element('Path', pathOf(role.arn)),
  element('RoleName', roleName(role.arn)),
  element('RoleId', 'AROAEXAMPLEROLE000001'),
  element('Arn', role.arn),
  element('CreateDate', role.createdAt ?? '2025-01-02T03:04:05Z'),
  element('AssumeRolePolicyDocument', encoded(role.trustPolicy)),
  element('MaxSessionDuration', role.maxSessionDuration),
  ...(role.description === undefined ? [] : [element('Description', role.description)]),
];

const roleElements = (role: ScenarioRole): readonly Xml[] => [
  ...listedRole(role),
  ...(role.boundary === undefined
    ? []
    : [
        element('PermissionsBoundary', [
          element('PermissionsBoundaryType', 'Policy'),
          element('PermissionsBoundaryArn', role.boundary),
        ]),
      ]),
  members(
    'Tags',
    role.tags.map(({ key, value }) => [element('Key', key), element('Value', value)]),
  ),
];

/** IAM returns documents URL-encoded (RFC 3986). */
const encoded = (document: ScenarioPolicy): string =>
  encodeURIComponent(typeof document === 'string' ? document : JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const invalidValue = (name: string) =>
  new AwsError('ValidationError', 400, `Value at '${name}' failed to satisfy constraint.`);

/** A name as IAM takes it. Source: IAM API reference, the pattern of UserName, RoleName and PolicyName. */
const named = (parameters: URLSearchParams, name: string): string => {
  const value = required(parameters, name);
  if (!/^[\w+=,.@-]{1,128}$/.test(value)) throw invalidValue(name);
  return value;
};

/** A policy that is none is refused. */
const documentIn = (parameters: URLSearchParams): string => {
  const document = required(parameters, 'PolicyDocument');
  if (!isJson(document)) throw new AwsError('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
  return document;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const required = (parameters: URLSearchParams, name: string): string => {
  const value = parameters.get(name);
  if (!value)
    throw new AwsError(
      'ValidationError',
      400,
      `Value at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
};

const paged = <T>(
  parameters: URLSearchParams,
  list: string,
  all: readonly T[],
  item: (each: T) => readonly Xml[] | string,
  pageSize: number,
): readonly Xml[] => {
  const start = pageStart(parameters.get('Marker'));
  if (start === undefined) throw new AwsError('ValidationError', 400, 'Invalid Marker.');
  const asked = Number(parameters.get('MaxItems') ?? 100);
  const { items, next } = pageOf(all, start, Math.min(asked, pageSize));
  return [
    members(list, items.map(item)),
    element('IsTruncated', next !== undefined),
    ...(next === undefined ? [] : [element('Marker', pageToken(next))]),
  ];
};
