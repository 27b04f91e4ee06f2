import type { SessionUse } from '../enrich/activity';
import type { Context } from '../enrich/context';
import type { FirstAlert } from '../enrich/first-alert';
import type { ProfileHistory } from '../enrich/history';
import type { RoleFacts } from '../enrich/role';
import type { TrailEvent } from '../enrich/trail-event';
import type { Actor } from '../event/actor';
import type { CallRecord, Change } from '../event/change';
import type { Kind, Subject } from '../event/kinds/kind';
import type { Place } from '../event/place';
import type { Profile, Tag } from '../event/profile';
import type { RecordedSession } from '../event/session';
import type { Source } from '../event/source';
import { type Gap, known, type Lookup, notKnown } from '../lookup';
import type { Settings } from '../settings';
import { type ActorCall, actorEvents, sensitiveCallsAmong } from './actor-events';
import { type AllowListProblem, type Expectation, expectationOf } from './allow-list';
import { type AnchorChange, anchorChangesOf } from './anchor-changes';
import { type AnchorFacts, anchorsOf } from './anchors';
import { type Burst, burstOf } from './burst';
import { judgeRole } from './judge-role';
import { judgeTogether } from './judge-together';
import type { JudgedRole, JudgedTogether } from './judged-role';
import { type Opened, openedBy } from './opened';
import { madeByActorOf, otherProfilesOf } from './other-profiles';
import type { ProfileChange } from './profile-changes';
import {
  allRoleArns,
  areRolesKnown,
  changesSince,
  isDurationKnown,
  isRequestKnown,
  longestSecondsOf,
  profileNow,
} from './profile-now';
import { callsOnRoles } from './role-changes';
import { worstFirst } from './role-order';
import { type SessionLayer, sessionLayersOf } from './session-layers';
import type { Unread } from './sources';
import { type Timeline, timelineOf } from './timeline';
import { unreadOf } from './unread';
import { gainedBy, type WhatChanged, whatChangedOf } from './what-changed';

/**
 * Everything that is known about one change, computed once: the checks and the alert read facts, never the record or an
 * answer of AWS's.
 */
