import type { Context } from '../enrich/context';
import type { TrailCoverage } from '../enrich/coverage';
import { readDocument } from '../iam/document';
import type { Gap, Lookup } from '../lookup';
import { momentOf } from './around';
import type { Facts } from './facts';
import type { JudgedRole } from './judged-role';
import { addressHiddenBy } from './networks';
import { roleName } from './role-names';
import type { SourceId, Unread } from './sources';
import { counted, listed, plural, shortened } from './wording';

/** Milliseconds before the event within which a trail that was cut counts as unread. */
const NEAR_MS = 3_600_000;

/** A trail that began to be read and reaches back some way. */
const trailOf = (
  source: SourceId,
  what: string,
  coverage: Pick<TrailCoverage, 'complete' | 'reachesBackTo' | 'failure'>,
  moment: number,
): readonly Unread[] => {
  if (coverage.complete) return [];
  const reached = Date.parse(coverage.reachesBackTo ?? '');
  const isNear = !(reached <= moment - NEAR_MS);
  const why =
    coverage.failure ??
    (coverage.reachesBackTo === undefined
      ? 'reading stopped at a limit'
      : `reading stopped at a limit, at ${coverage.reachesBackTo}`);
  return [{ source, what, why, missing: isNear ? 'all' : 'older' }];
};

const all = (source: SourceId, what: string, why: string): Unread => ({
  source,
  what,
  why,
  missing: 'all',
});

const unlessKnown = (source: SourceId, what: string, answer: Lookup<unknown>): readonly Unread[] =>
  answer.known ? [] : [all(source, what, answer.reason)];

/** A role of which something that decides was not read. One of another account cannot be read by design: that is a check's. */
const ofRole = (role: JudgedRole): readonly Unread[] => {
  const { facts, unreadBecause } = role;
  const what = `role ${roleName(role.arn)}`;
  if (facts.state === 'not-examined') return [{ ...all('unexamined-roles', what, facts.reason), role }];
  return unreadBecause.length === 0
    ? []
    : [{ ...all('roles', what, unreadBecause.slice(0, 4).join('; ')), role }];
};

/** Roles that the role can pass, or assume, and of which something that decides was not read. */
const ofReached = (role: JudgedRole): readonly Unread[] =>
  (['pass', 'assume'] as const).flatMap((how) => {
    const reached = role.reached.filter(
      (each) => each.how === how && each.amountsTo !== 'less' && each.unreadBecause.length > 0,
    );
    const unlisted = (how === 'pass' ? role.passable : role.assumable)?.moreArns ?? 0;
    const names = reached.map(({ arn }) => roleName(arn));
    const named = [
      ...(names.length === 0 ? [] : [`${plural(names.length, 'role', 'roles')} ${listed(names)}`]),
      ...(unlisted === 0 ? [] : [counted(unlisted, 'further role')]),
    ];
    if (named.length === 0) return [];
    const why = [
      ...new Set(reached.flatMap(({ unreadBecause }) => unreadBecause)),
      ...(unlisted === 0 ? [] : ['more than one alert looks at']),
    ];
    const what = `${named.join(' and ')} that role ${roleName(role.arn)} can ${how}`;
    return [{ ...all('reachable-roles', what, why.slice(0, 4).join('; ')), role, how }];
  });

const ofActivity = ({ activity, change, now }: Context): readonly Unread[] => {
  const moment = momentOf(change.record.time, now);
  if (activity.length === 0) return [all('actor-trail', 'what else the actor did', 'it was not looked up')];
  return activity.flatMap(({ region, by, events, coverage }) => {
    const what = `what else the actor did in ${region}`;
    if (!events.known) return [all('actor-trail', what, events.reason)];
    // Nothing a key did is older than its session; what a name did may be.
    if (by === 'access-key' && coverage.coversSession === true) return [];
    return trailOf('actor-trail', what, coverage, moment);
  });
};

