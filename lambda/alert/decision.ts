import type { Assessment } from '../assess/assessment';
import type { Question } from '../assess/check';
import type { JudgedRole } from '../assess/judged-role';
import { atLeast, type Severity } from '../assess/severity';
import type { Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import { LOUD, loudness } from './role-order';
import { accountLabel, capitalised, listed, shortName } from './words';

/** What a power lets its holder do, as a verb phrase that an account's name follows. */
const CAN: Readonly<Record<Power, string>> = {
  admin: 'is admin in',
  escalation: 'can become admin in',
  sensitive: 'gets dangerous permissions in',
  limited: 'gets limited permissions in',
  none: 'gets no permissions in',
};

/** The same as something that cannot be ruled out. */
const MAYBE: Readonly<Record<Power, string>> = {
  admin: 'Admin rights',
  escalation: 'A path to admin',
  sensitive: 'Dangerous permissions',
  limited: 'Some permissions',
  none: 'Permissions',
};

/** The same about the profile, short enough for a subject line. */
const PROFILE_CAN: Readonly<Record<Power, string>> = {
  admin: 'gives admin',
  escalation: 'can become admin',
  sensitive: 'gives dangerous permissions',
  limited: 'gives limited permissions',
  none: 'gives no permissions',
};

const PROFILE_MAY: Readonly<Record<Power, string>> = {
  admin: 'may give admin',
  escalation: 'may give a path to admin',
  sensitive: 'may give dangerous permissions',
  limited: 'may give some permissions',
  none: 'gives no permissions',
};

/** The louder of what is certain and what is possible, and which of the two it is. */
const verdict = (power: Power | 'unknown', possible: Power): { level: Power; certain: boolean } =>
  power !== 'unknown' && loudness(power, power) >= loudness(power, possible)
    ? { level: power, certain: true }
    : { level: possible, certain: power === possible };

interface Claimant {
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
}

/** The loudest of the single roles and of all roles together. */
const loudest = (roles: readonly JudgedRole[], together: Assessment['together']): Claimant =>
  roles.reduce<Claimant>(
    (worst, role) =>
      loudness(role.power, role.possiblePower) > loudness(worst.power, worst.possiblePower) ? role : worst,
    together,
  );

/** What the profile amounts to, in a few words: "can become admin". */
export const profileClaim = (assessment: Assessment, roles: readonly JudgedRole[]): string => {
  if (roles.length === 0) return 'has no roles';
  const { power, possiblePower } = loudest(roles, assessment.together);
  if (roles[0]?.facts.state === 'missing' && loudness(power, possiblePower) < LOUD)
    return 'names a missing role';
  const { level, certain } = verdict(power, possiblePower);
  return (certain ? PROFILE_CAN : PROFILE_MAY)[level];
};

/** Who gets in by the role's trust policy; nothing where nobody does or nobody could read it. */
const holder = (trust: TrustVerdict, nameOf: (arn: string) => string): string | undefined => {
  switch (trust.trust) {
    case 'any-anchor':
      return 'anyone with a certificate from any trust anchor';
    case 'any-anchor-matching-certificate':
      return 'anyone with a matching certificate from any trust anchor';
    case 'pinned':
      return `a certificate holder of trust anchor ${listed(
        (trust.reachableFrom.length > 0 ? trust.reachableFrom : trust.pinnedTo).map(nameOf),
        2,
        ' or ',
      )}`;
    case 'unusable':
    case 'unknown':
      return undefined;
  }
};

const usability = ({ usableNow, usableBecause, sessionsMayLiveOn }: JudgedRole): string => {
  if (usableNow === 'yes') return '';
  const because = usableBecause === '' ? '' : ` (${usableBecause})`;
  return usableNow === 'no'
    ? ` No new session can be made right now${because}${sessionsMayLiveOn === true ? ', but sessions made before may live on' : ''}.`
    : ` Whether it can be used right now is not known${because}.`;
};

/** What a certain power lets its holder do; of dangerous permissions, the first says it best. */
const canDo = (level: Power, { capabilities }: JudgedRole): string => {
  const same = capabilities.filter(
    (capability) => capability.level === level && capability.verdict === 'granted',
  );
  const [first, ...rest] = same;
  if (level !== 'sensitive' || first === undefined) return CAN[level];
  return `can ${first.phrase}${rest.length === 0 ? '' : ` (and ${rest.length} more)`} in`;
};

/** What one role means for the account: who gets what, or what cannot be ruled out. */
const roleClaim = (role: JudgedRole, where: string, nameOf: (arn: string) => string): string => {
  const { level, certain } = verdict(role.power, role.possiblePower);
  const name = shortName(role.arn);
  const who = holder(role.trust, nameOf);
  const subject = who === undefined ? `Role ${name}` : capitalised(who);
  const as = who === undefined ? '' : ` as role ${name}`;
  const claim = certain
    ? `${subject} ${canDo(level, role)} ${where}${as}`
    : `${MAYBE[level]} in ${where} as role ${name} cannot be ruled out${who === undefined ? '' : ` for ${who}`}`;
  if (role.trust.trust === 'unusable') {
    return `${claim}, but its trust policy lets nobody in through Roles Anywhere.`;
  }
  return role.trust.trust === 'unknown'
    ? `${claim}; who can reach it could not be read.`
    : `${claim}.${usability(role)}`;
};

/** What the worst role means for the account, and whether somebody can use it now. */
const claim = (
  assessment: Assessment,
  roles: readonly JudgedRole[],
  account: { readonly id: string; readonly alias?: string | undefined },
  nameOf: (arn: string) => string,
): string => {
  const where = `account ${accountLabel(account)}`;
  const [worst] = roles;
  if (worst === undefined)
    return `The profile names no roles, so nobody gets anything in ${where} through it.`;
  const { together } = assessment;
  const jointly =
    loudness(together.power, together.possiblePower) > loudness(worst.power, worst.possiblePower) &&
    together.statement !== ''
      ? ` Its roles together: ${together.statement}.`
      : '';
  if (worst.facts.state === 'missing') {
    return `Its role ${shortName(worst.arn)} does not exist in ${where}: whoever creates it decides what the profile can do.${jointly}`;
  }
  if (worst.facts.state === 'other-account') {
    return `Its role ${shortName(worst.arn)} belongs to account ${worst.facts.accountId} and cannot be examined from ${where}.${jointly}`;
  }
  return roleClaim(worst, where, nameOf) + jointly;
};

const ACTION: Readonly<Record<Severity, string>> = {
  critical: 'Act now.',
  high: 'Check this now.',
  medium: 'Check this today.',
  low: 'Nothing to do if this was planned.',
  informational: 'Nothing to do if this was planned.',
};

const action = ({ severity, disposition, expectedBy, unknowns }: Assessment): string => {
  if (disposition === 'expected') {
    const why = expectedBy === undefined ? '' : `: ${expectedBy.reason.replace(/\.$/, '')}`;
    return atLeast(severity, 'high')
      ? `Declared as expected${why}. Check it now all the same.`
      : `Expected${why}. Nothing to do.`;
  }
  const calm = !atLeast(severity, 'medium') && unknowns.length > 0;
  return calm ? `${ACTION[severity]} Not everything could be checked.` : ACTION[severity];
};

/** Questions whose answer the claim about the worst role gives already. */
const CLAIMED: readonly Question[] = ['power', 'reach'];

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The finding that decided, where the claim about roles does not tell it: "The root user made the profile." */
const reason = ({ findings, severity, disposition }: Assessment): string[] => {
  const [top] = findings;
  return top === undefined ||
    disposition === 'expected' ||
    CLAIMED.includes(top.question) ||
    !atLeast(severity, 'medium') ||
    !atLeast(top.severity, severity)
    ? []
    : [sentence(top.title)];
};

/** What to do, and why, for a person who reads nothing else. */
export const decisionOf = (
  assessment: Assessment,
  roles: readonly JudgedRole[],
  account: { readonly id: string; readonly alias?: string | undefined },
  nameOf: (arn: string) => string,
): string => [action(assessment), ...reason(assessment), claim(assessment, roles, account, nameOf)].join(' ');

/** Whether the alert asks for haste, so that commands stand under "do now". */
export const urgent = ({ severity, disposition }: Pick<Assessment, 'severity' | 'disposition'>): boolean =>
  disposition === 'unexpected' && atLeast(severity, 'high');
