import { atLeast } from '../assess/severity';
import { isSuspicious } from './anchors';
import { urgent } from './decision';
import { clean, wrapped } from './plain';
import { LOUD, loudness } from './role-order';
import type { Alert } from './schema';
import { showable } from './shell';
import { counted, day, duration, listed, moment, plural, relative, shortName } from './words';

/** How much of each list a person reads at night; the machine JSON has the rest. */
const SHOWN = {
  findings: 8,
  evidence: 3,
  roles: 10,
  anchors: 5,
  certificates: 2,
  timeline: 6,
  unknowns: 8,
  commands: 8,
  tags: 8,
} as const;

type Section = readonly string[];

const INDENT = '  ';
const DEEPER = '    ';

/** A long value on a line of its own: never wrapped, never cut below what AWS allows (a role ARN may have 1,011 characters). */
const value = (indent: string, text: string): string => indent + clean(text, 1100);

const prose = (indent: string, text: string, max = 600): string[] => wrapped(clean(text, max), indent);

const more = (indent: string, hidden: number, what: string): string[] =>
  hidden > 0 ? [`${indent}+${hidden} more ${what}`] : [];

const decapitalised = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const scored = (alert: Alert): string => `${alert.severity.toUpperCase()} (${alert.riskScore}/99)`;

const decision = (alert: Alert): Section => [
  ...wrapped(`${scored(alert)}: ${decapitalised(clean(alert.decision, 900))}`, '', INDENT),
  ...(alert.expectedBy === undefined
    ? []
    : prose(
        INDENT,
        `Allow-list entry: ${alert.expectedBy.principal}${alert.expectedBy.expires === undefined ? '' : `, until ${alert.expectedBy.expires}`}.`,
      )),
];

const origin = ({ source }: Alert): string => {
  const place = source.country === undefined ? '' : ` (${source.country})`;
  const from =
    source.ip === undefined
      ? (source.service ?? 'an address that the record does not hold')
      : source.ip + place;
  const endpoint = source.vpcEndpointId === undefined ? '' : ` through VPC endpoint ${source.vpcEndpointId}`;
  return `From ${from}${endpoint}, with ${source.client.name} (the caller's claim)`;
};

const settings = ({ profile }: Alert): string => {
  const state = profile.enabled === null ? 'state unknown' : profile.enabled ? 'enabled' : 'DISABLED';
  const managed = profile.managedPolicyArns.length;
  const policies = [
    ...(profile.sessionPolicy === undefined ? [] : ['a session policy']),
    ...(managed === 0 ? [] : [plural(managed, 'managed session policy').replace(/ys$/, 'ies')]),
  ];
  return [
    state,
    plural(profile.roleArns.length, 'role'),
    `sessions up to ${duration(profile.durationSeconds)}`,
    policies.length === 0 ? 'no session policy' : `narrowed by ${policies.join(' and ')}`,
    ...(profile.acceptRoleSessionName === true ? ['certificate holders choose the session name'] : []),
  ].join(', ');
};

const tags = ({ profile }: Alert): string => {
  if (profile.tags === undefined) return 'Tags: not known';
  if (profile.tags.length === 0) return 'Tags: none';
  return `Tags: ${listed(
    profile.tags.map(({ key, value }) => clean(`${key}=${value}`, 80)),
    SHOWN.tags,
  )}`;
};

const happened = (alert: Alert): Section => [
  'WHAT HAPPENED',
  ...prose(INDENT, `${moment(alert.eventTime)}: ${alert.actor.description}`),
  value(DEEPER, alert.actor.arn),
  ...prose(INDENT, origin(alert)),
  ...wrapped(
    `created profile "${clean(alert.profile.name, 255)}" in ${clean(alert.region)}: ${settings(alert)}`,
    INDENT,
  ),
  ...(alert.profile.arn === null ? [] : [value(DEEPER, alert.profile.arn)]),
  ...prose(INDENT, tags(alert)),
  ...(alert.profile.changedSince.length === 0
    ? []
    : prose(INDENT, `Changed since: ${listed(alert.profile.changedSince, 5, '; ')}`)),
];

/** Evidence in as few lines as it takes: values such as ARNs alone, short facts side by side. */
const evidence = (lines: readonly string[]): string[] => {
  const shown = lines.slice(0, SHOWN.evidence).map((line) => clean(line, 400));
  const facts = shown.filter((line) => line.length < 60 || line.includes(' '));
  const values = shown.filter((line) => !facts.includes(line));
  const rest = lines.length - shown.length;
  return [
    ...(facts.length === 0
      ? []
      : wrapped(facts.map((fact) => fact.replace(/\.$/, '')).join('; '), DEEPER, `${DEEPER}  `)),
    ...values.map((line) => DEEPER + line),
    ...more(DEEPER, rest, 'facts in the JSON'),
  ];
};

