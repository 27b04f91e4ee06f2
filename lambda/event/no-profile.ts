import { NAMELESS, type Profile } from './profile';

/** Stands where a record tells of no profile: nothing is known of it. */
export const NO_PROFILE: Profile = {
  name: NAMELESS,
  id: null,
  arn: null,
  enabled: null,
  durationSeconds: 43_200,
  roleArns: [],
  managedPolicyArns: [],
};

const OF_PROFILES = 'The profiles that lead to the roles were not changed by it';

/** Checks of what a profile is set to: they do not ask about a change to anything else. */
export const OF_A_PROFILE: Readonly<Record<string, string>> = {
  'profile-changed-since': OF_PROFILES,
  'profile-disabled': OF_PROFILES,
  'misleading-name': OF_PROFILES,
  'long-session': OF_PROFILES,
  'many-roles': OF_PROFILES,
  'no-session-policy': OF_PROFILES,
  'session-policy-not-narrowing': OF_PROFILES,
  'role-session-name-accepted': OF_PROFILES,
  'attribute-mappings-changed': OF_PROFILES,
  'required-tags': OF_PROFILES,
  'no-roles': OF_PROFILES,
};

const OTHERS_BEFORE = 'Whom the roles let in beside Roles Anywhere was not changed by it';

/** The same, and what a role lets in beside the service: nothing of it is new either. */
export const OF_A_PROFILE_OR_ROLE: Readonly<Record<string, string>> = {
  ...OF_A_PROFILE,
  'role-open-to-others': OTHERS_BEFORE,
};
