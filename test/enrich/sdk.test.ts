import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { deadlineIn } from '../../lambda/enrich/deadline';
import { type Ask, askUntil } from '../../lambda/enrich/lookup-of';
import type { Readers } from '../../lambda/enrich/readers';
import { listProfiles } from '../../lambda/enrich/region-profiles';
import type { TrailQuery } from '../../lambda/enrich/trail';
import { known, type Lookup, notKnown } from '../../lambda/lookup';
import { ANCHOR_ARN, PINNED_TRUST } from '../support/context';
import { ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN, record, USER_ARN } from '../support/event';
import { ask, noDeadline } from './fakes';
import { readersAt, withSandbox } from './sdk-clients';

const { signal } = noDeadline;
const pem = (name: string): string => readFileSync(join(__dirname, 'fixtures', `${name}.pem`), 'utf8');
const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const PROFILE_ALIAS_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:alias/profile/farm/build`;
const ANCHOR_ALIAS_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:alias/trust-anchor/plant`;

const wireProfile = {
  profileId: PROFILE_ID,
  profileArn: PROFILE_ARN,
  name: 'build-farm',
  enabled: true,
  roleArns: [ROLE_ARN],
  createdAt: '2026-03-04T05:06:07.482702201Z',
  updatedAt: '2026-03-04T05:06:08Z',
};

const wireAnchor = (index: number, source: object) => ({
  trustAnchorArn: ANCHOR_ARN.replace(/.$/, String(index)),
  trustAnchorId: `anchor-${index}`,
  name: `anchor ${index}`,
  enabled: index % 2 === 0,
  source,
  createdAt: '2026-03-04T05:06:07.482702201Z',
  updatedAt: '2026-03-04T05:06:07.482702201Z',
});
const bundle = (pemText: string) => ({
  sourceType: 'CERTIFICATE_BUNDLE',
  sourceData: { x509CertificateData: pemText },
});

const wireRole = { arn: ROLE_ARN, trustPolicy: PINNED_TRUST };

describe('GetProfile', () => {
  it('shows the profile, with the fields that the client is too old to know', async () => {
    const profile = {
      ...wireProfile,
      durationSeconds: 43_200,
      sessionPolicy: '{"a":1}',
      managedPolicyArns: [policyArn('p')],
      requireInstanceProperties: false,
      createdBy: USER_ARN,
      acceptRoleSessionName: true,
      attributeMappings: [
        { certificateField: 'x509SAN', mappingRules: [{ specifier: 'DNS' }, { specifier: 'URI' }] },
      ],
      aliasName: 'farm/build',
      aliasArn: PROFILE_ALIAS_ARN,
      previousAliasName: 'farm/old',
      tipConfiguration: { status: 'ENABLED', subjectSource: 'x509Subject/CN', subjectType: 'workload' },
    };
    await withSandbox({ profiles: [profile] }, async (readers) => {
      expect(await readers.profile(REGION, PROFILE_ID, signal)).toEqual({
        name: 'build-farm',
        id: PROFILE_ID,
        arn: PROFILE_ARN,
        enabled: true,
        durationSeconds: 43_200,
        roleArns: [ROLE_ARN],
        managedPolicyArns: [policyArn('p')],
        sessionPolicy: '{"a":1}',
        requireInstanceProperties: false,
        createdBy: USER_ARN,
        createdAt: '2026-03-04T05:06:07.482Z',
        updatedAt: '2026-03-04T05:06:08.000Z',
        acceptRoleSessionName: true,
        attributeMappings: [{ certificateField: 'x509SAN', specifiers: ['DNS', 'URI'] }],
        aliasName: 'farm/build',
        aliasArn: PROFILE_ALIAS_ARN,
        previousAliasName: 'farm/old',
        tipConfiguration: { status: 'ENABLED', subjectSource: 'x509Subject/CN', subjectType: 'workload' },
      });
    });
  });

  it.each([
    [{ attributeMappings: 'x', acceptRoleSessionName: 'yes', aliasName: 7, aliasArn: {} }, {}],
    [{ tipConfiguration: null }, {}],
    [
      { tipConfiguration: { status: 'DISABLED', subjectType: 7 } },
      { tipConfiguration: { status: 'DISABLED' } },
    ],
    [{ attributeMappings: [null, 7, { certificateField: 3 }] }, { attributeMappings: [] }],
    [
      { attributeMappings: [{ certificateField: 'x509Issuer', mappingRules: [null, { specifier: 1 }] }] },
      { attributeMappings: [{ certificateField: 'x509Issuer', specifiers: [] }] },
    ],
  ])('survives %j in a newer field', async (fields, expected) => {
    await withSandbox({ profiles: [{ ...wireProfile, ...fields }] }, async (readers) => {
      const { acceptRoleSessionName, attributeMappings, tipConfiguration, aliasName, aliasArn } =
        await readers.profile(REGION, PROFILE_ID, signal);
      const newer = { acceptRoleSessionName, attributeMappings, tipConfiguration, aliasName, aliasArn };
      expect(JSON.parse(JSON.stringify(newer))).toEqual(expected);
    });
  });

  it.each([
    ['its ARN', { ...wireProfile, profileArn: undefined }],
    ['its roles', { ...wireProfile, roleArns: undefined }],
    ['everything', { profileId: PROFILE_ID }],
  ])('takes an answer without %s for none', async (_, profile) => {
    await withSandbox({ profiles: [profile] }, async (readers) => {
      await expect(readers.profile(REGION, PROFILE_ID, signal)).rejects.toThrow('holds no profile');
    });
  });

  it('asks in the Region of the event, and nowhere that is no Region', async () => {
    await withSandbox({ profiles: [wireProfile] }, async (readers, { calls }) => {
      await readers.profile(REGION, PROFILE_ID, signal);
      expect(calls).toMatchObject([{ operation: 'GetProfile', region: REGION }]);
      for (const region of ['', 'evil.example/#', 'eu-central-1.evil.example', 'EU-CENTRAL-1', '../x']) {
        await expect(readers.profile(region, PROFILE_ID, signal)).rejects.toThrow('names no AWS Region');
      }
      expect(calls).toHaveLength(1);
    });
  });
});

