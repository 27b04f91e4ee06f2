import type { Check, Finding } from './check';
import type { Facts } from './facts';
import { atLeast, highest, lower, type Severity } from './severity';
import { type KnowledgeSource, SOURCES, type Unread } from './sources';
import { evidenceLines, listed, shortened } from './wording';

/**
 * Not knowing never calms. What was not read is as bad as the worst that it can hide, given all the rest that was read:
 * each check says which sources it needs and the most it could find in them, and this makes the findings of it.
 */

/** What one check could at most have found in what was not read; `undefined` where nothing. */
const couldFind = (check: Check, facts: Facts, unread: Unread): Severity | undefined => {
  if (!check.needs.includes(unread.source)) return undefined;
  try {
    return check.atMost === undefined ? highest(check.severities) : check.atMost(facts, unread);
  } catch {
    // A check that cannot say is taken at its worst.
    return highest(check.severities);
  }
};

const bounded = (severity: Severity, { missing, source }: Unread, facts: Facts): Severity => {
  const far = missing === 'older' ? lower(severity, 'medium') : severity;
  const most = SOURCES[source].most?.(facts);
  return most === undefined ? far : lower(far, most.severity);
};

/** What each check could at most have found in what was not read; the page about severity shows it. */
export const couldHide = (
  checks: readonly Check[],
  facts: Facts,
  unread: Unread,
): readonly { readonly id: string; readonly severity: Severity }[] =>
  checks.flatMap((check) => {
    const severity = couldFind(check, facts, unread);
    return severity === undefined ? [] : [{ id: check.id, severity: bounded(severity, unread, facts) }];
  });

interface Hidden {
  readonly unread: Unread;
  readonly severity: Severity;
  /** Ids of the checks that could have found as much. */
  readonly checks: readonly string[];
}

/** What a source that was not read can hide. */
const hiddenIn = (checks: readonly Check[], facts: Facts, unread: Unread): readonly Hidden[] => {
  const { least } = SOURCES[unread.source];
  const worst = couldHide(checks, facts, unread);
  const severities = [...worst.map(({ severity }) => severity), ...(least === undefined ? [] : [least])];
  if (severities.length === 0) return [];
  const severity = highest(severities);
  return [
    { unread, severity, checks: worst.filter((each) => each.severity === severity).map(({ id }) => id) },
  ];
};

const isSome = (hidden: readonly Hidden[]): hidden is readonly [Hidden, ...Hidden[]] => hidden.length > 0;

const unreadsOf = ([first, ...rest]: readonly [Hidden, ...Hidden[]]): readonly [Unread, ...Unread[]] => [
  first.unread,
  ...rest.map(({ unread }) => unread),
];

const lineOf = ({ what, why }: Unread): string => `${what}: ${shortened(why, 300)}`;

const finding = (
  source: KnowledgeSource,
  severity: Severity,
  hidden: readonly [Hidden, ...Hidden[]],
): Finding => {
  const checks = [...new Set(hidden.flatMap((each) => each.checks))];
  return {
    id: source.findingId,
    question: source.question,
    severity,
    title: shortened(source.title(unreadsOf(hidden), severity), 700),
    evidence: evidenceLines([
      ...hidden.map(({ unread }) => lineOf(unread)),
      ...(checks.length === 0 ? [] : [`it could hide: ${listed(checks, 4)}`]),
    ]),
    vouching: 'never',
    techniques: [],
    unread: source.id,
  };
};

/** The findings of ignorance: one for each source that was not read and each severity of what it can hide. */
export const ignoranceOf = (checks: readonly Check[], facts: Facts): readonly Finding[] => {
  const hidden = facts.unread.flatMap((unread) => hiddenIn(checks, facts, unread));
  return Object.values(SOURCES).flatMap((source) => {
    const own = hidden.filter(({ unread }) => unread.source === source.id);
    const severities = [...new Set(own.map(({ severity }) => severity))].filter((severity) =>
      atLeast(severity, 'low'),
    );
    return severities.flatMap((severity) => {
      const some = own.filter((each) => each.severity === severity);
      return isSome(some) ? [finding(source, severity, some)] : [];
    });
  });
};
