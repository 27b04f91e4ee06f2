/**
 * A fixed piece of work to measure others by: machines, and the same machine on different days, differ in speed, so a
 * budget in milliseconds says little. It does what an evaluation mostly does (reads JSON, splits and compares texts,
 * fills maps) and uses nothing of this project, so that no change here changes it.
 */

const WORDS = [
  'instance',
  'function',
  'bucket',
  'role',
  'policy',
  'table',
  'queue',
  'stream',
  'key',
  'secret',
];

const STATEMENTS = 160;

const TEXT = JSON.stringify(
  Array.from({ length: STATEMENTS }, (_, index) => ({
    Sid: `Reference${index}`,
    Action: WORDS.map((word, at) => `service${(index + at) % 23}:${word}${index % 7}`),
    Resource: WORDS.map(
      (word, at) => `arn:aws:service${(index * at) % 23}:*:111122223333:${word}/name-${at}*`,
    ),
  })),
);

interface Entry {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'Action' in value && 'Resource' in value;

/** Does the work once; the number keeps the compiler from leaving it out, and is always the same. */
export const referenceLoad = (): number => {
  const parsed: unknown = JSON.parse(TEXT);
  const entries = Array.isArray(parsed) ? parsed.filter(isEntry) : [];
  const byAction = new Map<string, Set<string>>();
  for (const { Action, Resource } of entries) {
    for (const action of Action) {
      const resources = byAction.get(action.toLowerCase()) ?? new Set();
      byAction.set(action.toLowerCase(), resources);
      for (const resource of Resource) resources.add(resource.split(':').slice(2).join('|'));
    }
  }
  let met = 0;
  for (const [action, resources] of byAction) {
    const [service = ''] = action.split(':');
    for (const resource of resources) if (resource.startsWith(`${service}|`)) met += resource.length;
  }
  return met;
};
