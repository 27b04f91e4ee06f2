/** What must hold of every run, whatever an attacker wrote and AWS answered. */

import type { Scenario } from '../../bin/sandbox/scenario';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { atLeast, lower, type Severity } from '../../lambda/assess/severity';
import type { Change } from '../../lambda/event/change';
import { KINDS } from '../../lambda/event/kinds/list';
import { comparePower } from '../../lambda/iam/power';
import { UNSEEN } from '../alert/hostile';
import { changeOf, type Ran } from './run';
import type { HostileWorld } from './world';

/** Milliseconds of CPU that one event may take: Lambda gives a minute, and half of it to AWS. */
const MOST_CPU_MS = 10_000;
const MOST_EMAIL_BYTES = 40_000;

const CALLS = KINDS.flatMap(({ eventNames }): readonly string[] => eventNames).join('|');

const HEADINGS = new RegExp(
  `^(?:UPDATE[: ]|(?:CRITICAL|HIGH|MEDIUM|LOW|INFORMATIONAL) (?:${CALLS}): |WHAT HAPPENED, |WHY [A-Z]+(?:$|: )|WHO CAN USE IT, AND FOR WHAT$|AROUND IT: |COULD NOT CHECK$|NOT EVALUATED BY DESIGN: |DO NOW$|IF IT WAS NOT PLANNED|FOR THE TICKET: )`,
);
const OUR_LINKS = /^ +[^:]+: https:\/\/[a-z0-9.-]+\/|^ +https:\/\/docs\.aws/;

/** Whether there must be an alert: of a session only where an alert was about its profile, and its certificate is new. */
const owesAlert = ({ session }: Change, { firstUse }: Scenario): boolean =>
  session === undefined || (firstUse?.alert !== undefined && !firstUse.told && session.profileArn !== '');

const forgedIn = (email: string): readonly string[] => {
  const lines = email.split('\n').slice(0, -1);
  const margin = lines.filter((line) => line !== '' && !line.startsWith('  '));
  const headings = margin.map((line) => HEADINGS.exec(line)?.[0]);
  return [
    ...margin.filter((line) => !HEADINGS.test(line)).map((line) => `at the margin: ${line}`),
    ...headings
      .filter((heading, at) => heading !== undefined && headings.indexOf(heading) < at)
      .map((heading) => `twice: ${heading}`),
    ...lines.filter((line) => UNSEEN.test(line)).map((line) => `unseen: ${JSON.stringify(line)}`),
    ...lines.filter((line) => line.includes('://') && !OUR_LINKS.test(line)).map((line) => `clicks: ${line}`),
  ];
};

export interface Judged {
  readonly broken: readonly string[];
  readonly alert?: Alert;
}

/** The laws of one run by itself. */
export const judged = (
  { event, scenario }: Pick<HostileWorld, 'event' | 'scenario'>,
  { published, thrown, ownFault, cpuMs }: Ran,
): Judged => {
  const slow = cpuMs > MOST_CPU_MS ? [`${cpuMs.toFixed(0)} ms of CPU`] : [];
  const fault = ownFault === undefined ? [] : [`a fault of its own: ${String(ownFault)}`];
  const change = changeOf(event);
  if (change === undefined) {
    const isSilent = published.length === 0;
    return { broken: [...slow, ...fault, ...(isSilent ? [] : ['an alert of what is no change'])] };
  }
  if (published.length === 0 && thrown === undefined && !owesAlert(change, scenario))
    return { broken: [...slow, ...fault] };
  const [message] = published;
  if (thrown !== undefined || message === undefined || published.length > 1) {
    return { broken: [...slow, ...fault, `${published.length} published, thrown: ${String(thrown)}`] };
  }
  const { sqs = '', email = '', sms = '' } = message.message;
  const parsed = alertSchema.safeParse(JSON.parse(sqs));
  return {
    broken: [
      ...slow,
      ...fault,
      ...(parsed.success ? [] : [`no alert by its schema: ${parsed.error.message.slice(0, 200)}`]),
      ...(sms.length <= 140 && !/[\r\n]/.test(sms) ? [] : [`a short message of ${sms.length}`]),
      ...(Buffer.byteLength(email) <= MOST_EMAIL_BYTES
        ? []
        : [`an e-mail of ${Buffer.byteLength(email)} bytes`]),
      ...forgedIn(email),
    ],
    ...(parsed.success ? { alert: parsed.data as Alert } : {}),
  };
};

/**
 * Whether nothing but the severity of the alert about the profile makes the alert about its use critical. A role that was
 * read neither then, such as one of another account, has a finding of its own, and is critical by that or not at all.
 */
const isCriticalByFirstAlert = ({ severity, findings, roles }: Alert): boolean =>
  severity === 'critical' &&
  findings.every((finding) => finding.severity !== 'critical' || finding.id === 'first-use') &&
  roles.every(
    ({ power, possiblePower }) => power === 'unknown' || comparePower(possiblePower, 'escalation') < 0,
  );

/** How severe the alert must be without some answers, by docs/severity.md, which has a bound for two sources. */
const owedWithout = (refused: readonly string[], full: Alert): Severity => {
  // Of a profile that could not be read again, and of an alert that has gone out, high is enough.
  const isBounded =
    refused.includes('rolesanywhere:GetProfile') ||
    (refused.includes('dynamodb:GetItem') && isCriticalByFirstAlert(full));
  return isBounded ? lower(full.severity, 'high') : full.severity;
};

/** Not knowing never calms: the same world with calls refused leads to an alert, and to one that is never calmer. */
export const calmed = (
  full: Alert,
  less: Alert | undefined,
  { refused }: Pick<HostileWorld, 'refused'>,
): readonly string[] => {
  const without = `without ${refused.join(', ')}`;
  if (less === undefined) return [`${full.severity} is silence ${without}`];
  return [
    ...(atLeast(less.severity, owedWithout(refused, full))
      ? []
      : [`${full.severity} is ${less.severity} ${without}`]),
    ...(full.disposition === 'unexpected' && less.disposition === 'expected' ? [`expected ${without}`] : []),
  ];
};
