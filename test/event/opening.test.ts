import { type Part, partOf } from '../../lambda/event/fields';
import {
  readAnchor,
  readAnchorUpdate,
  readCrl,
  readMapping,
  readRecordedRole,
} from '../../lambda/event/opening';
import { ROLE_ARN } from '../support/event';
import {
  ANCHOR_ID,
  anchorCreated,
  anchorUpdated,
  bundle,
  CHANGED_ANCHOR_ARN,
  CRL_ARN,
  CRL_ID,
  crlCall,
  LETS_IN,
  mappingCall,
  pem,
  roleCreated,
  trustUpdated,
} from '../support/openings';

const part = (record: Record<string, unknown>): Part => partOf(record, '', []);

describe('a trust anchor', () => {
  test('as the answer shows it', () => {
    expect(readAnchor(part(anchorCreated()))).toEqual({
      name: 'plant',
      id: ANCHOR_ID,
      arn: CHANGED_ANCHOR_ARN,
      enabled: true,
      sourceType: 'CERTIFICATE_BUNDLE',
      bundle: pem('root-ec'),
    });
  });

  test('as it was asked for, where the answer is silent', () => {
    const source = { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: 'arn:aws:acm-pca:::x' } };
    const record = anchorCreated({
      requestParameters: { source, enabled: false },
      responseElements: { trustAnchor: { source: undefined, enabled: undefined } },
    });
    expect(readAnchor(part(record))).toMatchObject({
      enabled: false,
      sourceType: 'AWS_ACM_PCA',
      acmPcaArn: 'arn:aws:acm-pca:::x',
    });
  });

  test('by the id alone, where the answer was left out', () => {
    const record = part(anchorUpdated({}, { responseElements: { omitted: true, trustAnchor: undefined } }));
    expect(readAnchor(record)).toMatchObject({ id: ANCHOR_ID, arn: null, name: '(not recorded)' });
    expect(record.gaps.map(({ what }) => what)).toContain('responseElements');
  });

  test('by its alias', () => {
    const record = anchorUpdated(
      { trustAnchorId: undefined },
      {
        requestParameters: {
          trustAnchorId: `arn:aws:rolesanywhere:eu-central-1:111122223333:alias/trust-anchor/plant`,
        },
        responseElements: { trustAnchor: { aliasName: 'plant', previousAliasName: 'old' } },
      },
    );
    expect(readAnchor(part(record))).toMatchObject({
      id: ANCHOR_ID,
      aliasName: 'plant',
      previousAliasName: 'old',
    });
  });
});

describe('what UpdateTrustAnchor changed', () => {
  test.each<[string, Record<string, unknown>, object]>([
    [
      'its name',
      { name: 'plant-2' },
      { setsSource: false, stopsRevocation: false, calm: 'only its name was changed' },
    ],
    ['its alias', { aliasName: 'p' }, { calm: 'only its name was changed' }],
    ['nothing', {}, { calm: 'only its name was changed' }],
    ['its CA', { source: bundle() }, { setsSource: true, stopsRevocation: false, calm: undefined }],
    [
      'that revocation lists are asked',
      { crlDpRevocationEnabled: false },
      { setsSource: false, stopsRevocation: true, calm: undefined },
    ],
    [
      'that they are asked again',
      { crlDpRevocationEnabled: true },
      { stopsRevocation: false, calm: undefined },
    ],
    ['something that nobody knows yet', { trustEveryone: true }, { setsSource: false, calm: undefined }],
  ])('%s', (_, request, expected) => {
    const read = readAnchorUpdate(part(anchorUpdated(request)));
    expect({ calm: undefined, ...read }).toMatchObject(expected);
  });

  test('anything, where the request was left out', () => {
    const read = readAnchorUpdate(
      part(anchorUpdated({}, { requestParameters: { omitted: true, trustAnchorId: undefined } })),
    );
    expect(read).toMatchObject({ setsSource: true });
    expect(read.calm).toBeUndefined();
  });
});

describe('a revocation list', () => {
  test('as the answer shows it', () => {
    expect(readCrl(part(crlCall('DisableCrl')))).toEqual({
      name: 'revoked',
      id: CRL_ID,
      arn: CRL_ARN,
      enabled: false,
      trustAnchorArn: CHANGED_ANCHOR_ARN,
    });
  });

  test('of an anchor that the record does not name', () => {
    const record = crlCall('DeleteCrl', { responseElements: null });
    expect(readCrl(part(record))).toMatchObject({ id: CRL_ID, arn: null, trustAnchorArn: null });
  });
});

describe('a role', () => {
  test('of CreateRole, with its ARN', () => {
    expect(readRecordedRole(part(roleCreated()))).toEqual({
      name: 'deploy',
      arn: ROLE_ARN,
      trustPolicy: LETS_IN,
    });
  });

  test('of UpdateAssumeRolePolicy, by its name alone', () => {
    expect(readRecordedRole(part(trustUpdated()))).toEqual({
      name: 'deploy',
      arn: null,
      trustPolicy: LETS_IN,
    });
  });

  test('a trust policy that CloudTrail shows as an object', () => {
    expect(readRecordedRole(part(trustUpdated(JSON.parse(LETS_IN)))).trustPolicy).toBe(LETS_IN);
  });

  test('of which only the answer shows the trust policy', () => {
    const record = roleCreated(LETS_IN, { requestParameters: { assumeRolePolicyDocument: undefined } });
    expect(readRecordedRole(part(record)).trustPolicy).toBe(encodeURIComponent(LETS_IN));
  });

  test('without any', () => {
    const record = trustUpdated(LETS_IN, { requestParameters: { omitted: true, policyDocument: undefined } });
    expect(readRecordedRole(part(record)).trustPolicy).toBeNull();
  });
});

test.each([
  [
    'PutAttributeMapping',
    { mappingRules: [{ specifier: 'CN' }, { specifier: 'OU' }, {}, null] },
    ['CN', 'OU'],
  ],
  ['DeleteAttributeMapping', { specifiers: ['CN', 7] }, ['CN']],
  ['DeleteAttributeMapping', {}, []],
])('the mapping of %s', (eventName, request, specifiers) => {
  const record = mappingCall(eventName, { profileId: 'p', certificateField: 'x509Subject', ...request });
  expect(readMapping(part(record))).toEqual({ certificateField: 'x509Subject', specifiers });
});
