import { gzipSync } from 'node:zlib';
import { isObject } from '../../lambda/json';
import { ACCOUNT, bridgeEvent, EVENT_ID, EVENT_TIME, REGION, record } from './event';

/** The forms in which people hold a recorded event, each around the same one. */

type Fields = Readonly<Record<string, unknown>>;

const json = (value: unknown): string => JSON.stringify(value);
const gzip64 = (text: string): string => gzipSync(text).toString('base64');

/** As Java prints a map, and query engines a row. */
export const rowText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(rowText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}=${rowText(each)}`)
    .join(', ')}}`;
};

const lowered = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), lowered(each)]));
};

/** "sessionContext" as "session_context". */
const snake = (name: string): string => name.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`);
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const snaked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(snaked);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [snake(key), snaked(each)]));
};

/** Every leaf under its whole path. */
const flat = (
  value: unknown,
  join: (path: readonly string[]) => string,
  path: readonly string[] = [],
): Fields => {
  if (!isObject(value)) return { [join(path)]: value };
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, each]) => flat(each, join, [...path, key])),
  ) as Fields;
};

const dotted = (value: unknown): Fields => flat(value, (path) => path.join('.'));
const listsOfOne = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, Array.isArray(each) ? each : [each]]));

const csv = (fields: Fields): string => {
  const cell = (value: unknown): string => `"${String(value).replaceAll('"', '""')}"`;
  return `${Object.keys(fields).map(cell).join(',')}\r\n${Object.values(fields).map(cell).join(',')}\r\n`;
};

export const logEvents = (...messages: readonly string[]): Fields => ({
  messageType: 'DATA_MESSAGE',
  owner: ACCOUNT,
  logGroup: 'trail',
  logEvents: messages.map((message, index) => ({ id: String(index), timestamp: 1772600767000, message })),
});

/** Forms from which the whole record comes back, letter for letter. */
export const wholeForms = (
  event: Fields = record(),
): readonly (readonly [name: string, content: string])[] => {
  const bridged = bridgeEvent({}, { detail: event });
  const text = json(event);
  return [
    ['a record', text],
    ["EventBridge's event", json(bridged)],
    ["EventBridge's event, its detail as text", json({ ...bridged, detail: text })],
    ['a replay of an archive', json({ ...bridged, 'replay-name': 'after-the-outage' })],
    [
      'events one after the other, as Firehose writes them',
      `${json(bridgeEvent({ eventName: 'X' }))}${json(bridged)}`,
    ],
    ['events after each other, pretty', `${json({ a: 1 })}\n${JSON.stringify(event, null, 2)}\n`],
    [
      "a failure's destination document",
      json({
        version: '1.0',
        timestamp: EVENT_TIME,
        requestContext: { requestId: 'r', functionArn: 'f', condition: 'EventAgeExceeded' },
        requestPayload: bridged,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorMessage: 'no', errorType: 'Error', stackTrace: [] },
      }),
    ],
    [
      'aws sqs receive-message',
      json({ Messages: [{ MessageId: 'm', ReceiptHandle: 'h', Body: json(bridged) }] }),
    ],
    [
      'a destination document in a queue',
      json({ Messages: [{ Body: json({ requestContext: {}, requestPayload: bridged }) }] }),
    ],
    [
      "a queue's message in a Lambda test event",
      json({ Records: [{ eventSource: 'aws:sqs', body: json(bridged) }] }),
    ],
    [
      'a topic in a queue',
      json({ Messages: [{ Body: json({ Type: 'Notification', TopicArn: 't', Message: json(bridged) }) }] }),
    ],
    [
      "SNS's event of Lambda",
      json({ Records: [{ EventSource: 'aws:sns', Sns: { TopicArn: 't', Message: json(bridged) } }] }),
    ],
    ['a CloudWatch Logs subscription', json({ awslogs: { data: gzip64(json(logEvents('hello', text))) } })],
    [
      'a Kinesis record',
      json({
        Records: [
          {
            eventSource: 'aws:kinesis',
            eventName: 'aws:kinesis:record',
            kinesis: { data: gzip64(json(logEvents(text))) },
          },
        ],
      }),
    ],
    ['a Firehose record', json({ records: [{ recordId: '1', data: Buffer.from(text).toString('base64') }] })],
    ['base64 by itself', gzip64(text)],
    ['aws logs filter-log-events', json({ events: [{ logStreamName: 's', message: text }] })],
    [
      'CloudWatch Logs Insights',
      json({
        results: [
          [
            { field: '@timestamp', value: 'x' },
            { field: '@message', value: text },
          ],
        ],
        statistics: {},
      }),
    ],
    [
      'aws cloudtrail lookup-events',
      json({
        Events: [
          {
            EventId: EVENT_ID,
            EventName: 'CreateProfile',
            EventSource: 'rolesanywhere.amazonaws.com',
            CloudTrailEvent: text,
          },
        ],
      }),
    ],
    [
      "CloudTrail Lake's eventJson",
      json({ QueryStatus: 'FINISHED', QueryResultRows: [[{ eventID: EVENT_ID }, { eventJson: text }]] }),
    ],
    [
      "Elastic's document",
      json({
        _source: {
          event: {
            action: 'CreateProfile',
            provider: 'rolesanywhere.amazonaws.com',
            original: text,
            id: EVENT_ID,
          },
        },
      }),
    ],
    [
      "Kibana's fields",
      json({
        hits: {
          hits: [
            {
              _id: 'x',
              fields: {
                'event.provider': ['rolesanywhere.amazonaws.com'],
                'event.action': ['CreateProfile'],
                'event.original': [text],
              },
            },
          ],
        },
      }),
    ],
    ["Filebeat's message", json({ '@timestamp': EVENT_TIME, ecs: { version: '8' }, message: text })],
    [
      "Splunk's result",
      json({
        preview: false,
        result: {
          _raw: text,
          eventName: 'CreateProfile',
          eventSource: 'rolesanywhere.amazonaws.com',
          eventID: EVENT_ID,
        },
      }),
    ],
    ["Splunk's HTTP event", json({ time: 1772600767, sourcetype: 'aws:cloudtrail', event })],
    ["Splunk's export as CSV", csv({ _time: EVENT_TIME, _raw: text, host: 'h' })],
    [
      "Wazuh's alert",
      json({
        rule: { id: '80202' },
        agent: { id: '000' },
        data: { integration: 'aws', aws: { log_info: {}, source: 'cloudtrail', ...event } },
      }),
    ],
    [
      'a Datadog log',
      json({ data: [{ id: 'x', attributes: { attributes: event, message: 'CreateProfile' } }] }),
    ],
    ['a line of syslog', `Mar  4 05:06:07 collector cloudtrail[12]: ${text}\n`],
    [
      'a message with the event pasted into it',
      `Hi, see this?\n\n${JSON.stringify(bridged, null, 2)}\n\nThanks {me}\n`,
    ],
    ['JSON lines', `${json({ nothing: true })}\n${json(bridged)}\n`],
    ['JSON within JSON within JSON', json({ payload: json({ body: json({ message: text }) }) })],
    ['percent-encoded', json({ body: encodeURIComponent(text) })],
  ];
};

