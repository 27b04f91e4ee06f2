import { setMaxListeners } from 'node:events';
import { parseArn } from '../arn';
import type { Change } from '../event/change';
import type { Profile } from '../event/profile';
import { ifKnown, known, type Lookup, notKnown } from '../lookup';
import type { Settings } from '../settings';
import type { Context } from './context';
import { unlessOwnLost, unlessRolesLost, unlessTagsLost } from './contradictions';
import { createdProfile } from './created-profile';
import type { Deadline } from './deadline';
import { type Ask, askUntil } from './lookup-of';
import { managedPolicies, policyText } from './policies';
import { rankedLimit } from './ranked-limit';
import type { Readers } from './readers';
import { listProfiles } from './region-profiles';
import { promiseOf } from './role-promise';
import { roleReader } from './roles';
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
  const askAt = ranked(ask, IAM_CONCURRENCY);
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
  const trailStop = new AbortController();
  const trailSignal = AbortSignal.any([deadline.signal, trailStop.signal]);
  setMaxListeners(0, trailSignal);
  const askTrail = askIn(asker(change, readers, { ...deadline, signal: trailSignal }), change.place.region);
  const search = trailSearch(readers.trail, askTrail, account);
  const { profile } = change;

  const readList = () => readProfiles(askRegion, readers, region, account);
  // Only where the record names no profile does anything wait for the list; else GetProfile, which counts with it towards
  // one request a second, goes first.
  const early = change.profile.id ? undefined : readList();
  const listed = early?.then((list) => (list.known ? createdProfile(list.value, change) : list));
  const current = readCurrent(askRegion, readers, change, region, listed);
  let profiles: Context['profiles'] = notKnown('not answered in time (rolesanywhere:ListProfiles)');
  let profilesAreOpen = true;
  const profilesDone = (early ?? current.then(readList)).then((answer) => {
    profiles = unlessOwnLost(answer, profile.id);
    profilesAreOpen = false;
  });
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
  const accountAlias = ask('iam:ListAccountAliases', readers.accountAlias);
  const tags = readTags(askRegion, readers, change, region, current);
  const trustAnchors = askRegion('rolesanywhere:ListTrustAnchors', (signal) =>
    readers.trustAnchors(region, signal),
  );
  const country = readCountry(deadline, readers, change);
  const trail = readTrail(search, {
    change,
    region,
    eventTime: timeOf(change, now),
    now,
    hours: settings.activityWindowHours,
    current: () => shown,
  });
  const ordinaryTime = Promise.all([
    answeredWithin(trail.done, ORDINARY_TRAIL_MS),
    answeredWithin(profilesDone, ORDINARY_TRAIL_MS),
  ]);

  const rest = {
    now,
    change,
    accountAlias: await accountAlias,
    current: await current,
    tags: await tags,
    managedSessionPolicies: [...(await Promise.all(createdPolicies)), ...(await addedPolicies)],
    trustAnchors: ofAccount(await trustAnchors, account),
    roles: [...(await createdRoles), ...(await listedRoles), ...(await addedRoles)],
    country: await country,
  };
  const ahead = rolesAhead({ ...rest, profiles, reachableRoles: [], ...trail.soFar() });
  const all = { ...rest, reachableRoles: await readReachable(ahead) };
  const soFar = (): Context => ({ ...all, profiles, ...trail.soFar() });
  await ordinaryTime;
  await answeredUntil(trail, () => isSettled(soFar()));
  if (profilesAreOpen && !isSettled(soFar())) await profilesDone;
  const context = soFar();
  trailStop.abort();
  return context;
};

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

const ranked = (ask: Ask, concurrency: number): ((rank: number) => Ask) => {
  const limit = rankedLimit(concurrency);
  return (rank) => (operation, call) => limit(rank, () => ask(operation, call));
};

const OTHER_ACCOUNT = 'the answer is about another account';

/** All profiles of the Region. */
const readProfiles = async (
  ask: Ask,
  readers: Readers,
  region: string,
  account: string,
): Promise<Lookup<readonly Profile[]>> => {
  const { profiles, missing } = await listProfiles(ask, readers, region);
  if (missing !== undefined) return notKnown(missing);
  const isForeign = ({ arn }: Profile): boolean => arn !== null && parseArn(arn)?.account !== account;
  return profiles.some(isForeign) ? notKnown(OTHER_ACCOUNT) : known(profiles);
};

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