const why = (alert: Alert): Section => {
  const shown = alert.findings.slice(0, SHOWN.findings);
  return [
    `WHY ${alert.severity.toUpperCase()}`,
    ...prose(INDENT, alert.because),
    ...shown.flatMap(({ severity, title, evidence: facts }) => [
      ...wrapped(`${severity.toUpperCase()} ${clean(title, 300)}`, `${INDENT}- `, DEEPER),
      // Calm findings are true as their titles stand; only the loud ones need their proof here.
      ...(atLeast(severity, 'high') ? evidence(facts) : []),
    ]),
    ...more(INDENT, alert.findings.length - shown.length, 'findings in the JSON'),
  ];
};

const roles = (alert: Alert): string[] => {
  const loud = alert.roles.filter(({ power, possiblePower }) => loudness(power, possiblePower) >= LOUD);
  const shown = alert.roles.slice(0, SHOWN.roles);
  const hidden = alert.roles.length - shown.length;
  const hiddenLoud = Math.max(0, loud.length - shown.length);
  return [
    ...(alert.roles.length === 0 ? [`${INDENT}The profile names no roles.`] : []),
    ...shown.flatMap((role) => [value(INDENT, role.arn), ...prose(DEEPER, role.summary, 900)]),
    ...(hidden === 0
      ? []
      : [
          hiddenLoud === 0
            ? `${INDENT}+${hidden} more roles, none of them dangerous as far as known`
            : `${INDENT}+${hidden} more roles, ${hiddenLoud} of them dangerous or unknown: see the JSON`,
        ]),
    ...(alert.together.statement === '' ? [] : prose(INDENT, `Together: ${alert.together.statement}`)),
    ...(alert.together.notExamined.length === 0
      ? []
      : prose(
          INDENT,
          `Not examined: ${plural(alert.together.notExamined.length, 'role')}, of which nothing is ruled out`,
        )),
  ];
};

const SOURCE_TYPES: Readonly<Record<string, string>> = {
  AWS_ACM_PCA: 'AWS Private CA',
  CERTIFICATE_BUNDLE: 'external CA',
  SELF_SIGNED_REPOSITORY: 'self-signed repository',
};

const anchorLine = (anchor: Alert['trustAnchors'][number], eventTime: string): string => {
  const approval = anchor.approved === undefined ? [] : [anchor.approved ? 'approved' : 'NOT APPROVED'];
  const changes = anchor.changes
    .filter(({ errorCode }) => errorCode === undefined)
    .slice(-2)
    .map(({ eventName, time, by }) => `${eventName} ${relative(time, eventTime)} this by ${by}`);
  const created = anchor.createdAt === undefined ? [] : [`created ${day(anchor.createdAt)}`];
  return [
    anchor.enabled === null ? 'state unknown' : anchor.enabled ? 'enabled' : 'disabled',
    SOURCE_TYPES[anchor.sourceType] ?? anchor.sourceType,
    ...approval,
    ...(changes.length > 0 ? changes : created),
  ].join(', ');
};

const certificateLines = (anchor: Alert['trustAnchors'][number], now: string): string[] =>
  anchor.certificates.slice(0, SHOWN.certificates).flatMap((one) => {
    const issuer = one.selfSigned ? 'self-signed' : `issued by ${clean(one.issuer, 120)}`;
    const expired = one.notAfter < now ? 'EXPIRED' : 'valid until';
    return [
      ...wrapped(`"${clean(one.subject, 200)}", ${issuer}, ${expired} ${day(one.notAfter)}`, DEEPER),
      ...(isSuspicious(anchor) ? [value(DEEPER, `SHA-256 ${one.sha256}`)] : []),
    ];
  });

const anchors = (alert: Alert): string[] => {
  if (alert.trustAnchorsUnknown !== undefined) {
    return prose(INDENT, `Trust anchors: not known (${alert.trustAnchorsUnknown})`);
  }
  if (alert.trustAnchors.length === 0) return [`${INDENT}Trust anchors in ${clean(alert.region)}: none`];
  const shown = alert.trustAnchors.slice(0, SHOWN.anchors);
  const usable = alert.trustAnchors.filter(({ enabled }) => enabled === true).length;
  return [
    `${INDENT}Trust anchors in ${clean(alert.region)} (${usable} of ${alert.trustAnchors.length} enabled):`,
    ...shown.flatMap((anchor) => [
      ...wrapped(
        `"${clean(anchor.name, 255)}" ${clean(anchorLine(anchor, alert.eventTime), 400)}`,
        `${INDENT}- `,
        DEEPER,
      ),
      ...certificateLines(anchor, alert.triagedAt),
      ...(anchor.certificatesUnknown === undefined
        ? []
        : prose(DEEPER, `certificates not known (${anchor.certificatesUnknown})`)),
    ]),
    ...more(INDENT, alert.trustAnchors.length - shown.length, 'trust anchors in the JSON'),
  ];
};

const reach = (alert: Alert): Section => ['WHO CAN USE IT, AND FOR WHAT', ...roles(alert), ...anchors(alert)];

const ordinal = (count: number): string => {
  const tail = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10;
  return `${count}${['th', 'st', 'nd', 'rd'][tail] ?? 'th'}`;
};

const nth = ({ count, atLeast: bounded }: { count: number; atLeast: boolean }): string => {
  if (bounded) return `profile number ${count + 1} or later`;
  return count === 0 ? 'the first profile' : `the ${ordinal(count + 1)} profile`;
};

