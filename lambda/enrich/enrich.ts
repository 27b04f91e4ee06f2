import { setMaxListeners } from 'node:events';
import { lastPart, parseArn } from '../arn';
import type { Change } from '../event/change';
import type { Opening } from '../event/opening';
import type { Profile } from '../event/profile';
import { ifKnown, known, type Lookup, notKnown } from '../lookup';
import type { Settings } from '../settings';
import {
  asTrustAnchor,
  LEFT_OUT,
  type RegionAnswers,
  readRegions,
  regionsOf,
  roleArnOf,
  rolesOf,
  sessionPoliciesOf,
} from './concern';
import type { Context } from './context';
import { unlessOwnLost, unlessRolesLost, unlessTagsLost } from './contradictions';
import { createdProfile } from './created-profile';
import type { Deadline } from './deadline';
import type { IamSource } from './iam-source';
import { type Ask, askUntil } from './lookup-of';
import { managedPolicies, type PolicyText, policyText } from './policies';
import { rankedLimit } from './ranked-limit';
import type { Readers } from './readers';
import { listProfiles } from './region-profiles';
import { promiseOf } from './role-promise';
import { type ReadRoles, roleReader } from './roles';
import { answeredUntil, answeredWithin, readTrail } from './trail-facts';
import { trailSearch } from './trail-search';
import type { TrustAnchor } from './trust-anchors';

/**
 * Milliseconds in which CloudTrail ordinarily answers: seven look-ups that begin half a second apart, and are of a second
 * or two. Past it, it is waited for only as long as it can matter.
 */
const ORDINARY_TRAIL_MS = 5_000;

/** IAM requests open at a time. IAM's limits are per account, and other people's tools share them. */
const IAM_CONCURRENCY = 8;
/**
 * IAM requests of one alert that do not wait for others: of ten roles with a managed policy of their own and an inline one,
 * six each, and a few more. A bucket that takes a few requests a second takes so many once; one that does not says so, and
 * from then on the alert is as careful as with more roles.
 */
const IAM_BURST = 64;

/** Roles past the profile's own that one alert examines: what its roles can hand to services, or assume. */
const MAX_REACHABLE_ROLES = 10;

/** What has to be judged while there is still time to ask. Neither may throw. */
export interface Judging {
  /**
   * Whether the alert's severity is as high as it can get, whatever CloudTrail has yet to say: asked when all else is
   * known and CloudTrail takes longer than it ordinarily does.
   */
  readonly isSettled: (soFar: Context) => boolean;
  /** ARNs of further roles that the policies read so far lead to: asked once, when the profile's own roles are read. */
  readonly rolesAhead: (soFar: Context) => readonly string[];
}

const NO_JUDGING: Judging = { isSettled: () => false, rolesAhead: () => [] };

/**
 * Asks AWS everything an alert wants to know about one change, all independent questions at once. Never
 * rejects: each question that has no answer by the deadline, for whatever reason, is unknown with that reason.
 */