describe('ListProfiles', () => {
  it('shows every page, with the newer fields, and leaves out what is no profile', async () => {
    const profiles = [
      { ...wireProfile, profileId: 'p-0' },
      { ...wireProfile, profileId: 'p-1', roleArns: [7] },
      { ...wireProfile, profileId: 'p-2', aliasName: 'farm', createdBy: USER_ARN },
      { ...wireProfile, profileId: 'p-3', profileArn: PROFILE_ARN.replace(REGION, 'eu-west-1') },
    ];
    await withSandbox({ profiles }, async (readers, { calls }) => {
      const { unclear, missing, ...read } = await listProfiles(ask, readers, REGION);
      expect(read.profiles.map(({ id }) => id)).toEqual(['p-0', 'p-2']);
      expect(read.profiles[1]).toMatchObject({
        aliasName: 'farm',
        createdBy: USER_ARN,
        roleArns: [ROLE_ARN],
      });
      expect([unclear, missing]).toEqual([['p-1'], undefined]);
      expect(calls.map(({ operation }) => operation)).toEqual(['ListProfiles', 'ListProfiles']);
    });
  });

  it('says that there are more where the pages never end', async () => {
    const profiles = Array.from({ length: 50 }, (_, index) => ({ ...wireProfile, profileId: `p-${index}` }));
    await withSandbox({ profiles }, async (readers) => {
      const { profiles: read, missing } = await listProfiles(ask, readers, REGION);
      expect([read.length, missing]).toEqual([40, 'more than 20 pages of profiles']);
    });
  });
});

describe('ListTagsForResource', () => {
  it('shows the tags', async () => {
    const tags = [{ key: 'owner', value: '' }];
    await withSandbox({ tags: { [PROFILE_ARN]: tags } }, async (readers) => {
      expect(await readers.tags(REGION, PROFILE_ARN, signal)).toEqual(tags);
      expect(await readers.tags(REGION, ANCHOR_ARN, signal)).toEqual([]);
    });
  });
});

