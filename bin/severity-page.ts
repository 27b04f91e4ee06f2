/** Writes docs/severity.md: how severe an alert is, what not knowing costs, and what an allow-list entry excuses. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS } from '../lambda/assess/assess';
import type { AdvisedAction } from '../lambda/assess/assessment';
import { CATALOGUE } from '../lambda/assess/catalogue';
import type { Finding, Vouching } from '../lambda/assess/check';
import { factsOf } from '../lambda/assess/facts';
import { couldHide } from '../lambda/assess/ignorance';
import { runChecks } from '../lambda/assess/run-checks';
import { atLeast, highest, RISK_SCORE, SEVERITIES, type Severity } from '../lambda/assess/severity';
import { SOURCE_IDS, SOURCES, type SourceId } from '../lambda/assess/sources';
import { contextOf } from '../test/support/context';
import { code, table } from './markdown';
import { FAILURES, LATE, SETTINGS, type SourceFailure } from './severity-stories';
import { casesOf, deviationsOf, VOUCHED_BY } from './vouching';

export const SEVERITY_PAGE = join(__dirname, '..', 'docs', 'severity.md');

const ASKS: Readonly<Record<AdvisedAction, string>> = {
  'act-now': 'act now',
  'check-now': 'check it now',
  'check-today': 'check it today',
  'nothing-if-planned': 'nothing to do now if it was planned',
  nothing: 'nothing to do now',
  'check-although-expected': 'check it, although it is expected',
};

const scale = (): string =>
  table(
    ['Severity', 'Risk score', 'What an alert that nobody expected asks for'],
    [...SEVERITIES]
      .reverse()
      .map((severity) => [severity, String(RISK_SCORE[severity]), ASKS[ACTIONS[severity]]]),
  );

/** A check, and the most it could have found. */
type Hidden = Pick<Finding, 'id' | 'severity'>;

const hidden = (some: readonly Hidden[]): string =>
  some.length === 0
    ? 'nothing'
    : [...SEVERITIES]
        .reverse()
        .flatMap((severity) => {
          const ids = some.filter((each) => each.severity === severity).map(({ id }) => code(id));
          return ids.length === 0 ? [] : [`${severity}: ${ids.join(', ')}`];
        })
        .join('; ');

/** What one failure of a source can hide, and what becomes of it. */
export interface Consequence {
  readonly hides: readonly Hidden[];
  /** `undefined` where it raises nothing. */
  readonly floor: Severity | undefined;
  readonly words: readonly string[];
}

export const consequenceOf = ({ source, context, gaps = [] }: SourceFailure): Consequence => {
  const facts = factsOf(contextOf(context), SETTINGS, gaps);
  const findings = runChecks(CATALOGUE, facts).filter(({ severity }) => atLeast(severity, 'low'));
  const ignorance = findings.filter((finding) => finding.unread === source);
  // What no finding of ignorance tells, the checks do by themselves; in these stories they have nothing else to tell.
  const told = ignorance.length > 0 ? ignorance : findings;
  const unread = facts.unread.filter((each) => each.source === source);
  return {
    hides: ignorance.length > 0 ? unread.flatMap((each) => couldHide(CATALOGUE, facts, each)) : [...findings],
    floor: told.length === 0 ? undefined : highest(told.map(({ severity }) => severity)),
    words: told.map(({ title }) => title),
  };
};

const rowOf = (failure: SourceFailure): readonly string[] => {
  const { hides, floor, words } = consequenceOf(failure);
  return [code(failure.source), failure.fails, hidden(hides), floor ?? 'none', words.join('; ') || '-'];
};

const lateRow = (source: SourceId): readonly string[] => [
  code(source),
  'late: read whole, but CloudTrail does not show the last minutes yet',
  'what the second look finds',
  'none: no fault',
  'every sentence about absence says up to when CloudTrail shows anything',
];

const failures = (): string =>
  table(
    ['Source', 'How it fails', 'What it can hide, at most', 'Floor', 'In the alert'],
    SOURCE_IDS.flatMap((source) => [
      ...FAILURES.filter((failure) => failure.source === source).map(rowOf),
      ...(LATE.includes(source) ? [lateRow(source)] : []),
    ]),
  );

const sources = (): string =>
  table(
    ['Source', 'What it shows, and can hide', 'Bounds'],
    SOURCE_IDS.map((id) => {
      const { hides, least, most } = SOURCES[id];
      const bounds = [
        ...(least === undefined ? [] : [`at least ${least}`]),
        ...(most === undefined
          ? []
          : [true, false].map((rolesAreKnown) => {
              const { severity, because } = most({ rolesAreKnown });
              return `at most ${severity}${rolesAreKnown ? '' : ' where the record does not name the roles'}: ${because}`;
            })),
      ];
      return [code(id), hides, bounds.join('; ') || '-'];
    }),
  );

const VOUCHING = Object.keys(VOUCHED_BY) as readonly Vouching[];

