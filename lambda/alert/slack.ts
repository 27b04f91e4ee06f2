import { createHash } from 'node:crypto';
import { atLeast } from '../assess/severity';
import { durationText } from '../assess/wording';
import { entryLine } from './entry-line';
import { clean } from './plain';
import type { Alert } from './schema';
import { showable } from './shell';
import { isShort } from './short-email';
import { cutMarkup, entities, fitLines, slackCode, slackProse } from './slack-text';
import { updateLine } from './update';
import { counted, moment, shownUpTo, withoutSeverity } from './words';

/** What Amazon Q Developer takes before it drops a message without a word; source: users' reports. */
export const SLACK_LIMITS = { title: 250, description: 8000, nextStep: 350, keyword: 75 } as const;

const SHOWN = { findings: 6, roles: 6, unknowns: 5, nextSteps: 8, related: 10 } as const;

const more = (hidden: number, what: string): string[] => (hidden > 0 ? [`+${hidden} more ${what}`] : []);

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `*${heading}*`, ...lines];

const who = (alert: Alert): string[] => [
  `• ${slackProse(`${moment(alert.eventTime)}: ${alert.actor.description}`)}`,
  `• ${slackCode(alert.actor.arn)}`,
  `• ${slackProse(`from ${alert.source.description}`)}`,
  `• ${slackProse(`profile "${alert.profile.name}": ${alert.profile.description}`, 800)}`,
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

const use = ({ activity: { sessions, shownUpTo: upTo } }: Alert): string[] => {
  if (sessions === undefined || (sessions.count === 0 && sessions.atLeast)) return [];
  return sessions.count === 0
    ? [`CloudTrail shows no session made with the profile yet (${shownUpTo(upTo)}).`]
    : [`*Used already*: CloudTrail shows ${counted(sessions)} session(s) made with the profile.`];
};

const update = (alert: Alert): string[] => {
  const line = updateLine(alert);
  return line === undefined ? [] : [slackProse(line, 700), ''];
};

const description = (alert: Alert): string =>
  fitLines(
    [
      ...update(alert),
      `*${alert.severity.toUpperCase()} (${alert.riskScore}/99)* ${slackProse(alert.decision, 900)}`,
      ...(alert.expectedBy === undefined ? [] : [slackProse(entryLine(alert.expectedBy), 600)]),
      ...section('Who', who(alert)),
      ...(isShort(alert) ? [] : details(alert)),
    ],
    SLACK_LIMITS.description,
  );

/** What people need who have to do something. */
const details = (alert: Alert): string[] => [
  ...section(`Why ${alert.severity}`, why(alert)),
  ...section('What each role can do', roles(alert)),
  ...use(alert),
  ...section('Could not check', unknowns(alert)),
  '',
  slackProse(alert.response.sessionsLiveOn),
];

/** A command is shown whole or not at all: half of one does something else. */
const nextStep = ({ purpose, command }: Alert['response']['commands'][number]): string => {
  const label = slackProse(purpose, 200);
  const step = `${label}: ${slackCode(command)}`;
  if (showable(command) && step.length <= SLACK_LIMITS.nextStep) return step;
  const why = showable(command) ? 'it is too long for Slack' : 'a name in it holds unusual characters';
  return cutMarkup(`${label}: the command is in the email and the JSON (${why})`, SLACK_LIMITS.nextStep);
};

/** Where nobody has to do anything, the one command that stops it is enough. */
const commandsShown = (alert: Alert): Alert['response']['commands'] =>
  isShort(alert)
    ? alert.response.commands.filter(({ step }) => step === 'stop').slice(0, 1)
    : alert.response.commands;

const nextSteps = (alert: Alert): string[] => [
  ...commandsShown(alert).slice(0, SHOWN.nextSteps).map(nextStep),
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

/** One alert, one thread: a different profile a minute later gets its own, the same event delivered twice does not. */
const threadId = ({ alertId }: Alert): string =>
  createHash('sha256').update(alertId).digest('hex').slice(0, 32);

const plainMap = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, clean(value, 300)]],
    ),
  );

const ICON = { critical: ':rotating_light:', high: ':red_circle:', medium: ':large_orange_circle:' } as const;

const title = (alert: Alert): string => {
  const icon = alert.severity in ICON ? `${ICON[alert.severity as keyof typeof ICON]} ` : '';
  const expected = alert.disposition === 'expected' ? ' (expected)' : '';
  return cutMarkup(
    `${icon}${alert.update === undefined ? '' : 'UPDATE '}${alert.severity.toUpperCase()}${expected}: ${slackProse(alert.title, 400)}`,
    SLACK_LIMITS.title,
  );
};

/** The alert as the custom notification of Amazon Q Developer in chat applications: JSON text. */
export const renderSlack = (alert: Alert): string =>
  JSON.stringify({
    version: '1.0',
    source: 'custom',
    // Told apart from the first alert's, lest it be taken for a copy of that; the thread is the same.
    id: clean(`${alert.alertId}${alert.update === undefined ? '' : '-update'}`, 100),
    content: {
      textType: 'client-markdown',
      title: title(alert),
      description: description(alert),
      nextSteps: nextSteps(alert),
      keywords: [
        alert.severity,
        alert.disposition,
        alert.account.id,
        alert.region,
        ...(atLeast(alert.severity, 'medium') ? ['T1098.003'] : []),
      ].map((keyword) => cutMarkup(slackProse(keyword, 70), SLACK_LIMITS.keyword)),
    },
    metadata: {
      threadId: threadId(alert),
      summary: cutMarkup(slackProse(alert.title, 400), SLACK_LIMITS.title),
      eventType: 'RolesAnywhereProfileCreated',
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
        sessionsUpTo: durationText(alert.profile.durationSeconds),
      }),
      enableCustomActions: true,
    },
  });
