import type { Context } from '../enrich/context';
import { readDocument } from '../iam/document';
import type { Gap, Lookup } from '../lookup';
import type { Settings } from '../settings';
import type { JudgedRole } from './judged-role';
import { addressHiddenBy } from './networks';
import { profileNow } from './profile-now';
import { roleName } from './role-names';
import { listed, plural, shortened } from './wording';

const gapOf = (what: string, answer: Lookup<unknown>): readonly Gap[] =>
  answer.known ? [] : [{ what, why: answer.reason }];

const anchorGaps = ({ trustAnchors }: Context): readonly Gap[] =>
  trustAnchors.known
    ? trustAnchors.value.flatMap(({ name, certificates }) =>
        gapOf(`the CA certificate of trust anchor ${shortened(name)}`, certificates),
      )
    : gapOf('trust anchors', trustAnchors);

const activityGaps = ({ activity }: Context): readonly Gap[] =>
  activity.length === 0
    ? [{ what: 'what else the actor did', why: 'it was not looked up' }]
    : activity.flatMap(({ region, events }) =>
        events.known && events.value.atLeast
          ? [{ what: `all that the actor did in ${region}`, why: 'reading stopped at a limit' }]
          : gapOf(`what else the actor did in ${region}`, events),
      );

/** A session policy that cannot be read narrows nothing for certain. */
const sessionPolicyGaps = (context: Context): readonly Gap[] => {
  const { sessionPolicy } = profileNow(context);
  return sessionPolicy === undefined || readDocument(sessionPolicy, 'permissions').readable
    ? []
    : [{ what: 'the session policy', why: 'it could not be understood' }];
};

/** Roles that lack an answer for the same reason share one gap, so that 250 of them stay readable. */
const roleGaps = (roles: readonly JudgedRole[]): readonly Gap[] => {
  const rolesByReason = new Map<string, string[]>();
  for (const { arn, unknowns } of roles) {
    for (const why of unknowns) rolesByReason.set(why, [...(rolesByReason.get(why) ?? []), roleName(arn)]);
  }
  return [...rolesByReason].map(([why, names]) => ({
    what: `${plural(names.length, 'role', 'roles')} ${listed(names, 5)}`,
    why,
  }));
};

/** Where networks or countries are set, an address that the record does not show leaves them unjudged. */
export const placeGaps = ({ change }: Context, settings: Settings): readonly Gap[] => {
  const why = addressHiddenBy(change.record);
  const isSet = settings.trustedNetworks.length > 0 || settings.expectedCountries.length > 0;
  return why === undefined || !isSet ? [] : [{ what: 'the network and country the call came from', why }];
};

/** Everything that could not be learned or decided: each once, what hides most danger first. */
export const unknownsOf = (
  context: Context,
  roles: readonly JudgedRole[],
  before: readonly Gap[] = [],
): readonly Gap[] => {
  const gaps = [
    ...before,
    ...context.change.record.gaps,
    ...gapOf('the profile as it is now', context.current),
    ...roleGaps(roles),
    ...sessionPolicyGaps(context),
    ...context.managedSessionPolicies.flatMap(({ name, arn, document }) =>
      gapOf(`managed session policy ${arn ?? name}`, document),
    ),
    ...anchorGaps(context),
    ...gapOf('recent changes of trust anchors', context.anchorChanges),
    ...activityGaps(context),
    ...gapOf('earlier profiles', context.history),
    ...gapOf('sessions created with the profile', context.sessions),
    ...gapOf('tags', context.tags),
    ...gapOf('the country of the source address', context.country),
    ...gapOf('the account alias', context.accountAlias),
  ];
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.what, gap.why]), gap])).values()];
};