export interface Facts {
  readonly settings: Settings;
  /** The time of triage; nothing looks at a clock. */
  readonly now: Date;
  readonly kind: Kind;
  /** The operation, as CloudTrail names it. */
  readonly eventName: string;
  /** What was changed; of a profile, as it is now. */
  readonly subject: Subject;
  /** What the change opens, where its subject is no profile; `profile` is then the worst of the profiles concerned. */
  readonly opened?: Opened;
  /** The CloudTrail `eventID`. */
  readonly eventId: string;
  /** When it happened, ISO 8601. */
  readonly when: Lookup<string>;
  readonly place: Place;
  /** The account's alias; `undefined` where it has none. */
  readonly accountAlias: Lookup<string | undefined>;
  readonly actor: Actor;
  readonly source: Source;
  /** ISO 3166-1 alpha-2 code of the source address; `undefined` where the database has no entry for it. */
  readonly country: Lookup<string | undefined>;
  /** What CloudTrail says of a record that it delivered late or corrected. */
  readonly addendum: CallRecord['addendum'];
  /** What the record should have held and did not. */
  readonly gaps: readonly Gap[];
  /** The profile as it is now where GetProfile answered, completed from the record. */
  readonly profile: Profile;
  /** The profile as the record shows it. */
  readonly asCreated: Profile;
  /** Whether GetProfile answered. */
  readonly profileIsRead: boolean;
  /** Whether it is known which roles the profile names. */
  readonly rolesAreKnown: boolean;
  /** Whether it is known what the profile is set to beside its roles: false where its record lacks the request and nothing else tells. */
  readonly requestIsKnown: boolean;
  /** Whether it is known how long the profile lets a session last. */
  readonly durationIsKnown: boolean;
  /** Seconds that a session can last by the profile, as it is or as it was created; the most that any can where neither is known. */
  readonly longestSeconds: number;
  readonly changesSince: readonly ProfileChange[];
  readonly tags: Lookup<readonly Tag[]>;
  /** What narrows a session; more than one where that was changed after sessions could have been made. */
  readonly sessionLayers: readonly SessionLayer[];
  /** What the change made of the profile. */
  readonly changed: WhatChanged;
  /** The profile's roles judged by their policies, the worst first. */
  readonly roles: readonly JudgedRole[];
  /**
   * Those of them that the change lets somebody use, or use for more, the worst first: all of a new profile, and all where
   * nothing proves that they stood before.
   */
  readonly gained: readonly JudgedRole[];
  /** What the examined roles can do together. */
  readonly together: JudgedTogether;
  /** What the roles could do together that stood before. */
  readonly togetherBefore: JudgedTogether;
  /** The trust anchors of the event's Region, the only ones that work with the profile. */
  readonly anchors: Lookup<readonly AnchorFacts[]>;
  /** Trust anchors made or changed around the profile. */
  readonly anchorChanges: readonly AnchorChange[];
  /** What the actor is known to have done around the event, oldest first. */
  readonly actorEvents: readonly TrailEvent[];
  /** The sensitive calls among what the actor did and succeeded with, oldest first. */
  readonly calls: readonly ActorCall[];
  /** Those of them that changed the roles that the change lets somebody use, their policies, or its managed session policies. */
  readonly callsOnRoles: readonly ActorCall[];
  /** All other profiles of the Region. */
  readonly otherProfiles: Lookup<readonly Profile[]>;
  /** Those of them that the actor made around the change, oldest first. */
  readonly madeByActor: Lookup<readonly Profile[]>;
  /** The like profiles of the same maker that this one follows within minutes, whatever was found. */
  readonly burst?: Burst;
  /** Earlier profiles, by this actor and by anybody. */
  readonly history: Lookup<ProfileHistory>;
  /** Sessions made with the profile so far. */
  readonly sessions: Lookup<SessionUse>;
  /** Where a session is what the alert is about. */
  readonly use?: FirstUse;
  readonly timeline: Timeline;
  readonly expectation: Expectation | undefined;
  /** Allow-list entries that declare nothing expected, and entries that are weak. */
  readonly allowListProblems: readonly (AllowListProblem & { readonly covers: boolean })[];
  /** What was not read. */
  readonly unread: readonly Unread[];
}

/** The session that a certificate got with a profile that an alert was about. */
export interface FirstUse {
  readonly session: RecordedSession;
  /** The alert about the profile. */
  readonly firstAlert: Lookup<FirstAlert>;
}

const useOf = ({ change, firstAlert }: Context): FirstUse | undefined =>
  change.session === undefined
    ? undefined
    : { session: change.session, firstAlert: firstAlert ?? notKnown('nothing remembers it') };

/** Entries of the allow list say who may change what: they speak of no session. */
const judging = (settings: Settings, { session }: Change): Settings =>
  session === undefined ? settings : { ...settings, allowList: [] };

/** Facts of every role of the profile, as created and as it is now; one that nobody looked up is not examined. */
const allRoleFacts = (context: Context): readonly RoleFacts[] => {
  const looked = new Set(context.roles.map(({ arn }) => arn));
  const forgotten = allRoleArns(context).filter((arn) => !looked.has(arn));
  return [
    ...context.roles,
    ...forgotten.map((arn) => ({ state: 'not-examined' as const, arn, reason: 'it was not looked up' })),
  ];
};

/** A profile may have been renamed since. */
const subjectNow = ({ subject }: Change, { name, arn }: Profile): Subject =>
  subject.type === 'profile' ? { ...subject, name, arn } : subject;

/** What the rest of the facts is computed of: the answers, the profile's roles judged, and what those can do together. */
interface Judged {
  readonly context: Context;
  readonly profile: Profile;
  readonly sessionLayers: readonly SessionLayer[];
  readonly roles: readonly JudgedRole[];
  readonly together: JudgedTogether;
  readonly rolesAreKnown: boolean;
}

