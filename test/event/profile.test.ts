import { type Part, partOf } from '../../lambda/event/fields';
import { type Profile, readProfile } from '../../lambda/event/profile';
import type { Gap } from '../../lambda/lookup';
import { PROFILE_ARN, PROFILE_ID, ROLE_ARN } from '../support/event';

const SECOND_ROLE = `${ROLE_ARN}-second`;
const BOUNDARY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PROFILE_ALIAS_ARN = PROFILE_ARN.replace(/:profile.*/, ':alias/profile/farm/build');
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

interface Case {
  readonly name: string;
  readonly request?: Record<string, unknown> | undefined;
  readonly response?: Record<string, unknown> | undefined;
  readonly profile: Partial<Profile>;
  readonly absent?: readonly (keyof Profile)[];
  readonly gaps?: readonly string[];
}

const REQUEST = { name: 'asked', roleArns: [ROLE_ARN], durationSeconds: 900, enabled: false };
const RESPONSE = {
  name: 'made',
  profileId: PROFILE_ID,
  profileArn: PROFILE_ARN,
  roleArns: [SECOND_ROLE],
  durationSeconds: 7200,
  enabled: true,
};

const nested = (depth: number): unknown => {
  let value: unknown = {};
  for (let level = 0; level < depth; level += 1) value = { inner: value };
  return value;
};