export const enrich = async (
  change: Change,
  readers: Readers,
  settings: Settings,
  deadline: Deadline,
  now: Date = new Date(),
  { isSettled, rolesAhead }: Judging = NO_JUDGING,
): Promise<Context> => {
  // Every open question listens for the deadline; Node would warn of a leak at the eleventh.
  setMaxListeners(0, deadline.signal);
  const ask = asker(change, readers, deadline);
  // Names no account and no Region of AWS: what they are asked for is then not asked at all.
  const account = ifKnown(change.place.account) ?? '';
  const region = ifKnown(change.place.region) ?? '';
  const askRegion = askIn(ask, change.place.region);
  const askAt = ranked(ask, readers.iam);
  const managedPolicy = managedPolicies(readers.iam);
  const reading = {
    iam: readers.iam,
    askAt,
    managedPolicy,
    account,
    promiseOf: (arn: string) => promiseOf(arn, change),
  };
  const readRoles = roleReader({ ...reading, maxExamined: settings.maxExaminedRoles, called: 'roles' });
  const readReachable = roleReader({
    ...reading,
    maxExamined: MAX_REACHABLE_ROLES,
    called: 'roles that other roles can pass or assume',
  });
  // They are few, and count for every role.
  const sessionPolicy = (arn: string) => policyText(managedPolicy, askAt(Number.NEGATIVE_INFINITY), arn);
  const asking = { change, readers, settings, account, region, ask, askRegion, readRoles, sessionPolicy };
  const trailStop = new AbortController();
  const trailSignal = AbortSignal.any([deadline.signal, trailStop.signal]);
  setMaxListeners(0, trailSignal);
  const askTrail = askIn(asker(change, readers, { ...deadline, signal: trailSignal }), change.place.region);
  const search = trailSearch(readers.trail, askTrail, account);
  const { answers, shown, list } =
    change.opening === undefined ? askAboutProfile(asking) : askAboutOpening(asking, change.opening);
  const accountAlias = ask('iam:ListAccountAliases', readers.accountAlias);
  const country = readCountry(deadline, readers, change);
  const trail = readTrail(search, {
    change,
    region,
    usedIn: regionsUsed(change, readers, settings)[0] ?? region,
    eventTime: timeOf(change, now),
    now,
    hours: settings.activityWindowHours,
    current: shown,
  });
  const ordinaryTime = Promise.all([
    answeredWithin(trail.done, ORDINARY_TRAIL_MS),
    answeredWithin(list.done, ORDINARY_TRAIL_MS),
  ]);

  const rest = {
    now,
    change,
    accountAlias: await accountAlias,
    ...(await answers),
    country: await country,
  };
  const ahead = rolesAhead({ ...rest, profiles: list.soFar(), reachableRoles: [], ...trail.soFar() });
  const all = { ...rest, reachableRoles: await readReachable(ahead) };
  const soFar = (): Context => ({ ...all, profiles: list.soFar(), ...trail.soFar() });
  await ordinaryTime;
  await answeredUntil(trail, () => isSettled(soFar()));
  if (!list.isDone() && !isSettled(soFar())) await list.done;
  const context = soFar();
  trailStop.abort();
  const earlier = without(
    managedBefore(context),
    context.managedSessionPolicies.map(({ arn }) => arn ?? ''),
  );
  return {
    ...context,
    managedSessionPolicies: [
      ...context.managedSessionPolicies,
      ...(await Promise.all(earlier.map(sessionPolicy))),
    ],
  };
};

/** What AWS is asked about the subject of a change, beside all that is asked about any. */
type Answers = Pick<
  Context,
  'current' | 'tags' | 'managedSessionPolicies' | 'trustAnchors' | 'roles' | 'concern'
>;

interface Underway {
  readonly answers: Promise<Answers>;
  /** The profile as it is now, once that is known. */
  readonly shown: () => Profile | undefined;
  readonly list: ListUnderway;
}

/** All profiles of the Region, which an alert waits for only as long as they can matter. */
interface ListUnderway {
  /** Never rejects. */
  readonly done: Promise<void>;
  readonly isDone: () => boolean;
  readonly soFar: () => Context['profiles'];
}

const listUnderway = (answer: Promise<Context['profiles']>): ListUnderway => {
  let profiles: Context['profiles'] = notKnown('not answered in time (rolesanywhere:ListProfiles)');
  let isDone = false;
  const done = answer.then((value) => {
    profiles = value;
    isDone = true;
  });
  return { done, isDone: () => isDone, soFar: () => profiles };
};

/** By what the questions about a subject are asked. */
interface Asking {
  readonly change: Change;
  readonly readers: Readers;
  readonly settings: Settings;
  readonly account: string;
  readonly region: string;
  readonly ask: Ask;
  /** Asks nothing of a Region that nobody knows. */
  readonly askRegion: Ask;
  readonly readRoles: ReadRoles;
  readonly sessionPolicy: (arn: string) => Promise<PolicyText>;
}

