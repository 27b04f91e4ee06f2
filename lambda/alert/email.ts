import { atLeast, type Severity } from '../assess/severity';
import { beforeOrAfter, counted } from '../assess/wording';
import type { Count } from '../enrich/history';
import { containment, proof } from './block';
import { isFolded } from './burst';
import { changedLines } from './change-line';
import { containmentLines } from './contained';
import { headOf } from './email-head';
import { entryLine } from './entry-line';
import { firstUseLines } from './first-use-line';
import { renderFoldedEmail } from './folded-email';
import { clean, wrapped } from './plain';
import type { Alert } from './schema';
import { NOT_SHOWN, showable } from './shell';
import { isShort, renderShortEmail } from './short-email';
import { LATER } from './steps';
import { toDo, toPaste } from './to-paste';
import { updateLine } from './update';
import {
  abridged,
  capitalised,
  countText,
  dayAndTime,
  ordinal,
  shortName,
  shownUpTo,
  withoutSeverity,
} from './words';

/** How much of each list an email shows. */
interface Limits {
  /** Findings of the alert's own severity, each with its evidence. */
  readonly findings: number;
  /** Facts and values of one finding's evidence. */
  readonly evidence: number;
  /** Titles of all findings of one calmer severity. */
  readonly calmer: number;
  readonly roles: number;
  readonly anchors: number;
  readonly timeline: number;
  readonly unknowns: number;
  /** Commands of one step of the block. */
  readonly commands: number;
  /** Commands of one step that can wait. */
  readonly later: number;
  readonly links: number;
}

/** What a person can take in at night. */
const GENEROUS: Limits = {
  findings: 8,
  evidence: 4,
  calmer: 8,
  roles: 10,
  anchors: 5,
  timeline: 8,
  unknowns: 8,
  commands: 10,
  later: 2,
  links: 3,
};

/**
 * What gives way, one after the other, until the email fits {@link LINES_MAX}: first what a person needs least. What is
 * left out is counted, and the machine JSON has it.
 */
const GIVE_WAY: readonly (readonly [keyof Limits, number])[] = [
  ['calmer', 5],
  ['timeline', 6],
  ['evidence', 3],
  ['links', 2],
  ['calmer', 3],
  ['roles', 7],
  ['evidence', 2],
  ['unknowns', 6],
  ['timeline', 5],
  ['calmer', 2],
  ['anchors', 3],
  ['links', 1],
  ['later', 1],
  ['commands', 4],
  ['evidence', 1],
  ['findings', 5],
  ['roles', 5],
  ['commands', 3],
  ['unknowns', 4],
  ['timeline', 4],
  ['calmer', 1],
  ['anchors', 2],
  ['commands', 2],
  ['findings', 3],
  ['evidence', 0],
  ['timeline', 3],
  ['roles', 3],
  ['calmer', 0],
  ['timeline', 2],
];

/**
 * Past the first five lines, which decide, an alert of more than sixty lines is not read at night. What is pasted is not
 * read, so it does not count.
 */
const LINES_MAX = 65;

/** Part of the email; its text follows from the alert and from the limits it names. */
type Section<Limit extends keyof Limits = never> = (
  alert: Alert,
  limits: Pick<Limits, Limit>,
) => readonly string[];

const INDENT = '  ';
const DEEPER = '    ';
/**
 * Where a line goes on: no line of ours begins there, so no word of an attacker's that wraps can pass for an identity, a
 * fingerprint or a command.
 */
const GOES_ON = '      ';

/** A long value on a line of its own: never wrapped, never cut below what AWS allows (a role ARN may have 1,011 characters). */
const value = (indent: string, text: string): string => indent + clean(text, 1100);

const prose = (indent: string, text: string, max = 600): string[] =>
  wrapped(clean(text, max), indent, GOES_ON);

const more = (indent: string, hidden: number, what: string): string[] =>
  hidden > 0 ? [`${indent}+${hidden} more ${what}`] : [];