describe('ListTrustAnchors', () => {
  it('shows every page, bundles with their certificates', async () => {
    const anchors = [
      wireAnchor(0, { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: 'arn:aws:acm-pca:x' } }),
      wireAnchor(1, bundle(pem('intermediate-ec') + pem('root-ec'))),
      wireAnchor(2, bundle('not a certificate')),
      wireAnchor(3, { sourceType: 'SELF_SIGNED_REPOSITORY', sourceData: {} }),
      {
        ...wireAnchor(4, bundle(pem('self-signed-rsa'))),
        aliasName: 'plant',
        aliasArn: ANCHOR_ALIAS_ARN,
        crlDpRevocationEnabled: false,
      },
    ];
    await withSandbox({ trustAnchors: anchors }, async (readers, { calls }) => {
      const read = await readers.trustAnchors(REGION, signal);
      expect(read.map(({ enabled }) => enabled)).toEqual([true, false, true, false, true]);
      expect(read[0]).toEqual({
        arn: anchors[0]?.trustAnchorArn,
        id: 'anchor-0',
        name: 'anchor 0',
        enabled: true,
        sourceType: 'AWS_ACM_PCA',
        acmPcaArn: 'arn:aws:acm-pca:x',
        certificates: known([]),
        createdAt: '2026-03-04T05:06:07.482Z',
        updatedAt: '2026-03-04T05:06:07.482Z',
      });
      expect(read[1]?.certificates).toMatchObject({
        known: true,
        value: [{ subject: 'CN=Issuing, O=Example' }, { subject: 'CN=Root, O=Example' }],
      });
      expect(read[2]?.certificates).toEqual(notKnown('the certificate bundle holds no certificate'));
      expect(read[3]?.certificates).toEqual(notKnown('AWS showed no certificate'));
      expect(read[4]).toMatchObject({
        certificates: { known: true, value: [{ key: 'RSA 2048' }] },
        aliasName: 'plant',
        aliasArn: ANCHOR_ALIAS_ARN,
        crlDpRevocationEnabled: false,
      });
      expect(read[1]).not.toHaveProperty('crlDpRevocationEnabled');
      expect(calls.map(({ operation }) => operation)).toEqual(Array(3).fill('ListTrustAnchors'));
    });
  });

  it('shows none rather than some where the pages never end', async () => {
    const anchors = Array.from({ length: 60 }, (_, index) => wireAnchor(index, bundle('x')));
    await withSandbox({ trustAnchors: anchors }, async (readers) => {
      await expect(readers.trustAnchors(REGION, signal)).rejects.toThrow('more than 25 pages');
    });
  });
});

describe('IAM', () => {
  it('shows a role with its trust policy as IAM encodes it', async () => {
    const tags = [{ key: 'team', value: 'x' }];
    const role = { ...wireRole, maxSessionDuration: 7200, description: 'd', boundary: policyArn('b'), tags };
    await withSandbox({ roles: [role] }, async ({ iam }) => {
      const detail = await iam.role('deploy', signal);
      expect(detail).toEqual({
        arn: ROLE_ARN,
        createdAt: '2025-01-02T03:04:05.000Z',
        maxSessionSeconds: 7200,
        description: 'd',
        tags,
        boundaryArn: policyArn('b'),
        trustPolicy: expect.stringMatching(/^%7B%22Version%22/),
      });
      expect(decodeURIComponent(detail.trustPolicy ?? '')).toBe(PINNED_TRUST);
    });
  });

  it('shows every page of the lists, and the documents', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const role = {
      ...wireRole,
      attached: names.map(policyArn),
      inline: Object.fromEntries(names.map((name) => [name, { name }])),
    };
    const policies = Object.fromEntries(names.map((name) => [policyArn(name), { name }]));
    await withSandbox({ roles: [role], policies }, async ({ iam }) => {
      expect(await iam.attachedPolicies('deploy', signal)).toEqual(
        names.map((name) => ({ name, arn: policyArn(name) })),
      );
      expect(await iam.inlinePolicies('deploy', signal)).toEqual(names);
      expect(decodeURIComponent(await iam.inlinePolicy('deploy', 'c', signal))).toBe('{"name":"c"}');
      const version = await iam.defaultVersion(policyArn('d'), signal);
      expect(version).toBe('v3');
      expect(decodeURIComponent(await iam.policyVersion(policyArn('d'), version, signal))).toBe(
        '{"name":"d"}',
      );
    });
  });

  it.each(['example-prod', undefined])('shows the alias %s', async (accountAlias) => {
    await withSandbox({ accountAlias }, async (readers) => {
      expect(await readers.accountAlias(signal)).toBe(accountAlias);
    });
  });
});

const query: TrailQuery = {
  attribute: 'EventName',
  value: 'CreateProfile',
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-03-05T00:00:00Z'),
};

