import { isObject } from '../../lambda/json';

/** How a value of a field is made what CloudTrail writes: other forms hold it as text, in lists of one, in epoch time. */
type FieldType = 'text' | 'flag' | 'count' | 'texts' | 'time' | 'open' | 'identity' | 'outcome';

export interface RecordField {
  /** Where it stands in a CloudTrail record. */
  readonly path: readonly string[];
  readonly type: FieldType;
}

/** A form that a CloudTrail record was turned into, and where it keeps which field. */
export interface Form {
  /** What people call it. */
  readonly name: string;
  /** Field names without punctuation and capitals, by what they stand for. */
  readonly fields: ReadonlyMap<string, RecordField>;
  /** Everything that a name of `fields` begins with. */
  readonly beginnings: ReadonlySet<string>;
  /** The names that an object of this form has. */
  readonly marks: readonly [source: string, name: string];
}

/** "Event source", "event_source", "eventSource" and "eventSource{}" are one name. */
export const bareName = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();

/**
 * The fields of a record that an alert reads, by type.
 * Source: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element"; Roles Anywhere API
 * reference, CreateProfile and ProfileDetail, for what stands within the two open fields.
 */
const PROFILE: Readonly<Record<string, FieldType>> = {
  name: 'text',
  roleArns: 'texts',
  durationSeconds: 'count',
  enabled: 'flag',
  managedPolicyArns: 'texts',
  sessionPolicy: 'text',
  acceptRoleSessionName: 'flag',
  requireInstanceProperties: 'flag',
};

const under = (path: string, fields: Readonly<Record<string, FieldType>>): Record<string, FieldType> =>
  Object.fromEntries(Object.entries(fields).map(([name, type]) => [`${path}.${name}`, type]));

const RECORD: Readonly<Record<string, FieldType>> = {
  eventVersion: 'text',
  eventTime: 'time',
  eventSource: 'text',
  eventName: 'text',
  awsRegion: 'text',
  sourceIPAddress: 'text',
  userAgent: 'text',
  errorCode: 'text',
  errorMessage: 'text',
  requestID: 'text',
  eventID: 'text',
  readOnly: 'flag',
  eventType: 'text',
  managementEvent: 'flag',
  recipientAccountId: 'text',
  sharedEventID: 'text',
  vpcEndpointId: 'text',
  vpcEndpointAccountId: 'text',
  eventCategory: 'text',
  sessionCredentialFromConsole: 'text',
  ...under('tlsDetails', { tlsVersion: 'text', cipherSuite: 'text', clientProvidedHostHeader: 'text' }),
  ...under('userIdentity', {
    type: 'text',
    principalId: 'text',
    arn: 'text',
    accountId: 'text',
    accessKeyId: 'text',
    userName: 'text',
    invokedBy: 'text',
    identityProvider: 'text',
    credentialId: 'text',
    ...under('onBehalfOf', { userId: 'text', identityStoreArn: 'text' }),
    ...under('inScopeOf', {
      sourceArn: 'text',
      sourceAccount: 'text',
      issuerType: 'text',
      credentialsIssuedTo: 'text',
    }),
    ...under('sessionContext', {
      sourceIdentity: 'text',
      assumedRoot: 'text',
      ec2RoleDelivery: 'text',
      'attributes.creationDate': 'time',
      'attributes.mfaAuthenticated': 'text',
      'webIdFederationData.federatedProvider': 'text',
      ...under('sessionIssuer', {
        type: 'text',
        principalId: 'text',
        arn: 'text',
        accountId: 'text',
        userName: 'text',
      }),
    }),
  }),
  requestParameters: 'open',
  ...under('requestParameters', PROFILE),
  responseElements: 'open',
  ...under('responseElements.profile', {
    ...PROFILE,
    profileId: 'text',
    profileArn: 'text',
    createdBy: 'text',
    createdAt: 'time',
    updatedAt: 'time',
  }),
};

const fieldAt = (path: string, type = RECORD[path] ?? 'text'): RecordField => ({
  path: path.split('.'),
  type,
});

const OWN_NAMES: readonly (readonly [name: string, field: RecordField])[] = Object.keys(RECORD).map(
  (path) => [path, fieldAt(path)],
);

