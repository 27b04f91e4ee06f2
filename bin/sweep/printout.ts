import type { Colors } from 'picocolors/types';
import { clean, cut } from '../../lambda/alert/plain';
import { abridged, accountLabel, day, withoutSeverity } from '../../lambda/alert/words';
import { SEVERITIES } from '../../lambda/assess/severity';
import { counted, durationText } from '../../lambda/assess/wording';
import {
  type AccountRow,
  currentRows,
  isAccount,
  isLooseRole,
  isProfile,
  isRegion,
  type LooseRoleRow,
  type ProfileRow,
  type RegionRow,
  type SweepRow,
  worstProfilesFirst,
  worstRolesFirst,
} from '../../lambda/sweep/row';
import { givesOf, roleGives, TRUST_WORDS } from '../../lambda/sweep/words';
import { asciiJson } from '../printout';
import { csv } from './csv';

/** How a sweep is printed. */
export const SWEEP_FORMATS = ['table', 'json', 'csv'] as const;
export type SweepFormat = (typeof SWEEP_FORMATS)[number];

/** What a sweep found, in its order. */
export interface Swept {
  readonly profiles: readonly ProfileRow[];
  readonly looseRoles: readonly LooseRoleRow[];
  readonly regions: readonly RegionRow[];
  readonly accounts: readonly AccountRow[];
}

export const sweptOf = (rows: readonly SweepRow[]): Swept => {
  const current = currentRows(rows);
  return {
    profiles: worstProfilesFirst(current.filter(isProfile)),
    looseRoles: worstRolesFirst(current.filter(isLooseRole)),
    regions: current.filter(isRegion),
    accounts: current.filter(isAccount),
  };
};

/**
 * What the command prints.
 * @param isWhole whether the sweep came to its end
 * @param width columns of the terminal; a table elsewhere is as wide as its words
 */
export const printedSweep = (
  rows: readonly SweepRow[],
  format: SweepFormat,
  isWhole: boolean,
  colors: Colors,
  width?: number,
): string => {
  const swept = sweptOf(rows);
  switch (format) {
    case 'json':
      return `${asciiJson({ schemaVersion: '1.0', kind: 'sweep', complete: isWhole, ...swept })}\n`;
    case 'csv':
      return csvOf(swept);
    case 'table':
      return `${tableOf(swept, isWhole, colors, width).join('\n')}\n`;
  }
};

const certificatesText = ({ certificates }: ProfileRow): string => {
  if (!certificates.known) return '?';
  const { count, atLeast } = certificates.value;
  return `${count}${atLeast ? '+' : ''}`;
};

const CSV_HEADER = [
  'severity',
  'risk score',
  'gives',
  'usable now',
  'profile',
  'enabled',
  'account',
  'region',
  'profile ARN',
  'roles',
  'worst role',
  'session seconds',
  'why',
  'findings',
  'not known',
  'certificates first seen since',
  'newest certificate',
  'created by',
  'created at',
  'updated at',
] as const;

const csvOf = ({ profiles, looseRoles }: Swept): string =>
  csv([
    CSV_HEADER,
    ...profiles.map((row) => [
      row.severity,
      row.riskScore,
      givesOf(row),
      row.usableNow,
      row.name,
      String(row.enabled ?? 'unknown'),
      row.account,
      row.region,
      row.arn,
      row.roles.length,
      row.roles[0]?.arn ?? '',
      row.sessionSeconds,
      row.because,
      row.findings.map(({ id, severity }) => `${severity} ${id}`).join('; '),
      row.unknowns.map(({ what, why }) => `${what}: ${why}`).join('; '),
      certificatesText(row),
      row.certificates.known ? (row.certificates.value.newest[0]?.subject ?? '') : '',
      row.createdBy ?? '',
      row.createdAt ?? '',
      row.updatedAt ?? '',
    ]),
    ...looseRoles.map((row) => [
      '',
      '',
      roleGives(row),
      'in no profile',
      '',
      '',
      row.account,
      '',
      '',
      1,
      row.arn,
      '',
      `lets in: ${TRUST_WORDS[row.trust]}`,
      '',
      row.unknowns.map(({ why }) => why).join('; '),
      ...Array.from({ length: 5 }, () => ''),
    ]),
  ]);

/** Columns with two spaces between, each as wide as its widest cell up to a most. */
const columns = (
  table: readonly (readonly string[])[],
  most: readonly number[],
  width: number | undefined,
): readonly string[] => {
  const cells = table.map((row) => row.map((text, at) => clean(text, most[at] ?? 40)));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells.map((row) => {
    const line = row
      .map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0)))
      .join('  ');
    return width === undefined ? line : cut(line, Math.max(width, 60));
  });
};

