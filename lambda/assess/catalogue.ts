import type { Check } from './check';
import { allowListProblem } from './checks/allow-list-problem';
import { anchorCaReplaced } from './checks/anchor-ca-replaced';
import { anchorCertificateSuspicious } from './checks/anchor-certificate-suspicious';
import { attackTool } from './checks/attack-tool';
import { attributeMappingsChanged } from './checks/attribute-mappings-changed';
import { calledByService } from './checks/called-by-service';
import { crlChanged } from './checks/crl-changed';
import { crossAccountActor } from './checks/cross-account-actor';
import { deniedAttempts } from './checks/denied-attempts';
import { eventIncomplete } from './checks/event-incomplete';
import { externalCaAnchor } from './checks/external-ca-anchor';
import { firstInAccount } from './checks/first-in-account';
import { firstTimeActor } from './checks/first-time-actor';
import { firstUse } from './checks/first-use';
import { instanceCredentials } from './checks/instance-credentials';
import { longLivedKey } from './checks/long-lived-key';
import { longSession } from './checks/long-session';
import { manyRoles } from './checks/many-roles';
import { misleadingName } from './checks/misleading-name';
import { newAnchor } from './checks/new-anchor';
import { newExternalAnchorByActor } from './checks/new-external-anchor-by-actor';
import { noMfa } from './checks/no-mfa';
import { noRoles } from './checks/no-roles';
import { noSessionPolicy } from './checks/no-session-policy';
import { outsideWorkingHours } from './checks/outside-working-hours';
import { profileChangedSince } from './checks/profile-changed-since';
import { profileDisabled } from './checks/profile-disabled';
import { profileUsed } from './checks/profile-used';
import { profileWidened } from './checks/profile-widened';
import { publishedAuthority } from './checks/published-authority';
import { recordCorrected } from './checks/record-corrected';
import { requiredTags } from './checks/required-tags';
import { revokedValidAgain } from './checks/revoked-valid-again';
import { roleCanBeAdmin } from './checks/role-can-be-admin';
import { roleChangedRecently } from './checks/role-changed-recently';
import { roleMayBeAdmin } from './checks/role-may-be-admin';
import { roleMissing } from './checks/role-missing';
import { roleNotUsable } from './checks/role-not-usable';
import { roleOpenToOthers } from './checks/role-open-to-others';
import { roleOtherAccount } from './checks/role-other-account';
import { rolePassesPower } from './checks/role-passes-power';
import { roleSensitive } from './checks/role-sensitive';
import { roleSessionNameAccepted } from './checks/role-session-name-accepted';
import { roleTrustsAnyAnchor } from './checks/role-trusts-any-anchor';
import { roleTrustsAnyMatchingCertificate } from './checks/role-trusts-any-matching-certificate';
import { rolesTogether } from './checks/roles-together';
import { rootActor } from './checks/root-actor';
import { sensitiveActivity } from './checks/sensitive-activity';
import { sessionPolicyNotNarrowing } from './checks/session-policy-not-narrowing';
import { severalProfiles } from './checks/several-profiles';
import { unapprovedAnchor } from './checks/unapproved-anchor';
import { unexpectedCountry } from './checks/unexpected-country';
import { unexpectedRegion } from './checks/unexpected-region';
import { unfamiliarClient } from './checks/unfamiliar-client';
import { unknownActor } from './checks/unknown-actor';
import { untrustedNetwork } from './checks/untrusted-network';

/**
 * Every check, one line each. Among equally severe findings the order here decides which comes first, and the first
 * one is the reason an alert gives for its severity.
 */
export const CATALOGUE: readonly Check[] = [
  roleCanBeAdmin,
  rolesTogether,
  roleMayBeAdmin,
  roleOtherAccount,
  roleMissing,
  rolePassesPower,
  roleSensitive,
  anchorCaReplaced,
  revokedValidAgain,
  newExternalAnchorByActor,
  publishedAuthority,
  newAnchor,
  unapprovedAnchor,
  externalCaAnchor,
  anchorCertificateSuspicious,
  roleTrustsAnyAnchor,
  roleTrustsAnyMatchingCertificate,
  roleOpenToOthers,
  roleNotUsable,
  firstUse,
  profileUsed,
  roleChangedRecently,
  sensitiveActivity,
  crlChanged,
  severalProfiles,
  deniedAttempts,
  rootActor,
  crossAccountActor,
  unknownActor,
  instanceCredentials,
  longLivedKey,
  noMfa,
  calledByService,
  recordCorrected,
  firstTimeActor,
  firstInAccount,
  attackTool,
  untrustedNetwork,
  unexpectedCountry,
  unexpectedRegion,
  unfamiliarClient,
  outsideWorkingHours,
  eventIncomplete,
  profileWidened,
  profileChangedSince,
  misleadingName,
  longSession,
  manyRoles,
  noSessionPolicy,
  sessionPolicyNotNarrowing,
  roleSessionNameAccepted,
  attributeMappingsChanged,
  requiredTags,
  noRoles,
  profileDisabled,
  allowListProblem,
];
