import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudTrailClient,
  type Event as LookupEvent,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import { mayPass } from '../aws/errors';
import { present } from '../event/fields';
import { asObject, type JsonObject } from '../json';
import { pacer } from './pacer';

/** What to find in the last 90 days of one Region. CloudTrail takes one attribute a question. */
export interface TrailQuery {
  readonly attribute: 'EventName' | 'AccessKeyId' | 'Username';
  readonly value: string;
  readonly from: Date;
  readonly to: Date;
}

export interface TrailPage {
  /** Newest first. */
  readonly records: readonly TrailRecord[];
  readonly nextToken?: string;
}

/** One CloudTrail event as LookupEvents returned it, read as far as it could be. Its texts are its caller's. */
export interface TrailRecord {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  /** Absent where the record does not say. */
  readonly readOnly?: boolean;
  readonly errorCode?: string;
  readonly sourceIp?: string;
  readonly accessKeyId?: string;
  readonly actorArn?: string;
  /** The role behind a role session. */
  readonly issuerArn?: string;
  /** Every text of `userIdentity` that may stand for the caller: ARN, principal id, user name, invoking service. */
  readonly actorNames: readonly string[];
  readonly accountId?: string;
  readonly request: unknown;
  readonly response: unknown;
  readonly resources: unknown;
}

/**
 * Asks one Region's CloudTrail for one page of at most 50 events. Rejects as the SDK does.
 * @param rank what may begin before what, the lower first
 */
export type LookUpTrail = (
  region: string,
  query: TrailQuery,
  nextToken: string | undefined,
  signal: AbortSignal,
  rank?: number,
) => Promise<TrailPage>;

/** Milliseconds; the longest wait before another attempt, doubled with each. */
const RETRY_BASE_MS = 500;

/**
 * Looks up events with a client that makes one attempt: every attempt begins in its turn, for AWS counts all of them.
 * @param spacingMs milliseconds between the beginnings of two requests to one Region, which takes two a second for the
 *   whole account
 * @param maxAttempts attempts of one page, the first included
 */
export const sdkLookUpTrail = (
  clientIn: (region: string) => CloudTrailClient,
  spacingMs: number,
  maxAttempts: number,
): LookUpTrail => {
  const pace = pacer(spacingMs);

  const send = async (region: string, command: LookupEventsCommand, signal: AbortSignal, rank: number) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const ask = () => clientIn(region).send(command, { abortSignal: signal });
        return await pace(region, signal, ask, rank);
      } catch (error) {
        if (attempt >= maxAttempts || signal.aborted || !mayPass(error)) throw error;
        await sleep(Math.random() * RETRY_BASE_MS * 2 ** (attempt - 1), undefined, { signal });
      }
    }
  };

  return async (region, query, nextToken, signal, rank = 0) => {
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: query.attribute, AttributeValue: query.value }],
      StartTime: query.from,
      EndTime: query.to,
      MaxResults: 50,
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    });
    const answer = await send(region, command, signal, rank);
    // CloudTrail answers with an empty list where it finds nothing; no list is no answer.
    if (answer.Events === undefined) throw new Error('the answer holds no events');
    const records = answer.Events.map((event) => trailRecord(event, region));
    return answer.NextToken ? { records, nextToken: answer.NextToken } : { records };
  };
};

/** Characters of a record that are parsed. CloudTrail's records have at most 256 KB; longer is none of its. */
const MAX_RECORD = 300_000;

const trailRecord = (event: LookupEvent, region: string): TrailRecord => {
  const record = parsedRecord(event.CloudTrailEvent);
  const identity = asObject(record.userIdentity);
  const issuer = asObject(asObject(identity.sessionContext).sessionIssuer);
  return {
    eventId: firstText(record.eventID, event.EventId) ?? '',
    time: text(record.eventTime) ?? event.EventTime?.toISOString() ?? '',
    region: text(record.awsRegion) ?? region,
    eventSource: firstText(record.eventSource, event.EventSource) ?? '',
    eventName: firstText(record.eventName, event.EventName) ?? '',
    ...present({
      readOnly: flag(record.readOnly ?? event.ReadOnly),
      errorCode: ownText(record.errorCode),
      sourceIp: ownText(record.sourceIPAddress),
      accessKeyId: firstText(identity.accessKeyId, event.AccessKeyId),
      actorArn: text(identity.arn),
      issuerArn: text(issuer.arn),
      accountId: text(record.recipientAccountId),
    }),
    actorNames: [
      identity.arn,
      identity.principalId,
      identity.userName,
      identity.invokedBy,
      event.Username,
    ].flatMap((name) => text(name) ?? []),
    request: record.requestParameters,
    response: record.responseElements,
    resources: record.resources ?? event.Resources,
  };
};

/** An event whose text cannot be parsed still has what LookupEvents says beside it. */
const parsedRecord = (json: string | undefined): JsonObject => {
  if (typeof json !== 'string' || json.length > MAX_RECORD) return {};
  try {
    return asObject(JSON.parse(json));
  } catch {
    return {};
  }
};

/** Characters of one text that are kept; an ARN of a role with the longest path fits. */
const MAX_TEXT = 1024;

const cut = (value: string): string => (value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value);

/** A text, even an empty one: an error without a name is one all the same. */
const ownText = (value: unknown): string | undefined => (typeof value === 'string' ? cut(value) : undefined);

const text = (value: unknown): string | undefined => (value === '' ? undefined : ownText(value));

const firstText = (one: unknown, other: unknown): string | undefined => text(one) ?? text(other);

/** LookupEvents has it as text, the record as a boolean. */
const flag = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : value === true || value === 'true';
