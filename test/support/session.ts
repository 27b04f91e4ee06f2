/** A session of Roles Anywhere as a record of CreateSession may show it. Synthetic: nobody's key, certificate or address. */

import { ANCHOR_ARN } from './context';
import { NOTHING_ASKED, type Overrides, PROFILE_ARN, ROLE_ARN } from './event';

/** Of a synthetic host, by a synthetic CA; its key is in nobody's hands any more. */
export const LEAF = `-----BEGIN CERTIFICATE-----
MIIBpTCCAUqgAwIBAgIEX6McBzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5iYWNr
dXAtc3luYy1jYTAeFw0yNjAzMDEwMDAwMDBaFw0yNzAzMDEwMDAwMDBaMCQxEDAO
BgNVBAMMB2hvc3QtMTcxEDAOBgNVBAoMB0V4YW1wbGUwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAAQET9DJM1PPoy8CSPdQhWW8dvh9hG9GDV1jUie220m+2XPUYgz8
veElhZhzjGEmhE7iVLk9svDoh1s8+WZNAaJpo3UwczAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQUzImn
m8B5CP437UKccvuMeWoO8MkwHwYDVR0jBBgwFoAUf+HyWRGwsjNPF+jdQO0bi9K3
xGYwCgYIKoZIzj0EAwIDSQAwRgIhAKm4mc3HKZxw1IgozeiqqulCJdNcR7kUXzB8
JfIpnJGeAiEA7a7IIIAGfLM4h4QFD3MY1srBPJ2P8fBf/i5NLf9uXA4=
-----END CERTIFICATE-----`;

export const LEAF_SHA256 =
  '53:CC:11:65:93:EF:43:19:B0:31:DD:49:AD:EE:60:D7:4B:02:61:E3:31:4F:1E:AF:62:66:65:2B:96:9E:92:A6';

export const SESSION_KEY = 'ASIAEXAMPLESESSION01';
export const SESSION_ARN = 'arn:aws:sts::111122223333:assumed-role/deploy/5fa31c07';

/** Laid over the base record of CreateProfile: a session, with all that any public writing says a record may hold. */
export const session = (
  request: Overrides = {},
  response: Overrides = {},
  rest: Overrides = {},
): Overrides => ({
  eventName: 'CreateSession',
  userIdentity: {
    type: 'Unknown',
    arn: undefined,
    principalId: '',
    accessKeyId: undefined,
    userName: undefined,
  },
  userAgent: 'CredHelper/1.7.1 (go1.24.4; linux; amd64)',
  requestParameters: {
    ...NOTHING_ASKED,
    profileArn: PROFILE_ARN,
    roleArn: ROLE_ARN,
    trustAnchorArn: ANCHOR_ARN,
    cert: LEAF,
    ...request,
  },
  responseElements: {
    profile: undefined,
    credentialSet: [
      {
        assumedRoleUser: { arn: SESSION_ARN, assumedRoleId: 'AROAEXAMPLEROLE000001:5fa31c07' },
        credentials: { accessKeyId: SESSION_KEY, expiration: '2026-03-04T06:06:07Z' },
        roleArn: ROLE_ARN,
        sourceIdentity: 'CN=host-17',
      },
    ],
    ...response,
  },
  ...rest,
});
