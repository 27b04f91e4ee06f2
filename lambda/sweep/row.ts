import { weightOf } from '../assess/role-order';
import { SEVERITIES, type Severity } from '../assess/severity';
import type { Power } from '../iam/power';
import type { Trust } from '../iam/trust';
import type { Gap, Lookup } from '../lookup';

type Usable = 'yes' | 'no' | 'unknown';

/** A certificate's holder that Roles Anywhere saw. All texts are whoever issued the certificate's. */
export interface SeenCertificate {
  readonly subject: string;
  /** ISO 8601. */
  readonly firstSeen: string;
  /** ISO 8601. */
  readonly lastSeen?: string;
}

/** Certificates first seen in the profile's Region since it was made. With which profile they were used is not shown. */
export interface NewCertificates {
  readonly count: number;
  /** True where there may be more. */
  readonly atLeast: boolean;
  /** The newest few, the newest first. */
  readonly newest: readonly SeenCertificate[];
}

/** One role of a profile, or one in none, in a few words. */
export interface RoleSummary {
  readonly arn: string;
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
  readonly trust: Trust;
  readonly usableNow: Usable;
}

export interface RowFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

/** What a sweep found out about one profile: plain data, as it is kept and compared. Its texts are raw. */
export interface ProfileRow {
  readonly kind: 'profile';
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  readonly severity: Severity;
  readonly riskScore: number;
  /** One sentence, without its full stop: "high because role deploy can become admin". */
  readonly because: string;
  /** The power to speak of: the heavier of what is certain and what cannot be ruled out. */
  readonly power: Power;
  /** Whether that is certain. */
  readonly isCertain: boolean;
  /** Whether somebody can use the worst of its roles through it now. */
  readonly usableNow: Usable;
  /** Worst first. */
  readonly roles: readonly RoleSummary[];
  /** Seconds that a session can last at most. */
  readonly sessionSeconds: number;
  /** Most severe first. */
  readonly findings: readonly RowFinding[];
  /** What could not be read or decided; none of it made the severity lower. */
  readonly unknowns: readonly Gap[];
  readonly certificates: Lookup<NewCertificates>;
  readonly createdBy?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
  /** ISO 8601. */
  readonly judgedAt: string;
}

/** A role that lets Roles Anywhere in, or may, and is in no profile that was read: whoever makes one with it opens it. */
export interface LooseRoleRow extends RoleSummary {
  readonly kind: 'role';
  readonly account: string;
  readonly unknowns: readonly Gap[];
  /** ISO 8601. */
  readonly judgedAt: string;
}

/** What was read of one Region of one account. */
export interface RegionRow {
  readonly kind: 'region';
  readonly account: string;
  readonly region: string;
  /** How many profiles it has, where they could be listed. */
  readonly profiles: number | null;
  /** Those of them that could be read. */
  readonly profileArns: readonly string[] | null;
  readonly trustAnchors: number | null;
  /** What could not be read of it. */
  readonly gaps: readonly Gap[];
}

/** What is known of one account as a whole. */
export interface AccountRow {
  readonly kind: 'account';
  readonly account: string;
  readonly alias?: string;
  /** What could not be read of it. */
  readonly gaps: readonly Gap[];
}

/** One result of a sweep. */
export type SweepRow = ProfileRow | LooseRoleRow | RegionRow | AccountRow;

export const isProfile = (row: SweepRow): row is ProfileRow => row.kind === 'profile';
export const isLooseRole = (row: SweepRow): row is LooseRoleRow => row.kind === 'role';
export const isRegion = (row: SweepRow): row is RegionRow => row.kind === 'region';
export const isAccount = (row: SweepRow): row is AccountRow => row.kind === 'account';

const USABLE: Readonly<Record<Usable, number>> = { yes: 2, unknown: 1, no: 0 };

const weightOfProfile = ({ severity, power, isCertain, usableNow }: ProfileRow): readonly number[] => [
  SEVERITIES.indexOf(severity),
  weightOf(isCertain ? power : 'unknown', power),
  USABLE[usableNow],
];

const heavierFirst = (one: readonly number[], other: readonly number[]): number => {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (other[at] ?? 0) - (one[at] ?? 0);
};

const alphabetically = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Worst first: by severity, then by power, then by whether somebody can use it now; else by name. */
export const worstProfilesFirst = (rows: readonly ProfileRow[]): readonly ProfileRow[] =>
  [...rows].sort(
    (one, other) =>
      heavierFirst(weightOfProfile(one), weightOfProfile(other)) || alphabetically(one.arn, other.arn),
  );

/** Worst first: by what is certain and what cannot be ruled out; else by name. */
export const worstRolesFirst = (rows: readonly LooseRoleRow[]): readonly LooseRoleRow[] =>
  [...rows].sort(
    (one, other) =>
      weightOf(other.power, other.possiblePower) - weightOf(one.power, one.possiblePower) ||
      alphabetically(one.arn, other.arn),
  );

const keyOf = (row: SweepRow): string => {
  switch (row.kind) {
    case 'profile':
    case 'role':
      return `${row.kind} ${row.arn}`;
    case 'region':
      return `${row.kind} ${row.account} ${row.region}`;
    case 'account':
      return `${row.kind} ${row.account}`;
  }
};

/**
 * What holds of all that one or several runs found out: of each thing the last, no profile that is gone since, and no role
 * as in no profile that is in one.
 */
export const currentRows = (rows: readonly SweepRow[]): readonly SweepRow[] => {
  const last = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  const named = new Set(last.filter(isProfile).flatMap(({ roles }) => roles.map(({ arn }) => arn)));
  const there = new Map(
    last.filter(isRegion).map((row) => [`${row.account} ${row.region}`, row.profileArns]),
  );
  return last.filter((row) => {
    if (isLooseRole(row)) return !named.has(row.arn);
    if (!isProfile(row)) return true;
    return there.get(`${row.account} ${row.region}`)?.includes(row.arn) ?? true;
  });
};