const judgedProfile = (context: Context, calls: readonly ActorCall[]): Judged => {
  const judgedIn = { context, profile: profileNow(context), sessionLayers: sessionLayersOf(context), calls };
  const roles = allRoleFacts(context).map((facts) => judgeRole(facts, judgedIn));
  return {
    context,
    profile: judgedIn.profile,
    sessionLayers: judgedIn.sessionLayers,
    roles: worstFirst(roles),
    together: judgeTogether(roles, judgedIn),
    rolesAreKnown: areRolesKnown(context),
  };
};

/** The answers as an alert about the worst of the profiles would have them, and all roles that any of them leads to. */
const judgedOpening = (context: Context, opened: Opened): Judged => {
  const [worst] = opened.ways;
  const profile = worst?.profile ?? context.change.profile;
  const region = opened.region ?? opened.regions[0];
  const answers = context.concern?.regions.find((each) => each.region === region);
  const { place } = context.change;
  return {
    context: {
      ...context,
      current: known(profile),
      trustAnchors: answers?.trustAnchors ?? context.trustAnchors,
      change: {
        ...context.change,
        profile,
        place: region === undefined ? place : { ...place, region: known(region) },
      },
    },
    profile,
    sessionLayers: opened.ways.map(({ session }) => session),
    roles: opened.ways.map(({ role }) => role),
    together: opened.together,
    rolesAreKnown: opened.unread.length === 0,
  };
};

/**
 * What is known, from what AWS answered. Pure: the same context and settings give the same facts.
 * @param gaps what was already not known before the event came
 */
export const factsOf = (answers: Context, all: Settings, gaps: readonly Gap[] = []): Facts => {
  const { change, now } = answers;
  const settings = judging(all, change);
  const use = useOf(answers);
  const { record, place } = change;
  const events = actorEvents(answers);
  const calls = sensitiveCallsAmong(events, record.time, now);
  const opened = openedBy(answers, calls);
  const judged = opened === undefined ? judgedProfile(answers, calls) : judgedOpening(answers, opened);
  const { context, profile, roles } = judged;
  const anchorChanges = anchorChangesOf(context, settings);
  const changed = whatChangedOf(context);
  const gained = gainedBy(changed, roles, { ...judged, calls });
  const anchors = anchorsOf(context, settings, gained, anchorChanges, opened?.anchor);
  const expected = expectationOf(context, settings, opened);
  // What is told in short is one more profile like the last.
  const burst = opened === undefined ? burstOf(context, settings, expected) : undefined;
  const facts = {
    settings,
    now,
    kind: change.kind,
    eventName: change.eventName,
    subject: subjectNow(change, profile),
    ...(opened === undefined ? {} : { opened }),
    eventId: record.id,
    when: record.time,
    place,
    accountAlias: context.accountAlias,
    actor: record.actor,
    source: record.source,
    country: context.country,
    gaps: record.gaps,
    addendum: record.addendum,
    profile,
    asCreated: context.change.profile,
    profileIsRead: context.current.known,
    rolesAreKnown: judged.rolesAreKnown,
    requestIsKnown: isRequestKnown(context),
    durationIsKnown: isDurationKnown(context),
    longestSeconds: longestSecondsOf(context),
    changesSince: changesSince(context),
    tags: context.tags,
    sessionLayers: judged.sessionLayers,
    changed,
    roles,
    gained,
    together: judged.together,
    togetherBefore: judgeTogether(
      roles.filter((role) => !gained.includes(role)),
      { ...judged, calls },
    ),
    anchors,
    anchorChanges,
    actorEvents: events,
    calls,
    callsOnRoles: callsOnRoles(calls, gained, profile),
    otherProfiles: otherProfilesOf(context),
    madeByActor: madeByActorOf(context, settings),
    history: context.history,
    sessions: context.sessions,
    ...(use === undefined ? {} : { use }),
    timeline: timelineOf(context),
    ...expected,
    ...(burst === undefined ? {} : { burst }),
  };
  return { ...facts, unread: unreadOf(context, facts, gaps) };
};
