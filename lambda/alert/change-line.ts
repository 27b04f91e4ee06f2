import type { Facts } from '../assess/facts';
import type { Headline } from '../assess/headline';
import type { ProfileField } from '../assess/profile-changes';
import type { Power } from '../iam/power';
import type { Alert } from './schema';
import { abridged, dayAndTime } from './words';

type Changed = Alert['profile']['changed'][number];

const BRIEFLY: Readonly<Record<Power, readonly [certain: string, possible: string]>> = {
  admin: ['gives admin', 'maybe admin'],
  escalation: ['can become admin', 'maybe admin'],
  sensitive: ['is dangerous', 'maybe dangerous'],
  limited: ['limited rights', 'may give rights'],
  none: ['no rights', 'no rights'],
};

const IN_A_WORD: Readonly<Record<Power, readonly [certain: string, possible: string]>> = {
  admin: ['admin', 'admin?'],
  escalation: ['admin', 'admin?'],
  sensitive: ['danger', 'danger?'],
  limited: ['limited', 'rights?'],
  none: ['nothing', 'nothing'],
};

const OTHERWISE: Readonly<
  Record<Exclude<Headline['kind'], 'power'>, readonly [briefly: string, inAWord: string]>
> = {
  'opens-nothing': ['lets nobody in', 'nobody'],
  'leads-nowhere': ['leads to no role', 'no role'],
  'leads-not-known': ['any role', 'any'],
  'no-more': ['gives no more', 'no more'],
  'no-roles': ['has no roles', 'no role'],
  'missing-role': ['role missing', 'missing'],
  'roles-not-known': ['roles not known', 'unknown'],
};

/** What it amounts to, as a phone's line holds it beside a severity and an operation: in sixteen characters, and in seven. */
const briefly = (headline: Headline): readonly string[] => {
  if (headline.kind !== 'power') return OTHERWISE[headline.kind];
  const at = headline.isCertain ? 0 : 1;
  return [BRIEFLY[headline.level][at], IN_A_WORD[headline.level][at]];
};

/** The first thing that a change lets somebody do, without names: "role added". */
const deedOf = ({ changed: { changes } }: Facts): string | undefined => {
  const [worst] = [...changes].sort((one, other) => Number(other.loosens) - Number(one.loosens));
  return worst === undefined ? undefined : (DEEDS[worst.field]?.(worst.text) ?? worst.text);
};

const DEEDS: Readonly<Partial<Record<ProfileField, (text: string) => string>>> = {
  name: () => 'renamed',
  roleArns: (text) => (text.endsWith('added') ? 'role added' : 'role removed'),
  durationSeconds: () => 'other session length',
  managedPolicyArns: () => 'other session policies',
  acceptRoleSessionName: () => 'session names',
};

/** What was done and what it comes to, the longer wording first: what an email's first line is made of. */
export const summaries = (facts: Facts, headline: Headline, claim: string): readonly string[] => {
  const deed = deedOf(facts);
  const { eventName } = facts;
  return [
    ...(deed === undefined || deed === facts.kind.words.done ? [] : [`${eventName}: ${deed}, ${claim}`]),
    `${eventName}: ${claim}`,
    ...briefly(headline).map((brief) => `${eventName}: ${brief}`),
  ];
};

/** What was done to a profile, as a sentence; nothing of one that was not there before, and of anything else. */
export const changeSentence = ({ kind, eventName, changed, opened }: Facts): string | undefined => {
  if (kind.makesProfile || opened !== undefined) return undefined;
  const { before, changes } = changed;
  if (!before.known)
    return `${eventName}: what the ${kind.words.noun} was before is not known, so everything that it gives counts as new.`;
  if (before.value === undefined)
    return `${eventName}: a disabled ${kind.words.noun} was ${kind.words.done}.`;
  return changes.length === 0
    ? `${eventName} changed nothing that the records show.`
    : `${eventName}: ${abridged(
        changes.map(({ text }) => text),
        4,
      )}.`;
};

const LABELS: Readonly<Record<string, string>> = {
  name: 'name',
  enabled: 'enabled',
  roleArns: 'roles',
  durationSeconds: 'session length',
  acceptRoleSessionName: 'session names accepted',
  requireInstanceProperties: 'instance properties required',
  attributeMappings: 'attribute mappings',
};

/** "session length: 1 h -> 12 h"; of policies what was done, for their text is long. */
const rowOf = ({ field, text, before, after }: Changed): string => {
  const label = LABELS[field];
  return label === undefined ? text : `${label}: ${before} -> ${after}`;
};

/** What is another than before, one line each, below what that is measured by; nothing of a new profile. */
export const changedLines = ({ profile: { before, beforeUnknown, changed } }: Alert): readonly string[] => {
  if (beforeUnknown !== undefined)
    return [`What it was before is not known (${beforeUnknown}), so everything counts as new`];
  const rows = [...new Set(changed.map(rowOf))];
  if (before === undefined) return rows.length === 0 ? [] : [`What changed: ${rows.join('; ')}`];
  const by = `${before.eventName} of ${dayAndTime(before.time)}`;
  return rows.length === 0
    ? [`Nothing is another than after ${by}`]
    : [`What changed since ${by}:`, ...rows.map((row) => `- ${row}`)];
};