const ofAnchorChanges = ({ anchorChanges, anchorCoverage, change, now }: Context): readonly Unread[] => {
  const what = 'recent changes of trust anchors';
  if (!anchorChanges.known) return [all('anchor-trail', what, anchorChanges.reason)];
  return trailOf('anchor-trail', what, anchorCoverage, momentOf(change.record.time, now));
};

const ofSessions = ({ sessions }: Context): readonly Unread[] => {
  const what = 'sessions created with the profile';
  if (!sessions.known) return [all('session-trail', what, sessions.reason)];
  const { count, coverage } = sessions.value;
  // That it was used is known then, however often.
  if (count.count > 0 || coverage.complete) return [];
  return [all('session-trail', what, coverage.failure ?? 'reading stopped at a limit')];
};

const ofHistory = ({ history }: Context): readonly Unread[] => {
  const what = 'earlier profiles';
  if (!history.known) return [all('history', what, history.reason)];
  const { byActor, inAccount, coverage } = history.value;
  const mayBeFirst = [byActor, inAccount].some(({ count, atLeast }) => count === 0 && atLeast);
  return mayBeFirst ? [all('history', what, coverage.failure ?? 'reading stopped at a limit')] : [];
};

const ofSessionPolicies = (context: Context, { profile }: Pick<Facts, 'profile'>): readonly Unread[] => [
  ...(profile.sessionPolicy === undefined || readDocument(profile.sessionPolicy, 'permissions').readable
    ? []
    : [all('session-policies', 'the session policy', 'it could not be understood')]),
  ...context.managedSessionPolicies.flatMap(({ name, arn, document }) =>
    unlessKnown('session-policies', `managed session policy ${arn ?? name}`, document),
  ),
];

const ofCertificates = ({ anchors }: Pick<Facts, 'anchors'>): readonly Unread[] =>
  anchors.known
    ? anchors.value
        .filter(({ isOpen }) => isOpen)
        .flatMap(({ name, certificates }) =>
          unlessKnown('certificates', `the CA certificate of trust anchor ${shortened(name)}`, certificates),
        )
    : [];

const ofAddress = (facts: Pick<Facts, 'source' | 'actor'>): readonly Unread[] => {
  const why = addressHiddenBy(facts);
  return why === undefined ? [] : [all('address', 'the network and country the call came from', why)];
};

/**
 * What was not read of everything an alert rests on, each source by the way it failed. CloudTrail's lag is no fault and
 * nothing unread: every sentence about absence says up to when the trail shows anything.
 * @param gaps what was already not known before the event came
 */
export const unreadOf = (
  context: Context,
  facts: Pick<Facts, 'profile' | 'anchors' | 'gained' | 'source' | 'actor' | 'opened' | 'changed' | 'use'>,
  gaps: readonly Gap[],
): readonly Unread[] => [
  ...facts.gained.flatMap(ofRole),
  ...facts.gained.flatMap(ofReached),
  ...(facts.opened?.unread ?? []).map(({ what, why }) => all('region-profiles', what, why)),
  ...unlessKnown('profile-before', 'the profile as it was before', facts.changed.before),
  ...unlessKnown('profile-now', 'the profile as it is now', context.current),
  ...unlessKnown('other-profiles', 'the other profiles of the Region', context.profiles),
  ...unlessKnown('trust-anchors', 'trust anchors', context.trustAnchors),
  ...ofCertificates(facts),
  ...ofActivity(context),
  ...ofAnchorChanges(context),
  ...ofSessions(context),
  ...(facts.use === undefined
    ? ofHistory(context)
    : unlessKnown('first-alert', 'the alert about the profile', facts.use.firstAlert)),
  ...ofSessionPolicies(context, facts),
  ...ofAddress(facts),
  ...(facts.source.ip === undefined
    ? []
    : unlessKnown('country', 'the country of the source address', context.country)),
  ...unlessKnown('tags', 'tags', context.tags),
  ...gaps.map(({ what, why }) => all('settings', what, why)),
];
