import type { Gap, Lookup } from '../lookup';
import type { Facts } from './facts';
import type { JudgedRole } from './judged-role';
import { roleName } from './role-names';
import type { SourceId } from './sources';
import { listed, plural, shortened } from './wording';

const gapOf = (what: string, answer: Lookup<unknown>): readonly Gap[] =>
  answer.known ? [] : [{ what, why: answer.reason }];

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

/** The certificates of every anchor; those of open ones are unread sources, too. */
const certificateGaps = ({ anchors }: Facts): readonly Gap[] =>
  anchors.known
    ? anchors.value.flatMap(({ name, certificates }) =>
        gapOf(`the CA certificate of trust anchor ${shortened(name)}`, certificates),
      )
    : [];

/** An address that nobody judges is not missed. */
const isMissed = ({ settings }: Facts, source: SourceId): boolean =>
  source !== 'address' || settings.trustedNetworks.length > 0 || settings.expectedCountries.length > 0;

/** Everything that could not be learned or decided: each once, what hides most danger first. */
export const unknownsOf = (facts: Facts): readonly Gap[] => {
  const from = (...sources: readonly SourceId[]): readonly Gap[] =>
    facts.unread
      .filter(({ source }) => sources.includes(source) && isMissed(facts, source))
      .map(({ what, why }) => ({ what, why }));
  const gaps = [
    ...from('settings'),
    ...facts.gaps,
    ...from('region-profiles', 'profile-now', 'profile-before'),
    ...roleGaps(facts.roles),
    ...from('reachable-roles', 'session-policies', 'trust-anchors'),
    ...certificateGaps(facts),
    ...from(
      'anchor-trail',
      'actor-trail',
      'history',
      'session-trail',
      'first-alert',
      'address',
      'tags',
      'country',
    ),
    ...gapOf('the account alias', facts.accountAlias),
  ];
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.what, gap.why]), gap])).values()];
};
