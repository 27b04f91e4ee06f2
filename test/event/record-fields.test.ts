/** Every documented field of a CloudTrail record is read, or stands in the table with the reason why not. */

import { type Change, readChange } from '../../lambda/event/change';
import { RECORD_FIELDS } from '../../lambda/event/record-fields';
import { ACCOUNT, OTHER_ACCOUNT, record, TEMPORARY_KEY } from '../support/event';

/** Fields of objects whose inner fields are no field of their own in the table. */
const WHOLE: Readonly<Record<string, unknown>> = {
  requestParameters: { name: 'field-of-tests', sessionPolicy: '{}' },
  responseElements: { profile: { name: 'field-of-tests', createdBy: 'somebody' } },
  'userIdentity.sessionContext.webIdFederationData.attributes': { aud: 'sts.example.com' },
  resources: [{ ARN: 'arn:aws:example', accountId: ACCOUNT, type: 'x' }],
  additionalEventData: { x: 'y' },
  serviceEventDetails: { x: 'y' },
  edgeDeviceDetails: { type: 'snow' },
  eventContext: { requestContext: {} },
};

/** Values whose form matters to the reader. */
const FORMED: Readonly<Record<string, unknown>> = {
  ...WHOLE,
  eventTime: '2026-03-04T05:00:00Z',
  sourceIPAddress: '192.0.2.77',
  sessionCredentialFromConsole: 'true',
  eventType: 'AwsConsoleAction',
  recipientAccountId: OTHER_ACCOUNT,
  managementEvent: true,
  readOnly: false,
  userAgent: 'AWS Internal',
  'userIdentity.type': 'AssumedRole',
  'userIdentity.inScopeOf.issuerType': 'AWS::Lambda::Function',
  'userIdentity.accessKeyId': TEMPORARY_KEY,
  'userIdentity.sessionContext.attributes.creationDate': '2026-03-04T04:00:00Z',
  'userIdentity.sessionContext.attributes.mfaAuthenticated': 'true',
  'userIdentity.sessionContext.assumedRoot': 'true',
};

/** A record's part with one field set, or taken out where the value is undefined. */
const withField = (part: object, [key = '', ...rest]: readonly string[], value: unknown): object => {
  const fields = part as Record<string, unknown>;
  const { [key]: old, ...others } = fields;
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value };
  return { ...others, [key]: withField(typeof old === 'object' && old !== null ? old : {}, rest, value) };
};

const set = (event: object, path: string, value: unknown): object => withField(event, path.split('.'), value);

/** What a path is worth in a record that holds all there is. */
const filling = (path: string): unknown => FORMED[path] ?? `of-${path.replaceAll('.', '-')}`;

const IDENTIFYING: readonly string[] = ['eventSource', 'eventName', 'errorCode'];

const FULL = [...RECORD_FIELDS.keys()]
  .filter((path) => !IDENTIFYING.includes(path))
  .reduce<object>((event, path) => set(event, path, filling(path)), record());

/** What was read, without the gaps that a missing field leaves. */
const factsOf = ({ record: { gaps: _, ...rest }, ...change }: Change): unknown => ({
  ...change,
  record: rest,
});
const WHOLE_FACTS = factsOf(readChange(FULL));

const READ = [...RECORD_FIELDS].filter(([path, use]) => 'read' in use && !IDENTIFYING.includes(path));

/** With the other mark of a console session, one of the two makes no difference. */
const BESIDE: Readonly<Record<string, string>> = {
  eventType: 'sessionCredentialFromConsole',
  sessionCredentialFromConsole: 'eventType',
  'userIdentity.sessionContext.webIdFederationData.federatedProvider': 'userIdentity.identityProvider',
  'userIdentity.inScopeOf.issuerType': 'userIdentity.sessionContext.ec2RoleDelivery',
};

test.each(READ)('%s is read', (path) => {
  const beside = BESIDE[path];
  const event = beside === undefined ? FULL : set(FULL, beside, undefined);
  const whole = factsOf(readChange(event));
  expect(factsOf(readChange(set(event, path, undefined)))).not.toEqual(whole);
});

const UNREAD = [...RECORD_FIELDS].flatMap(([path, use]) =>
  'unread' in use ? [[path, use.unread] as const] : [],
);

test.each(UNREAD)('%s is not: %s', (path, why) => {
  expect(factsOf(readChange(set(FULL, path, undefined)))).toEqual(WHOLE_FACTS);
  expect(why).toMatch(/^[A-Za-z].{10,}[^.]$/);
});

/** As the two pages of the reference list them, by their paths. */
const DOCUMENTED = [
  ...'eventTime eventVersion eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage'.split(
    ' ',
  ),
  ...'requestParameters responseElements additionalEventData requestID eventID eventType apiVersion'.split(
    ' ',
  ),
  ...'managementEvent readOnly resources recipientAccountId serviceEventDetails sharedEventID'.split(' '),
  ...'vpcEndpointId vpcEndpointAccountId eventCategory sessionCredentialFromConsole edgeDeviceDetails'.split(
    ' ',
  ),
  'eventContext',
  ...'reason updatedFields originalRequestID originalEventID'.split(' ').map((name) => `addendum.${name}`),
  ...'tlsVersion cipherSuite clientProvidedHostHeader keyExchange'
    .split(' ')
    .map((name) => `tlsDetails.${name}`),
  ...[
    ...'type userName principalId arn accountId accessKeyId invokedBy credentialId identityProvider'.split(
      ' ',
    ),
    'invokedByDelegate.accountId',
    ...'userId identityStoreArn'.split(' ').map((name) => `onBehalfOf.${name}`),
    ...'sourceArn sourceAccount issuerType credentialsIssuedTo'.split(' ').map((name) => `inScopeOf.${name}`),
    ...[
      ...'type userName principalId arn accountId'.split(' ').map((name) => `sessionIssuer.${name}`),
      ...'federatedProvider attributes'.split(' ').map((name) => `webIdFederationData.${name}`),
      ...'creationDate mfaAuthenticated'.split(' ').map((name) => `attributes.${name}`),
      ...'assumedRoot sourceIdentity ec2RoleDelivery'.split(' '),
    ].map((name) => `sessionContext.${name}`),
  ].map((name) => `userIdentity.${name}`),
];

test('the table holds every documented field, and no other', () => {
  expect([...RECORD_FIELDS.keys()].sort()).toEqual([...DOCUMENTED].sort());
});