describe('IAM that throttles', () => {
  it.each([
    ['Throttling', 3],
    ['ServiceFailure', 0],
  ])('is counted by each %s that the client tries again after: %d', async (error, expected) => {
    const faults = [{ operation: 'iam:GetRole', error, times: 3 }];
    await withSandbox({ roles: [wireRole], faults }, async ({ iam }) => {
      const { arn } = await iam.role('deploy', signal);
      expect(arn).toBe(ROLE_ARN);
      expect(iam.timesThrottled?.()).toBe(expected);
    });
  });

  it('is counted where the answer stays out, and not where it is no', async () => {
    const faults = [
      { operation: 'iam:GetRole', error: 'Throttling' },
      { operation: 'iam:ListRolePolicies', error: 'AccessDenied' },
    ];
    await withSandbox(
      { roles: [wireRole], faults },
      async ({ iam }) => {
        await expect(iam.inlinePolicies('deploy', signal)).rejects.toThrow();
        expect(iam.timesThrottled?.()).toBe(0);
        await expect(iam.role('deploy', signal)).rejects.toThrow();
        expect(iam.timesThrottled?.()).toBe(1);
      },
      { iam: { maxAttempts: 1 } },
    );
  });
});

describe('LookupEvents', () => {
  it('finds records by attribute, Region and time, and reads them', async () => {
    const trail = [
      record({ eventID: 'found', readOnly: false }),
      record({ eventID: 'elsewhere', awsRegion: 'us-east-1' }),
      record({ eventID: 'too old', eventTime: '2026-02-01T00:00:00Z' }),
      record({ eventID: 'another', eventName: 'DeleteProfile' }),
      record({
        eventID: 'session',
        errorCode: 'AccessDenied',
        readOnly: true,
        userIdentity: { arn: 'arn:session', sessionContext: { sessionIssuer: { arn: ROLE_ARN } } },
      }),
    ];
    await withSandbox({ trail }, async (readers, { calls }) => {
      const { records, nextToken } = await readers.trail(REGION, query, undefined, signal);
      expect(nextToken).toBeUndefined();
      expect(records.map(({ eventId }) => eventId).sort()).toEqual(['found', 'session']);
      expect(records.find(({ eventId }) => eventId === 'found')).toMatchObject({
        time: '2026-03-04T05:06:07Z',
        region: REGION,
        eventSource: 'rolesanywhere.amazonaws.com',
        eventName: 'CreateProfile',
        readOnly: false,
        sourceIp: '203.0.113.7',
        actorArn: USER_ARN,
        accountId: ACCOUNT,
        request: { name: 'build-farm' },
        response: { profile: { profileId: PROFILE_ID } },
      });
      expect(records.find(({ eventId }) => eventId === 'session')).toMatchObject({
        errorCode: 'AccessDenied',
        readOnly: true,
        issuerArn: ROLE_ARN,
      });
      expect(calls).toMatchObject([{ operation: 'LookupEvents', region: REGION }]);
    });
  });

  it('lets one look-up that fails through all attempts fail alone', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const faults = [{ operation: 'cloudtrail:LookupEvents', error: 'Throttling', times: 4 }];
    await withSandbox({ faults }, async (readers, { calls }) => {
      await expect(readers.trail(REGION, query, undefined, signal)).rejects.toThrow('Rate exceeded');
      expect(calls).toHaveLength(4);
      expect(await readers.trail(REGION, query, undefined, signal)).toEqual({ records: [] });
    });
  });

  it('lets look-ups overlap, each attempt beginning in its turn', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const faults = [
      { operation: 'cloudtrail:LookupEvents', error: 'Throttling', times: 1 },
      { operation: 'cloudtrail:LookupEvents', delayMs: 1000 },
    ];
    const spaced = { trailSpacingMs: 100 };
    await withSandbox(
      { faults },
      async (readers, { calls }) => {
        const started = Date.now();
        const asked = [1, 2, 3, 4].map(() => readers.trail(REGION, query, undefined, signal));
        expect(await Promise.all(asked)).toHaveLength(4);
        // One after the other they would take more than four seconds.
        expect(Date.now() - started).toBeLessThan(2500);
        const gaps = calls.slice(1).map(({ at }, index) => at.getTime() - Number(calls[index]?.at));
        expect(calls).toHaveLength(5);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60);
      },
      spaced,
    );
  });

  it('goes from page to page', async () => {
    const trail = Array.from({ length: 120 }, (_, index) => record({ eventID: `e-${index}` }));
    await withSandbox({ trail }, async (readers) => {
      const ids = new Set<string>();
      let token: string | undefined;
      do {
        const page = await readers.trail(REGION, query, token, signal);
        for (const { eventId } of page.records) ids.add(eventId);
        token = page.nextToken;
      } while (token !== undefined);
      expect(ids.size).toBe(120);
    });
  });
});

