/** Records of changes to something else than a profile, each varied by overrides. Synthetic. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, type Overrides, overlay, REGION, ROLE_ARN, record } from './event';

export const ANCHOR_ID = 'cccccccc-0000-4000-8000-000000000003';
export const CHANGED_ANCHOR_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/${ANCHOR_ID}`;
export const CRL_ID = 'dddddddd-0000-4000-8000-000000000004';
export const CRL_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:crl/${CRL_ID}`;

export const pem = (name: string): string =>
  readFileSync(join(__dirname, '..', 'enrich', 'fixtures', `${name}.pem`), 'utf8');

/** An outside CA's certificate as a trust anchor's source. */
export const bundle = (name = 'root-ec') => ({
  sourceType: 'CERTIFICATE_BUNDLE',
  sourceData: { x509CertificateData: pem(name) },
});

type Fields = Readonly<Record<string, unknown>>;

/** The base record with another call in it. */
const call = (eventName: string, parts: Fields, overrides: Overrides): Record<string, unknown> =>
  overlay({ ...record(), eventName, ...parts }, overrides) as Record<string, unknown>;

const trustAnchor = (source: object = bundle()) => ({
  trustAnchorId: ANCHOR_ID,
  trustAnchorArn: CHANGED_ANCHOR_ARN,
  name: 'plant',
  source,
  enabled: true,
  createdAt: '2026-03-04T05:06:07.123456Z',
  updatedAt: '2026-03-04T05:06:07.123456Z',
});

export const anchorCreated = (overrides: Overrides = {}) =>
  call(
    'CreateTrustAnchor',
    {
      requestParameters: { name: 'plant', source: bundle(), enabled: true },
      responseElements: { trustAnchor: trustAnchor() },
    },
    overrides,
  );

export const anchorUpdated = (request: Fields, overrides: Overrides = {}) =>
  call(
    'UpdateTrustAnchor',
    {
      requestParameters: { trustAnchorId: ANCHOR_ID, ...request },
      responseElements: { trustAnchor: trustAnchor() },
    },
    overrides,
  );

export const anchorEnabled = (overrides: Overrides = {}) =>
  call(
    'EnableTrustAnchor',
    {
      requestParameters: { trustAnchorId: ANCHOR_ID },
      responseElements: { trustAnchor: trustAnchor() },
    },
    overrides,
  );

export const crlCall = (eventName: string, overrides: Overrides = {}) =>
  call(
    eventName,
    {
      requestParameters: { crlId: CRL_ID },
      responseElements: {
        crl: {
          crlId: CRL_ID,
          crlArn: CRL_ARN,
          name: 'revoked',
          enabled: eventName !== 'DisableCrl',
          trustAnchorArn: CHANGED_ANCHOR_ARN,
        },
      },
    },
    overrides,
  );

/** A trust policy for somebody. */
export const letting = (principal: unknown, condition?: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });

/** A trust policy that lets Roles Anywhere in. */
export const LETS_IN = letting({ Service: 'rolesanywhere.amazonaws.com' });

const OF_IAM = { eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1' };

export const trustUpdated = (policyDocument: unknown = LETS_IN, overrides: Overrides = {}) =>
  call(
    'UpdateAssumeRolePolicy',
    { ...OF_IAM, requestParameters: { roleName: 'deploy', policyDocument }, responseElements: null },
    overrides,
  );

export const roleCreated = (assumeRolePolicyDocument: unknown = LETS_IN, overrides: Overrides = {}) =>
  call(
    'CreateRole',
    {
      ...OF_IAM,
      requestParameters: { roleName: 'deploy', assumeRolePolicyDocument },
      responseElements: {
        role: {
          path: '/',
          roleName: 'deploy',
          arn: ROLE_ARN,
          createDate: 'Mar 4, 2026, 5:06:07 AM',
          assumeRolePolicyDocument: encodeURIComponent(String(assumeRolePolicyDocument)),
        },
      },
    },
    overrides,
  );

export const mappingCall = (eventName: string, request: Fields, overrides: Overrides = {}) =>
  call(eventName, { requestParameters: request }, overrides);
