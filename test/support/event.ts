import { isObject } from '../../lambda/json';

/** The base CreateProfile event that every test varies. Synthetic: nobody's account, key or address. */

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const REGION = 'eu-central-1';
export const PROFILE_ID = '5b0f5a0e-1111-4222-8333-444455556666';
export const PROFILE_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:profile/${PROFILE_ID}`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const LONG_LIVED_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const TEMPORARY_KEY = 'ASIAIOSFODNN7EXAMPLE';
export const EVENT_ID = '0d6e1f0a-2b3c-4d5e-8f90-a1b2c3d4e5f6';
export const EVENT_TIME = '2026-03-04T05:06:07Z';

/** A JSON object to lay over the base: objects are merged, everything else replaces, `undefined` removes the key. */
export type Overrides = { readonly [key: string]: unknown };

export const overlay = (base: unknown, over: unknown): unknown => {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) delete merged[key];
    else merged[key] = overlay(base[key], value);
  }
  return merged;
};

const BASE_RECORD = {
  eventVersion: '1.10',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEALICE00001',
    arn: USER_ARN,
    accountId: ACCOUNT,
    accessKeyId: LONG_LIVED_KEY,
    userName: 'alice',
  },
  eventTime: EVENT_TIME,
  eventSource: 'rolesanywhere.amazonaws.com',
  eventName: 'CreateProfile',
  awsRegion: REGION,
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.8',
  requestParameters: {
    name: 'build-farm',
    roleArns: [ROLE_ARN],
    durationSeconds: 3600,
    enabled: true,
    tags: [{ key: 'HIDDEN_DUE_TO_SECURITY_REASONS', value: 'HIDDEN_DUE_TO_SECURITY_REASONS' }],
  },
  responseElements: {
    profile: {
      profileId: PROFILE_ID,
      profileArn: PROFILE_ARN,
      name: 'build-farm',
      roleArns: [ROLE_ARN],
      durationSeconds: 3600,
      enabled: true,
      acceptRoleSessionName: false,
      attributeMappings: [
        { certificateField: 'x509Subject', mappingRules: [{ specifier: '*' }] },
        { certificateField: 'x509Issuer', mappingRules: [{ specifier: '*' }] },
        { certificateField: 'x509SAN', mappingRules: [{ specifier: 'DNS' }, { specifier: 'URI' }] },
      ],
      createdBy: USER_ARN,
      createdAt: '2026-03-04T05:06:07.123456Z',
      updatedAt: '2026-03-04T05:06:07.123456Z',
    },
  },
  requestID: '7c1a9e52-5d0f-4a1b-9c3d-2e4f6a8b0c1d',
  eventID: EVENT_ID,
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  tlsDetails: {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: `rolesanywhere.${REGION}.amazonaws.com`,
  },
};

/** Laid over the base record's request, it leaves none of it: other calls ask for none of this. */
export const NOTHING_ASKED: Overrides = Object.fromEntries(
  Object.keys(BASE_RECORD.requestParameters).map((name) => [name, undefined]),
);

/** The CloudTrail record of a CreateProfile call. */
export const record = (overrides: Overrides = {}): Record<string, unknown> =>
  overlay(structuredClone(BASE_RECORD), overrides) as Record<string, unknown>;

/** The same as EventBridge delivers it. */
export const bridgeEvent = (overrides: Overrides = {}, envelope: Overrides = {}): Record<string, unknown> =>
  overlay(
    {
      version: '0',
      id: 'c0ffee00-aaaa-4bbb-8ccc-ddddeeeeffff',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.rolesanywhere',
      account: ACCOUNT,
      time: EVENT_TIME,
      region: REGION,
      resources: [],
      detail: record(overrides),
    },
    envelope,
  ) as Record<string, unknown>;
