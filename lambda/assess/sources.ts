import type { Facts } from './facts';
import type { JudgedRole, ReachedRole } from './judged-role';
import type { Question } from './questions';
import { rolesNamed } from './role-names';
import type { Severity } from './severity';
import { counted, listed, plural } from './wording';

/** The sources of knowledge that an alert rests on, beside the record and the settings. */
export const SOURCE_IDS = [
  'roles',
  'unexamined-roles',
  'reachable-roles',
  'region-profiles',
  'profile-now',
  'profile-before',
  'other-profiles',
  'trust-anchors',
  'certificates',
  'actor-trail',
  'anchor-trail',
  'session-trail',
  'first-alert',
  'history',
  'session-policies',
  'address',
  'country',
  'tags',
  'settings',
] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

/** Something that was not read, or not to its end. */
export interface Unread {
  readonly source: SourceId;
  /** What it would have shown: "what else the actor did in eu-central-1". */
  readonly what: string;
  /** Why it was not read, in words for the alert. */
  readonly why: string;
  /**
   * `all`: anything may be missing. `older`: only what happened more than an hour before the event, as the trail is read
   * newest first and stopped at a limit.
   */
  readonly missing: 'all' | 'older';
  /** The role, where it is one role's. */
  readonly role?: JudgedRole;
  /** Where it is about roles that this one can reach: how. */
  readonly how?: ReachedRole['how'];
}

/** What is said and how bad it is where a source of knowledge was not read. */
export interface KnowledgeSource {
  readonly id: SourceId;
  /** The id of the finding of ignorance. */
  readonly findingId: string;
  readonly question: Question;
  /** What it shows, and what it can hide when it is not read; one sentence for the page about severity. */
  readonly hides: string;
  /** Not being read is at least this bad, whatever the checks could have found. */
  readonly least?: Severity;
  /** Not being read is at most this bad, although the checks could have found worse; with the reason. */
  readonly most?: (facts: Pick<Facts, 'rolesAreKnown'>) => {
    readonly severity: Severity;
    readonly because: string;
  };
  /** The finding's one line. */
  readonly title: (unread: readonly [Unread, ...Unread[]], severity: Severity) => string;
}

const rolesOf = (unread: readonly Unread[]): readonly JudgedRole[] =>
  unread.flatMap(({ role }) => (role === undefined ? [] : [role]));