const update: Section = (alert) => {
  const line = updateLine(alert);
  return line === undefined ? [] : prose('', line, 500);
};

/** What the first line says already. */
const SAID = /^(?:Act now|Check this now|Check this today)\. /;

const decision: Section = (alert) => [
  ...prose(INDENT, alert.decision.replace(SAID, ''), 900),
  ...(alert.expectedBy === undefined ? [] : prose(INDENT, entryLine(alert.expectedBy))),
];

const contained: Section = (alert) => containmentLines(alert);

/** What is another than before: what was before first, what is now after it. */
const changed = (alert: Alert): string[] => {
  const [first, ...rows] = changedLines(alert);
  return first === undefined
    ? []
    : [
        ...prose(INDENT, first, 400),
        ...rows.slice(0, 6).flatMap((row) => wrapped(clean(row, 300), DEEPER, GOES_ON)),
        ...more(DEEPER, rows.length - 6, 'changes'),
      ];
};

const happened: Section = (alert) => [
  `WHAT HAPPENED, ${dayAndTime(alert.eventTime)}`,
  ...prose(INDENT, capitalised(alert.actor.description)),
  value(DEEPER, alert.actor.arn),
  ...firstUseLines(alert).flatMap((line) =>
    line.startsWith('SHA-256') ? [value(DEEPER, line)] : prose(INDENT, line),
  ),
  ...prose(INDENT, `From ${alert.source.description}`),
  ...wrapped(
    `${capitalised(alert.event.words.done)} ${alert.event.words.noun} "${clean(alert.event.subject.name, 255)}": ${clean(alert.event.summary, 600)}`,
    INDENT,
    GOES_ON,
  ),
  ...changed(alert),
  ...(alert.profile.changedSince.length === 0
    ? []
    : prose(INDENT, `CHANGED SINCE: ${abridged(alert.profile.changedSince, 5, '; ')}`)),
];

/** Evidence in as few lines as it takes: short facts side by side, values such as ARNs alone. */
const evidence = (lines: readonly string[], limit: number): string[] => {
  const shown = lines.slice(0, limit).map((line) => clean(line, 400));
  const facts = shown.filter((line) => line.length < 60 || line.includes(' '));
  const values = shown.filter((line) => !facts.includes(line));
  const rest = lines.length - shown.length;
  const told = facts.map((fact) => fact.replace(/\.$/, '')).join('; ') + (rest > 0 ? ` (+${rest})` : '');
  return [
    ...(facts.length === 0 ? [] : wrapped(told, DEEPER, GOES_ON)),
    ...values.map((line) => DEEPER + line),
  ];
};

/** Findings below the alert's own severity are true as their titles stand: one paragraph for each severity. */
const calmer = (findings: Alert['findings'], limit: number): string[] => {
  const severities = [...new Set(findings.map(({ severity }) => severity))];
  // A title of high severity is worth two of the rest.
  const room = (severity: Severity): number => (atLeast(severity, 'high') ? Math.max(1, limit * 2) : limit);
  const told = severities.filter((severity) => room(severity) > 0);
  const untold = severities.filter((severity) => room(severity) === 0);
  const left = findings.filter(({ severity }) => untold.includes(severity)).length;
  const titles = (severity: Severity): string => {
    const own = findings.filter((one) => one.severity === severity).map(({ title }) => clean(title, 200));
    const hidden = own.length - room(severity);
    const rest = hidden > 0 ? [`+${hidden} more ${severity.toUpperCase()}`] : [];
    return [...own.slice(0, room(severity)), ...rest].join('; ');
  };
  return [
    ...told.flatMap((severity) =>
      wrapped(`${severity.toUpperCase()} ${titles(severity)}`, `${INDENT}- `, GOES_ON),
    ),
    ...more(INDENT, left, `of ${abridged(untold, untold.length, ' and ')} severity`),
  ];
};

