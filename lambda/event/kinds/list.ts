import { createProfile } from './create-profile';
import type { Kind } from './kind';

/** Every kind of change, one line each. */
export const KINDS = [createProfile] as const satisfies readonly Kind[];

/** What EventBridge calls the service of an event: "aws.rolesanywhere". */
export const busSourceOf = (eventSource: string): string => `aws.${eventSource.split('.')[0]}`;

/** The names of the kinds, as the machine JSON has them. */
export type ChangeKind = (typeof KINDS)[number]['name'];
