import type { SensitiveAction } from '../iam/sensitive-actions/row';
import { sensitiveActionOf } from '../iam/sensitive-actions/table';

export type { CallSeverity, CallSubject } from '../iam/sensitive-actions/row';

/** A call that matters when the same actor makes it around the creation of a profile. */
export type SensitiveCall = SensitiveAction;

/** The row that describes an event; `undefined` for a call that is not sensitive. */
export const sensitiveCall = sensitiveActionOf;
