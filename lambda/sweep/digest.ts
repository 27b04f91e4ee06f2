import { lastPart } from '../arn';
import { OPENNESS, weightOf } from '../assess/role-order';
import { atLeast, highest, RISK_SCORE, SEVERITIES, type Severity } from '../assess/severity';
import { comparePower } from '../iam/power';
import type { Gap, Lookup } from '../lookup';
import {
  currentRows,
  isAccount,
  isLooseRole,
  isProfile,
  isRegion,
  type LooseRoleRow,
  type ProfileRow,
  type RegionRow,
  type RoleSummary,
  type SweepRow,
  worstProfilesFirst,
  worstRolesFirst,
} from './row';
import { givesOf, roleGives, TRUST_WORDS } from './words';

/** A finished sweep, as it is kept and compared with the next. */
export interface SweepResult {
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly rows: readonly SweepRow[];
  /** When the profiles of each Region were last listed, ISO 8601, by {@link placeOf}. */
  readonly listedAt: Readonly<Record<string, string>>;
}

/** "111122223333 eu-central-1". */
export const placeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account} ${region}`;

/** A profile that is new, or worse than it was. */
export interface DigestProfile {
  readonly severity: Severity;
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** "admin", "path to admin?". */
  readonly gives: string;
  readonly usableNow: ProfileRow['usableNow'];
  readonly because: string;
  /** What changed since the last sweep, one line each; empty for a new one. */
  readonly reasons: readonly string[];
  readonly createdBy?: string;
  readonly createdAt?: string;
}

export interface DigestRole {
  readonly arn: string;
  readonly account: string;
  readonly gives: string;
  /** Who gets in, in words. */
  readonly letsIn: string;
}

/** What people are told of a sweep. Its texts are raw: whoever renders them escapes. */
export interface Digest {
  readonly schemaVersion: '1.0';
  /** A digest, or the alert about one profile that should have had one when it was made. */
  readonly kind: 'sweep-digest' | 'missed-event';
  /** The same for a digest that goes out twice. */
  readonly digestId: string;
  /** ISO 8601. */
  readonly sweptAt: string;
  /** When the sweep that it is compared with began, ISO 8601; absent in the first. */
  readonly comparedWith?: string;
  readonly severity: Severity;
  readonly riskScore: number;
  /** Account ids with their aliases. */
  readonly accounts: readonly { readonly id: string; readonly alias?: string }[];
  readonly regions: number;
  readonly profiles: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Made since the last sweep, and no alert was published about them. */
  readonly missed: readonly DigestProfile[];
  readonly new: readonly DigestProfile[];
  readonly worse: readonly DigestProfile[];
  /** Roles that let Roles Anywhere in and are in no profile, as far as they are new or worse. */
  readonly looseRoles: readonly DigestRole[];
  /** Profiles that are gone since the last sweep. */
  readonly gone: number;
  /** What could not be read. */
  readonly gaps: readonly Gap[];
}

const roleWeight = ({ power, possiblePower }: RoleSummary): number => weightOf(power, possiblePower);

const profileWeight = ({ power, isCertain }: ProfileRow): number =>
  weightOf(isCertain ? power : 'unknown', power);

/** How one role of the profile has come to more: its policies grew, more can get in, or it is in the profile only now. */
const roleReasons = (now: RoleSummary, before: RoleSummary | undefined): readonly string[] => {
  const name = `role ${lastPart(now.arn)}`;
  if (before === undefined) return [`${name} added: ${roleGives(now)}`];
  return [
    ...(roleWeight(now) > roleWeight(before)
      ? [`${name} grew from ${roleGives(before)} to ${roleGives(now)}`]
      : []),
    ...(OPENNESS[now.trust] > OPENNESS[before.trust]
      ? [`${name} lets in ${TRUST_WORDS[now.trust]}, not just ${TRUST_WORDS[before.trust]}`]
      : []),
  ];
};

const USABLE: Readonly<Record<ProfileRow['usableNow'], number>> = { yes: 2, unknown: 1, no: 0 };

/** In what a profile is worse than it was; empty where in nothing. */
export const worseIn = (now: ProfileRow, before: ProfileRow): readonly string[] => {
  const roles = new Map(before.roles.map((role) => [role.arn, role]));
  const known = new Set(before.findings.map(({ id }) => id));
  const isUsable = USABLE[now.usableNow] > USABLE[before.usableNow] && comparePower(now.power, 'none') > 0;
  return [
    ...(now.severity !== before.severity && atLeast(now.severity, before.severity)
      ? [`was ${before.severity}`]
      : []),
    ...(profileWeight(now) > profileWeight(before) ? [`gave ${givesOf(before)}, gives ${givesOf(now)}`] : []),
    ...now.roles.flatMap((role) => roleReasons(role, roles.get(role.arn))),
    ...(before.enabled === false && now.enabled !== false ? ['enabled since'] : []),
    ...(isUsable
      ? [now.usableNow === 'yes' ? 'can be used now' : 'use of it is not ruled out any more']
      : []),
    ...now.findings
      .filter(({ id, severity }) => atLeast(severity, 'medium') && !known.has(id))
      .map(({ title }) => `new: ${title}`),
  ];
};

const entryOf = (row: ProfileRow, reasons: readonly string[] = []): DigestProfile => ({
  severity: row.severity,
  name: row.name,
  arn: row.arn,
  account: row.account,
  region: row.region,
  gives: givesOf(row),
  usableNow: row.usableNow,
  because: row.because,
  reasons,
  ...(row.createdBy === undefined ? {} : { createdBy: row.createdBy }),
  ...(row.createdAt === undefined ? {} : { createdAt: row.createdAt }),
});

const looseNews = (
  now: readonly LooseRoleRow[],
  before: readonly LooseRoleRow[] | undefined,
): readonly LooseRoleRow[] => {
  const known = new Map((before ?? []).map((row) => [row.arn, row]));
  return worstRolesFirst(now).filter((row) => {
    const was = known.get(row.arn);
    return was === undefined || roleReasons(row, was).length > 0;
  });
};

const entryOfRole = (row: LooseRoleRow): DigestRole => ({
  arn: row.arn,
  account: row.account,
  gives: roleGives(row),
  letsIn: TRUST_WORDS[row.trust],
});

/** What could not be read of accounts and Regions; of single profiles their rows say it, and are as severe. */
const gapsOf = (rows: readonly SweepRow[]): readonly Gap[] => [
  ...rows
    .filter(isAccount)
    .flatMap(({ account, gaps }) =>
      gaps.map(({ what, why }) => ({ what: `${what} of account ${account}`, why })),
    ),
  ...rows
    .filter(isRegion)
    .flatMap(({ account, region, gaps }) =>
      gaps.map(({ what, why }) => ({ what: `${what} of ${account}, ${region}`, why })),
    ),
];

/** What was not listed may hold anything that was made or changed since. */
const UNLISTED: Severity = 'high';
/** A role in no profile opens nothing yet. */
const LOOSE: Severity = 'medium';
/** No alert went out: whoever knows how may do it again. */
const MISSED: Severity = 'high';

const looseSeverity = (row: LooseRoleRow): Severity =>
  comparePower(row.possiblePower, 'escalation') >= 0 ? LOOSE : 'low';

/** Milliseconds in which an alert about a profile may still be on its way. */
const UNDER_WAY_MS = 3_600_000;

/** Profiles so new that their alert may still be on its way: the next sweep asks whether it came. */
export const isUnderWay = ({ createdAt }: ProfileRow, now: Date): boolean =>
  Date.parse(createdAt ?? '') > now.getTime() - UNDER_WAY_MS;

/**
 * Profiles made since those of their Region were last listed, whose alerts the log must name: those that no sweep knows and
 * that are old enough. In the first sweep of a Region none: what was made before it is nobody's miss.
 */
export const toBeAlerted = (
  rows: readonly SweepRow[],
  previous: SweepResult | undefined,
  now: Date,
): readonly ProfileRow[] => {
  if (previous === undefined) return [];
  const known = new Set(previous.rows.filter(isProfile).map(({ arn }) => arn));
  const wasMadeSince = (row: ProfileRow): boolean => {
    const since = previous.listedAt[placeOf(row)];
    // A time that nobody knows might be any.
    return since !== undefined && !(Date.parse(row.createdAt ?? '') < Date.parse(since));
  };
  return currentRows(rows)
    .filter(isProfile)
    .filter((row) => !known.has(row.arn) && wasMadeSince(row) && !isUnderWay(row, now));
};

const isListed = ({ profiles, profileArns }: RegionRow): boolean =>
  profileArns !== null && profileArns.length === profiles;

/**
 * The result to compare the next sweep with. A profile whose alert may be on its way is left out, so that the next sweep
 * asks for it; those of a Region that could not be listed are taken from the last one, as they are not gone.
 */
export const resultToKeep = (current: SweepResult, previous: SweepResult | undefined): SweepResult => {
  const now = new Date(current.finishedAt);
  const rows = currentRows(current.rows);
  const regions = rows.filter(isRegion);
  const unlisted = new Set(regions.filter((row) => !isListed(row)).map(placeOf));
  const here = new Set(rows.filter(isProfile).map(({ arn }) => arn));
  const carried = (previous?.rows ?? []).filter(
    (row) => isProfile(row) && unlisted.has(placeOf(row)) && !here.has(row.arn),
  );
  const listed = regions.filter((row) => !unlisted.has(placeOf(row)));
  return {
    ...current,
    rows: [...rows.filter((row) => !isProfile(row) || !isUnderWay(row, now)), ...carried],
    listedAt: {
      ...previous?.listedAt,
      ...Object.fromEntries(listed.map((row) => [placeOf(row), current.startedAt])),
    },
  };
};

/** Profiles that were there in the last sweep and are not in a Region that was listed since. */
const goneOf = (rows: readonly SweepRow[], previous: SweepResult | undefined): number => {
  const listed = new Set(rows.filter(isRegion).filter(isListed).map(placeOf));
  const here = new Set(rows.filter(isProfile).map(({ arn }) => arn));
  return (previous?.rows ?? []).filter(
    (row) => isProfile(row) && listed.has(placeOf(row)) && !here.has(row.arn),
  ).length;
};

/**
 * What is new or worse since the last sweep. Pure.
 * @param previous the last finished sweep; undefined in the first, where everything is new
 * @param alerted ARNs of profiles that an alert was published about since; why that is not known, where it is not
 */
export const digestOf = (
  current: SweepResult,
  previous: SweepResult | undefined,
  alerted: Lookup<ReadonlySet<string>>,
): Digest => {
  const rows = currentRows(current.rows);
  const profiles = worstProfilesFirst(rows.filter(isProfile));
  const before = new Map((previous?.rows ?? []).filter(isProfile).map((row) => [row.arn, row]));
  const expected = toBeAlerted(rows, previous, new Date(current.finishedAt));
  const missed = alerted.known ? expected.filter(({ arn }) => !alerted.value.has(arn)) : [];
  const fresh = profiles.filter((row) => !before.has(row.arn) && !missed.includes(row));
  const worse = profiles.flatMap((row) => {
    const was = before.get(row.arn);
    const reasons = was === undefined ? [] : worseIn(row, was);
    return reasons.length === 0 ? [] : [{ row, reasons }];
  });
  const loose = looseNews(rows.filter(isLooseRole), previous?.rows.filter(isLooseRole));
  const gaps = [
    ...gapsOf(rows),
    ...(alerted.known || expected.length === 0
      ? []
      : [
          {
            what: `whether an alert was published about ${expected.length} of the new profiles`,
            why: alerted.reason,
          },
        ]),
  ];
  const severity = highest([
    ...missed.map((row) => highest([row.severity, MISSED])),
    ...fresh.map((row) => row.severity),
    ...worse.map(({ row }) => row.severity),
    ...loose.map(looseSeverity),
    ...(rows.some((row) => isRegion(row) && !isListed(row)) ? [UNLISTED] : []),
    ...(rows.some((row) => isAccount(row) && row.gaps.length > 0) ? [LOOSE] : []),
    ...(alerted.known || expected.length === 0 ? [] : [MISSED]),
  ]);
  return {
    schemaVersion: '1.0',
    kind: 'sweep-digest',
    digestId: `sweep-${current.startedAt}`,
    sweptAt: current.finishedAt,
    ...(previous === undefined ? {} : { comparedWith: previous.startedAt }),
    severity,
    riskScore: RISK_SCORE[severity],
    accounts: rows
      .filter(isAccount)
      .map(({ account, alias }) => ({ id: account, ...(alias === undefined ? {} : { alias }) })),
    regions: new Set(rows.filter(isRegion).map(({ region }) => region)).size,
    profiles: profiles.length,
    counts: countsOf(profiles),
    missed: missed.map((row) => entryOf(row)),
    new: fresh.map((row) => entryOf(row)),
    worse: worse.map(({ row, reasons }) => entryOf(row, reasons)),
    looseRoles: loose.map(entryOfRole),
    gone: goneOf(rows, previous),
    gaps,
  };
};

const countsOf = (profiles: readonly ProfileRow[]): Readonly<Record<Severity, number>> => {
  const count = (severity: Severity): number => profiles.filter((row) => row.severity === severity).length;
  return {
    informational: count('informational'),
    low: count('low'),
    medium: count('medium'),
    high: count('high'),
    critical: count('critical'),
  };
};

/** The severities of a digest, worst first, with how many profiles are of each. */
export const countsWorstFirst = ({ counts }: Digest): readonly (readonly [Severity, number])[] =>
  [...SEVERITIES]
    .reverse()
    .map((severity) => [severity, counts[severity]] as const)
    .filter(([, count]) => count > 0);

/** Alerts of their own at most; the digest names the others. */
const MISSED_ALERTS = 10;

/** The alert about each profile that no alert was published about, the worst first. */
export const missedAlertsOf = (digest: Digest): readonly Digest[] =>
  digest.missed.slice(0, MISSED_ALERTS).map((profile) => {
    const severity = highest([profile.severity, MISSED]);
    return {
      ...digest,
      kind: 'missed-event',
      digestId: `missed-${profile.arn}`,
      severity,
      riskScore: RISK_SCORE[severity],
      accounts: digest.accounts.filter(({ id }) => id === profile.account),
      missed: [profile],
      new: [],
      worse: [],
      looseRoles: [],
      gone: 0,
      gaps: [],
    };
  });
