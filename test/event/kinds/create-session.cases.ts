import { ANCHOR_ARN } from '../../support/context';
import { PROFILE_ARN, PROFILE_ID, ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';
import { LEAF, LEAF_SHA256, SESSION_ARN, SESSION_KEY, session } from '../../support/session';

const ALIAS_ARN = 'arn:aws:rolesanywhere:eu-central-1:111122223333:alias/profile/prod/backup';
const CERTIFICATE = {
  subject: 'O=Example, CN=host-17',
  issuer: 'CN=backup-sync-ca',
  serial: '5fa31c07',
  sha256: LEAF_SHA256,
  notAfter: '2027-03-01T00:00:00.000Z',
};
const BODY = LEAF.replace(/-----[^-]+-----|\s/g, '');
const NO_SET = { credentialSet: undefined };

export const cases: readonly KindCase[] = [
  {
    when: 'all that any public writing says a record may hold',
    record: session(),
    reads: {
      eventName: 'CreateSession',
      profileIsWhole: false,
      subject: { type: 'profile', arn: PROFILE_ARN },
      profile: { id: PROFILE_ID, arn: PROFILE_ARN, roleArns: [ROLE_ARN] },
      session: {
        profileArn: PROFILE_ARN,
        roleArn: ROLE_ARN,
        trustAnchorArn: ANCHOR_ARN,
        name: '5fa31c07',
        accessKeyId: SESSION_KEY,
        expires: '2026-03-04T06:06:07Z',
        certificate: CERTIFICATE,
      },
    },
    gaps: [],
  },
  {
    when: 'the profile by its alias',
    record: session({ profileArn: ALIAS_ARN }),
    reads: {
      profile: { id: null, arn: null, aliasName: 'prod/backup', aliasArn: ALIAS_ARN },
      session: { profileArn: ALIAS_ARN },
    },
    gaps: [],
  },
  {
    when: 'the profile among the resources alone',
    record: session({ profileArn: undefined }, {}, { resources: [{ ARN: PROFILE_ARN, type: 'x' }] }),
    reads: { profile: { id: PROFILE_ID }, session: { profileArn: PROFILE_ARN } },
    gaps: [],
  },
  {
    when: 'the certificate without its line ends',
    record: session({ cert: LEAF.replaceAll('\n', '') }),
    reads: { session: { certificate: CERTIFICATE } },
    gaps: [],
  },
  {
    when: 'the certificate as DER in base64, under another name',
    record: session({ cert: undefined, x509Certificate: BODY }),
    reads: { session: { certificate: CERTIFICATE } },
    gaps: [],
  },
  {
    when: 'the certificate in the additional data',
    record: session({ cert: undefined }, {}, { additionalEventData: { x509: { pem: LEAF } } }),
    reads: { session: { certificate: CERTIFICATE } },
    gaps: [],
  },
  {
    when: 'a chain alone, which is not the certificate of the caller',
    record: session({ cert: undefined, certificateChain: LEAF }),
    reads: { session: { certificate: { serial: '5fa31c07', subject: 'CN=host-17' } } },
    gaps: ['requestParameters.cert'],
  },
  {
    when: 'the certificate told in words',
    record: session({ cert: undefined }, NO_SET, {
      additionalEventData: {
        x509Subject: 'CN=host-17',
        x509Issuer: 'CN=backup-sync-ca',
        serialNumber: '5F:A3:1C:07',
        fingerprintSha256: LEAF_SHA256.replaceAll(':', '').toLowerCase(),
      },
    }),
    reads: {
      session: {
        name: '5fa31c07',
        certificate: {
          subject: 'CN=host-17',
          issuer: 'CN=backup-sync-ca',
          serial: '5fa31c07',
          sha256: LEAF_SHA256,
        },
      },
    },
    gaps: [],
  },
  {
    when: 'a certificate that is none: what else tells of it counts',
    record: session({ cert: '-----BEGIN CERTIFICATE-----\nMIIBhostile\n-----END CERTIFICATE-----' }),
    reads: { session: { certificate: { serial: '5fa31c07', subject: 'CN=host-17' } } },
    gaps: ['requestParameters.cert'],
  },
  {
    when: 'a session name that its holder chose',
    record: session(
      { cert: undefined, roleSessionName: 'nightly' },
      { credentialSet: [{ credentials: { accessKeyId: SESSION_KEY } }] },
    ),
    reads: { session: { name: 'nightly', accessKeyId: SESSION_KEY, certificate: {} } },
    gaps: ['requestParameters.cert'],
  },
  {
    when: 'the credentials without a set around them',
    record: session({}, { ...NO_SET, credentials: { accessKeyId: SESSION_KEY } }),
    reads: { session: { accessKeyId: SESSION_KEY } },
    gaps: [],
  },
  {
    when: 'the identity of the session itself as its caller',
    record: session({ profileArn: undefined, roleArn: undefined }, NO_SET, {
      userIdentity: { type: 'AssumedRole', arn: SESSION_ARN },
      resources: [{ ARN: PROFILE_ARN }, { ARN: ROLE_ARN }],
    }),
    reads: { session: { profileArn: PROFILE_ARN, roleArn: ROLE_ARN, name: '5fa31c07' } },
    gaps: [],
  },
  {
    when: 'neither request nor response: nothing is known, and that is said',
    record: session({}, {}, { requestParameters: null, responseElements: null }),
    reads: {
      profile: { id: null, arn: null, roleArns: [] },
      session: { profileArn: null, roleArn: null, trustAnchorArn: null, certificate: {} },
    },
    gaps: [
      'requestParameters',
      'responseElements',
      'requestParameters.profileArn',
      'requestParameters.roleArn',
      'requestParameters.cert',
    ],
  },
  {
    when: 'values of the wrong type',
    record: session(
      { profileArn: ['x'], roleArn: 7, cert: { a: [null] }, durationSeconds: -1 },
      { credentialSet: 'none' },
    ),
    reads: { session: { profileArn: null, roleArn: null } },
  },
  {
    when: 'refused',
    record: session({}, {}, { errorCode: 'AccessDenied', responseElements: null }),
    is: 'failed',
  },
  {
    when: 'the same name of S3 Express',
    record: session({}, {}, { eventSource: 's3express.amazonaws.com' }),
    is: 'other-call',
  },
];