const countsOf = (profiles: readonly ProfileRow[]): string => {
  const counts = [...SEVERITIES]
    .reverse()
    .map((severity) => [severity, profiles.filter((row) => row.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
  return counts.map(([severity, count]) => `${count} ${severity}`).join(', ');
};

const headOf = ({ profiles, regions, accounts }: Swept, isWhole: boolean): string => {
  const who = accounts.map(({ account, alias }) => accountLabel({ id: account, alias })).join(', ');
  const counts = profiles.length === 0 ? '' : `: ${countsOf(profiles)}`;
  return clean(
    `${isWhole ? '' : 'NOT COMPLETE. '}${counted(profiles.length, 'profile')} in ${counted(regions.length, 'Region')} of ${who || 'an account that could not be read'}${counts}`,
  );
};

const WHY_MOST = 160;

const profilesTable = (profiles: readonly ProfileRow[], width: number | undefined): readonly string[] =>
  columns(
    [
      ['SEVERITY', 'GIVES', 'USABLE', 'PROFILE', 'REGION', 'ROLES', 'SESSION', 'CERTS', 'WHY'],
      ...profiles.map((row) => [
        row.severity.toUpperCase(),
        givesOf(row),
        row.enabled === false ? 'disabled' : row.usableNow,
        row.name,
        row.region,
        String(row.roles.length),
        durationText(row.sessionSeconds),
        certificatesText(row),
        `${withoutSeverity(row.because, row.severity)}${row.unknowns.length === 0 ? '' : ` (${row.unknowns.length} not known)`}`,
      ]),
    ],
    [13, 16, 8, 40, 20, 5, 12, 6, WHY_MOST],
    width,
  );

const looseTable = (roles: readonly LooseRoleRow[], width: number | undefined): readonly string[] =>
  columns(
    [
      ['GIVES', 'LETS IN', 'ROLE'],
      ...roles.map((row) => [
        roleGives(row),
        TRUST_WORDS[row.trust],
        `${row.arn}${row.unknowns.length === 0 ? '' : ` (${row.unknowns.length} not known)`}`,
      ]),
    ],
    [16, 40, 1100],
    width,
  );

/** What was not read, each reason once, with whom it concerns. */
const gapLines = ({ profiles, looseRoles, regions, accounts }: Swept): readonly string[] => {
  const gaps = [
    ...accounts.flatMap(({ account, gaps: own }) => own.map((gap) => ({ ...gap, where: account }))),
    ...regions.flatMap(({ region, gaps: own }) => own.map((gap) => ({ ...gap, where: region }))),
    ...profiles.flatMap(({ name, unknowns }) =>
      unknowns.map((gap) => ({ ...gap, where: `profile ${name}` })),
    ),
    ...looseRoles.flatMap(({ unknowns }) => unknowns.map((gap) => ({ ...gap, where: 'in no profile' }))),
  ];
  const byReason = new Map<string, readonly string[]>();
  for (const { what, why, where } of gaps)
    byReason.set(why, [...(byReason.get(why) ?? []), `${what} (${where})`]);
  return [...byReason].map(([why, what]) => clean(`- ${why}: ${abridged([...new Set(what)], 3, '; ')}`, 500));
};

/** The newest certificates of each Region, which all its profiles share. */
const certificateLines = ({ profiles }: Swept): readonly string[] => {
  const byRegion = new Map(
    profiles.flatMap(({ account, region, certificates }) =>
      certificates.known && certificates.value.newest.length > 0
        ? [[`${account} ${region}`, { region, newest: certificates.value.newest }] as const]
        : [],
    ),
  );
  return [...byRegion.values()].flatMap(({ region, newest }) =>
    newest.map(({ subject, firstSeen }) =>
      clean(
        `- ${region}: ${firstSeen === '' ? 'at a time not known' : day(firstSeen)}  "${clean(subject, 200)}"`,
      ),
    ),
  );
};

const section = (heading: string, lines: readonly string[], colors: Colors): readonly string[] =>
  lines.length === 0 ? [] : ['', colors.bold(heading), ...lines];

const PAINT: readonly (readonly [RegExp, (colors: Colors) => (text: string) => string])[] = [
  [/^(CRITICAL|HIGH) /, (colors) => (text) => colors.bold(colors.red(text))],
  [/^MEDIUM /, (colors) => (text) => colors.yellow(text)],
];

const painted = (line: string, colors: Colors): string => {
  const paint = PAINT.find(([severity]) => severity.test(line))?.[1];
  return paint === undefined ? line : line.replace(/^\w+/, paint(colors));
};

const LEGEND = [
  'GIVES: what whoever gets a session can do; a ? cannot be ruled out. CERTS: certificates that Roles Anywhere first saw',
  'in the Region since the profile was made; it does not tell with which profile. Not evaluated by design: SCPs, RCPs,',
  'resource policies, key policies.',
];

const tableOf = (
  swept: Swept,
  isWhole: boolean,
  colors: Colors,
  width: number | undefined,
): readonly string[] => [
  colors.bold(headOf(swept, isWhole)),
  ...(swept.profiles.length === 0
    ? []
    : ['', ...profilesTable(swept.profiles, width).map((line) => painted(line, colors))]),
  ...section(
    'Roles that let Roles Anywhere in and are in no profile that was read: whoever makes one with them opens them',
    swept.looseRoles.length === 0 ? [] : looseTable(swept.looseRoles, width),
    colors,
  ),
  ...section('Newest certificates', certificateLines(swept), colors),
  ...section('Could not read or decide', gapLines(swept), colors),
  '',
  ...LEGEND.map(colors.dim),
];