const vouching = async (): Promise<string> => {
  const rows = await Promise.all(
    [...CATALOGUE]
      .sort((one, other) => VOUCHING.indexOf(one.vouching) - VOUCHING.indexOf(other.vouching))
      .map(async (check) => {
        const others = deviationsOf(check, await casesOf(check));
        return [
          code(check.id),
          highest(check.severities),
          VOUCHED_BY[check.vouching],
          others.map(({ vouching: by, when }) => `${VOUCHED_BY[by]}, as in: ${when}`).join('; ') || '-',
        ];
      }),
  );
  return table(['Check', 'At worst', 'Excused by', 'But some of its findings by'], rows);
};

/** The page as it should be. */
export const severityPage = async (): Promise<string> => `# Severity

How severe an alert is, and why. This page is made of the code that decides, in
[\`lambda/assess/\`](../lambda/assess/ladder.ts), by \`npm run readme\`; a test holds it to that. All checks are in
[checks.md](checks.md).

## The ladder

${scale()}

An alert is as severe as its worst finding, and at least \`baseSeverity\` (low, as Elastic's rule has it). Each finding states its
evidence, and each is the work of one check or of one source that could not be read.

- **What the roles can do.** Admin, or a proven path to it, in a session that nothing narrows, is critical where somebody can use
  the role now, or where nobody can say that he cannot; high where use is ruled out. The same behind conditions that nobody here
  can decide is high.
- **Who can be them.** A role that trusts any trust anchor is high with dangerous permissions, medium otherwise. A fresh anchor on
  an outside CA, made by the actor or by nobody known, is critical.
- **Who, from where, with what.** The root user, another account and an attack tool are high; a long-lived key, a missing MFA, a
  foreign network or country, a first time are medium or low, each by its own check.
- **A check that fails** counts as its own worst: what it looks for cannot be ruled out.
- **Something that was not read** counts as the worst that it can hide, given all that was read: [below](#what-could-not-be-read).

Each step below is a change of the first ladder, with the reason for it.

| Step | Why |
| --- | --- |
| A call more than an hour before the event counts at most medium. | CloudTrail is read newest first and at two answers a second, so a busy actor's trail is always cut somewhere. If an old call could be critical, no cut trail could ever be calm, and an actor could make every alert loud by burying it. An attack's calls come together: what is within the hour counts in full. |
| A trust anchor that is gone since, or was only enabled, is high, not critical. | An anchor that is there shows by its own times that it is new, with CloudTrail or without. Of one that is gone and of one that was merely enabled, nothing but CloudTrail tells. So an unread trail can hide a high finding at most, and need not count as critical each time AWS throttles. |
| A role that could not be read counts as admin: critical where its use is not ruled out, high otherwise. It was always high. | Whoever can keep us from reading a role, by denying or throttling, must not gain by it. |
| Trust anchors that could not be listed count as critical. They were high. | One on an outside CA, made by whoever acted, may be among them, and that is critical. |
| An unread profile is at most medium where the record names its roles, and at most high where it does not: the one exception from this rule. It was high. | Only the seconds since the event are in doubt; whoever adds a role then, takes a limit away or enables the profile raises an alert by that; and the second look reads it once more. |
| What a profile gave before an update, and gives after it, is no finding; where the state before is not known, all of it is. | Somebody answered for it when it came to be. That it stood is proven by the trail's last record of the profile, by its session policies statement for statement, and by the evaluation; a role that is younger than that record, or of which something could not be read, did not stand. |
| A finding that the allow-list entry cannot vouch for keeps its severity. What was expected was informational before, or high with a critical finding. | Whoever stole the pipeline's key matches the pipeline's entry: it excuses what its author could know, and no more. |
| A critical finding that the entry vouches for still counts high. | An entry says that somebody meant it, not that it is safe. |
| CloudTrail's lag raises nothing. | It is no fault, and each event has it. The alert says up to when CloudTrail shows anything, and the second look reads again. |

## What could not be read

Not knowing never calms: with less knowledge an alert is never less severe, and never says of something that it is not so. What
was not read counts as the worst that a check could have found in it. Each check says which sources it needs and the most it
could find there (\`needs\` and \`atMost\`), and the finding is made of that.

${sources()}

Each row below is a story in which one source fails that way and all else is read and quiet, with every list of the settings
filled in; where a list is empty, its check can find nothing, and hides nothing. The floor and the words are the program's own.

${failures()}

A trail that was read back to the start of the actor's session is whole, however long it is. A well-formed answer, such as "no
such role" or an empty list, is knowledge, unless another source contradicts it.

## What an allow-list entry vouches for

An entry can excuse only what its author could know: who acts, and what is made. What it excuses counts as informational, what is
critical as high. The alert always goes out, marked as expected. A pin that cannot be evaluated, such as networks when the record
shows no address, does not match. An entry that pins neither \`sourceNetworks\` nor \`clients\` nor \`regions\` is weak: whoever holds
its principal's key matches it. What could not be read is excused by none.

${await vouching()}
`;

if (require.main === module) void severityPage().then((page) => writeFileSync(SEVERITY_PAGE, page));
