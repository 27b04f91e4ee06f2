import { isObject, type JsonObject } from '../json';
import type { SessionLayer } from './session-layers';

/** The statements of one layer as texts that can be told apart; what cannot be read is one of its own, which may do both. */
interface Statements {
  readonly allows: ReadonlySet<string>;
  readonly denies: ReadonlySet<string>;
  readonly unread: readonly string[];
}

const parsed = (document: unknown): unknown => {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The same for two spellings of one statement: one action in a list is that action, and the order of keys is none. */
const textOf = (version: unknown, { Sid: _, ...statement }: JsonObject): string =>
  JSON.stringify(
    Object.entries({ version, ...statement })
      .map(([key, value]) => [
        key,
        key === 'Action' || key === 'Resource' ? [...listOf(value)].sort() : value,
      ])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );

const statementsOf = (layer: Exclude<SessionLayer, undefined>): Statements => {
  const allows = new Set<string>();
  const denies = new Set<string>();
  const unread: string[] = [];
  layer.documents.forEach((document, index) => {
    const policy = parsed(document);
    const statements = isObject(policy) ? listOf(policy.Statement) : [];
    if (!isObject(policy) || !statements.every(isObject)) {
      // A document that nobody could read is the same only where it has the same name, or the same text.
      unread.push(JSON.stringify([layer.names[index], document ?? null]));
      return;
    }
    for (const statement of statements) {
      const text = textOf(policy.Version, statement);
      if (statement.Effect !== 'Allow') denies.add(text);
      if (statement.Effect !== 'Deny') allows.add(text);
    }
  });
  return { allows, denies, unread: unread.sort() };
};

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((each) => all.has(each));

/**
 * Whether sessions under one layer are proven to be allowed no more than under another, by what the documents say and not
 * by what they come to: each statement that allows was there before, and each that denies still is. No layer at all does
 * not narrow.
 */
export const isNoMore = (is: SessionLayer, was: SessionLayer): boolean => {
  if (was === undefined) return true;
  if (is === undefined) return false;
  const [after, before] = [statementsOf(is), statementsOf(was)];
  return (
    isWithin(after.allows, before.allows) &&
    isWithin(before.denies, after.denies) &&
    JSON.stringify(after.unread) === JSON.stringify(before.unread)
  );
};
