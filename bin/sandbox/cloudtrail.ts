import { objectAt } from '../../lambda/json';
import type { Scenario } from './scenario';
import { AwsError, jsonAnswer, pageOf, pageStart, pageToken, type SandboxService } from './wire';

/** LookupEvents returns at most so many events a page. */
const PAGE_SIZE = 50;

type TrailRecord = Scenario['trail'][number];

const answer = (status: number, value: unknown) => jsonAnswer(status, 'application/x-amz-json-1.1', value);

/**
 * CloudTrail's event history, one for each Region.
 * @param now the time in the story: a record may show only minutes after its call
 */
export const cloudTrailService = ({ trail }: Scenario, now: () => Date): SandboxService => {
  const newestFirst = trail
    .map((record) => ({ record, event: eventOf(record) }))
    .sort((one, other) => other.event.EventTime - one.event.EventTime);

  return {
    name: 'cloudtrail',

    operationOf: ({ headers }) => {
      const target = headers['x-amz-target'];
      return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
    },

    operations: {
      LookupEvents: ({ body, region }) => {
        const request = lookupRequest(body);
        const start = pageStart(request.NextToken);
        if (start === undefined) throw new AwsError('InvalidNextTokenException', 400, 'Invalid token.');
        const found = newestFirst
          .filter(({ record }) => record.awsRegion === region)
          .filter(({ record }) => !(Date.parse(record.visibleAfter ?? '') > now().getTime()))
          .map(({ event }) => event)
          .filter(
            (event) =>
              event.EventTime >= (request.StartTime ?? -Infinity) &&
              event.EventTime <= (request.EndTime ?? Infinity),
          )
          .filter((event) => request.LookupAttributes.every((attribute) => hasAttribute(event, attribute)));
        const { items, next } = pageOf(found, start, request.MaxResults);
        return answer(200, { Events: items, ...(next === undefined ? {} : { NextToken: pageToken(next) }) });
      },
    },

    failed: ({ code, status, message }) => answer(status, { __type: code, message }),

    // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html
    faults: {
      AccessDenied: { code: 'AccessDeniedException', status: 400 },
      Throttling: { code: 'ThrottlingException', status: 400 },
      NotFound: { code: 'ResourceNotFoundException', status: 400 },
      ServiceFailure: { code: 'InternalFailure', status: 500 },
      ExpiredToken: { code: 'ExpiredTokenException', status: 400 },
      UnknownKey: { code: 'UnrecognizedClientException', status: 400 },
      WrongSignature: { code: 'InvalidSignatureException', status: 400 },
    },
  };
};

interface LookupAttribute {
  readonly AttributeKey: string;
  readonly AttributeValue: string;
}

/** The request, or the error that CloudTrail answers with. Times are in seconds, as on the wire. */
const lookupRequest = (body: string) => {
  const request: Record<string, unknown> = JSON.parse(body);
  const { LookupAttributes = [], StartTime, EndTime, MaxResults = PAGE_SIZE, NextToken } = request;
  if (!Array.isArray(LookupAttributes) || LookupAttributes.length > 1) {
    throw new AwsError('InvalidLookupAttributesException', 400, 'Only one lookup attribute is supported.');
  }
  if (typeof MaxResults !== 'number' || MaxResults < 1 || MaxResults > PAGE_SIZE) {
    throw new AwsError('InvalidMaxResultsException', 400, `MaxResults must be between 1 and ${PAGE_SIZE}.`);
  }
  if (typeof StartTime === 'number' && typeof EndTime === 'number' && StartTime > EndTime) {
    throw new AwsError('InvalidTimeRangeException', 400, 'The start time must be before the end time.');
  }
  return {
    LookupAttributes: LookupAttributes as readonly LookupAttribute[],
    StartTime: typeof StartTime === 'number' ? StartTime : undefined,
    EndTime: typeof EndTime === 'number' ? EndTime : undefined,
    MaxResults,
    NextToken: typeof NextToken === 'string' ? NextToken : undefined,
  };
};

/** A record as LookupEvents shows it: a few fields for searching, and the record itself as text. */
const eventOf = (record: TrailRecord) => {
  const identity = objectAt(record, 'userIdentity');
  return {
    EventId: textIn(record, 'eventID'),
    EventName: record.eventName,
    // CloudTrail keeps whole seconds.
    EventTime: Math.floor(Date.parse(record.eventTime) / 1000),
    EventSource: record.eventSource,
    ReadOnly: String(record.readOnly ?? false),
    Username: userNameOf(identity),
    AccessKeyId: textIn(identity, 'accessKeyId'),
    Resources: resourcesOf(record),
    CloudTrailEvent: JSON.stringify({ ...record, visibleAfter: undefined }),
  };
};

type TrailEventShape = ReturnType<typeof eventOf>;

const ATTRIBUTES: Readonly<Record<string, (event: TrailEventShape) => readonly (string | undefined)[]>> = {
  EventId: ({ EventId }) => [EventId],
  EventName: ({ EventName }) => [EventName],
  EventSource: ({ EventSource }) => [EventSource],
  ReadOnly: ({ ReadOnly }) => [ReadOnly],
  Username: ({ Username }) => [Username],
  AccessKeyId: ({ AccessKeyId }) => [AccessKeyId],
  ResourceName: ({ Resources }) => Resources.map(({ ResourceName }) => ResourceName),
  ResourceType: ({ Resources }) => Resources.map(({ ResourceType }) => ResourceType),
};

const hasAttribute = (event: TrailEventShape, { AttributeKey, AttributeValue }: LookupAttribute): boolean => {
  const values = ATTRIBUTES[AttributeKey];
  if (values === undefined) {
    throw new AwsError('InvalidLookupAttributesException', 400, `${AttributeKey} is no lookup attribute.`);
  }
  return values(event).includes(AttributeValue);
};

/** Who: a user's name, the session's name, or "root". */
const userNameOf = (identity: Readonly<Record<string, unknown>>): string | undefined => {
  if (identity.type === 'Root') return 'root';
  const arn = textIn(identity, 'arn');
  return textIn(identity, 'userName') ?? arn?.slice(arn.lastIndexOf('/') + 1);
};

/** The record's own list, or what the request names by a parameter whose type is plain. */
const RESOURCE_PARAMETERS: Readonly<Record<string, string>> = {
  roleName: 'AWS::IAM::Role',
  policyArn: 'AWS::IAM::Policy',
  policyName: 'AWS::IAM::Policy',
  userName: 'AWS::IAM::User',
  groupName: 'AWS::IAM::Group',
};

const resourcesOf = (record: TrailRecord): readonly { ResourceType: string; ResourceName: string }[] => {
  const parameters = objectAt(record, 'requestParameters');
  return Object.entries(RESOURCE_PARAMETERS).flatMap(([parameter, ResourceType]) => {
    const ResourceName = textIn(parameters, parameter);
    return ResourceName === undefined ? [] : [{ ResourceType, ResourceName }];
  });
};

const textIn = (value: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const found = value[key];
  return typeof found === 'string' ? found : undefined;
};