/** Every question that can be put to AWS, so that each failure is tried on each. */
const QUESTIONS: readonly [string, (readers: Readers, asking: Ask) => Promise<Lookup<unknown>>][] = [
  [
    'rolesanywhere:ListProfiles',
    (r, a) => a('rolesanywhere:ListProfiles', (s) => r.profiles(REGION, undefined, s)),
  ],
  [
    'rolesanywhere:GetProfile',
    (r, a) => a('rolesanywhere:GetProfile', (s) => r.profile(REGION, PROFILE_ID, s)),
  ],
  [
    'rolesanywhere:ListTagsForResource',
    (r, a) => a('rolesanywhere:ListTagsForResource', (s) => r.tags(REGION, PROFILE_ARN, s)),
  ],
  [
    'rolesanywhere:ListTrustAnchors',
    (r, a) => a('rolesanywhere:ListTrustAnchors', (s) => r.trustAnchors(REGION, s)),
  ],
  ['iam:ListAccountAliases', (r, a) => a('iam:ListAccountAliases', r.accountAlias)],
  ['iam:GetRole', (r, a) => a('iam:GetRole', (s) => r.iam.role('deploy', s))],
  [
    'iam:ListAttachedRolePolicies',
    (r, a) => a('iam:ListAttachedRolePolicies', (s) => r.iam.attachedPolicies('deploy', s)),
  ],
  ['iam:ListRolePolicies', (r, a) => a('iam:ListRolePolicies', (s) => r.iam.inlinePolicies('deploy', s))],
  ['iam:GetRolePolicy', (r, a) => a('iam:GetRolePolicy', (s) => r.iam.inlinePolicy('deploy', 'own', s))],
  ['iam:GetPolicy', (r, a) => a('iam:GetPolicy', (s) => r.iam.defaultVersion(policyArn('p'), s))],
  [
    'iam:GetPolicyVersion',
    (r, a) => a('iam:GetPolicyVersion', (s) => r.iam.policyVersion(policyArn('p'), 'v3', s)),
  ],
  [
    'cloudtrail:LookupEvents',
    (r, a) => a('cloudtrail:LookupEvents', (s) => r.trail(REGION, query, undefined, s)),
  ],
];

const MAY_BE_EMPTY = ['rolesanywhere:ListTagsForResource'];