const historyText = ({ history }: Alert['activity']): string =>
  history === undefined
    ? 'Earlier profiles: not known'
    : `In ${history.days} days: ${nth(history.byActor)} by this actor, ${nth(history.inAccount)} in this account and Region`;

const sessionsText = ({ sessions }: Alert['activity']): string => {
  if (sessions === undefined) return 'Sessions made with the profile: not known';
  return sessions.count === 0
    ? 'CloudTrail shows no session made with the profile yet (events lag by minutes)'
    : `USED ALREADY: CloudTrail shows ${counted(sessions)} session${sessions.count === 1 && !sessions.atLeast ? '' : 's'} made with the profile`;
};

const eventLine = (event: Alert['activity']['timeline'][number], alert: Alert): string => {
  const service = event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const target = event.targets[0] === undefined ? '' : ` ${shortName(event.targets[0])}`;
  const others = event.targets.length > 1 ? `, ${shortName(event.targets[1] ?? '')}` : '';
  const failed = event.errorCode === undefined ? '' : ` FAILED (${event.errorCode})`;
  const by = event.by === 'the same key' ? '' : ` by ${event.by}`;
  const place = event.region === alert.region ? '' : ` [${event.region}]`;
  return `${relative(event.time, alert.eventTime) || event.time}: ${service} ${event.eventName}${target}${others}${failed}${by}${place}`;
};

const around = (alert: Alert): Section => {
  const { activity } = alert;
  const shown = activity.timeline.slice(-SHOWN.timeline);
  const hidden = activity.timeline.length - shown.length + activity.more;
  const scope = activity.by === 'user-name' ? 'user name' : 'access key';
  return [
    'AROUND IT',
    ...prose(INDENT, historyText(activity)),
    ...prose(INDENT, sessionsText(activity)),
    shown.length === 0
      ? `${INDENT}No other sensitive call seen by this ${scope} in ${activity.windowHours} h before${activity.complete ? '' : ', but not all could be read'}`
      : `${INDENT}Sensitive calls by this ${scope}, and trust anchor changes, ${activity.windowHours} h back:`,
    ...more(INDENT, hidden, 'earlier, in the JSON'),
    ...shown.flatMap((event) => wrapped(clean(eventLine(event, alert), 300), `${INDENT}- `, `${DEEPER}  `)),
    ...(shown.length > 0 && !activity.complete ? [`${INDENT}There may be more: not all could be read`] : []),
  ];
};

const unseen = (alert: Alert): Section => {
  const shown = alert.unknowns.slice(0, SHOWN.unknowns);
  return [
    'COULD NOT CHECK',
    ...shown.flatMap(({ what, why: reason }) =>
      wrapped(`${clean(what, 200)}: ${clean(reason, 200)}`, `${INDENT}- `, DEEPER),
    ),
    ...more(INDENT, alert.unknowns.length - shown.length, 'in the JSON'),
    ...prose(INDENT, `Never visible from here: ${alert.outOfSight.join(', ')}`),
  ];
};

const NOT_SHOWN = 'Not shown: a name in it holds unusual characters. Take it from the JSON, with care.';

const commands = (alert: Alert): Section => {
  const all = alert.response.commands;
  const shown = all.slice(0, SHOWN.commands);
  return [
    urgent(alert.severity) ? 'DO NOW' : 'IF IT WAS NOT PLANNED',
    ...shown.flatMap(({ purpose, command, note }, index) => [
      ...wrapped(
        clean(`${purpose}${note === undefined ? '' : `. ${note}`}`, 300),
        `${INDENT}${index + 1}. `,
        `${DEEPER} `,
      ),
      `${DEEPER} ${showable(command) ? command : NOT_SHOWN}`,
    ]),
    ...more(INDENT, all.length - shown.length, 'commands in the JSON'),
    ...prose(INDENT, alert.response.sessionsLiveOn),
    ...alert.response.links.map(({ label, url }) => `${INDENT}${clean(label, 80)}: ${url}`),
  ];
};

const ticket = (alert: Alert): Section => [
  'FOR THE TICKET',
  ...prose(
    INDENT,
    `Event ${alert.alertId} at ${alert.eventTime}, account ${alert.account.id}, ${alert.region}`,
  ),
  ...prose(
    INDENT,
    `Access key ${alert.actor.accessKeyId ?? 'not recorded'}, source ${alert.source.ip ?? alert.source.service ?? 'not recorded'}`,
  ),
  ...prose(INDENT, `User agent (the caller's claim): ${alert.source.userAgent}`, 300),
  ...prose(
    INDENT,
    `Rule: ${alert.rule.name}; MITRE ATT&CK ${listed(
      alert.rule.mitre.map(({ technique }) => technique),
      3,
    )}`,
  ),
  ...alert.rule.references.slice(0, 1).map((reference) => INDENT + reference),
];

/** The alert as plain text, read from the top down by somebody who was asleep a minute ago. */
export const renderEmail = (alert: Alert): string =>
  `${[decision, happened, why, reach, around, unseen, commands, ticket]
    .map((section) => section(alert).join('\n'))
    .join('\n\n')}\n`;
