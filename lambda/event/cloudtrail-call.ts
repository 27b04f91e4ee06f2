import { isObject, type JsonObject } from '../json';
import { ownField, partOf, typeName } from './fields';
import type { Kind } from './kinds/kind';
import { KINDS } from './kinds/list';
import { shortText } from './short-text';

/** What somebody handed us, by what CloudTrail says it is. */
export type CloudTrailCall =
  | {
      readonly is: 'change';
      readonly kind: Kind;
      readonly eventName: string;
      readonly record: JsonObject;
      /** EventBridge's envelope; absent where the CloudTrail record came by itself. */
      readonly envelope: JsonObject | undefined;
    }
  /** A call of a kind whose record shows that it does not concern Roles Anywhere. */
  | { readonly is: 'no-concern'; readonly call: string }
  | { readonly is: 'failed'; readonly call: string; readonly errorCode: string }
  | { readonly is: 'other-call' /** "CreateRole of iam.amazonaws.com". */; readonly call: string }
  | { readonly is: 'no-record' /** "a list". */; readonly what: string };

type ChangeCall = Extract<CloudTrailCall, { readonly is: 'change' }>;

/** The event is no successful change of one of the kinds; its message says what it is instead. */
export class NotAChangeError extends Error {
  override readonly name = 'NotAChangeError';
}

/**
 * Recognises EventBridge's "AWS API Call via CloudTrail" event and the bare CloudTrail record within it, which logs and
 * LookupEvents hold by itself. Other services have a CreateProfile too, so the event source counts as much as the name.
 * @param kinds the kinds of change there are
 */
export const recognise = (event: unknown, kinds: readonly Kind[] = KINDS): CloudTrailCall => {
  if (!isObject(event)) return { is: 'no-record', what: typeName(event) };
  const detail = ownField(event, 'detail');
  const record = isObject(detail) ? detail : event;
  const eventSource = ownField(record, 'eventSource');
  const eventName = ownField(record, 'eventName');
  if (typeof eventSource !== 'string' || typeof eventName !== 'string')
    return { is: 'no-record', what: 'an object without eventSource and eventName' };
  const call = `${shortText(eventName)} of ${shortText(eventSource)}`;
  const kind = kinds.find((each) => each.eventSource === eventSource && each.eventNames.includes(eventName));
  if (kind === undefined) return { is: 'other-call', call };
  const errorCode = ownField(record, 'errorCode');
  if (errorCode !== undefined)
    return {
      is: 'failed',
      call,
      errorCode: typeof errorCode === 'string' ? shortText(errorCode) : 'unknown error',
    };
  if (kind.concerns?.(partOf(record, '', [])) === false) return { is: 'no-concern', call };
  return { is: 'change', kind, eventName, record, envelope: record === event ? undefined : event };
};

/** Why an event that is no change is refused, naming what it is. */
const refusal = (call: Exclude<CloudTrailCall, ChangeCall>): string => {
  switch (call.is) {
    case 'failed':
      return `This call, ${call.call}, failed (${call.errorCode}): it changed nothing`;
    case 'no-concern':
      return `This ${call.call} does not concern IAM Roles Anywhere`;
    case 'other-call':
      return `This is no change that is alerted on: it is ${call.call}`;
    case 'no-record':
      return `This is no CloudTrail event: it is ${call.what}`;
  }
};

/**
 * The CloudTrail record of a change, and its kind.
 * @param kinds the kinds of change there are
 * @throws NotAChangeError where the event is anything else
 */
export const changeIn = (event: unknown, kinds: readonly Kind[] = KINDS): ChangeCall => {
  const call = recognise(event, kinds);
  if (call.is !== 'change') throw new NotAChangeError(refusal(call));
  return call;
};
