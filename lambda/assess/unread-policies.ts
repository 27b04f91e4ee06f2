import type { PolicyText } from '../enrich/policies';
import type { FoundRole } from '../enrich/role';
import { readDocument } from '../iam/document';
import { policyNameOf } from './role-layers';

/** Whether a permissions policy can be understood. */
export const isReadable = (document: unknown): boolean => readDocument(document, 'permissions').readable;

const unreadDocument = (policy: PolicyText): readonly string[] => {
  const { document } = policy;
  if (!document.known) return [`${policyNameOf(policy)}: ${document.reason}`];
  return isReadable(document.value) ? [] : [`${policyNameOf(policy)}: it could not be understood`];
};

/** What of the role's permissions could not be read. */
export const unreadPermissions = ({ attached, inline, boundary }: FoundRole): readonly string[] => [
  ...(attached.known ? attached.value.flatMap(unreadDocument) : [`attached policies: ${attached.reason}`]),
  ...(inline.known ? inline.value.flatMap(unreadDocument) : [`inline policies: ${inline.reason}`]),
  ...(boundary === undefined ? [] : unreadDocument(boundary)),
];
