import { burstLine } from './burst';
import { containmentLines } from './contained';
import { headOf } from './email-head';
import { clean, cut, wrapped } from './plain';
import type { Alert } from './schema';
import { toPaste } from './to-paste';
import { capitalised, dayAndTime } from './words';

const INDENT = '  ';
const DEEPER = '    ';
const GOES_ON = '      ';

/** Commands of one step: as many as the first alert shows. */
const COMMANDS = 10;

const prose = (text: string, max = 600): string[] => wrapped(clean(text, max), INDENT, GOES_ON);

/** What was found, in one paragraph: the first alert has the facts behind it. */
const why = ({ severity, findings }: Alert): string[] => {
  const own = findings
    .filter((finding) => finding.severity === severity)
    .map(({ title }) => clean(title, 200));
  const more = findings.length - Math.min(own.length, 2);
  const rest = more > 0 ? `; +${more} more` : '';
  return own.length === 0 ? [] : prose(`Why ${severity.toUpperCase()}: ${own.slice(0, 2).join('; ')}${rest}`);
};

/**
 * A later alert of a burst: how bad, where, who, from where, which profile, and what stops it. All else stands in the first.
 */
export const renderFoldedEmail = (alert: Alert): string =>
  `${[
    ...headOf(alert),
    ...containmentLines(alert),
    ...prose(`${capitalised(burstLine(alert))}.`, 700),
    DEEPER + clean(alert.actor.arn, 1100),
    ...prose(`From ${alert.source.description}`),
    ...prose(`Profile "${cut(clean(alert.profile.name, 255), 80)}": ${alert.profile.description}`),
    ...why(alert),
    '',
    alert.urgent ? 'DO NOW' : 'IF IT WAS NOT PLANNED',
    ...toPaste(alert, COMMANDS),
    `${INDENT}${clean(`Event ${alert.alertId}, ${dayAndTime(alert.eventTime)}`, 300)}`,
    ...(alert.response.runbook === undefined ? [] : [`${INDENT}Your runbook: ${alert.response.runbook}`]),
  ].join('\n')}\n`;