const { requestParameters, responseElements, userIdentity, ...plain } = record({
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEDEPLOY0001:ci-1',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci-1`,
    userName: undefined,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEDEPLOY0001',
        arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
        accountId: ACCOUNT,
        userName: 'deploy',
      },
      attributes: { creationDate: '2026-03-04T05:00:00Z', mfaAuthenticated: 'false' },
    },
  },
});
/** The record of which the forms below carry a part. */
export const session: Fields = { ...plain, userIdentity, requestParameters, responseElements };

const elastic = {
  '@timestamp': '2026-03-04T05:06:07.000Z',
  event: { action: plain.eventName, provider: plain.eventSource, id: EVENT_ID, outcome: 'success' },
  cloud: { region: REGION, account: { id: ACCOUNT } },
  source: { ip: plain.sourceIPAddress, address: plain.sourceIPAddress },
  user_agent: { original: plain.userAgent, name: 'aws-cli' },
  aws: {
    cloudtrail: {
      event_version: '1.10',
      user_identity: snaked({
        ...(userIdentity as Fields),
        sessionContext: {
          ...((userIdentity as Fields).sessionContext as Fields),
          creationDate: '2026-03-04T05:00:00Z',
          mfaAuthenticated: 'false',
        },
      }),
      request_parameters: rowText(requestParameters),
      response_elements: rowText(responseElements),
    },
  },
};

const { type, principalId, arn, accessKeyId } = userIdentity as Readonly<Record<string, string>>;
export const ocsf = {
  metadata: {
    uid: EVENT_ID,
    version: '1.1.0',
    product: { name: 'CloudTrail', vendor_name: 'AWS', version: '1.10' },
  },
  time: Date.parse(EVENT_TIME),
  cloud: { region: REGION, provider: 'AWS', account: { uid: ACCOUNT } },
  api: {
    operation: plain.eventName,
    service: { name: plain.eventSource },
    request: { data: json(requestParameters), uid: 'r' },
    response: { error: null, data: json(responseElements) },
  },
  actor: {
    user: { type, uid: arn, uid_alt: principalId, credential_uid: accessKeyId, account: { uid: ACCOUNT } },
    session: { issuer: `arn:aws:iam::${ACCOUNT}:role/deploy`, created_time: 1772600400000, is_mfa: false },
  },
  http_request: { user_agent: plain.userAgent },
  src_endpoint: { ip: plain.sourceIPAddress },
  status: 'Success',
  class_name: 'API Activity',
  class_uid: 6003,
};

