import { isObject, type JsonObject } from '../json';
import type { TrailRecord } from './trail';

/** One CloudTrail event that LookupEvents returned. Its texts are its caller's. */
export interface TrailEvent {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly region: string;
  /** iam.amazonaws.com ... */
  readonly eventSource: string;
  readonly eventName: string;
  readonly actorArn?: string;
  /** The role behind a role session, or the user behind a federated one. */
  readonly issuerArn?: string;
  readonly accessKeyId?: string;
  readonly sourceIp?: string;
  /** Present where the call failed. */
  readonly errorCode?: string;
  /** What it was done to: role, policy, trust anchor or user names and ARNs from the request and the response. */
  readonly targets: readonly string[];
}

/** The event of one record, as the alert's timeline needs it. */
export const trailEvent = (record: TrailRecord): TrailEvent => ({
  eventId: record.eventId,
  time: record.time,
  region: record.region,
  eventSource: record.eventSource,
  eventName: record.eventName,
  ...(record.actorArn === undefined ? {} : { actorArn: record.actorArn }),
  ...(record.issuerArn === undefined ? {} : { issuerArn: record.issuerArn }),
  ...(record.accessKeyId === undefined ? {} : { accessKeyId: record.accessKeyId }),
  ...(record.sourceIp === undefined ? {} : { sourceIp: record.sourceIp }),
  ...(record.errorCode === undefined ? {} : { errorCode: record.errorCode }),
  targets: targetsOf(record),
});

/**
 * Fields of a request or a response that name what a call was about, as CloudTrail spells the parameters of each
 * service's API reference: IAM, Identity Center, Roles Anywhere, Private CA, GuardDuty, Config, EventBridge, Lambda, S3,
 * SNS, SQS, KMS, CloudWatch Logs, Secrets Manager and Systems Manager, and the plain `name` and `arn` of most others.
 */
const TARGET_FIELDS: readonly string[] = [
  'roleName',
  'roleArn',
  'userName',
  'groupName',
  'policyName',
  'policyArn',
  'instanceProfileName',
  'openIDConnectProviderArn',
  'sAMLProviderArn',
  'trustAnchorId',
  'trustAnchorArn',
  'profileId',
  'profileArn',
  'crlId',
  'crlArn',
  'certificateAuthorityArn',
  'detectorId',
  'configurationRecorderName',
  'rule',
  'accessKeyId',
  'serialNumber',
  'functionName',
  'bucketName',
  'subscriptionArn',
  'topicArn',
  'queueUrl',
  'keyId',
  'logGroupName',
  'secretId',
  'documentName',
  'permissionSetArn',
  'resolverQueryLogConfigId',
  'name',
  'arn',
];

/** Targets of one event, and characters of each, that are kept; an ARN with the longest path fits. */
const MAX_TARGETS = 12;
const MAX_TARGET = 700;
/** Objects within a request or a response that are looked into: `trustAnchor`, `role`, `policy` ... */
const MAX_NESTED = 20;

const targetsOf = ({ request, response }: TrailRecord): readonly string[] => {
  const objects = [request, response].flatMap(withNested);
  const texts = objects.flatMap((each) => TARGET_FIELDS.map((name) => each[name]));
  const found = texts.filter((text) => typeof text === 'string' && text !== '' && text.length <= MAX_TARGET);
  return [...new Set(found as string[])].slice(0, MAX_TARGETS);
};

const withNested = (value: unknown): readonly JsonObject[] => {
  if (!isObject(value)) return [];
  return [value, ...Object.values(value).slice(0, MAX_NESTED).filter(isObject)];
};