const why: Section<'findings' | 'evidence' | 'calmer'> = (alert, limits) => {
  const deciding = alert.findings.filter(({ severity }) => atLeast(severity, alert.severity));
  const shown = deciding.slice(0, limits.findings);
  // Where a finding decides, the sentence why repeats it; else it says what does.
  const told = alert.disposition === 'unexpected' && deciding.length > 0;
  const heading = `WHY ${alert.severity.toUpperCase()}`;
  return [
    ...(told
      ? [heading]
      : wrapped(`${heading}: ${clean(withoutSeverity(alert.because, alert.severity), 600)}`, '', INDENT)),
    ...shown.flatMap(({ severity, title, evidence: facts }) => [
      ...wrapped(`${severity.toUpperCase()} ${clean(title, 300)}`, `${INDENT}- `, GOES_ON),
      ...evidence(facts, limits.evidence),
    ]),
    ...more(INDENT, deciding.length - shown.length, `${alert.severity} or above`),
    ...calmer(
      alert.findings.filter(({ severity }) => !atLeast(severity, alert.severity)),
      limits.calmer,
    ),
  ];
};

const roles = (alert: Alert, limit: number): string[] => {
  const dangerous = alert.roles.filter((role) => role.dangerous);
  const shown = alert.roles.slice(0, limit);
  const hidden = alert.roles.length - shown.length;
  const hiddenDangerous = Math.max(0, dangerous.length - shown.length);
  return [
    ...(alert.roles.length === 0 && alert.concerned === undefined
      ? [
          `${INDENT}${alert.rolesKnown ? 'The profile names no roles.' : 'Which roles the profile names is not known.'}`,
        ]
      : []),
    ...shown.flatMap((role) => [
      value(INDENT, role.arn),
      ...wrapped(clean(role.summary, 900), DEEPER, GOES_ON),
    ]),
    ...(hidden === 0
      ? []
      : [
          hiddenDangerous === 0
            ? `${INDENT}+${hidden} more roles, none of them dangerous as far as known`
            : `${INDENT}+${hidden} more roles, ${hiddenDangerous} of them dangerous or unknown`,
        ]),
    ...(alert.together.statement === '' ? [] : prose(INDENT, `Together: ${alert.together.statement}`)),
    ...(alert.together.notExamined.length === 0
      ? []
      : prose(
          INDENT,
          `Not examined: ${counted(alert.together.notExamined.length, 'role')}, of which nothing is ruled out`,
        )),
  ];
};

const anchorLines = ({
  name,
  summary,
  suspicious,
  certificates,
}: Alert['trustAnchors'][number]): string[] => [
  ...wrapped(`Trust anchor "${clean(name, 255)}" ${clean(summary, 600)}`, INDENT, GOES_ON),
  ...(suspicious && certificates[0] !== undefined
    ? [value(DEEPER, `SHA-256 ${certificates[0].sha256}`)]
    : []),
];

const anchors = (alert: Alert, limit: number): string[] => {
  if (alert.trustAnchorsUnknown !== undefined) {
    return prose(INDENT, `Trust anchors: not known (${alert.trustAnchorsUnknown})`);
  }
  if (alert.trustAnchors.length === 0) return [`${INDENT}No trust anchor in ${clean(alert.region)}`];
  const shown = alert.trustAnchors.slice(0, limit);
  const hidden = alert.trustAnchors.slice(limit);
  const usable = hidden.filter(({ enabled }) => enabled !== false).length;
  return [
    ...shown.flatMap(anchorLines),
    ...more(INDENT, hidden.length, `trust anchors, ${usable} of them enabled`),
  ];
};

const reach: Section<'roles' | 'anchors'> = (alert, limits) => [
  'WHO CAN USE IT, AND FOR WHAT',
  ...(alert.concerned === undefined ? [] : prose(INDENT, `${alert.concerned.summary}.`, 700)),
  ...roles(alert, limits.roles),
  ...anchors(alert, limits.anchors),
];

