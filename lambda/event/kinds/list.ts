import { createProfile } from './create-profile';
import { createRole } from './create-role';
import { createSession } from './create-session';
import { createTrustAnchor } from './create-trust-anchor';
import { deleteAttributeMapping } from './delete-attribute-mapping';
import { deleteCrl } from './delete-crl';
import { disableCrl } from './disable-crl';
import { enableCrl } from './enable-crl';
import { enableProfile } from './enable-profile';
import { enableTrustAnchor } from './enable-trust-anchor';
import { importCrl } from './import-crl';
import type { Kind } from './kind';
import { putAttributeMapping } from './put-attribute-mapping';
import { updateAssumeRolePolicy } from './update-assume-role-policy';
import { updateCrl } from './update-crl';
import { updateProfile } from './update-profile';
import { updateTrustAnchor } from './update-trust-anchor';

/** Every kind of change, one line each. */
export const KINDS = [
  createProfile,
  updateProfile,
  enableProfile,
  putAttributeMapping,
  deleteAttributeMapping,
  createTrustAnchor,
  updateTrustAnchor,
  enableTrustAnchor,
  importCrl,
  updateCrl,
  enableCrl,
  disableCrl,
  deleteCrl,
  createRole,
  updateAssumeRolePolicy,
  createSession,
] as const satisfies readonly Kind[];

/** The kinds that a setting asks for; those that are always alerted on where none is named. */
export const kindsFor = (setting?: Kind['askedFor']): readonly Kind[] =>
  (KINDS as readonly Kind[]).filter(({ askedFor }) => askedFor === setting);

/** What EventBridge calls the service of an event: "aws.rolesanywhere". */
export const busSourceOf = (eventSource: string): string => `aws.${eventSource.split('.')[0]}`;
