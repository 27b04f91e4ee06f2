/** The law, for one cell of the matrix: what a run with a fault may not differ in from the same run without one. */

import { isDeepStrictEqual } from 'node:util';
import type { Alert } from '../../lambda/alert/schema';
import { atLeast, type Severity } from '../../lambda/assess/severity';
import { denialsOf } from './denials';
import type { Row } from './rows';
import type { Run } from './run-story';
import { NOT_KNOWN, sourcesOf } from './sources';
import { type Told, toldIn } from './told';

/** What the law forbids, and the one thing that it lets pass but counts. */
export const LAWS = {
  'not published': 'no alert although the fault is none of the publish, or passes',
  swallowed: 'the publish failed for good, and the handler did not say so',
  late: 'the alert took longer than a minute, or Lambda had to stop the function',
  copies: 'more than two copies in one run',
  'own fault': 'the alert had to do without the triage',
  calmer: 'a lower severity, or expected where it was not',
  'finding lost': 'a finding that is neither there nor covered by one as severe that names what was not read',
  denied: 'a sentence or a fact that denies what the full story shows',
  unnamed: 'what could not be read is not named',
  exception: 'GetProfile unread: calmer than what has changed since, which alerts by itself, but medium',
} as const;
export type Law = keyof typeof LAWS;

/** What one cell does wrong. */
export interface Breach {
  readonly law: Law;
  /** What exactly; the same words for the same cause. */
  readonly what: string;
}

export interface Judged {
  readonly breaches: readonly Breach[];
  /** The severity without and with the fault; absent where nothing was published. */
  readonly severities?: { readonly full: Severity; readonly now: Severity };
  /** The fault is an answer in good order that nothing contradicts: the story is another one then. */
  readonly anotherStory: boolean;
}

/** Milliseconds in which an alert must be out. */
const LATE_MS = 60_000;
const MAX_COPIES = 2;

export const PUBLISH = 'sns:Publish';

/** How the run ended, whatever the alert says. */
const endingOf = (
  run: Run,
  { passes }: Pick<Row, 'passes'>,
  operations: readonly string[],
): readonly Breach[] => {
  const breaks = operations.includes(PUBLISH) && !passes;
  const mustPublish = !breaks;
  const isOut = run.ended === 'well' && run.published.length > 0;
  return [
    ...(mustPublish && !isOut ? [{ law: 'not published' as const, what: run.thrown ?? run.ended }] : []),
    ...(breaks && run.ended === 'well'
      ? [{ law: 'swallowed' as const, what: 'the handler ended well' }]
      : []),
    ...(run.ended === 'stopped' || (mustPublish && run.ms > LATE_MS)
      ? [{ law: 'late' as const, what: run.ended === 'stopped' ? 'stopped by Lambda' : 'over a minute' }]
      : []),
    ...(run.published.length > MAX_COPIES
      ? [{ law: 'copies' as const, what: `${run.published.length} copies` }]
      : []),
    ...(run.ownFault === undefined ? [] : [{ law: 'own fault' as const, what: run.ownFault }]),
  ];
};

type Finding = Alert['findings'][number];

const textOf = ({ title, evidence }: Finding): string => [title, ...evidence].join(' ');

const lostFindings = (now: Alert, full: Alert, operations: readonly string[]): readonly Finding[] => {
  const words = sourcesOf(operations).map((source) => source.words);
  const covers = (cover: Finding, finding: Finding): boolean =>
    atLeast(cover.severity, finding.severity) &&
    (cover.id === finding.id ||
      (NOT_KNOWN.test(textOf(cover)) && words.some((word) => word.test(textOf(cover)))));
  return full.findings.filter((finding) => !now.findings.some((cover) => covers(cover, finding)));
};

/** Sources whose part of the alert is another one, and which no unknown names that was not there before. */
const unnamedSources = (now: Alert, full: Alert, operations: readonly string[]): readonly string[] => {
  const before = new Set(full.unknowns.map(({ what, why }) => `${what}: ${why}`));
  const gaps = now.unknowns.map(({ what, why }) => `${what}: ${why}`).filter((gap) => !before.has(gap));
  // A role that only GetProfile shows is not there where GetProfile is unread: that is named by itself.
  const inBoth = ({ arn }: { readonly arn: string }) =>
    [now, full].every(({ roles }) => roles.some((role) => role.arn === arn));
  return sourcesOf(operations)
    .filter(({ facts }) => !isDeepStrictEqual(facts(now, inBoth), facts(full, inBoth)))
    .filter(({ words }) => !gaps.some((gap) => words.test(gap)))
    .map((source) => source.operations.filter((operation) => operations.includes(operation)).join(', '));
};

const GET_PROFILE = 'rolesanywhere:GetProfile';

/** Finds the profile of a record without its request and response; without it GetProfile is asked for none. */
const LIST_PROFILES = 'rolesanywhere:ListProfiles';

/**
 * The one exception: the profile as it is now is not read. What GetProfile alone could have shown has changed since the
 * event, which raises an alert of its own, and this one is medium; or the record names no profile and the list that would
 * is not to be had, and this one is high.
 */
const isException = (now: Alert, full: Alert, operations: readonly string[]): boolean =>
  (atLeast(now.severity, 'medium') &&
    operations.includes(GET_PROFILE) &&
    full.profile.changedSince.length > 0) ||
  (atLeast(now.severity, 'high') && operations.includes(LIST_PROFILES));

const differences = (now: Told, full: Told, operations: readonly string[]): readonly Breach[] => {
  const calmer =
    !atLeast(now.alert.severity, full.alert.severity) ||
    (now.alert.disposition === 'expected' && full.alert.disposition === 'unexpected');
  const excepted = isException(now.alert, full.alert, operations);
  return [
    ...(calmer
      ? [
          {
            law: excepted ? ('exception' as const) : ('calmer' as const),
            what: `${full.alert.severity} ${full.alert.disposition} -> ${now.alert.severity} ${now.alert.disposition}`,
          },
        ]
      : []),
    ...(excepted
      ? []
      : lostFindings(now.alert, full.alert, operations).map(({ id, severity }) => ({
          law: 'finding lost' as const,
          what: `${id} (${severity})`,
        }))),
    ...denialsOf(now, full).map((what) => ({ law: 'denied' as const, what })),
    ...unnamedSources(now.alert, full.alert, operations).map((what) => ({ law: 'unnamed' as const, what })),
  ];
};

/** Operations that are asked about a thing that no other answer shows: that it does not exist is then knowledge. */
const SOLE_WITNESSES: readonly string[] = [GET_PROFILE];

/**
 * @param run with the fault
 * @param full the same story without it
 * @param operations those that the fault befalls
 */
export const judge = (
  run: Run,
  full: Told,
  row: Pick<Row, 'passes' | 'wellFormed'>,
  operations: readonly string[],
): Judged => {
  const now = toldIn(run);
  const anotherStory =
    row.wellFormed &&
    (operations.length > 1 || operations.some((operation) => SOLE_WITNESSES.includes(operation)));
  return {
    anotherStory,
    breaches: [
      ...endingOf(run, row, operations),
      ...(now === undefined || anotherStory ? [] : differences(now, full, operations)),
    ],
    ...(now === undefined ? {} : { severities: { full: full.alert.severity, now: now.alert.severity } }),
  };
};