/** The questions about a profile: itself, its roles, what narrows its sessions, and the anchors that work with it. */
const askAboutProfile = (asking: Asking): Underway => {
  const { change, readers, account, region, askRegion, readRoles, sessionPolicy } = asking;
  const { profile } = change;
  const readList = () => readAllProfiles(askRegion, readers, region, account);
  // Only where the record names no profile does anything wait for the list; else GetProfile, which counts with it towards
  // one request a second, goes first.
  const early = profile.id ? undefined : readList();
  const listed = early?.then((list) => (list.known ? createdProfile(list.value, change) : list));
  const current = readCurrent(askRegion, readers, change, region, listed);
  const list = listUnderway(
    (early ?? current.then(readList)).then((answer) => unlessOwnLost(answer, profile.id)),
  );
  let shown: Profile | undefined;
  void current.then((answer) => {
    if (answer.known) shown = answer.value;
  });
  // The event's own roles and policies do not wait for GetProfile; what it adds is read when it has answered.
  const createdRoles = readRoles(profile.roleArns);
  const createdPolicies = distinct(profile.managedPolicyArns).map(sessionPolicy);
  const listedRoles = Promise.resolve(listed).then((answer) =>
    readRoles(answer?.known ? answer.value.roleArns : []),
  );
  const addedRoles = current.then((answer) => readRoles(answer.known ? answer.value.roleArns : []));
  const addedPolicies = current.then((answer) =>
    Promise.all(
      without(answer.known ? answer.value.managedPolicyArns : [], profile.managedPolicyArns).map(
        sessionPolicy,
      ),
    ),
  );
  const tags = readTags(askRegion, readers, change, region, current);
  const trustAnchors = askRegion('rolesanywhere:ListTrustAnchors', (signal) =>
    readers.trustAnchors(region, signal),
  );
  const answers = async (): Promise<Answers> => ({
    current: await current,
    tags: await tags,
    managedSessionPolicies: [...(await Promise.all(createdPolicies)), ...(await addedPolicies)],
    trustAnchors: ofAccount(await trustAnchors, account),
    roles: [...(await createdRoles), ...(await listedRoles), ...(await addedRoles)],
  });
  return { answers: answers(), shown: () => shown, list };
};

const NO_PROFILE_CHANGED = notKnown('no profile was changed');

/**
 * The questions about anything else: all profiles of the Regions where it may open something, their roles, the most
 * promising first, what narrows their sessions, and the anchors.
 */
const askAboutOpening = (asking: Asking, opening: Opening): Underway => {
  const { change, readers, settings, account, ask, readRoles, sessionPolicy } = asking;
  const answers = async (): Promise<Answers> => {
    const [regions, roleArn] = await Promise.all([
      readRegions(ask, readers, regionsUsed(change, readers, settings)),
      opening.by === 'role' ? roleArnOf(ask, readers, opening, change.place) : undefined,
    ]);
    const own = regions.map((each) => ({
      ...each,
      trustAnchors: ofAccount(each.trustAnchors, account),
      ...(each.profiles.some((profile) => isForeign(profile, account))
        ? { profiles: [], missing: OTHER_ACCOUNT }
        : {}),
    }));
    const opened = opening.calm === undefined ? rolesOf(own, roleArn) : [];
    const policies = sessionPoliciesOf(own, opened);
    const [roles, read] = await Promise.all([
      readRoles(opened),
      Promise.all(policies.read.map(sessionPolicy)),
    ]);
    return {
      current: NO_PROFILE_CHANGED,
      tags: known([]),
      managedSessionPolicies: [...read, ...policies.left.map(leftOut)],
      trustAnchors: own[0]?.trustAnchors ?? notKnown('the event names no AWS Region'),
      roles,
      concern: {
        regions: own,
        ...(roleArn === undefined ? {} : { roleArn }),
        ...(opening.by === 'trust-anchor' ? { anchor: asTrustAnchor(opening.anchor) } : {}),
      },
    };
  };
  const asked = answers();
  const list = listUnderway(asked.then(({ concern }) => ownRegionIn(concern?.regions ?? [])));
  return { answers: asked, shown: () => undefined, list };
};

/** The Regions in which what a change opens is used, as far as this installation knows; none for a change of a profile. */
const regionsUsed = (
  { opening, place }: Change,
  { region }: Readers,
  { expectedRegions }: Settings,
): readonly string[] =>
  opening === undefined
    ? []
    : regionsOf(opening, place, [...expectedRegions, ...(region === undefined ? [] : [region])]);

/** The profiles of the first Region looked at. */
const ownRegionIn = ([first]: readonly RegionAnswers[]): Context['profiles'] => {
  if (first === undefined) return notKnown('the event names no AWS Region');
  return first.missing === undefined ? known(first.profiles) : notKnown(first.missing);
};

const leftOut = (arn: string): PolicyText => ({
  name: lastPart(arn),
  arn,
  kind: 'managed',
  document: LEFT_OUT,
});

/**
 * Asks within the deadline, and not at all where the readers answer for another account than the event's (an event
 * forwarded from elsewhere, or replayed with other credentials): the same name there is another thing.
 */
