import { counted, durationText } from '../assess/wording';
import type { Profile, Tag } from '../event/profile';
import type { Lookup } from '../lookup';
import { abridged } from './words';

const narrowing = ({ sessionPolicy, managedPolicyArns }: Profile): string => {
  const managed = managedPolicyArns.length;
  const policies = [
    ...(sessionPolicy === undefined ? [] : ['a session policy']),
    ...(managed === 0 ? [] : [`${managed} managed session ${managed === 1 ? 'policy' : 'policies'}`]),
  ];
  return policies.length === 0 ? 'no session policy' : `narrowed by ${policies.join(' and ')}`;
};

const tagText = (tags: Lookup<readonly Tag[]>): string => {
  if (!tags.known) return 'tags not known';
  if (tags.value.length === 0) return 'no tags';
  return `tags ${abridged(
    tags.value.map(({ key, value }) => `${key}=${value}`),
    5,
  )}`;
};

/** `current`: whether this is the profile as it is now, and not only as it was created. */
const stateText = ({ enabled }: Profile, current: boolean, done: string): string => {
  if (enabled === null) return 'whether enabled is not known';
  return `${enabled ? 'enabled' : 'DISABLED'} ${current ? 'now' : `when ${done}`}`;
};

/** What is known of the profile beside its own fields. */
interface Known {
  readonly tags: Lookup<readonly Tag[]>;
  /** Whether this is the profile as it is now, and not only as it was created. */
  readonly isCurrent: boolean;
  readonly rolesAreKnown: boolean;
  readonly requestIsKnown: boolean;
  readonly durationIsKnown: boolean;
  /** What was done to it: "created". */
  readonly done: string;
}

/** What the profile is set to, in one line: "enabled now, 1 role, sessions up to 12 h, no session policy, no tags". */
export const describeProfile = (
  profile: Profile,
  { tags, isCurrent, rolesAreKnown, requestIsKnown, durationIsKnown, done }: Known,
): string =>
  [
    stateText(profile, isCurrent, done),
    rolesAreKnown ? counted(profile.roleArns.length, 'role') : 'its roles not known',
    durationIsKnown
      ? `sessions up to ${durationText(profile.durationSeconds)}`
      : 'the length of its sessions not known',
    requestIsKnown ? narrowing(profile) : 'whether a session policy narrows it is not known',
    ...(profile.aliasName === undefined ? [] : [`alias "${profile.aliasName}"`]),
    ...(profile.tipConfiguration?.status === 'ENABLED'
      ? [
          `sessions carry an origin identity from ${profile.tipConfiguration.subjectSource ?? 'the certificate'}`,
        ]
      : []),
    ...(profile.acceptRoleSessionName === true ? ['certificate holders choose the session name'] : []),
    tagText(tags),
  ].join(', ');
