import type { SourceId } from '../lambda/assess/sources';
import type { Context } from '../lambda/enrich/context';
import type { Change } from '../lambda/event/change';
import { partOf } from '../lambda/event/fields';
import { createSession } from '../lambda/event/kinds/create-session';
import { updateProfile } from '../lambda/event/kinds/update-profile';
import { readSession } from '../lambda/event/session';
import { type Gap, known, notKnown } from '../lambda/lookup';
import type { Settings } from '../lambda/settings';
import { defaultSettings } from '../lambda/settings-file';
import {
  ANCHOR_ARN,
  allow,
  CUT,
  contextOf,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
  source,
  trustAnchor,
  UNREAD,
} from '../test/support/context';
import { REGION, record } from '../test/support/event';
import { anchorContext } from '../test/support/opened';
import { session } from '../test/support/session';

/** One way in which a source of knowledge fails, in a story in which nothing else is wrong or unread. */
export interface SourceFailure {
  readonly source: SourceId;
  readonly fails: string;
  readonly context: Partial<Context>;
  /** What was already not known before the event came. */
  readonly gaps?: readonly Gap[];
}

/** Every list of the settings filled in, and the story in all of them: so each check could have found something. */
export const SETTINGS: Settings = {
  ...defaultSettings,
  approvedTrustAnchors: [ANCHOR_ARN],
  trustedNetworks: ['203.0.113.0/24'],
  expectedCountries: ['DE'],
  expectedRegions: [REGION],
  requiredTags: ['owner'],
};

/** A profile whose sessions nothing narrows. */
const unnarrowed = (overrides: Parameters<typeof profile>[0] = {}) => {
  const { sessionPolicy: _, ...bare } = profile(overrides);
  return { change: profileCreated({ profile: bare }) };
};

/** A session of the profile: what is there is judged as of its alert. */
const sessionWith = (): Change => ({
  ...profileCreated({ kind: createSession }),
  profileIsWhole: false,
  session: readSession(partOf(record(session()), '', [])),
});

const denied = (action: string) => notKnown(`access denied (${action})`);

const unreadRole = foundRole({ attached: denied('iam:ListAttachedRolePolicies') });
const unexamined = {
  state: 'not-examined',
  arn: foundRole().arn,
  reason: 'one alert examines at most 50 roles',
} as const;

/** A role that may do this with another, which could not be read. */
const leadingTo = (action: string): Partial<Context> => {
  const other = foundRole().arn.replace(/[^/]+$/, 'other');
  return {
    ...unnarrowed(),
    roles: [foundRole({ inline: known([inlinePolicy('own', allow(action, other))]) })],
    reachableRoles: [{ state: 'unreadable', arn: other, reason: 'access denied (iam:GetRole)' }],
  };
};

/** The trail, cut at a limit half an hour before the event. */
const CUT_NEAR = { ...CUT, reachesBackTo: '2026-03-04T04:36:07.000Z' };

const [ACTIVITY] = contextOf().activity;
const activity = (part: Partial<Context['activity'][number]>): Partial<Context> =>
  ACTIVITY === undefined ? {} : { activity: [{ ...ACTIVITY, ...part }] };

const PERHAPS_NONE = { count: 0, atLeast: true };