const athena: Fields = {
  ...(lowered(plain) as Fields),
  tlsdetails: null,
  useridentity: rowText(lowered({ ...(userIdentity as Fields), invokedBy: null })),
  requestparameters: json(requestParameters),
  responseelements: json(responseElements),
};
const names = Object.keys(athena);
const lake: Fields = {
  ...plain,
  eventTime: '2026-03-04 05:06:07.000',
  tlsDetails: rowText(lowered(plain.tlsDetails)),
  userIdentity: rowText(lowered(userIdentity)),
  requestParameters: rowText(
    Object.fromEntries(
      Object.entries(requestParameters as Fields).map(([key, value]) => [
        key,
        typeof value === 'object' ? json(value) : value,
      ]),
    ),
  ),
  responseElements: `{profile=${json((responseElements as Fields).profile)}}`,
};
const sentinel = {
  TimeGenerated: EVENT_TIME,
  EventSource: plain.eventSource,
  EventName: plain.eventName,
  AwsEventId: EVENT_ID,
  AWSRegion: REGION,
  SourceIpAddress: plain.sourceIPAddress,
  UserAgent: plain.userAgent,
  RecipientAccountId: ACCOUNT,
  UserIdentityType: type,
  UserIdentityPrincipalid: principalId,
  UserIdentityArn: arn,
  UserIdentityAccountId: ACCOUNT,
  UserIdentityAccessKeyId: accessKeyId,
  SessionIssuerArn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
  SessionMfaAuthenticated: 'False',
  RequestParameters: json(requestParameters),
  ResponseElements: json(responseElements),
};

/** Forms that carry a part of the record, from which what matters comes back. */
export const partialForms: readonly (readonly [name: string, content: string])[] = [
  [
    "Athena's answer",
    json({
      ResultSet: {
        Rows: [names, names.map((name) => athena[name])].map((row) => ({
          Data: row.map((cell) => (cell === null ? {} : { VarCharValue: String(cell) })),
        })),
      },
    }),
  ],
  ["Athena's result as CSV", csv(athena)],
  ["Athena's rows as JSON", json([athena])],
  [
    "CloudTrail Lake's rows",
    json({
      QueryResultRows: [
        Object.entries(lake).map(([key, value]) => ({
          [key]: typeof value === 'object' ? json(value) : value,
        })),
      ],
    }),
  ],
  ["Lake's rows as CSV", csv(lake)],
  ["Elastic's document without the original", json({ _source: elastic })],
  ["Elastic's document, flattened", json(dotted(elastic))],
  ["Kibana's fields without the original", json({ fields: listsOfOne(dotted(elastic)) })],
  ['OCSF', json(ocsf)],
  ['OCSF, flattened', json(dotted(ocsf))],
  ["Sentinel's row", json([sentinel])],
  [
    "Sentinel's table",
    json({
      tables: [
        {
          name: 'PrimaryResult',
          columns: Object.keys(sentinel).map((name) => ({ name, type: 'string' })),
          rows: [Object.values(sentinel)],
        },
      ],
    }),
  ],
  ["Splunk's fields", json({ result: dotted(session) })],
  [
    "Splunk's fields as CSV",
    csv(
      Object.fromEntries(
        Object.entries(dotted(session)).map(([key, value]) => [
          Array.isArray(value) ? `${key}{}` : key,
          Array.isArray(value) && typeof value[0] === 'string' ? value.join('\n') : value,
        ]),
      ),
    ),
  ],
  [
    "Wazuh's alert, flattened",
    json({ _source: dotted({ rule: { id: '1' }, agent: { id: '0' }, data: { aws: session } }) }),
  ],
  [
    "Wazuh's alert, half flattened",
    json({
      _source: {
        rule: { id: '1' },
        ...Object.fromEntries(Object.entries(session).map(([key, value]) => [`data.aws.${key}`, value])),
      },
    }),
  ],
  ["EventBridge's event, flattened", json(dotted({ 'detail-type': 'x', source: 'y', detail: session }))],
  ['snake case', json(snaked(session))],
  ['snake case, flattened', json(flat(session, (path) => path.map(snake).join('_')))],
  ['capitals', json(flat(session, (path) => path.map(pascal).join('')))],
  ['one row as text', rowText(lowered({ ...session, responseElements: undefined, tlsDetails: undefined }))],
  ['a table of columns and rows', json({ columns: Object.keys(lake), rows: [Object.values(lake)] })],
];