const nth = ({ count, atLeast: bounded }: Count): string => {
  if (bounded) return `at least ${ordinal(count + 1)}`;
  return count === 0 ? 'first' : ordinal(count + 1);
};

const historyText = ({ event: { words }, activity: { history }, firstUse }: Alert): string => {
  if (firstUse !== undefined)
    return firstUse.alertId === undefined
      ? 'whether this certificate used the profile before is not known'
      : 'first session of this certificate since the alert about the profile';
  return history === undefined
    ? 'whether this actor usually does this is not known'
    : `${nth(history.byActor)} ${words.once} by this actor in ${history.days} days, ${nth(history.inAccount)} in this Region`;
};

const sessionsText = ({ activity: { sessions, shownUpTo: upTo }, firstUse }: Alert): string => {
  if (firstUse !== undefined && (sessions === undefined || sessions.count === 0))
    return 'USED JUST NOW: further sessions with it are not known';
  if (sessions === undefined || (sessions.count === 0 && sessions.atLeast)) {
    return 'Whether it has been used yet is not known';
  }
  return sessions.count === 0
    ? `No session with it in CloudTrail yet (${shownUpTo(upTo)})`
    : `USED ALREADY: ${countText(sessions)} session${sessions.count === 1 && !sessions.atLeast ? '' : 's'} with it in CloudTrail`;
};

/** Where calls are logged goes without saying for these: the event's own Region, and IAM's one Region. */
const QUIET_SOURCES = ['iam', 'rolesanywhere'];

const eventLine = (event: Alert['activity']['timeline'][number], alert: Alert): string => {
  const service = event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const quotedName = (target: string): string | undefined => {
    const anchor = alert.trustAnchors.find(
      ({ arn, id, name }) =>
        arn === target || id === target || (service === 'rolesanywhere' && name === target),
    );
    return anchor === undefined ? undefined : `"${anchor.name}"`;
  };
  const targets = [...new Set(event.targets.map((target) => quotedName(target) ?? shortName(target)))];
  return [
    `${beforeOrAfter(event.time, alert.eventTime) || event.time}:`,
    QUIET_SOURCES.includes(service) ? event.eventName : `${service} ${event.eventName}`,
    ...(targets.length === 0 ? [] : [abridged(targets, 2)]),
    ...(event.errorCode === undefined ? [] : [`FAILED (${event.errorCode})`]),
    ...(event.by === 'the same key' ? [] : [`by ${event.by}`]),
    ...(service === 'iam' || event.region === alert.region ? [] : [`in ${event.region}`]),
  ].join(' ');
};

const activityHeading = ({ activity }: Alert, hidden: number): string => {
  const unread = activity.unread.map(({ region }) => region);
  const gap = unread.length === 0 ? '' : ` (not read: ${abridged(unread, 3)})`;
  const whose = activity.by === 'user-name' ? 'this user name' : 'this access key';
  if (activity.timeline.length > 0) {
    return `Calls by ${whose} and anchor changes, ${activity.windowHours} h back${hidden > 0 ? ` (+${hidden} earlier)` : ''}${gap}:`;
  }
  if (activity.regionsRead === 0) return `What else ${whose} did: not known`;
  return activity.callsComplete
    ? `No other change by ${whose}, ${activity.windowHours} h back (${shownUpTo(activity.shownUpTo)})`
    : `What else ${whose} did: no other change in what was read, which is not all${gap}`;
};

const around: Section<'timeline'> = (alert, limits) => {
  const { activity } = alert;
  const shown = activity.timeline.slice(-limits.timeline);
  return [
    ...wrapped(`AROUND IT: ${historyText(alert)}`, '', INDENT),
    ...prose(INDENT, sessionsText(alert)),
    ...prose(INDENT, activityHeading(alert, activity.timeline.length - shown.length + activity.more)),
    ...shown.flatMap((event) => wrapped(clean(eventLine(event, alert), 300), `${INDENT}- `, GOES_ON)),
    ...(shown.length > 0 && !activity.complete
      ? [`${INDENT}There may be more: not everything could be read`]
      : []),
  ];
};