export const FAILURES: readonly SourceFailure[] = [
  {
    source: 'roles',
    fails: 'failed, and use of the role is not ruled out',
    context: { ...unnarrowed(), roles: [unreadRole] },
  },
  {
    source: 'roles',
    fails: 'failed, and use of the role is ruled out: no anchor is enabled',
    context: {
      ...unnarrowed(),
      roles: [unreadRole],
      trustAnchors: known([trustAnchor({ enabled: false })]),
    },
  },
  {
    source: 'roles',
    fails: 'failed, and a session policy that was read caps what it can give',
    context: { roles: [unreadRole] },
  },
  {
    source: 'unexamined-roles',
    fails: 'not reached, and use of the role is not ruled out',
    context: { ...unnarrowed(), roles: [unexamined] },
  },
  {
    source: 'unexamined-roles',
    fails: 'not reached, and use of the role is ruled out: no anchor is enabled',
    context: {
      ...unnarrowed(),
      roles: [unexamined],
      trustAnchors: known([trustAnchor({ enabled: false })]),
    },
  },
  {
    source: 'reachable-roles',
    fails: 'failed, and the role can pass it to services',
    context: leadingTo('iam:PassRole'),
  },
  {
    source: 'reachable-roles',
    fails: 'failed, and the role can assume it',
    context: leadingTo('sts:AssumeRole'),
  },
  {
    source: 'profile-before',
    fails: 'failed, and the profile was updated',
    context: {
      change: profileCreated({ kind: updateProfile }),
      before: notKnown('throttled by AWS (cloudtrail:LookupEvents)'),
    },
  },
  {
    source: 'profile-now',
    fails: 'failed',
    context: { current: denied('rolesanywhere:GetProfile') },
  },
  {
    source: 'region-profiles',
    fails: 'failed, and a trust anchor was created',
    context: anchorContext({
      // One page of the list was read, and what the actor made around it is on another.
      answers: { profiles: [], missing: 'access denied (rolesanywhere:ListProfiles)' },
      roles: [],
      profiles: known([]),
    }),
  },
  {
    source: 'other-profiles',
    fails: 'failed',
    context: { profiles: denied('rolesanywhere:ListProfiles') },
  },
  {
    source: 'trust-anchors',
    fails: 'failed',
    context: { trustAnchors: denied('rolesanywhere:ListTrustAnchors') },
  },
  {
    source: 'certificates',
    fails: 'failed: the certificate cannot be parsed',
    context: {
      trustAnchors: known([
        trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', certificates: notKnown('no X.509 certificate') }),
      ]),
    },
  },
  {
    source: 'actor-trail',
    fails: 'failed',
    context: activity({ events: denied('cloudtrail:LookupEvents'), coverage: UNREAD }),
  },
  { source: 'actor-trail', fails: 'cut within the hour', context: activity({ coverage: CUT_NEAR }) },
  { source: 'actor-trail', fails: 'cut further back', context: activity({ coverage: CUT }) },
  {
    source: 'anchor-trail',
    fails: 'failed',
    context: { anchorChanges: denied('cloudtrail:LookupEvents'), anchorCoverage: UNREAD },
  },
  { source: 'anchor-trail', fails: 'cut within the hour', context: { anchorCoverage: CUT_NEAR } },
  { source: 'anchor-trail', fails: 'cut further back', context: { anchorCoverage: CUT } },
  {
    source: 'session-trail',
    fails: 'failed',
    context: { sessions: denied('cloudtrail:LookupEvents') },
  },
  {
    source: 'session-trail',
    fails: 'cut, with no session found so far',
    context: { sessions: known({ count: PERHAPS_NONE, newest: [], coverage: CUT }) },
  },
  {
    source: 'first-alert',
    fails: 'failed',
    context: { change: sessionWith(), firstAlert: denied('dynamodb:GetItem') },
  },
  { source: 'history', fails: 'failed', context: { history: denied('cloudtrail:LookupEvents') } },
  {
    source: 'history',
    fails: 'cut, with no earlier profile found so far',
    context: {
      history: known({ days: 90, byActor: PERHAPS_NONE, inAccount: PERHAPS_NONE, coverage: CUT }),
    },
  },
  {
    source: 'session-policies',
    fails: 'failed',
    context: {
      managedSessionPolicies: [
        {
          name: 'build-only',
          arn: 'arn:aws:iam::111122223333:policy/build-only',
          kind: 'managed',
          document: denied('iam:GetPolicyVersion'),
        },
      ],
    },
  },
  {
    source: 'address',
    fails: 'hidden: a service made the call in its place',
    context: {
      change: profileCreated({
        source: (({ ip: _, ...rest }) => ({ ...rest, service: 'cloudformation.amazonaws.com' }))(source()),
      }),
    },
  },
  {
    source: 'country',
    fails: 'failed',
    context: { country: notKnown('the country database could not be read') },
  },
  { source: 'tags', fails: 'failed', context: { tags: denied('rolesanywhere:ListTagsForResource') } },
  {
    source: 'settings',
    fails: 'failed',
    context: {},
    gaps: [{ what: 'the settings of this installation', why: 'their file could not be read' }],
  },
];

/** CloudTrail's lag: all that it has so far was read, and it shows nothing of the last minutes. */
export const LATE: readonly SourceId[] = ['actor-trail', 'anchor-trail', 'session-trail'];
