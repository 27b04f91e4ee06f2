import { isObject } from '../../lambda/json';
import { AwsError, jsonAnswer, type SandboxService } from './wire';

/** What a bus took. */
export interface PutEvent {
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: string;
}

/** Bytes of one entry. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MAX_ENTRY_BYTES = 262_144;
/** Characters of a source and of a detail type. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const MAX_NAME = 256;

const answer = (status: number, value: unknown) => jsonAnswer(status, 'application/x-amz-json-1.1', value);

const isDetail = (text: string): boolean => {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
};

/** What EventBridge says of an entry that it does not take; the call succeeds all the same. */
const refusalOf = (entry: Readonly<Record<string, unknown>>): string | undefined => {
  const { Source, DetailType, Detail, EventBusName } = entry;
  if (typeof Source !== 'string' || typeof DetailType !== 'string' || typeof Detail !== 'string')
    return 'InvalidArgument';
  if (typeof EventBusName !== 'string' || Source.length > MAX_NAME || DetailType.length > MAX_NAME)
    return 'InvalidArgument';
  if (Source.startsWith('aws.')) return 'NotAuthorizedForSourceException';
  return isDetail(Detail) ? undefined : 'MalformedDetail';
};

/** EventBridge: takes events of one's own, and adds them to the list. */
export const eventBusService = (put: PutEvent[]): SandboxService => ({
  name: 'events',
  operationOf: ({ headers }) => {
    const target = headers['x-amz-target'];
    return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
  },
  operations: {
    PutEvents: ({ body }) => {
      const { Entries: entries }: { readonly Entries?: unknown } = JSON.parse(body);
      if (!Array.isArray(entries) || entries.length === 0 || entries.length > 10 || !entries.every(isObject))
        throw new AwsError('ValidationException', 400, 'Entries: from 1 to 10');
      const bytes = entries.map(({ Source, DetailType, Detail, Resources }) =>
        Buffer.byteLength(
          [Source, DetailType, Detail, ...(Array.isArray(Resources) ? Resources : [])].join(''),
        ),
      );
      if (bytes.reduce((sum, each) => sum + each, 0) > MAX_ENTRY_BYTES)
        throw new AwsError(
          'ValidationException',
          400,
          'Total size of the entries in the request is over the limit.',
        );
      const results = entries.map((entry) => {
        const refusal = refusalOf(entry);
        if (refusal !== undefined) return { ErrorCode: refusal, ErrorMessage: refusal };
        put.push({
          busName: String(entry.EventBusName),
          source: String(entry.Source),
          detailType: String(entry.DetailType),
          resources: Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
          detail: String(entry.Detail),
        });
        return { EventId: `00000000-0000-4000-9000-${String(put.length).padStart(12, '0')}` };
      });
      const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
      return answer(200, { FailedEntryCount, Entries: results });
    },
  },
  failed: ({ code, status, message }) => answer(status, { __type: code, message }),
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html
  faults: {
    AccessDenied: { code: 'AccessDeniedException', status: 400 },
    Throttling: { code: 'ThrottlingException', status: 400 },
    NotFound: { code: 'ResourceNotFoundException', status: 400 },
    ServiceFailure: { code: 'InternalException', status: 500 },
    ExpiredToken: { code: 'ExpiredTokenException', status: 400 },
    UnknownKey: { code: 'UnrecognizedClientException', status: 400 },
    WrongSignature: { code: 'InvalidSignatureException', status: 400 },
  },
});
