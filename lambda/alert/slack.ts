import { atLeast } from '../assess/severity';
import { durationText } from '../assess/wording';
import { containment, proof } from './block';
import { burstLine, burstTag, isFolded } from './burst';
import { changedLines } from './change-line';
import { containmentLine } from './contained';
import { entryLine } from './entry-line';
import { firstUseLines } from './first-use-line';
import { clean } from './plain';
import type { Alert } from './schema';
import { showable } from './shell';
import { isShort } from './short-email';
import { cutMarkup, entities, fitLines, slackCode, slackCodeBlock, slackProse } from './slack-text';
import { LATER } from './steps';
import { updateLine } from './update';
import { abridged, capitalised, countText, dayAndTime, shownUpTo, withoutSeverity } from './words';

/** What Amazon Q Developer takes before it drops a message without a word; source: users' reports. */
export const SLACK_LIMITS = { title: 250, description: 8000, nextStep: 350, keyword: 75 } as const;

const SHOWN = { findings: 6, roles: 6, unknowns: 5, nextSteps: 8, related: 10 } as const;

const more = (hidden: number, what: string): string[] => (hidden > 0 ? [`+${hidden} more ${what}`] : []);

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `*${heading}*`, ...lines];

const who = (alert: Alert): string[] => [
  `• ${slackProse(`${dayAndTime(alert.eventTime)}: ${alert.actor.description}`)}`,
  ...firstUseLines(alert).map(
    (line) => `• ${line.startsWith('SHA-256') ? slackCode(line) : slackProse(line)}`,
  ),
  `• ${slackCode(alert.actor.arn)}`,
  `• ${slackProse(`from ${alert.source.description}`)}`,
  `• ${slackProse(`${alert.event.words.noun} "${alert.event.subject.name}": ${alert.event.summary}`, 800)}`,
  ...(alert.concerned === undefined ? [] : [`• ${slackProse(alert.concerned.summary, 700)}`]),
  ...changedLines(alert)
    .slice(0, 7)
    .map((line) => `• ${slackProse(line.replace(/^- /, ''), 300)}`),
  ...(alert.profile.changedSince.length === 0
    ? []
    : [`• ${slackProse(`The profile has changed since: ${alert.profile.changedSince.join('; ')}`)}`]),
];

const why = (alert: Alert): string[] => [
  // Where a finding decides, the sentence why repeats it.
  ...(alert.disposition === 'unexpected' && alert.findings.some((one) => one.severity === alert.severity)
    ? []
    : [slackProse(withoutSeverity(alert.because, alert.severity))]),
  ...alert.findings
    .slice(0, SHOWN.findings)
    .map(({ severity, title }) => `• ${severity.toUpperCase()} ${slackProse(title, 300)}`),
  ...more(alert.findings.length - SHOWN.findings, 'findings'),
];

const roles = (alert: Alert): string[] => [
  ...alert.roles
    .slice(0, SHOWN.roles)
    .map(({ arn, summary }) => `• ${slackCode(arn)} ${slackProse(summary, 500)}`),
  ...more(alert.roles.length - SHOWN.roles, 'roles, none of them worse'),
  ...(alert.together.statement === '' ? [] : [`Together: ${slackProse(alert.together.statement)}`]),
];

const unknowns = (alert: Alert): string[] => [
  ...alert.unknowns
    .slice(0, SHOWN.unknowns)
    .map(({ what, why: reason }) => `• ${slackProse(`${what}: ${reason}`, 300)}`),
  ...more(alert.unknowns.length - SHOWN.unknowns, 'unknowns'),
];

const use = ({ activity: { sessions, shownUpTo: upTo }, firstUse }: Alert): string[] => {
  // The session that the alert is about is one that CloudTrail's look-ups do not show yet.
  if (firstUse !== undefined && sessions?.count === 0) return [];
  if (sessions === undefined || (sessions.count === 0 && sessions.atLeast)) return [];
  return sessions.count === 0
    ? [`CloudTrail shows no session made with the profile yet (${shownUpTo(upTo)}).`]
    : [`*Used already*: CloudTrail shows ${countText(sessions)} session(s) made with the profile.`];
};

