import { clean, cut } from './plain';
import type { Alert } from './schema';
import { accountLabel } from './words';

/** Characters of a line that a phone shows whole. */
const WIDTH = 40;
const INDENT = '  ';

/** What to do, short enough to stand beside the severity and its score. */
const TO_DO: Readonly<Record<Alert['action'], string>> = {
  'act-now': 'act now',
  'check-now': 'check this now',
  'check-today': 'check this today',
  'nothing-if-planned': 'nothing now, if planned',
  nothing: 'nothing to do now',
  'check-although-expected': 'check, though expected',
};

const SEVERITY: Readonly<Record<Alert['severity'], string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFO',
};

/** The first of some wordings that fits into a line; of the last, as much as does. */
const fittingAt = (indent: string, wordings: readonly string[]): string => {
  const room = WIDTH - indent.length;
  const texts = wordings.map((wording) => clean(wording));
  return indent + (texts.find((text) => text.length <= room) ?? cut(texts.at(-1) ?? '', room));
};

const fitting = (...wordings: readonly string[]): string => fittingAt(INDENT, wordings);

const place = ({ account, region }: Alert): string =>
  fitting(
    `in ${accountLabel(account)}, ${region}`,
    `in ${account.alias ?? account.id}, ${region}`,
    `in ${account.id}, ${region}`,
  );

const from = ({ source: { ip, country, service } }: Alert): string => {
  const origin = ip ?? service;
  if (origin === undefined) return fitting('from an address that is not recorded');
  return country === undefined
    ? fitting(`from ${origin}`, origin)
    : fitting(`from ${origin} (${country})`, `from ${origin}`, origin);
};

/**
 * The first five lines, for a phone in the dark: how bad it is, what was done and what that gives; what to do; where; by
 * whom; and from where. Each fits into 40 columns; the first is at the margin, the others are not.
 */
export const headOf = (alert: Alert): readonly string[] => [
  fittingAt(
    '',
    alert.event.summaries.map((summary) => `${SEVERITY[alert.severity]} ${summary}`),
  ),
  fitting(`${TO_DO[alert.action]} (${alert.riskScore}/99)`),
  place(alert),
  fitting(`by ${alert.actor.name}`, `by ${alert.actor.name.split(', ')[0]}`),
  from(alert),
];
