import { ownField } from '../../lambda/event/fields';
import { shortText } from '../../lambda/event/short-text';
import { isObject, type JsonObject } from '../../lambda/json';

/** Something that people take for an event, or that wraps one: what it is called, and what to give instead. */
export interface Shape {
  /** "an S3 notification". */
  readonly name: string;
  readonly is: (value: JsonObject) => boolean;
  /** True where it holds no event, whatever stands in it. */
  readonly isNoWrapper?: true;
  /** What to give instead, where that can be told from it. */
  readonly instead?: (value: JsonObject) => string | undefined;
}

const has = (value: JsonObject, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(value, key));

const at = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found) && typeof key === 'number') found = found[key];
    else if (isObject(found)) found = ownField(found, String(key));
    else return undefined;
  }
  return found;
};

const textAt = (value: unknown, ...path: readonly (string | number)[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

const PLAIN_KEY = /^[\w!.*'()/=+:@,-]{1,400}$/;

/** The command that fetches a log file; a name that no log file has is quoted for nobody's shell. */
const fetchFrom = (bucket: string | undefined, key: string | undefined): string | undefined => {
  if (bucket === undefined || key === undefined) return undefined;
  const decoded = percentDecoded(key);
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket) || !PLAIN_KEY.test(decoded) || decoded.includes("'"))
    return `fetch the log file it names, ${shortText(decoded, 120)} in bucket ${shortText(bucket)}, and give that`;
  const digest = /-Digest\//.test(decoded) ? ' (this one is a digest: take the log file it lists)' : '';
  return `fetch the log file it names: aws s3 cp 's3://${bucket}/${decoded}' - | npm start -- --event -${digest}`;
};

/** Keys in notifications are encoded as in a form. */
const percentDecoded = (key: string): string => {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
};

const LOOK_UP =
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=rolesanywhere.amazonaws.com';
const LOOK_UP_INSTEAD = `give what CloudTrail recorded: ${LOOK_UP} | npm start -- --event -`;
const lookUpInstead = (): string => LOOK_UP_INSTEAD;

/** In their order: the first that fits names it. */
const SHAPES: readonly Shape[] = [
  {
    name: 'an S3 notification',
    is: (value) => ownField(value, 'eventSource') === 'aws:s3' && isObject(ownField(value, 's3')),
    isNoWrapper: true,
    instead: (value) =>
      fetchFrom(textAt(value, 's3', 'bucket', 'name'), textAt(value, 's3', 'object', 'key')),
  },
  {
    name: 'an S3 notification, through EventBridge',
    is: (value) => ownField(value, 'source') === 'aws.s3' && at(value, 'detail', 'bucket') !== undefined,
    isNoWrapper: true,
    instead: (value) =>
      fetchFrom(textAt(value, 'detail', 'bucket', 'name'), textAt(value, 'detail', 'object', 'key')),
  },
  {
    name: "an S3 test notification (it only says that the bucket's notifications work)",
    is: (value) => ownField(value, 'Event') === 's3:TestEvent',
    isNoWrapper: true,
  },
  {
    name: "CloudTrail's notification of a log file",
    is: (value) => has(value, 's3Bucket', 's3ObjectKey'),
    isNoWrapper: true,
    instead: (value) =>
      fetchFrom(textAt(value, 's3Bucket'), textAt(value, 's3ObjectKey', 0) ?? textAt(value, 's3ObjectKey')),
  },
  {
    name: "a digest of CloudTrail's log files",
    is: (value) => has(value, 'digestS3Bucket', 'logFiles'),
    isNoWrapper: true,
    instead: (value) =>
      fetchFrom(textAt(value, 'logFiles', 0, 's3Bucket'), textAt(value, 'logFiles', 0, 's3Object')),
  },
  {
    name: "an alert of this program's own",
    is: (value) => has(value, 'schemaVersion', 'alertId', 'findings'),
    isNoWrapper: true,
    instead: (value) => {
      const id = textAt(value, 'alertId') ?? '';
      if (!/^[\w-]{8,64}$/.test(id)) return LOOK_UP_INSTEAD;
      return `give its event: ${eventLookUp(id, textAt(value, 'region'))}`;
    },
  },
  {
    name: 'a scenario of the sandbox (give it with --scenario)',
    is: (value) => has(value, 'description', 'trustAnchors', 'roles'),
    isNoWrapper: true,
  },
  {
    name: "an EventBridge rule's pattern, not an event",
    is: (value) => Array.isArray(ownField(value, 'detail-type')) && Array.isArray(ownField(value, 'source')),
    isNoWrapper: true,
    instead: lookUpInstead,
  },
  {
    name: "Roles Anywhere's answer about a profile, not CloudTrail's record of it",
    is: (value) => isObject(ownField(value, 'profile')) && at(value, 'profile', 'profileArn') !== undefined,
    isNoWrapper: true,
    instead: lookUpInstead,
  },
  {
    name: 'a policy document',
    is: (value) => has(value, 'Version', 'Statement'),
    isNoWrapper: true,
    instead: lookUpInstead,
  },
  {
    name: 'a GuardDuty finding',
    is: (value) =>
      has(value, 'schemaVersion', 'service', 'severity') || has(value, 'SchemaVersion', 'Service'),
    instead: lookUpInstead,
  },
  {
    name: 'a Security Hub finding',
    is: (value) => has(value, 'ProductArn', 'GeneratorId'),
    instead: lookUpInstead,
  },
  {
    name: 'a CloudWatch alarm',
    is: (value) => has(value, 'AlarmName', 'NewStateValue') || ownField(value, 'source') === 'aws.cloudwatch',
    instead: () => 'give what stands in the queue that it watches: npm run redrive shows it',
  },
  {
    name: 'an SNS message that asks to confirm a subscription',
    is: (value) => ownField(value, 'Type') === 'SubscriptionConfirmation',
    isNoWrapper: true,
  },
  {
    name: 'CloudTrail Lake query results',
    is: (value) => has(value, 'QueryResultRows'),
    instead: () => 'select eventJson, which holds the whole record, or give the CloudTrail record',
  },
  {
    name: 'Athena query results',
    is: (value) => has(value, 'ResultSet'),
    instead: () =>
      'select useridentity, requestparameters and responseelements too, or give the CloudTrail record',
  },
  {
    name: 'a CloudWatch Logs Insights answer',
    is: (value) => has(value, 'results', 'statistics'),
    instead: () => 'select @message, which holds the whole record',
  },
  {
    name: 'an event of LookupEvents whose CloudTrailEvent is not JSON',
    is: ({ CloudTrailEvent: text }) => typeof text === 'string' && !/^\{.*\}$/s.test(text.trim()),
    instead: lookUpInstead,
  },
  {
    name: 'an answer of SQS',
    is: (value) => Array.isArray(ownField(value, 'Messages')),
  },
  {
    name: "a failure that Lambda reported to the function's destination",
    is: (value) => has(value, 'requestContext', 'requestPayload'),
  },
  { name: 'an SNS message', is: (value) => has(value, 'TopicArn', 'Message') },
  {
    name: 'an EventBridge event',
    is: (value) => has(value, 'detail-type', 'source'),
    instead: lookUpInstead,
  },
  {
    name: 'a Splunk result',
    is: (value) => has(value, '_raw') || (has(value, 'result') && has(value, 'preview')),
    instead: () => 'export it with _raw, which holds the whole record',
  },
  {
    name: 'a Wazuh alert',
    is: (value) => isObject(ownField(value, 'rule')) && isObject(ownField(value, 'agent')),
  },
  {
    name: 'an Elastic document',
    is: (value) =>
      has(value, '_source') || (has(value, '@timestamp') && (has(value, 'event') || has(value, 'ecs'))),
    instead: () => 'give its event.original, which holds the whole record',
  },
  {
    name: 'a UDM event of Google SecOps',
    is: (value) => has(value, 'udm') || at(value, 'metadata', 'product_event_type') !== undefined,
    instead: () => 'give its raw log, which holds the whole record',
  },
  {
    name: 'an OCSF event',
    is: (value) => has(value, 'class_uid') || has(value, 'class_name'),
    instead: lookUpInstead,
  },
];

/** What an object is by its names; undefined for what no row of the table fits. */
export const shapeOf = (value: JsonObject): Shape | undefined => SHAPES.find(({ is }) => is(value));

/** The command that finds one event and triages it. */
export const eventLookUp = (eventId: string, region: string | undefined): string => {
  const inRegion = region !== undefined && /^[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}$/.test(region);
  return (
    `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${eventId}` +
    `${inRegion ? ` --region ${region}` : ''} | npm start -- --event -`
  );
};
