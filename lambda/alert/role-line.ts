import type { JudgedCapability, JudgedRole } from '../assess/judged-role';
import { durationText } from '../assess/wording';
import type { Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import { listed, shortName } from './words';

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

const capabilityText = ({ phrase, scope, grantedBy, verdict, conditionKeys }: JudgedCapability): string => {
  const some = scope === 'some' ? ' (on some resources)' : '';
  const via = grantedBy.length === 0 ? '' : `, via ${listed(grantedBy, 2, ' and ')}`;
  if (verdict === 'granted') return `${phrase}${some}${via}`;
  const when =
    conditionKeys.length === 0
      ? ' if a policy nobody could read allows it'
      : ` if conditions hold (${listed(conditionKeys, 2)})`;
  return `${phrase}${some}${when}${via}`;
};

const capabilitiesText = (capabilities: readonly JudgedCapability[]): string => {
  const rest = capabilities.length - SHOWN_CAPABILITIES;
  const shown = capabilities.slice(0, SHOWN_CAPABILITIES).map(capabilityText);
  return [...shown, ...(rest > 0 ? [`+${rest} more`] : [])].join('; ');
};

/** What the role can do, the worse of certain and possible wherever they differ. */
const powerText = (role: JudgedRole): string => {
  const { power, possiblePower } = role;
  const at = (level: Power) => role.capabilities.filter((capability) => capability.level === level);
  if (power === possiblePower) {
    const own = at(power);
    if (power === 'limited') return 'limited: no dangerous permission found';
    return own.length === 0 ? HEADLINE[power] : `${HEADLINE[power]}: ${capabilitiesText(own)}`;
  }
  // A proven path to admin stays the headline even where outright admin is possible too.
  if (power === 'escalation') {
    return `${HEADLINE[power]}: ${capabilitiesText(at(power))}; ${POSSIBLY[possiblePower]}`;
  }
  const because =
    at(possiblePower).length > 0 ? capabilitiesText(at(possiblePower)) : listed(role.unknowns, 2, '; ');
  return `${CERTAINLY[power]}; ${POSSIBLY[possiblePower]}${because === '' ? '' : `: ${because}`}`;
};

const OPEN_TO: Readonly<Record<TrustVerdict['trust'], string>> = {
  'any-anchor': 'open to any trust anchor',
  'any-anchor-matching-certificate': 'open to any trust anchor whose certificate matches',
  pinned: 'pinned to',
  unusable: 'its trust policy lets nobody in through Roles Anywhere',
  unknown: 'its trust policy could not be read',
};

/** Who can get at the role; `nameOf` gives an anchor's name where it is known. */
const trustText = (trust: TrustVerdict, nameOf: (arn: string) => string): string => {
  const outside = trust.otherPrincipals.filter(({ external, kind }) => external || kind === 'everyone');
  const others =
    outside.length === 0
      ? ''
      : `; outside Roles Anywhere also open to ${listed(
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
  const missing = trust.reachableFrom.length === 0 ? ' (no such anchor found)' : '';
  return `pinned to trust anchor ${listed(anchors.map(nameOf), 2)}${missing}${from}${others}`;
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
  missing: () => 'DOES NOT EXIST: whoever creates a role of this name decides what the profile can do',
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
export const roleSummary = (role: JudgedRole, nameOf: (arn: string) => string = shortName): string => {
  if (role.facts.state !== 'found') return NOT_FOUND[role.facts.state](role);
  return [
    powerText(role),
    trustText(role.trust, nameOf),
    ...(role.sessionSeconds === undefined ? [] : [`up to ${durationText(role.sessionSeconds)}`]),
    usableText(role),
  ].join('; ');
};