const asker = ({ place }: Change, readers: Readers, deadline: Deadline): Ask => {
  const { account } = readers;
  if (account === undefined || account === ifKnown(place.account)) return askUntil(deadline);
  const elsewhere = notKnown(`the event is of another account than these credentials (${account})`);
  return async () => elsewhere;
};

/** Nothing of a Region that nobody knows can be asked for. */
const askIn = (ask: Ask, region: Lookup<string>): Ask =>
  region.known ? ask : async () => notKnown('the event names no AWS Region');

const ranked = (ask: Ask, { timesThrottled = () => 0 }: IamSource): ((rank: number) => Ask) => {
  const before = timesThrottled();
  const isOver = () => timesThrottled() > before;
  const limit = rankedLimit(IAM_CONCURRENCY, { calls: IAM_BURST, isOver });
  return (rank) => (operation, call) => limit(rank, () => ask(operation, call));
};

const OTHER_ACCOUNT = 'the answer is about another account';

/** The managed session policies that the profile had before the change. */
const managedBefore = ({ before }: Context): readonly string[] =>
  before.known && before.value.was === 'recorded' ? before.value.profile.managedPolicyArns : [];

/** All profiles of the Region. */
const readAllProfiles = async (
  ask: Ask,
  readers: Readers,
  region: string,
  account: string,
): Promise<Lookup<readonly Profile[]>> => {
  const { profiles, missing } = await listProfiles(ask, readers, region);
  if (missing !== undefined) return notKnown(missing);
  return profiles.some((profile) => isForeign(profile, account)) ? notKnown(OTHER_ACCOUNT) : known(profiles);
};

const isForeign = ({ arn }: Profile, account: string): boolean =>
  arn !== null && parseArn(arn)?.account !== account;

/**
 * The profile as it is now.
 * @param listed the profile as the list of all has it, where the record does not name it because it was cut for its size:
 * it stands in for one that cannot be read by itself
 */
const readCurrent = async (
  ask: Ask,
  readers: Readers,
  change: Change,
  region: string,
  listed: Promise<Lookup<Profile>> | undefined,
): Promise<Lookup<Profile>> => {
  const found = await listed;
  if (found?.known === false) return found;
  const { id, arn } = found?.value ?? change.profile;
  if (!id) return notKnown('the event names no profile id');
  const shown = await ask('rolesanywhere:GetProfile', async (signal) => {
    const profile = await readers.profile(region, id, signal);
    if (arn !== null && profile.arn !== null && profile.arn !== arn) throw new Error(OTHER_ACCOUNT);
    return profile;
  });
  if (found !== undefined) return shown.known ? shown : found;
  return unlessRolesLost(shown, change.profile);
};

/** @param current names the profile where the event does not */
const readTags = async (
  ask: Ask,
  readers: Readers,
  change: Change,
  region: string,
  current: Promise<Lookup<Profile>>,
): Promise<Context['tags']> => {
  const arn = change.profile.arn ?? ifKnown(await current)?.arn;
  if (!arn) return notKnown('the event names no profile ARN');
  const tags = await ask('rolesanywhere:ListTagsForResource', (signal) => readers.tags(region, arn, signal));
  return unlessTagsLost(tags, change.profile);
};

/** Anchors of another account say nothing about who can use this profile. */
const ofAccount = (
  anchors: Lookup<readonly TrustAnchor[]>,
  account: string,
): Lookup<readonly TrustAnchor[]> => {
  const foreign =
    anchors.known && anchors.value.some(({ arn }) => arn !== '' && parseArn(arn)?.account !== account);
  return foreign ? notKnown(OTHER_ACCOUNT) : anchors;
};

/** The database is a file of this function's own, so it is asked whosever event it is. */
const readCountry = (
  deadline: Deadline,
  readers: Readers,
  { record }: Change,
): Promise<Context['country']> => {
  const { ip } = record.source;
  if (!ip) return Promise.resolve(known(undefined));
  return askUntil(deadline)('country database', () => readers.country(ip));
};

/** An event without a readable time is taken to be of now: it has just arrived. */
const timeOf = ({ record: { time } }: Change, now: Date): Date => (time.known ? new Date(time.value) : now);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const without = (texts: readonly string[], known: readonly string[]): readonly string[] =>
  distinct(texts).filter((text) => !known.includes(text));