const what = (unread: readonly Unread[]): string => {
  const text = listed([...new Set(unread.map((each) => each.what))], 3);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** "could not be read", or how far it was. */
const extent = (unread: readonly Unread[]): string =>
  unread.every(({ missing }) => missing === 'older')
    ? 'could be read only as far as an hour and more before the event'
    : 'could not be read';

/** Every source of knowledge, one row each. */
export const SOURCES: Readonly<Record<SourceId, KnowledgeSource>> = {
  roles: {
    id: 'roles',
    findingId: 'role-unverified',
    question: 'power',
    hides:
      'What a role may do and who can be it. One that could not be read is taken for admin: critical where use of it is not ruled out, else high. Session policies that were read cap what it can give.',
    least: 'high',
    title: (unread, severity) => {
      const roles = rolesOf(unread);
      const its = plural(roles.length, 'its', 'their');
      return severity === 'critical'
        ? `${rolesNamed(roles)} ${plural(roles.length, 'is', 'are')} treated as admin, because ${its} permissions or trust could not be read`
        : `${rolesNamed(roles)} could not be verified: ${its} permissions or trust could not be read`;
    },
  },
  'unexamined-roles': {
    id: 'unexamined-roles',
    findingId: 'role-not-examined',
    question: 'power',
    hides:
      'Roles past the number that one alert examines, or that were not reached in time: a dangerous one could hide behind many harmless ones, so they are taken for admin.',
    least: 'high',
    title: (unread, severity) =>
      `${counted(unread.length, 'role')} of the profile ${plural(unread.length, 'was', 'were')} not examined, so ${
        severity === 'critical'
          ? `${plural(unread.length, 'it is', 'they are')} treated as admin`
          : 'admin cannot be ruled out'
      }`,
  },
  'reachable-roles': {
    id: 'reachable-roles',
    findingId: 'reachable-role-unverified',
    question: 'power',
    hides:
      'What the roles may do that a role of the profile can pass to a service or assume, where policies name them: they are read after its own, ten at most.',
    title: (unread) => `${what(unread)} could not be read, so that it is admin cannot be ruled out`,
  },
  'region-profiles': {
    id: 'region-profiles',
    findingId: 'profiles-unverified',
    question: 'reach',
    hides:
      'Which profiles a trust anchor, a revocation list or a role leads to: one that is not known may give any role, so they are taken for admin. Asked for a change to anything but a profile.',
    title: (unread) =>
      `${what(unread)} could not be read, so that an admin role can be had by this cannot be ruled out`,
  },
  'profile-now': {
    id: 'profile-now',
    findingId: 'profile-unverified',
    question: 'request',
    hides: 'What was changed since the event: roles added, limits taken away, the profile disabled or used.',
    most: ({ rolesAreKnown }) =>
      rolesAreKnown
        ? {
            severity: 'medium',
            because:
              'only the seconds since the event are in doubt, whoever adds a role or enables the profile raises an alert by that, and the second look reads it once more',
          }
        : {
            severity: 'high',
            because: 'the record does not show the profile either',
          },
    title: () =>
      'The profile as it is now could not be read, so a change of it since the event cannot be ruled out',
  },
  'other-profiles': {
    id: 'other-profiles',
    findingId: 'other-profiles-unverified',
    question: 'activity',
    hides:
      'The other profiles of the Region: more that the same actor made just now, which CloudTrail shows only minutes later.',
    title: () =>
      'The other profiles of the Region could not be listed, so more of the same actor cannot be ruled out',
  },
  'profile-before': {
    id: 'profile-before',
    findingId: 'profile-before-unverified',
    question: 'request',
    hides:
      'What the profile was before the change: without it, everything that the profile gives counts as new.',
    title: () => 'What the profile was before could not be read, so everything that it gives counts as new',
  },
  'trust-anchors': {
    id: 'trust-anchors',
    findingId: 'anchors-unverified',
    question: 'anchors',
    hides:
      'Who can get a certificate that opens the roles: as if one on an outside CA were there, made by whoever acted.',
    title: () =>
      'The trust anchors could not be listed, so an outside CA, made by whoever acted, cannot be ruled out',
  },
  certificates: {
    id: 'certificates',
    findingId: 'certificates-unverified',
    question: 'anchors',
    hides: 'Whose CA an anchor trusts: a weak, brand-new or published one would show in its certificate.',
    title: (unread) => `${what(unread)} could not be read, so a suspicious CA cannot be ruled out`,
  },
  'actor-trail': {
    id: 'actor-trail',
    findingId: 'activity-unverified',
    question: 'activity',
    hides:
      "The actor's other calls: changed policies and roles, new keys, logs disabled. Trust anchors and roles show by themselves when they were made, so this is at most high.",
    title: (unread) => `${what(unread)} ${extent(unread)}, so other sensitive calls cannot be ruled out`,
  },
  'anchor-trail': {
    id: 'anchor-trail',
    findingId: 'anchor-changes-unverified',
    question: 'anchors',
    hides:
      'Who made or changed trust anchors, those that are gone included. Anchors that are there show by themselves when they were made, so this is at most high.',
    title: (unread) =>
      `${what(unread)} ${extent(unread)}, so an anchor that is gone again cannot be ruled out`,
  },
  'session-trail': {
    id: 'session-trail',
    findingId: 'use-unverified',
    question: 'use',
    hides: 'Sessions that were already made with the profile.',
    title: (unread) => `${what(unread)} ${extent(unread)}, so use of the profile cannot be ruled out`,
  },
  'first-alert': {
    id: 'first-alert',
    findingId: 'first-alert-unverified',
    question: 'use',
    hides:
      'Of a session: whether an alert was about its profile, and how severe that was. Where it could not be read, each certificate is told of as if one was.',
    most: () => ({
      severity: 'high',
      because:
        'what the roles can do is judged once more, and nothing but the severity of an alert that has gone out is missing',
    }),
    title: () =>
      'The alert about the profile could not be looked up, so that there was one, and a severe one, cannot be ruled out',
  },
  history: {
    id: 'history',
    findingId: 'history-unverified',
    question: 'history',
    hides: 'Whether this actor, or anybody in this account and Region, did this before.',
    title: (unread) => `${what(unread)} could not be read, so a first time cannot be ruled out`,
  },
  'session-policies': {
    id: 'session-policies',
    findingId: 'session-policies-unverified',
    question: 'request',
    hides:
      'Whether a session policy narrows anything: one that could not be read is taken to narrow nothing.',
    title: (unread) => `${what(unread)} could not be read, so that it narrows anything is not known`,
  },
  address: {
    id: 'address',
    findingId: 'source-unverified',
    question: 'source',
    hides:
      'From which network and country the call came, where a service stands in its place or nothing does.',
    title: (unread) => `${what(unread)} is not known, so a foreign network cannot be ruled out`,
  },
  country: {
    id: 'country',
    findingId: 'country-unverified',
    question: 'source',
    hides: 'Whether the call came from a country that nobody is expected to work from.',
    title: (unread) => `${what(unread)} could not be read, so an unexpected one cannot be ruled out`,
  },
  tags: {
    id: 'tags',
    findingId: 'tags-unverified',
    question: 'request',
    hides: 'Whether the tags that every profile must bear are there.',
    title: () => 'The tags could not be read, so a missing one cannot be ruled out',
  },
  settings: {
    id: 'settings',
    findingId: 'settings-unverified',
    question: 'expectation',
    hides:
      'What this installation approves and expects: it is judged by the defaults, which approve and expect nothing.',
    title: () => 'The settings of this installation could not be read, so it is judged by the defaults',
  },
};