const CASES: readonly Case[] = [
  {
    name: 'the response counts',
    request: REQUEST,
    response: RESPONSE,
    profile: {
      name: 'made',
      id: PROFILE_ID,
      arn: PROFILE_ARN,
      roleArns: [SECOND_ROLE],
      durationSeconds: 7200,
      enabled: true,
      managedPolicyArns: [],
    },
    absent: ['sessionPolicy', 'acceptRoleSessionName', 'attributeMappings', 'createdAt'],
  },
  {
    name: 'the request counts where the response is silent',
    request: {
      ...REQUEST,
      sessionPolicy: POLICY,
      managedPolicyArns: [BOUNDARY],
      acceptRoleSessionName: true,
    },
    response: { profileId: PROFILE_ID, profileArn: PROFILE_ARN },
    profile: {
      name: 'asked',
      roleArns: [ROLE_ARN],
      durationSeconds: 900,
      enabled: false,
      sessionPolicy: POLICY,
      managedPolicyArns: [BOUNDARY],
      acceptRoleSessionName: true,
    },
  },
  {
    name: 'an empty list of the response is an answer',
    request: REQUEST,
    response: { ...RESPONSE, roleArns: [] },
    profile: { roleArns: [] },
  },
  {
    name: 'each ARN once, in order',
    request: REQUEST,
    response: { ...RESPONSE, roleArns: [SECOND_ROLE, ROLE_ARN, SECOND_ROLE] },
    profile: { roleArns: [SECOND_ROLE, ROLE_ARN] },
  },
  {
    name: 'no response: what was asked for, and what AWS does where nothing was',
    request: { name: 'asked', roleArns: [ROLE_ARN] },
    response: undefined,
    profile: {
      name: 'asked',
      id: null,
      arn: null,
      enabled: null,
      durationSeconds: 3600,
      roleArns: [ROLE_ARN],
    },
    gaps: ['response.enabled'],
  },
  {
    name: 'no request',
    request: undefined,
    response: RESPONSE,
    profile: { name: 'made', roleArns: [SECOND_ROLE], durationSeconds: 7200 },
  },
  {
    name: 'neither',
    request: undefined,
    response: undefined,
    profile: {
      name: '(not recorded)',
      roleArns: [],
      durationSeconds: 3600,
      enabled: null,
      id: null,
      arn: null,
    },
    gaps: ['response.name', 'response.roleArns', 'response.enabled', 'response.durationSeconds'],
  },
  {
    name: 'a response that does not tell the duration, as it should',
    request: { name: 'asked', roleArns: [ROLE_ARN] },
    response: { ...RESPONSE, durationSeconds: undefined },
    profile: { durationSeconds: 3600 },
    gaps: ['response.durationSeconds'],
  },
  ...[0, -900, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 900.5, true, '1e3', ''].map(
    (durationSeconds): Case => ({
      name: `a duration of ${JSON.stringify(durationSeconds)} (${String(durationSeconds)})`,
      request: REQUEST,
      response: { ...RESPONSE, durationSeconds },
      profile: { durationSeconds: 900 },
      gaps: durationSeconds === '' ? [] : ['response.durationSeconds'],
    }),
  ),
  {
    name: 'a duration and a flag written as text: used, and noted',
    request: REQUEST,
    response: { ...RESPONSE, durationSeconds: '43200', enabled: 'false' },
    profile: { durationSeconds: 43200, enabled: false },
    gaps: ['response.durationSeconds', 'response.enabled'],
  },
  {
    name: 'a list with other things in it: what is usable',
    request: REQUEST,
    response: { ...RESPONSE, roleArns: [7, SECOND_ROLE, null, { arn: 'x' }, ''] },
    profile: { roleArns: [SECOND_ROLE] },
    gaps: ['response.roleArns'],
  },
  {
    name: 'one ARN in place of a list',
    request: REQUEST,
    response: { ...RESPONSE, roleArns: SECOND_ROLE },
    profile: { roleArns: [SECOND_ROLE] },
    gaps: ['response.roleArns'],
  },
  {
    name: 'a number in place of a list: the request',
    request: REQUEST,
    response: { ...RESPONSE, roleArns: 2 },
    profile: { roleArns: [ROLE_ARN] },
    gaps: ['response.roleArns'],
  },
  {
    name: 'the ID from the ARN',
    request: REQUEST,
    response: { ...RESPONSE, profileId: undefined },
    profile: { id: PROFILE_ID, arn: PROFILE_ARN },
    gaps: ['response.profileId'],
  },
  {
    name: 'no ARN',
    request: REQUEST,
    response: { ...RESPONSE, profileArn: undefined },
    profile: { id: PROFILE_ID, arn: null },
    gaps: ['response.profileArn'],
  },
  {
    name: 'a session policy as an object',
    request: { ...REQUEST, sessionPolicy: JSON.parse(POLICY) },
    response: RESPONSE,
    profile: { sessionPolicy: POLICY },
  },
  {
    name: 'a session policy that CloudTrail hides stays unreadable',
    request: { ...REQUEST, sessionPolicy: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    response: RESPONSE,
    profile: { sessionPolicy: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    gaps: ['response.sessionPolicy'],
  },
  {
    name: 'a session policy nested too deeply to write down',
    request: { ...REQUEST, sessionPolicy: nested(100_000) },
    response: RESPONSE,
    profile: { name: 'made' },
    absent: ['sessionPolicy'],
    gaps: ['request.sessionPolicy'],
  },
  {
    name: 'attribute mappings',
    request: REQUEST,
    response: {
      ...RESPONSE,
      attributeMappings: [
        { certificateField: 'x509Subject', mappingRules: [{ specifier: 'CN' }, { specifier: 'OU' }] },
        { certificateField: 'x509SAN' },
      ],
    },
    profile: {
      attributeMappings: [
        { certificateField: 'x509Subject', specifiers: ['CN', 'OU'] },
        { certificateField: 'x509SAN', specifiers: [] },
      ],
    },
  },
  {
    name: 'attribute mappings with other things in them',
    request: REQUEST,
    response: {
      ...RESPONSE,
      attributeMappings: [
        'x',
        { certificateField: 7 },
        { certificateField: 'x509SAN', mappingRules: [1, {}] },
      ],
    },
    profile: { attributeMappings: [{ certificateField: 'x509SAN', specifiers: [] }] },
    gaps: ['response.attributeMappings', 'response.attributeMappings'],
  },
  {
    name: 'an alias and a tip configuration, as they were made',
    request: { ...REQUEST, aliasName: 'asked/for', tipConfiguration: { status: 'DISABLED' }, tags: [{}] },
    response: {
      ...RESPONSE,
      aliasName: 'farm/build',
      aliasArn: PROFILE_ALIAS_ARN,
      tipConfiguration: { status: 'ENABLED', subjectSource: 'x509Subject/CN', subjectType: 'workload' },
    },
    profile: {
      aliasName: 'farm/build',
      aliasArn: PROFILE_ALIAS_ARN,
      tipConfiguration: { status: 'ENABLED', subjectSource: 'x509Subject/CN', subjectType: 'workload' },
      tagged: true,
    },
  },
  {
    name: 'an alias and a tip configuration, as they were asked for',
    request: { ...REQUEST, aliasName: 'asked/for', tipConfiguration: { status: 'ENABLED' } },
    response: undefined,
    profile: { aliasName: 'asked/for', tipConfiguration: { status: 'ENABLED' } },
    absent: ['aliasArn', 'previousAliasName'],
    gaps: [],
  },
  {
    name: 'newer fields of another type',
    request: { ...REQUEST, tags: {} },
    response: { ...RESPONSE, aliasName: 7, aliasArn: [], tipConfiguration: 'x' },
    profile: {},
    absent: ['aliasName', 'aliasArn', 'tipConfiguration', 'tagged'],
    gaps: ['response.aliasName', 'response.aliasArn', 'response.tipConfiguration'],
  },
  {
    name: 'times that are none',
    request: REQUEST,
    response: { ...RESPONSE, createdAt: 'soon', updatedAt: 1709528767 },
    profile: {},
    absent: ['createdAt', 'updatedAt'],
    gaps: ['response.createdAt', 'response.updatedAt'],
  },
];

describe('readProfile', () => {
  test.each(CASES)('$name', ({ request, response, profile, absent = [], gaps: expected = [] }) => {
    const gaps: Gap[] = [];
    const part = (fields: Record<string, unknown> | undefined, path: string): Part =>
      partOf(fields, path, gaps);
    const read = readProfile(part(request, 'request'), part(response, 'response'));
    expect(read).toMatchObject(profile);
    for (const key of absent) expect(read).not.toHaveProperty(key);
    expect(gaps.map(({ what }) => what).sort()).toEqual([...expected].sort());
  });
});
