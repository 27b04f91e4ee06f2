import type { JudgedCapability, JudgedRole, ReachedPower, ReachedRole } from '../assess/judged-role';
import { durationText } from '../assess/wording';
import type { RoleReach } from '../iam/capabilities/reach';
import type { Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import { abridged, shortName } from './words';

/** The word a role's line begins with. */
const HEADLINE: Readonly<Record<Power, string>> = {
  admin: 'ADMIN',
  escalation: 'CAN BECOME ADMIN',
  sensitive: 'SENSITIVE',
  limited: 'limited',
  none: 'no permissions',
};

/** The same as something that may or may not be so. */
const POSSIBLY: Readonly<Record<Power, string>> = {
  admin: 'admin cannot be ruled out',
  escalation: 'a path to admin cannot be ruled out',
  sensitive: 'dangerous permissions cannot be ruled out',
  limited: 'some permissions cannot be ruled out',
  none: 'no permissions',
};

const CERTAINLY: Readonly<Record<Power | 'unknown', string>> = {
  admin: 'admin for certain',
  escalation: 'can become admin for certain',
  sensitive: 'sensitive for certain',
  limited: 'limited for certain',
  none: 'nothing for certain',
  unknown: 'permissions unknown',
};

const SHOWN_CAPABILITIES = 2;
const SHOWN_ROLES = 3;

const capabilityText = ({ phrase, scope, grantedBy, verdict, conditionKeys }: JudgedCapability): string => {
  const some = scope === 'some' ? ' (on some resources)' : '';
  const via = grantedBy.length === 0 ? '' : `, via ${abridged(grantedBy, 2, ' and ')}`;
  if (verdict === 'granted') return `${phrase}${some}${via}`;
  const when =
    conditionKeys.length === 0
      ? ' if a policy that could not be read allows it'
      : ` if conditions hold (${abridged(conditionKeys, 2)})`;
  return `${phrase}${some}${when}${via}`;
};

const capabilitiesText = (capabilities: readonly JudgedCapability[]): string => {
  const rest = capabilities.length - SHOWN_CAPABILITIES;
  const shown = capabilities.slice(0, SHOWN_CAPABILITIES).map(capabilityText);
  return [...shown, ...(rest > 0 ? [`+${rest} more`] : [])].join('; ');
};

const WHICH: Readonly<Record<ReachedPower, string>> = {
  admin: ', which is admin',
  'can-become-admin': ', which can become admin',
  'may-become-admin': ', which may be able to become admin',
  unread: ', which could not be read',
  less: '',
};

const AMONG_OTHERS: Readonly<Record<ReachedPower, string>> = {
  admin: ' (admin)',
  'can-become-admin': ' (can become admin)',
  'may-become-admin': ' (may be able to become admin)',
  unread: ' (could not be read)',
  less: '',
};

const byWay = ({ reached }: JudgedRole, way: ReachedRole['how']): readonly ReachedRole[] =>
  reached.filter(({ how }) => how === way);

/** "any role", "role a, role b, +3 more", "roles like arn:...:role/app-*"; those that lead furthest first. */
const reachText = ({ all, arns, patterns, more }: RoleReach, reached: readonly ReachedRole[]): string => {
  if (all) return 'any role';
  const words = arns.length + patterns.length === 1 ? WHICH : AMONG_OTHERS;
  const others = arns.filter((arn) => !reached.some((each) => each.arn === arn));
  const named = [
    ...reached.map(({ arn, amountsTo }) => `role ${shortName(arn)}${words[amountsTo]}`),
    ...others.map((arn) => `role ${shortName(arn)}`),
    ...patterns.map((pattern) => `roles like ${pattern}`),
  ];
  const hidden = named.length - SHOWN_ROLES + more;
  return [...named.slice(0, SHOWN_ROLES), ...(hidden > 0 ? [`+${hidden} more`] : [])].join(', ');
};

/** A role that can hand other roles on, or become them, is as dangerous as those are: that is said, not called harmless. */
const limitedText = (role: JudgedRole): string => {
  const { passable, assumable } = role;
  const reaches = [
    ...(passable === undefined
      ? []
      : [
          `can pass ${reachText(passable, byWay(role, 'pass'))}${passable.services.length === 0 ? '' : ` to ${abridged(passable.services, 2)}`}${passable.verdict === 'granted' ? '' : ' under conditions'}, though nothing that uses it was found`,
        ]),
    ...(assumable === undefined
      ? []
      : [`can assume ${reachText(assumable, byWay(role, 'assume'))} where they let it in`]),
  ];
  return `limited: ${reaches.length === 0 ? 'no dangerous permission found' : reaches.join('; ')}`;
};

/** Which powerful roles it leads to, where the words about its own power do not list what it can pass and assume. */
const aheadText = (role: JudgedRole): readonly string[] => {
  const { power, possiblePower } = role;
  if (power === 'admin' || (power === 'limited' && possiblePower === 'limited')) return [];
  return (['pass', 'assume'] as const).flatMap((way) => {
    const powerful = byWay(role, way).filter(({ amountsTo }) => amountsTo !== 'less');
    const words = powerful.length === 1 ? WHICH : AMONG_OTHERS;
    const names = powerful.map(({ arn, amountsTo }) => `role ${shortName(arn)}${words[amountsTo]}`);
    return names.length === 0 ? [] : [`can ${way} ${abridged(names, SHOWN_ROLES)}`];
  });
};

/** What the role can do, the worse of certain and possible wherever they differ. */
const powerText = (role: JudgedRole): string => {
  const { power, possiblePower } = role;
  const at = (level: Power) => role.capabilities.filter((capability) => capability.level === level);
  if (power === possiblePower) {
    const own = at(power);
    if (power === 'limited') return limitedText(role);
    return own.length === 0 ? HEADLINE[power] : `${HEADLINE[power]}: ${capabilitiesText(own)}`;
  }
  // A proven path to admin stays the headline even where outright admin is possible too.
  if (power === 'escalation') {
    return `${HEADLINE[power]}: ${capabilitiesText(at(power))}; ${POSSIBLY[possiblePower]}`;
  }
  const because =
    at(possiblePower).length > 0 ? capabilitiesText(at(possiblePower)) : abridged(role.unknowns, 2, '; ');
  return `${CERTAINLY[power]}; ${POSSIBLY[possiblePower]}${because === '' ? '' : `: ${because}`}`;
};

/** What the trust anchors are called, and whether it is known which there are. */
export interface AnchorNames {
  readonly nameOf: (arn: string) => string;
  readonly areKnown: boolean;
}

const OPEN_TO: Readonly<Record<TrustVerdict['trust'], string>> = {
  'any-anchor': 'open to any trust anchor',
  'any-anchor-matching-certificate': 'open to any trust anchor whose certificate matches',
  pinned: 'pinned to',
  unusable: 'its trust policy does not allow Roles Anywhere to assume it',
  unknown: 'its trust policy could not be read',
};

/** Who can get at the role; `nameOf` gives an anchor's name where it is known. */
const trustText = (trust: TrustVerdict, { nameOf, areKnown: anchorsAreKnown }: AnchorNames): string => {
  const outside = trust.otherPrincipals.filter(({ external, kind }) => external || kind === 'everyone');
  const others =
    outside.length === 0
      ? ''
      : `; outside Roles Anywhere also open to ${abridged(
          outside.map(({ kind, principal, conditional, opensTo, provider = principal }) => {
            const open =
              opensTo === 'everyone' ? `anybody with a token of ${provider}` : `${kind} ${principal}`;
            const who = kind === 'everyone' ? 'everyone' : open;
            return conditional ? `${who} (under conditions)` : who;
          }),
          2,
        )}`;
  const from = trust.opensAt === undefined ? '' : ` from ${trust.opensAt} on`;
  if (trust.trust !== 'pinned') return OPEN_TO[trust.trust] + from + others;
  const anchors = trust.reachableFrom.length > 0 ? trust.reachableFrom : trust.pinnedTo;
  const missing =
    trust.reachableFrom.length > 0
      ? ''
      : anchorsAreKnown
        ? ' (no such anchor found)'
        : ' (whether it is there is not known)';
  return `pinned to trust anchor ${abridged(anchors.map(nameOf), 2)}${missing}${from}${others}`;
};

const usableText = (role: JudgedRole): string => {
  const because = role.usableBecause === '' ? '' : ` (${role.usableBecause})`;
  if (role.usableNow === 'yes') return 'usable now';
  return role.usableNow === 'no'
    ? `no new session now${because}`
    : `whether it is usable now is unknown${because}`;
};

const NOT_FOUND: Readonly<
  Record<Exclude<JudgedRole['facts']['state'], 'found'>, (role: JudgedRole) => string>
> = {
  missing: ({ shownBy }) =>
    shownBy === undefined
      ? 'DOES NOT EXIST: whoever creates a role of this name decides what the profile can do'
      : `DOES NOT SHOW IN IAM, although ${shownBy}; nothing is ruled out`,
  'other-account': ({ facts }) =>
    `IN ANOTHER ACCOUNT${facts.state === 'other-account' ? ` (${facts.accountId})` : ''}: cannot be examined from here, so nothing is ruled out`,
  'not-examined': ({ facts }) =>
    `NOT EXAMINED${facts.state === 'not-examined' ? `: ${facts.reason}` : ''}; nothing is ruled out`,
  unreadable: ({ facts }) =>
    `UNKNOWN${facts.state === 'unreadable' ? `: ${facts.reason}` : ''}; nothing is ruled out`,
};

/**
 * One role in one line people understand: "CAN BECOME ADMIN: attach any policy to itself, via inline policy X;
 * open to any trust anchor; up to 12 h; usable now".
 */
export const roleSummary = (role: JudgedRole, anchors: AnchorNames): string => {
  if (role.facts.state !== 'found') return NOT_FOUND[role.facts.state](role);
  return [
    powerText(role),
    ...aheadText(role),
    trustText(role.trust, anchors),
    ...(role.sessionSeconds === undefined ? [] : [`up to ${durationText(role.sessionSeconds)}`]),
    usableText(role),
  ].join('; ');
};