const update = (alert: Alert): string[] => {
  const line = updateLine(alert);
  return line === undefined ? [] : [slackProse(line, 700), ''];
};

const contained = (alert: Alert): string[] => {
  const line = containmentLine(alert);
  const undo = alert.containment?.undo;
  return [
    ...(line === undefined ? [] : [`*${slackProse(line, 500)}*`]),
    ...(undo === undefined || !showable(undo) ? [] : ['It is undone by:', ...slackCodeBlock([undo])]),
  ];
};

/** What to paste: whole, or not at all, since half of it does something else. */
const doNow = (alert: Alert): string[] => {
  const block = containment(alert);
  const shown = proof(alert, block);
  return [
    ...(block.lines.length === 0
      ? []
      : [
          ...section(alert.urgent ? 'Do now' : 'If it was not planned', [
            'Paste it whole into bash, zsh or CloudShell, not PowerShell:',
          ]),
          ...slackCodeBlock(block.lines),
        ]),
    ...(shown === undefined
      ? []
      : [
          `It worked if this prints ${slackProse(abridged(shown.prints, 6))}:`,
          ...slackCodeBlock([shown.line]),
        ]),
  ];
};

const laterCommands = (alert: Alert): string[] => {
  const lines = alert.response.commands
    .filter(({ step, command }) => LATER.includes(step) && showable(command))
    .map(({ command }) => command);
  return lines.length === 0 ? [] : ['', '*Later*', ...slackCodeBlock(lines)];
};

const remaining = (alert: Alert): string[] => [
  ...alert.response.byHand.map((text) => `• By hand: ${slackProse(text, 700)}`),
  slackProse(alert.response.sessionsLiveOn),
  ...(alert.response.stillOpen.length === 0
    ? []
    : [`Still open: ${slackProse(alert.response.stillOpen.join('; '), 900)}`]),
];

const sizeOf = (lines: readonly string[]): number => lines.join('\n').length + 1;

/**
 * The commands come right after the reasons, and whole: their room is set aside first. Where even that is too much, which
 * takes ten roles of the longest names, the next steps say where they are.
 */
const description = (alert: Alert): string => {
  const head = [
    ...update(alert),
    ...contained(alert),
    `*${alert.severity.toUpperCase()} (${alert.riskScore}/99)* ${slackProse(alert.decision, 900)}`,
    ...(alert.expectedBy === undefined ? [] : [slackProse(entryLine(alert.expectedBy), 600)]),
    ...(isFolded(alert) ? [slackProse(`${capitalised(burstLine(alert))}.`, 700)] : []),
  ];
  // Where nobody has to do anything, or the first of a burst has told the rest, who it was and what stops it are enough.
  const short = isShort(alert) || isFolded(alert);
  const before = [
    ...section('Who', who(alert)),
    ...(short ? [] : section(`Why ${alert.severity}`, why(alert))),
  ];
  const after = short
    ? []
    : [
        ...section('What each role can do', roles(alert)),
        ...use(alert),
        ...section('Could not check', unknowns(alert)),
      ];
  const limit = SLACK_LIMITS.description;
  const rest = short ? [] : ['', ...remaining(alert)];
  const wanted = [...doNow(alert), ...rest];
  const now = sizeOf([...head, ...wanted]) <= limit - ROOM.before ? wanted : rest;
  const afterwards = short ? [] : laterCommands(alert);
  const last = sizeOf([...head, ...now, ...afterwards]) <= limit - ROOM.before ? afterwards : [];
  const told = fitLines(before, limit - sizeOf([...head, ...now, ...last]));
  const room = limit - sizeOf([...head, told, ...now, ...last]);
  // Less room would not hold the line that says how much was left out.
  const details = after.length > 0 && room >= 40 ? [fitLines(after, room)] : [];
  return [...head, told, ...now, ...details, ...last].join('\n');
};

/** Characters that the reasons get however long the commands are. */
const ROOM = { before: 1500 } as const;

