import { headOf } from './email-head';
import { clean, cut, wrapped } from './plain';
import type { Alert } from './schema';
import { NOT_SHOWN, showable } from './shell';
import { capitalised, clock, dayAndTime } from './words';

const INDENT = '  ';
const DEEPER = '    ';
const WIDTH = 72;

/** Whether nobody has to do anything, so that who, what and why will do. */
export const isShort = ({ action, update }: Alert): boolean => action === 'nothing' && update === undefined;

const line = (text: string): string => INDENT + cut(clean(text), WIDTH - INDENT.length);

const again = ({ looksAgainAt }: Alert): string =>
  looksAgainAt === undefined ? '' : `, looked at again at ${clock(looksAgainAt)}`;

/** Why it is expected, as much of it as two lines hold. */
const reason = (alert: Alert): readonly string[] => {
  const told = `Expected${again(alert)}: ${clean(alert.expectedBy?.reason ?? '')}`;
  const [first = '', second, ...more] = wrapped(told, INDENT, `${DEEPER}${INDENT}`, WIDTH);
  if (second === undefined) return [first];
  return [first, more.length === 0 ? second : cut(`${second}…`, WIDTH)];
};

/** By which entry, until when; an ARN is never cut. */
const entry = ({ expectedBy }: Alert): readonly string[] => {
  if (expectedBy === undefined) return [];
  const until =
    expectedBy.expires === undefined ? 'which does not end' : `until ${clean(expectedBy.expires)}`;
  const weak = expectedBy.weak ? ', WEAK: it pins no narrow network, client or Region' : '';
  return [`${INDENT}Allow-list entry, ${until}${weak}:`, DEEPER + clean(expectedBy.principal, 1100)];
};

/** The one command that stops it; nothing is to be stopped where the profile is disabled already. */
const stop = ({ response }: Alert): readonly string[] => {
  const command = response.commands.find(({ step }) => step === 'stop')?.command;
  return command === undefined
    ? ['IF IT WAS NOT PLANNED: the JSON has every step.']
    : ['IF IT WAS NOT PLANNED, disable the profile:', DEEPER + (showable(command) ? command : NOT_SHOWN)];
};

/** An expected alert that asks for nothing: who, what, why it is expected, and how to object. The JSON has the rest. */
export const renderShortEmail = (alert: Alert): string =>
  `${[
    ...headOf(alert),
    DEEPER + clean(alert.actor.arn, 1100),
    ...reason(alert),
    ...entry(alert),
    line(
      `${capitalised(alert.event.words.noun)} "${cut(clean(alert.event.subject.name), 30)}": ${alert.event.summary}`,
    ),
    ...stop(alert),
    line(`Event ${alert.alertId}, ${dayAndTime(alert.eventTime)}`),
    ...(alert.response.runbook === undefined ? [] : [`${INDENT}Your runbook: ${alert.response.runbook}`]),
  ].join('\n')}\n`;