const form = (
  name: string,
  marks: Form['marks'],
  names: readonly (readonly [name: string, field: RecordField])[],
): Form => {
  const fields = new Map(names.map(([each, field]) => [bareName(each), field]));
  const beginnings = new Set<string>();
  for (const each of fields.keys())
    for (let length = 1; length < each.length; length += 1) beginnings.add(each.slice(0, length));
  return { name, fields, beginnings, marks };
};

const aliases = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([name, path]) => [name, fieldAt(path)] as const);

/** Names of columns that are not CloudTrail's own. */
const COLUMN_ALIASES = aliases({
  // Microsoft Sentinel, table AWSCloudTrail.
  AwsEventId: 'eventID',
  AwsRequestId: 'requestID',
  TimeGenerated: 'eventTime',
  SessionIssuerArn: 'userIdentity.sessionContext.sessionIssuer.arn',
  SessionIssuerType: 'userIdentity.sessionContext.sessionIssuer.type',
  SessionIssuerUserName: 'userIdentity.sessionContext.sessionIssuer.userName',
  SessionIssuerAccountId: 'userIdentity.sessionContext.sessionIssuer.accountId',
  SessionIssuerPrincipalId: 'userIdentity.sessionContext.sessionIssuer.principalId',
  SessionMfaAuthenticated: 'userIdentity.sessionContext.attributes.mfaAuthenticated',
  SessionCreationDate: 'userIdentity.sessionContext.attributes.creationDate',
  UserIdentityPrincipalid: 'userIdentity.principalId',
  // CloudTrail console, event history as CSV.
  'User name': 'userIdentity.userName',
  'AWS access key': 'userIdentity.accessKeyId',
  // Common in queries' own words.
  'principal arn': 'userIdentity.arn',
  'source ip': 'sourceIPAddress',
  region: 'awsRegion',
});

/** A record taken apart into columns named after its fields, in whatever spelling. */
export const COLUMNS: Form = form(
  'a row of columns',
  ['eventsource', 'eventname'],
  [...COLUMN_ALIASES, ...OWN_NAMES],
);

const CLOUDTRAIL_IN_ECS = 'aws.cloudtrail';

/** Source: elastic/integrations, packages/aws, data_stream/cloudtrail, the ingest pipeline and its fields. */
export const ELASTIC: Form = form(
  'an Elastic (ECS) document',
  ['eventprovider', 'eventaction'],
  [
    ...OWN_NAMES.flatMap(([name, field]) => [
      [`${CLOUDTRAIL_IN_ECS}.${name}`, field] as const,
      [`${CLOUDTRAIL_IN_ECS}.flattened.${name}`, field] as const,
    ]),
    ...aliases({
      '@timestamp': 'eventTime',
      'event.provider': 'eventSource',
      'event.action': 'eventName',
      'event.id': 'eventID',
      'cloud.region': 'awsRegion',
      'cloud.account.id': 'recipientAccountId',
      'source.ip': 'sourceIPAddress',
      'source.address': 'sourceIPAddress',
      'user_agent.original': 'userAgent',
      'user.name': 'userIdentity.userName',
      'user.id': 'userIdentity.principalId',
      'tls.client.server_name': 'tlsDetails.clientProvidedHostHeader',
      'tls.cipher': 'tlsDetails.cipherSuite',
      'aws.cloudtrail.user_identity.session_context.mfa_authenticated':
        'userIdentity.sessionContext.attributes.mfaAuthenticated',
      'aws.cloudtrail.user_identity.session_context.creation_date':
        'userIdentity.sessionContext.attributes.creationDate',
    }),
    ['event.outcome', fieldAt('errorCode', 'outcome')],
  ],
);

/**
 * Amazon Security Lake's form. It keeps the rest of a record in `unmapped`, by CloudTrail's own names.
 * Source: ocsf/examples, mappings/markdown/AWS, CloudTrail (1.0.0-rc.2 and 1.1.0).
 */