/** What the commands do, by name; they themselves stand in the description. */
const nextStep = ({ purpose, command }: Alert['response']['commands'][number], isShown: boolean): string => {
  const label = slackProse(purpose, 250);
  if (isShown) return cutMarkup(label, SLACK_LIMITS.nextStep);
  const why = showable(command) ? 'too long for Slack' : 'a name in it holds unusual characters';
  return cutMarkup(`${label}: the command is in the email and the JSON (${why})`, SLACK_LIMITS.nextStep);
};

const nextSteps = (alert: Alert, text: string): string[] => [
  ...(isShort(alert) || isFolded(alert) ? [] : alert.response.commands)
    .slice(0, SHOWN.nextSteps)
    .map((one) => nextStep(one, showable(one.command) && text.includes(entities(one.command)))),
  ...alert.response.links
    .slice(0, 1)
    .map(({ label, url }) => `<${url}|${label} in the console>`)
    .filter((step) => step.length <= SLACK_LIMITS.nextStep),
  ...(alert.response.runbook === undefined
    ? []
    : [`<${entities(alert.response.runbook)}|Your runbook>`].filter(
        (step) => step.length <= SLACK_LIMITS.nextStep,
      )),
];

const plainMap = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, entities(clean(value, 300))]],
    ),
  );

const ICON = { critical: ':rotating_light:', high: ':red_circle:', medium: ':large_orange_circle:' } as const;

const title = (alert: Alert): string => {
  const icon = alert.severity in ICON ? `${ICON[alert.severity as keyof typeof ICON]} ` : '';
  const marks = [alert.disposition === 'expected' ? 'expected' : undefined, burstTag(alert)];
  const marked = marks.filter((mark) => mark !== undefined).join(', ');
  return cutMarkup(
    `${icon}${alert.update === undefined ? '' : 'UPDATE '}${alert.severity.toUpperCase()}${marked === '' ? '' : ` (${marked})`}: ${slackProse(alert.title, 400)}`,
    SLACK_LIMITS.title,
  );
};

/** "RolesAnywhereProfileCreated". */
const eventType = ({ event: { words } }: Alert): string =>
  ['RolesAnywhere', ...`${words.noun} ${words.done}`.split(' ').map(capitalised)].join('');

/** The alert as the custom notification of Amazon Q Developer in chat applications: JSON text. */
export const renderSlack = (alert: Alert): string => {
  const text = description(alert);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    // Told apart from the first alert's, lest it be taken for a copy of that; the thread is the same.
    id: clean(`${alert.alertId}${alert.update === undefined ? '' : '-update'}`, 100),
    content: {
      textType: 'client-markdown',
      title: title(alert),
      description: text,
      nextSteps: nextSteps(alert, text),
      keywords: [
        alert.severity,
        alert.disposition,
        alert.account.id,
        alert.region,
        ...(atLeast(alert.severity, 'medium') ? ['T1098.003'] : []),
      ].map((keyword) => cutMarkup(slackProse(keyword, 70), SLACK_LIMITS.keyword)),
    },
    metadata: {
      threadId: alert.thread,
      summary: cutMarkup(slackProse(alert.title, 400), SLACK_LIMITS.title),
      eventType: eventType(alert),
      relatedResources: [
        ...(alert.profile.arn === null ? [] : [alert.profile.arn]),
        ...alert.roles.slice(0, SHOWN.related).map(({ arn }) => arn),
      ].map((arn) => clean(arn, 1100)),
      additionalContext: plainMap({
        severity: alert.severity,
        riskScore: String(alert.riskScore),
        disposition: alert.disposition,
        accountId: alert.account.id,
        region: alert.region,
        profileId: alert.profile.id ?? undefined,
        profileName: alert.profile.name,
        actor: alert.actor.arn,
        eventId: alert.alertId,
        sessionsUpTo:
          alert.profile.durationAssumed === true ? undefined : durationText(alert.profile.durationSeconds),
      }),
      enableCustomActions: true,
    },
  });
};