/** Unknowns that share a reason share a line: "tags; trust anchors: access denied". */
const byReason = (unknowns: Alert['unknowns'], limit: number): string[] => {
  const reasons = [...new Set(unknowns.map(({ why: reason }) => reason))];
  return [
    ...reasons.slice(0, limit).flatMap((reason) => {
      const what = unknowns.filter((one) => one.why === reason).map((one) => clean(one.what, 120));
      return wrapped(`${abridged(what, limit, '; ')}: ${clean(reason, 200)}`, `${INDENT}- `, GOES_ON);
    }),
    ...more(INDENT, reasons.length - limit, 'reasons'),
  ];
};

const unseen: Section<'unknowns'> = (alert, limits) => {
  const byDesign = `not evaluated by design: ${alert.outOfSight.join(', ')}`;
  if (alert.unknowns.length === 0)
    return wrapped(
      byDesign.replace(/^[^:]+/, (text) => text.toUpperCase()),
      '',
      INDENT,
    );
  return [
    'COULD NOT CHECK',
    ...byReason(alert.unknowns, limits.unknowns),
    ...prose(INDENT, capitalised(byDesign)),
  ];
};

/** One block to paste, what shows that it worked, and what it leaves open. */
const contain = (alert: Alert, limits: Pick<Limits, 'commands'>): string[] => {
  const { byHand, sessionsLiveOn, stillOpen } = alert.response;
  return [
    ...toPaste(alert, limits.commands),
    ...byHand.flatMap((text) => prose(INDENT, `By hand: ${text}.`, 700)),
    ...prose(INDENT, sessionsLiveOn),
    ...(stillOpen.length === 0 ? [] : prose(INDENT, `Still open: ${stillOpen.join('; ')}.`, 900)),
  ];
};

/** What can wait, each command by itself. */
const afterwards = (alert: Alert, limit: number): string[] => {
  const all = LATER.flatMap((step) =>
    alert.response.commands.filter((one) => one.step === step).slice(0, limit),
  );
  const shown = all.filter(({ command }) => showable(command));
  return [
    ...(all.length === 0 ? [] : wrapped(`LATER: ${toDo(all)}:`, INDENT, GOES_ON)),
    ...shown.map(({ command }) => DEEPER + command),
    ...(shown.length < all.length ? [DEEPER + NOT_SHOWN] : []),
  ];
};

/** The address is the installation's own, checked at synth. */
const runbook = ({ response }: Alert): string[] =>
  response.runbook === undefined ? [] : [`${INDENT}Your runbook: ${response.runbook}`];

const commands: Section<'commands' | 'later' | 'links'> = (alert, limits) => [
  alert.urgent ? 'DO NOW' : 'IF IT WAS NOT PLANNED',
  ...contain(alert, limits),
  ...afterwards(alert, limits.later),
  ...alert.response.links
    .slice(0, limits.links)
    .map(({ label, url }) => `${INDENT}${clean(label, 80)}: ${url}`),
  ...runbook(alert),
];

const ticket: Section = (alert) =>
  wrapped(
    `FOR THE TICKET: event ${clean(
      [
        alert.alertId,
        alert.eventTime,
        `account ${alert.account.id}`,
        alert.region,
        `access key ${alert.actor.accessKeyId ?? 'not recorded'}`,
        `from ${alert.source.ip ?? alert.source.service ?? 'an unrecorded address'}`,
      ].join(', '),
      700,
    )}. Rule "${alert.rule.name}", ATT&CK ${abridged(
      [...new Set(alert.rule.mitre.map(({ technique }) => technique))],
      3,
    )}`,
    '',
    INDENT,
  );