const everything = {
  accountAlias: 'example-prod',
  profiles: [wireProfile],
  trustAnchors: [wireAnchor(0, bundle(pem('root-ec')))],
  roles: [{ ...wireRole, attached: [policyArn('p')], inline: { own: {} } }],
  policies: { [policyArn('p')]: {} },
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(QUESTIONS)('%s', (operation, question) => {
  const fault = (error: string, more: object = {}) => ({
    ...everything,
    faults: [{ operation, error, ...more }],
  });

  it('says that access was denied, after one attempt', async () => {
    await withSandbox(fault('AccessDenied'), async (readers, { calls }) => {
      expect(await question(readers, ask)).toEqual(notKnown(`access denied (${operation})`));
      expect(calls).toHaveLength(1);
    });
  });

  it('says that there is no such thing', async () => {
    await withSandbox(fault('NotFound'), async (readers) => {
      expect(await question(readers, ask)).toEqual(notKnown('does not exist'));
    });
  });

  it.each(['Throttling', 'ServiceFailure'])('answers after %s once', async (error) => {
    // The shortest wait that jitter can choose.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    await withSandbox(fault(error, { times: 1 }), async (readers, { calls }) => {
      expect(await question(readers, ask)).toMatchObject({ known: true });
      expect(calls).toHaveLength(2);
    });
  });

  const oneAttempt = {
    retry: <Request, Response>(next: (request: Request) => Promise<Response>, request: Request) =>
      next(request),
  };
  const once = {
    iam: { maxAttempts: 1 },
    trailAttempts: 1,
    rolesAnywhere: { retryStrategy: oneAttempt },
  };
  const quick = new NodeHttpHandler({ requestTimeout: 50, throwOnRequestTimeout: true });
  const impatient = {
    iam: { ...once.iam, requestHandler: quick },
    trailAttempts: 1,
    cloudTrail: { requestHandler: quick },
    rolesAnywhere: { ...once.rolesAnywhere, requestHandler: quick },
  };

  it('says that it is throttled when AWS goes on throttling', async () => {
    await withSandbox(
      fault('Throttling'),
      async (readers) => {
        expect(await question(readers, ask)).toEqual(notKnown(`throttled by AWS (${operation})`));
      },
      once,
    );
  });

  it('says that it timed out', async () => {
    await withSandbox(
      fault('NoAnswer'),
      async (readers) => {
        expect(await question(readers, ask)).toEqual(notKnown('timed out'));
      },
      impatient,
    );
  });

  it('is cut off by the deadline', async () => {
    await withSandbox(fault('NoAnswer'), async (readers) => {
      const deadline = deadlineIn(100);
      expect(await question(readers, askUntil(deadline))).toEqual(
        notKnown('no time left before the alert had to go out'),
      );
    });
  });

  const answeredWith = async (body: string): Promise<Lookup<unknown>> => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const answer = await question(readersAt(`http://127.0.0.1:${port}`, once), ask);
    server.close();
    server.closeAllConnections();
    return answer;
  };

  it.each([
    '{"profile":{"profileArn":"a","roleArns":"x"}}',
    '{"profile":{"profileArn":"a","roleArns":[5]}}',
    '{"profile":{"profileArn":"a","roleArns":[],"durationSeconds":1e300}}',
    '{"trustAnchors":[{"trustAnchorArn":{}}]}',
    '{"trustAnchors":[{"enabled":"yes"}]}',
    '{"trustAnchors":[{"source":{"sourceData":{"x509CertificateData":5}}}]}',
    '{"profile":{"profileArn":"a","roleArns":[],"name":{}}}',
    '{"trustAnchors":"x"}',
    '{"tags":[{"key":5,"value":{}}]}',
    '{"tags":"x"}',
    '{"tags":[{"key":null,"value":null}]}',
    '{"trustAnchors":[{"trustAnchorArn":null,"name":null}]}',
    '{"Events":"x"}',
  ])('takes what AWS does not document for no answer: %s', async (body) => {
    const answer = await answeredWith(body);
    if (!answer.known) return;
    expect(MAY_BE_EMPTY).toContain(operation);
    expect(answer.value ?? []).toEqual([]);
  });

  it('says that nobody is there', async () => {
    const readers = readersAt('http://127.0.0.1:9', once);
    expect(await question(readers, ask)).toEqual(notKnown('no connection'));
  });

  it.each(['<html>Bad gateway</html>', '', '{"cut', 'null', '[]', '<ErrorResponse>'])(
    'survives the answer %j',
    async (body) => {
      const answer = await answeredWith(body);
      // No answer must not pass for "there is none" where none would calm anybody.
      if (answer.known) {
        expect(MAY_BE_EMPTY).toContain(operation);
        expect(answer.value ?? []).toEqual([]);
      } else {
        expect(answer.reason.length).toBeLessThanOrEqual(200);
      }
    },
  );
});

describe('the Roles Anywhere client', () => {
  it('counts the retries of each call by itself', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const faults = [{ operation: 'rolesanywhere:GetProfile', error: 'Throttling', times: 9 }];
    await withSandbox({ ...everything, faults }, async (readers, { calls }) => {
      // Nine retries are all that one call has; the next call must have its own.
      await readers.profile(REGION, PROFILE_ID, signal);
      expect(calls).toHaveLength(10);
    });
    const twice = [
      { operation: 'rolesanywhere:GetProfile', error: 'Throttling', times: 9 },
      { operation: 'rolesanywhere:ListTagsForResource', error: 'Throttling', times: 9 },
    ];
    await withSandbox({ ...everything, faults: twice }, async (readers) => {
      await expect(readers.profile(REGION, PROFILE_ID, signal)).resolves.toBeDefined();
      await expect(readers.tags(REGION, PROFILE_ARN, signal)).resolves.toBeDefined();
    });
  });

  it('gives up after ten attempts', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const faults = [{ operation: 'rolesanywhere:GetProfile', error: 'Throttling' }];
    await withSandbox({ ...everything, faults }, async (readers, { calls }) => {
      await expect(readers.profile(REGION, PROFILE_ID, signal)).rejects.toThrow('Rate exceeded');
      expect(calls).toHaveLength(10);
    });
  });

  it('lets one deadline abort all of its open requests', async () => {
    await withSandbox({ faults: [{ operation: '*', error: 'NoAnswer' }] }, async (readers) => {
      const deadline = deadlineIn(100);
      const open = [1, 2, 3].map(() =>
        // Without lookupOf's own race: the requests themselves must end.
        readers.tags(REGION, PROFILE_ARN, deadline.signal).catch(({ name }: Error) => name),
      );
      expect(await Promise.all(open)).toEqual(['AbortError', 'AbortError', 'AbortError']);
    });
  });
});
