import type { Context } from '../enrich/context';
import { nothingRead } from '../enrich/coverage';
import type { Actor } from '../event/actor';
import type { Change } from '../event/change';
import { createProfile } from '../event/kinds/create-profile';
import type { Profile } from '../event/profile';
import type { Source } from '../event/source';
import { type Gap, known, notKnown } from '../lookup';
import type { Settings } from '../settings';
import type { Check, Finding } from './check';
import { anchorCertificateSuspicious } from './checks/anchor-certificate-suspicious';
import { attributeMappingsChanged } from './checks/attribute-mappings-changed';
import { externalCaAnchor } from './checks/external-ca-anchor';
import { longSession } from './checks/long-session';
import { manyRoles } from './checks/many-roles';
import { misleadingName } from './checks/misleading-name';
import { noRoles } from './checks/no-roles';
import { noSessionPolicy } from './checks/no-session-policy';
import { profileDisabled } from './checks/profile-disabled';
import { publishedAuthority } from './checks/published-authority';
import { requiredTags } from './checks/required-tags';
import { roleCanBeAdmin } from './checks/role-can-be-admin';
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
import { sessionPolicyNotNarrowing } from './checks/session-policy-not-narrowing';
import { unapprovedAnchor } from './checks/unapproved-anchor';
import { unexpectedRegion } from './checks/unexpected-region';
import { type Facts, factsOf } from './facts';
import { type Headline, headlineOf } from './headline';
import { severityOf, type Verdict } from './ladder';
import { namedAhead } from './reached-roles';
import { runChecks } from './run-checks';
import type { SourceId } from './sources';
import { unknownsOf } from './unknowns';

/** A profile as it stands, and what AWS answered about it. Nobody has just made or changed it. */
export interface StandingProfile
  extends Pick<
    Context,
    'now' | 'accountAlias' | 'tags' | 'managedSessionPolicies' | 'trustAnchors' | 'roles' | 'reachableRoles'
  > {
  readonly place: Change['place'];
  readonly profile: Profile;
}

/** What a standing profile amounts to, how bad that is, and what of it could not be read. */
export interface StandingJudgement extends Verdict {
  readonly facts: Facts;
  readonly headline: Headline;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  readonly unknowns: readonly Gap[];
}

/**
 * The checks of what is there. Those of who acted, from where, and what happened around it have nothing to look at; the
 * order is the catalogue's.
 */
export const STANDING_CHECKS: readonly Check[] = [
  roleCanBeAdmin,
  rolesTogether,
  roleMayBeAdmin,
  roleOtherAccount,
  roleMissing,
  rolePassesPower,
  roleSensitive,
  publishedAuthority,
  unapprovedAnchor,
  externalCaAnchor,
  anchorCertificateSuspicious,
  roleTrustsAnyAnchor,
  roleTrustsAnyMatchingCertificate,
  roleOpenToOthers,
  roleNotUsable,
  unexpectedRegion,
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
];

/** The sources of knowledge that a standing profile rests on: the trail tells of events, and there is none. */
const STANDING_SOURCES: readonly SourceId[] = [
  'roles',
  'unexamined-roles',
  'reachable-roles',
  'trust-anchors',
  'certificates',
  'session-policies',
  'tags',
  'settings',
];

const NO_EVENT = 'nobody has just changed it';
const NOBODY: Actor = { kind: 'unknown', type: 'Unknown', arn: '' };
const NOWHERE: Source = { userAgent: '', client: { family: 'unknown', name: '' } };

/** The profile in the form in which a change of it is judged, with nothing of a change in it. */
const contextOf = ({ place, profile, now, ...answers }: StandingProfile): Context => ({
  ...answers,
  now,
  change: {
    kind: createProfile,
    eventName: '',
    record: { id: '', time: notKnown(NO_EVENT), actor: NOBODY, source: NOWHERE, gaps: [] },
    place,
    subject: { type: 'profile', name: profile.name, arn: profile.arn },
    profile,
    profileIsWhole: true,
  },
  current: known(profile),
  profiles: notKnown(NO_EVENT),
  country: known(undefined),
  history: notKnown(NO_EVENT),
  before: known({ was: 'absent' }),
  activity: [],
  anchorChanges: notKnown(NO_EVENT),
  anchorCoverage: nothingRead(NO_EVENT, now),
  sessions: notKnown(NO_EVENT),
});

/**
 * ARNs of the roles that the profile's roles can pass or assume, as far as policies name them one by one and nobody read
 * them yet.
 */
export const rolesAheadOf = (standing: StandingProfile): readonly string[] => namedAhead(contextOf(standing));

/**
 * Judges a profile as it stands, by the evaluation, the checks and the ladder of an alert. No allow-list entry excuses
 * anything: entries speak of who acts. Pure.
 * @param gaps what was already not known before
 */
export const judgeStanding = (
  standing: StandingProfile,
  settings: Settings,
  gaps: readonly Gap[] = [],
): StandingJudgement => {
  const judgement = { ...settings, allowList: [] };
  const all = factsOf(contextOf(standing), judgement, gaps);
  const isMissed = (source: SourceId): boolean =>
    STANDING_SOURCES.includes(source) && (source !== 'tags' || settings.requiredTags.length > 0);
  const facts = { ...all, unread: all.unread.filter(({ source }) => isMissed(source)) };
  const findings = runChecks(STANDING_CHECKS, facts);
  return {
    ...severityOf(findings, undefined, judgement),
    facts,
    headline: headlineOf(facts),
    findings,
    unknowns: unknownsOf(facts),
  };
};