interface Paragraph {
  readonly sections: readonly Section<keyof Limits>[];
  readonly limits: readonly (keyof Limits)[];
}

/** Sections that stand together, with the limits their text hangs on: all that they read, and no others. */
const paragraph = <Limit extends keyof Limits = never>(
  sections: readonly Section<Limit>[],
  limits: Readonly<Record<NoInfer<Limit>, true>>,
): Paragraph => ({ sections, limits: Object.keys(limits) as (keyof Limits)[] });

/** The short sections share a paragraph with what goes before, since capitals at the margin set them off enough. */
const PARAGRAPHS: readonly Paragraph[] = [
  paragraph([update, headOf, contained, decision], {}),
  paragraph([happened], {}),
  paragraph([why], { findings: true, evidence: true, calmer: true }),
  paragraph([reach], { roles: true, anchors: true }),
  paragraph<'timeline' | 'unknowns'>([around, unseen], { timeline: true, unknowns: true }),
  paragraph([commands], { commands: true, later: true, links: true }),
  paragraph([ticket], {}),
];

const pastedLines = (alert: Alert, { commands: limit }: Limits): number => {
  const block = containment(alert, limit);
  return block.lines.length + (proof(alert, block) === undefined ? 0 : 1);
};

/** Computes once what is asked for again under the same limits. */
const remembering = <T>(): ((limits: Limits, names: readonly (keyof Limits)[], compute: () => T) => T) => {
  const made = new Map<string, T>();
  return (limits, names, compute) => {
    const key = names.map((name) => limits[name]).join();
    const known = made.get(key) ?? compute();
    made.set(key, known);
    return known;
  };
};

interface Written {
  readonly text: string;
  readonly lines: number;
}

const join = (paragraphs: readonly Written[]): Written => ({
  text: `${paragraphs.map(({ text }) => text).join('\n\n')}\n`,
  lines: paragraphs.reduce((sum, { lines }) => sum + lines, paragraphs.length - 1),
});

/** The email under any limits: from one to the next, only the paragraphs are written anew that hang on what changed. */
const writerOf = (alert: Alert) => {
  const paragraphs = PARAGRAPHS.map((one) => ({ ...one, remembered: remembering<Written>() }));
  const pasted = remembering<number>();
  const write = (limits: Limits): Written =>
    join(
      paragraphs.map(({ sections, limits: names, remembered }) =>
        remembered(limits, names, () => {
          const text = sections.flatMap((section) => section(alert, limits)).join('\n');
          return { text, lines: text.split('\n').length };
        }),
      ),
    );
  const fits = ({ lines }: Written, limits: Limits): boolean =>
    lines - pasted(limits, ['commands'], () => pastedLines(alert, limits)) <= LINES_MAX;
  return { write, fits };
};

/** The alert as plain text, read from the top down by somebody who was asleep a minute ago. */
export const renderEmail = (alert: Alert): string =>
  isShort(alert)
    ? renderShortEmail(alert)
    : isFolded(alert)
      ? renderFoldedEmail(alert)
      : renderFullEmail(alert);

/** The same, also where nobody has to do anything. */
export const renderFullEmail = (alert: Alert): string => {
  const { write, fits } = writerOf(alert);
  let limits = GENEROUS;
  let email = write(limits);
  const given: (readonly [keyof Limits, number])[] = [];
  for (const [list, limit] of GIVE_WAY) {
    if (fits(email, limits)) break;
    given.push([list, limits[list]]);
    limits = { ...limits, [list]: limit };
    email = write(limits);
  }
  // What gave way in vain is taken back, the last given first.
  for (const [list, limit] of given.reverse()) {
    const more = { ...limits, [list]: Math.max(limit, limits[list]) };
    const longer = write(more);
    if (fits(longer, more)) [limits, email] = [more, longer];
  }
  return email.text;
};
