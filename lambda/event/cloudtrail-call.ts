import { isObject, ownField, typeName } from './fields';
import { shortText } from './short-text';

const CREATE_PROFILE = 'CreateProfile';
const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

type Fields = Readonly<Record<string, unknown>>;

/** What somebody handed us, by what CloudTrail says it is. */
export type CloudTrailCall =
  | {
      readonly kind: 'profile-created';
      readonly record: Fields;
      /** EventBridge's envelope; absent where the CloudTrail record came by itself. */
      readonly envelope: Fields | undefined;
    }
  | { readonly kind: 'failed'; readonly errorCode: string }
  | { readonly kind: 'other-call' /** "CreateRole of iam.amazonaws.com". */; readonly call: string }
  | { readonly kind: 'no-record' /** "a list". */; readonly what: string };

/** The event is no successful CreateProfile call of IAM Roles Anywhere; its message says what it is instead. */
export class NotAProfileCreationError extends Error {
  override readonly name = 'NotAProfileCreationError';
}

/**
 * Recognises EventBridge's "AWS API Call via CloudTrail" event and the bare CloudTrail record within it, which logs and
 * LookupEvents hold by itself. Other services have a CreateProfile too, so the event source counts as much as the name.
 */
export const recognise = (event: unknown): CloudTrailCall => {
  if (!isObject(event)) return { kind: 'no-record', what: typeName(event) };
  const detail = ownField(event, 'detail');
  const record = isObject(detail) ? detail : event;
  const eventSource = ownField(record, 'eventSource');
  const eventName = ownField(record, 'eventName');
  if (typeof eventSource !== 'string' || typeof eventName !== 'string')
    return { kind: 'no-record', what: 'an object without eventSource and eventName' };
  if (eventSource !== ROLES_ANYWHERE || eventName !== CREATE_PROFILE)
    return { kind: 'other-call', call: `${shortText(eventName)} of ${shortText(eventSource)}` };
  const errorCode = ownField(record, 'errorCode');
  if (errorCode !== undefined)
    return {
      kind: 'failed',
      errorCode: typeof errorCode === 'string' ? shortText(errorCode) : 'unknown error',
    };
  return { kind: 'profile-created', record, envelope: record === event ? undefined : event };
};

/** Why an event that is no profile creation is refused, naming what it is. */
const refusal = (call: Exclude<CloudTrailCall, { readonly kind: 'profile-created' }>): string => {
  switch (call.kind) {
    case 'failed':
      return `This ${CREATE_PROFILE} call of ${ROLES_ANYWHERE} failed (${call.errorCode}): no profile was made`;
    case 'other-call':
      return `This is no ${CREATE_PROFILE} event of ${ROLES_ANYWHERE}: it is ${call.call}`;
    case 'no-record':
      return `This is no CloudTrail event: it is ${call.what}`;
  }
};

/**
 * The CloudTrail record of a profile's creation.
 * @throws NotAProfileCreationError where the event is anything else
 */
export const profileCreationIn = (
  event: unknown,
): Extract<CloudTrailCall, { readonly kind: 'profile-created' }> => {
  const call = recognise(event);
  if (call.kind !== 'profile-created') throw new NotAProfileCreationError(refusal(call));
  return call;
};