export const OCSF: Form = form(
  'OCSF, the form of Amazon Security Lake',
  ['apiservicename', 'apioperation'],
  [
    ...OWN_NAMES.map(([name, field]) => [`unmapped.${name}`, field] as const),
    ...aliases({
      time: 'eventTime',
      time_dt: 'eventTime',
      'metadata.uid': 'eventID',
      'metadata.product.version': 'eventVersion',
      'cloud.region': 'awsRegion',
      region: 'awsRegion',
      'cloud.account.uid': 'recipientAccountId',
      'cloud.account_uid': 'recipientAccountId',
      accountid: 'recipientAccountId',
      'api.operation': 'eventName',
      'api.service.name': 'eventSource',
      'api.request.uid': 'requestID',
      'api.request.data': 'requestParameters',
      'api.response.data': 'responseElements',
      'api.response.error': 'errorCode',
      'api.response.message': 'errorMessage',
      'actor.user.type': 'userIdentity.type',
      'actor.user.name': 'userIdentity.userName',
      'actor.user.credential_uid': 'userIdentity.accessKeyId',
      'actor.user.account.uid': 'userIdentity.accountId',
      'actor.user.account_uid': 'userIdentity.accountId',
      'actor.session.issuer': 'userIdentity.sessionContext.sessionIssuer.arn',
      'actor.session.created_time': 'userIdentity.sessionContext.attributes.creationDate',
      'actor.session.created_time_dt': 'userIdentity.sessionContext.attributes.creationDate',
      'actor.session.is_mfa': 'userIdentity.sessionContext.attributes.mfaAuthenticated',
      'actor.session.mfa': 'userIdentity.sessionContext.attributes.mfaAuthenticated',
      'actor.session.credential_uid': 'userIdentity.accessKeyId',
      'actor.invoked_by': 'userIdentity.invokedBy',
      'actor.idp.name': 'userIdentity.identityProvider',
      'http_request.user_agent': 'userAgent',
      'src_endpoint.ip': 'sourceIPAddress',
      'src_endpoint.domain': 'sourceIPAddress',
      'src_endpoint.svc_name': 'sourceIPAddress',
      'src_endpoint.uid': 'vpcEndpointId',
      'tls.version': 'tlsDetails.tlsVersion',
      'tls.cipher': 'tlsDetails.cipherSuite',
      'tls.sni': 'tlsDetails.clientProvidedHostHeader',
    }),
    // The ARN stands in `uid` since 1.1, in `uuid` before; the principal id in the other.
    ...['uid', 'uid_alt', 'uuid'].map(
      (name) => [`actor.user.${name}`, fieldAt('userIdentity.arn', 'identity')] as const,
    ),
    ['status', fieldAt('errorCode', 'outcome')],
  ],
);

/** Forms, most particular first. */
export const FORMS: readonly Form[] = [OCSF, ELASTIC, COLUMNS];

const PLACES: readonly (readonly [words: string, has: (record: Reading) => boolean])[] = [
  ['who made the call', (record) => namesSomebody(record.userIdentity)],
  ['from where', (record) => isText(record.sourceIPAddress)],
  ['with which program', (record) => isText(record.userAgent)],
  ['what was asked for', (record) => isFilled(record.requestParameters)],
  ['what was made', (record) => isFilled(record.responseElements)],
  ['in which account', (record) => isText(record.recipientAccountId) || isFilled(record.responseElements)],
  ['when', (record) => isText(record.eventTime)],
];

type Reading = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFilled = (value: unknown): boolean => isObject(value) && Object.keys(value).length > 0;

const NAMES = ['arn', 'principalId', 'userName', 'accessKeyId', 'invokedBy', 'sessionContext'] as const;

const namesSomebody = (identity: unknown): boolean =>
  isObject(identity) && NAMES.some((name) => isText(identity[name]) || isFilled(identity[name]));

/** What a record read from another form does not tell, in words. */
export const lacksOf = (record: Reading): readonly string[] =>
  PLACES.flatMap(([words, has]) => (has(record) ? [] : [words]));

/** Whether enough is left of a record to judge by: who made the call, and what it was about. */
export const isEnough = (record: Reading): boolean =>
  namesSomebody(record.userIdentity) &&
  (isFilled(record.requestParameters) || isFilled(record.responseElements));
