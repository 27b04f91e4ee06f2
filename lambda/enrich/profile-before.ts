import type { Change } from '../event/change';
import { inner, ownField, partOf } from '../event/fields';
import { type Profile, readProfile } from '../event/profile';
import { asObject } from '../json';
import { known, type Lookup, notKnown } from '../lookup';
import { type EarlierCalls, earlierCalls } from './history';
import type { TrailRecord } from './trail';
import { type SearchTrail, TRAIL_DAYS, type Underway } from './trail-search';

/** What the profile was before the change. */
export type ProfileBefore =
  /** There was none. */
  | { readonly was: 'absent' }
  /** The same, and disabled. */
  | { readonly was: 'disabled' }
  | {
      readonly was: 'recorded';
      readonly profile: Profile;
      /** The call whose record shows it, and when that was, ISO 8601. */
      readonly eventName: string;
      readonly time: string;
    };

/** Asked among the first: what a change of a profile means hangs on it. */
const RANK = 0;

/** A call on the profile, and the profile as its record shows it; absent where the record does not. */
interface Showing {
  readonly at: number;
  readonly record: TrailRecord;
  readonly profile: Profile | undefined;
}

const idIn = ({ request, response }: TrailRecord): unknown => {
  const answered = ownField(asObject(ownField(asObject(response), 'profile')), 'profileId');
  return answered ?? ownField(asObject(request), 'profileId');
};

/** The whole profile as a record's response shows it. */
const profileIn = ({ request, response }: TrailRecord): Profile | undefined => {
  const answer = inner(partOf(asObject(response), 'responseElements', []), 'profile');
  const asked = partOf(asObject(request), 'requestParameters', []);
  const isWhole = Array.isArray(ownField(answer.fields, 'roleArns')) && answer.gaps.length === 0;
  return isWhole ? readProfile(asked, answer, false) : undefined;
};

const showingOf = (record: TrailRecord): Showing => {
  const profile = profileIn(record);
  return { record, profile, at: Date.parse(profile?.updatedAt ?? record.time) };
};

/** Whether a look-up shows everything from a moment on. */
const reaches = (calls: EarlierCalls, at: number): boolean => {
  const { more, failure, reachesBackTo } = calls.found.soFar();
  if (failure === undefined && !more) return true;
  return Date.parse(reachesBackTo ?? '') <= at;
};

const lastOf = (all: readonly EarlierCalls[], change: Change): Lookup<ProfileBefore> => {
  const { id, updatedAt } = change.profile;
  if (id === null) return notKnown('the event names no profile id');
  const until = Date.parse(updatedAt ?? '');
  const showings = all
    .flatMap(({ found }) => found.soFar().records)
    .filter((record) => idIn(record) === id)
    .map(showingOf)
    .filter(({ at }) => Number.isNaN(until) || !(at >= until));
  const last = showings.reduce<Showing | undefined>(
    (latest, each) => (latest === undefined || !(each.at <= latest.at) ? each : latest),
    undefined,
  );
  const from = last?.at ?? Number.NEGATIVE_INFINITY;
  const unread = all.find((calls) => !reaches(calls, from));
  if (unread !== undefined) return unread.found.soFar().failure ?? notKnown('reading stopped at a limit');
  if (last === undefined)
    return notKnown(`CloudTrail shows neither its creation nor an update in ${TRAIL_DAYS} days`);
  const { record, profile } = last;
  return profile === undefined
    ? notKnown(`the record of ${record.eventName} at ${record.time} does not show the profile`)
    : known({ was: 'recorded', profile, eventName: record.eventName, time: record.time });
};

/**
 * What the profile was before the change: as the last record of it in the trail shows it. CloudTrail lags by minutes, so
 * that another change just before this one may not show yet; the second look asks again.
 * @param own the earlier calls of the same name, where they are looked up anyway
 */
export const readProfileBefore = (
  search: SearchTrail,
  change: Change,
  region: string,
  eventTime: Date,
  now: Date,
  own: EarlierCalls | undefined = earlierCalls(search, change, region, eventTime, now),
): Underway<Lookup<ProfileBefore>> => {
  const { before } = change.kind;
  if (before?.from !== 'told-by-trail') {
    const answer = known<ProfileBefore>({ was: before?.from === 'disabled' ? 'disabled' : 'absent' });
    return { done: Promise.resolve(), soFar: () => answer };
  }
  const all = before.eventNames.map((eventName) =>
    eventName === change.eventName
      ? own
      : earlierCalls(search, change, region, eventTime, now, { eventName, rank: RANK }),
  );
  const asked = all.filter((calls) => calls !== undefined);
  return {
    done: Promise.all(asked.map(({ found }) => found.done)).then(() => undefined),
    soFar: () =>
      asked.length < all.length
        ? notKnown(`CloudTrail keeps ${TRAIL_DAYS} days, and the event is older`)
        : lastOf(asked, change),
  };
};
