/**
 * What one role's policies say about one action: the contract of `accessTo`, whose evaluation is pure and exact.
 */

import { actionOf, concernsService, matchAction } from './actions';
import { type Condition, judgeCondition, type Test, undecidedKeys } from './conditions';
import { type Decision, decide, type Rule } from './decision';
import { type PolicyDocument, type ResourceList, readDocument, ruleOf, type Statement } from './document';
import { coverageOf, NOTHING } from './extent';
import type { Effort } from './machine';
import { memoryOf } from './memory';
import {
  type Glob,
  globOf,
  isSettled,
  type KeyState,
  type KnownKeys,
  knownOfKeys,
  NOTHING_KNOWN,
  variableKeys,
} from './pattern';
import type { Truth } from './truth';

/**
 * The layers that must all allow a call. A boundary or session layer that is missing or holds no document does not
 * narrow: there is no such policy. Identity policies are what allows, so none of them allow nothing.
 */
export interface PolicyLayers {
  /**
   * The role's attached and inline policies. Each entry is a policy document: an object, JSON text, or URL-encoded
   * JSON text. An entry that cannot be read (`undefined` for a document nobody could fetch) leaves its layer unresolved.
   */
  readonly identity: readonly unknown[];
  /** The permissions boundary. */
  readonly boundary?: readonly unknown[];
  /** The union of the profile's session policy and managed session policies. */
  readonly session?: readonly unknown[];
}

export type LayerName = keyof PolicyLayers;

/** Where in the layers a statement stands. */
export interface StatementRef {
  readonly layer: LayerName;
  /** Index of the document in its layer. */
  readonly policy: number;
  /** Index of the statement in its document. */
  readonly statement: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

export interface Access {
  /** `conditional`: allowed only if conditions hold that nobody here can decide, or if an unread policy allows it. */
  readonly verdict: 'denied' | 'conditional' | 'granted';
  /** On how much of `resource` the verdict holds. */
  readonly scope: 'none' | 'some' | 'all';
  /** The statements that decide: the allows behind a grant, and the denies that narrow or refuse it. */
  readonly statements: readonly StatementRef[];
  /** Condition keys the answer depends on, as the policies spell them. */
  readonly conditionKeys: readonly string[];
  /** Layers that hold a document which could not be read. */
  readonly unresolved: readonly LayerName[];
}

/** Policy layers, read once for many questions. Made by {@link readLayers}; its fields are for this file alone. */
export interface ReadLayers {
  readonly layers: readonly ReadLayer[];
  readonly unresolved: readonly LayerName[];
  /** Statements by the service their actions name; those that may name any service are in every list. */
  readonly byService: Map<string, readonly Placed[]>;
  readonly byAction: Map<string, Bearers>;
  /** The same lists of statements, each once. */
  readonly bearers: Map<string, Bearers>;
  readonly answers: Map<string, Access>;
  /** What may still be spent on answers, and refilled by whoever reads the layers anew. */
  readonly effort: Effort;
}

interface ReadLayer {
  readonly name: LayerName;
  readonly statements: readonly Placed[];
  readonly unresolved: boolean;
}

interface Placed {
  readonly layer: number;
  readonly ref: StatementRef;
  readonly statement: Statement;
  /** Whether its condition holds when nothing is known about the request. */
  readonly holds: Truth;
  /** What it takes to see whether it bears on a question. */
  readonly effort: number;
}

/** A statement that applies to an action, or may. */
interface Asked {
  readonly placed: Placed;
  readonly applies: Truth;
}

/** The statements that bear on an action. What bears on two actions alike answers both alike. */
interface Bearers {
  /** Unique within what was read. */
  readonly id: number;
  readonly asked: readonly Asked[];
}

const LAYER_NAMES = ['identity', 'boundary', 'session'] as const satisfies readonly LayerName[];

interface Read {
  /** Unique to one text. */
  readonly id: number;
  readonly document: PolicyDocument;
}

/** Characters of policy text whose reading is kept: about a hundred policies. */
const REMEMBERED_CHARACTERS = 500_000;
const REMEMBERED_LAYERS = 32;

const readTexts = memoryOf<string, Read>(REMEMBERED_CHARACTERS);
const readTogether = memoryOf<string, ReadLayers>(REMEMBERED_LAYERS);
let nextId = 0;

const UNREADABLE: Read = { id: nextId++, document: { readable: false } };

/** A document as text, which cannot change behind our back; undefined where it has none. */
const textOf = (document: unknown): string | undefined => {
  try {
    return typeof document === 'string' ? document : JSON.stringify(document);
  } catch {
    return undefined;
  }
};

/** Reads a document, the same text only once; what has no text is like nothing else. */
const readOnce = (document: unknown): Read => {
  if (document === undefined) return UNREADABLE;
  const text = textOf(document);
  if (text === undefined) return { id: nextId++, document: { readable: false } };
  const remembered = readTexts.get(text);
  if (remembered !== undefined) return remembered;
  const read = { id: nextId++, document: readDocument(text, 'permissions') };
  readTexts.put(text, read, text.length + 1);
  return read;
};

/** What the conditions of the policies test, and the keys their policy variables name, by key in lower case. */
export const testsByKey = (read: ReadLayers): ReadonlyMap<string, readonly Test[]> => {
  const known = gathered.get(read) ?? gatherTests(read);
  gathered.set(read, known);
  return known;
};

const gathered = new WeakMap<ReadLayers, ReadonlyMap<string, readonly Test[]>>();

const gatherTests = ({ layers }: ReadLayers): ReadonlyMap<string, readonly Test[]> => {
  const found = new Map<string, Test[]>();
  const testsOf = (key: string): Test[] => {
    const tests = found.get(key.toLowerCase()) ?? [];
    found.set(key.toLowerCase(), tests);
    return tests;
  };
  for (const { statement } of layers.flatMap(({ statements }) => statements)) {
    for (const test of statement.condition.tests) testsOf(test.key).push(test);
    for (const key of [...statement.condition.keys, ...variablesIn(statement)]) testsOf(key);
  }
  return found;
};

/** The keys that the policy variables in a statement's resources name. */
const variablesIn = ({ resources }: Statement): readonly string[] =>
  resources?.variables ? resources.texts.flatMap(variableKeys) : [];

/** In patterns and condition values to compare. */
const effortOf = ({ resources, condition }: Statement): number =>
  (resources?.texts.length ?? 0) + condition.tests.reduce((sum, { values }) => sum + 1 + values.length, 0);

/**
 * For all questions about one role together, some hundred milliseconds. Policies made to be complex would otherwise take
 * minutes, and an alert that comes too late is none; past it, nothing is ruled out.
 */
const MOST_EFFORT = 400_000;

/** Whether so much was asked of the layers that further answers are no longer looked for. */
export const isSpent = ({ effort }: ReadLayers): boolean => effort.left <= 0;

const placedIn = (layer: number, name: LayerName, documents: readonly PolicyDocument[]): Placed[] =>
  documents.flatMap((document, policy) =>
    document.readable
      ? document.statements.map((statement) => ({
          layer,
          statement,
          holds: judgeCondition(statement.condition, NOTHING_KNOWN),
          effort: effortOf(statement),
          ref: {
            layer: name,
            policy,
            statement: statement.index,
            ...(statement.sid === undefined ? {} : { sid: statement.sid }),
            effect: statement.effect,
          },
        }))
      : [],
  );

const combine = (given: Given): ReadLayers => {
  const layers = given.map(([name, reads], layer) => ({
    name,
    statements: placedIn(
      layer,
      name,
      reads.map((read) => read.document),
    ),
    unresolved: reads.some((read) => !read.document.readable),
  }));
  return {
    layers,
    unresolved: layers.filter((layer) => layer.unresolved).map((layer) => layer.name),
    byService: new Map(),
    byAction: new Map(),
    bearers: new Map(),
    answers: new Map(),
    effort: { left: MOST_EFFORT },
  };
};

type Given = readonly (readonly [LayerName, readonly Read[]])[];

const documentsOf = (layers: PolicyLayers): Given =>
  LAYER_NAMES.flatMap((name): Given => {
    const documents: unknown = layers[name];
    // Without identity policies nothing is allowed, so where they are missing altogether they were not read.
    if (documents === undefined) return name === 'identity' ? [[name, [UNREADABLE]]] : [];
    const list: readonly unknown[] = Array.isArray(documents) ? documents : [documents];
    return list.length === 0 && name !== 'identity' ? [] : [[name, list.map(readOnce)]];
  });

const keyOf = (given: Given): string =>
  given.map(([name, reads]) => `${name} ${reads.map((read) => read.id).join()}`).join(';');

/** The same for layers whose documents are the same texts, as long as those are remembered, and for no others. */
export const contentOf = (layers: PolicyLayers): string => keyOf(documentsOf(layers));

/**
 * Reads the documents of all layers, so that many questions can be asked of them. What was read is remembered from one
 * call to the next.
 */
export const readLayers = (layers: PolicyLayers): ReadLayers => {
  const given = documentsOf(layers);
  const key = keyOf(given);
  const remembered = readTogether.get(key);
  if (remembered !== undefined) {
    remembered.effort.left = MOST_EFFORT;
    return remembered;
  }
  const combined = combine(given);
  readTogether.put(key, combined);
  return combined;
};

const isRead = (layers: PolicyLayers | ReadLayers): layers is ReadLayers => 'answers' in layers;

const REMEMBERED_SERVICES = 500;
const REMEMBERED_ACTIONS = 5_000;
const REMEMBERED_ANSWERS = 5_000;

const statementsFor = (read: ReadLayers, service: string | undefined): readonly Placed[] => {
  const remembered = service === undefined ? undefined : read.byService.get(service);
  if (remembered !== undefined) return remembered;
  const all = read.layers.flatMap((layer) => layer.statements);
  if (service === undefined) return all;
  const found = all.filter(({ statement }) => concernsService(statement.actions, service));
  if (read.byService.size < REMEMBERED_SERVICES) read.byService.set(service, found);
  return found;
};

/** Patterns of a statement that an action of the service is compared with. */
const matchingEffort = ({ actions }: Statement, service: string | undefined): number =>
  actions.anyService.length +
  (service === undefined ? actions.globs.length : (actions.byService.get(service)?.patterns.length ?? 0));

/** One object for each list of statements, however many actions it bears on. */
const shared = ({ bearers }: ReadLayers, asked: readonly Asked[]): Bearers => {
  const key = asked
    .map(({ placed: { ref }, applies }) => `${ref.layer[0]}${ref.policy}.${ref.statement}${applies[0]}`)
    .join();
  const known = bearers.get(key) ?? { id: bearers.size, asked };
  bearers.set(key, known);
  return known;
};

const bearersOn = (read: ReadLayers, action: string): Bearers => {
  const remembered = read.byAction.get(action);
  if (remembered !== undefined) return remembered;
  const asked = actionOf(action);
  const found: Asked[] = [];
  for (const placed of statementsFor(read, asked.service)) {
    read.effort.left -= 1 + matchingEffort(placed.statement, asked.service);
    const applies = matchAction(placed.statement.actions, asked);
    if (applies !== 'no') found.push({ placed, applies });
  }
  const bearers = shared(read, found);
  if (read.byAction.size < REMEMBERED_ACTIONS) read.byAction.set(action, bearers);
  return bearers;
};

const statementsOn = (read: ReadLayers, action: string): readonly Asked[] => bearersOn(read, action).asked;

const shapes = memoryOf<string, Glob>(2_000);

/** The pattern of a resource; the same object each time, so that answers about it can be remembered. */
const shapeOf = (resource: string): Glob => {
  const remembered = shapes.get(resource);
  if (remembered !== undefined) return remembered;
  const shape = globOf(resource);
  shapes.put(resource, shape);
  return shape;
};

/** One statement as it bears on the question. */
interface Bearing {
  readonly placed: Placed;
  readonly rule: Rule;
}

const truths = new WeakMap<KnownKeys, Map<Condition, Truth>>();

/** Whether a condition holds, remembered for what is known of many questions. */
const holdsFor = (condition: Condition, all: KnownKeys): Truth => {
  if (condition.tests.length === 0) return judgeCondition(condition, all);
  const known = knownOfKeys(all, condition.keys);
  const judged = truths.get(known) ?? new Map<Condition, Truth>();
  truths.set(known, judged);
  const truth = judged.get(condition) ?? judgeCondition(condition, known);
  judged.set(condition, truth);
  return truth;
};

const rules = new WeakMap<KnownKeys, Map<ResourceList, Rule>>();

const ruleFor = (resources: ResourceList, known: KnownKeys): Rule => {
  if (!resources.variables || known.size === 0) return resources.rule;
  const filled = rules.get(known) ?? new Map<ResourceList, Rule>();
  rules.set(known, filled);
  const rule = filled.get(resources) ?? ruleOf(resources, known);
  filled.set(resources, rule);
  return rule;
};

const bearingOf = ({ placed, applies }: Asked, shape: Glob, known: KnownKeys): Bearing | undefined => {
  const { statement } = placed;
  const { resources } = statement;
  if (resources === undefined) return undefined;
  const holds = known.size === 0 ? placed.holds : holdsFor(statement.condition, known);
  if (holds === 'no') return undefined;
  const rule = ruleFor(resources, known);
  if (coverageOf(rule.may, shape) === 'none') return undefined;
  return { placed, rule: holds === 'yes' && applies === 'yes' ? rule : { sure: NOTHING, may: rule.may } };
};

const isCertain = ({ rule }: Bearing, shape: Glob): boolean => coverageOf(rule.sure, shape) !== 'none';

/** The statements a verdict rests on. */
const decisive = (
  bearings: readonly Bearing[],
  verdict: Access['verdict'],
  shape: Glob,
): readonly Bearing[] => {
  const denies = (bearing: Bearing): boolean => bearing.placed.ref.effect === 'Deny';
  if (verdict === 'denied') return bearings.filter((one) => denies(one) && isCertain(one, shape));
  if (verdict === 'granted') return bearings.filter((one) => denies(one) || isCertain(one, shape));
  return bearings;
};

const undecidedVariables = ({ resources }: Statement, known: KnownKeys): string[] =>
  resources?.variables ? resources.texts.flatMap(variableKeys).filter((key) => !isSettled(key, known)) : [];

const keysOf = ({ placed: { statement } }: Bearing, known: KnownKeys): string[] => [
  ...(holdsFor(statement.condition, known) === 'yes' ? [] : undecidedKeys(statement.condition, known)),
  ...undecidedVariables(statement, known),
];

const distinct = (keys: readonly string[]): string[] => {
  const first = new Map<string, string>();
  for (const key of keys) if (!first.has(key.toLowerCase())) first.set(key.toLowerCase(), key);
  return [...first.values()];
};

const decideOn = (bearings: readonly Bearing[], read: ReadLayers, shape: Glob): Decision =>
  decide(
    shape,
    read.layers.map(({ unresolved }, layer) => ({
      unresolved,
      allows: bearings
        .filter(({ placed }) => placed.layer === layer && placed.ref.effect === 'Allow')
        .map(({ rule }) => rule),
    })),
    bearings.filter(({ placed }) => placed.ref.effect === 'Deny').map(({ rule }) => rule),
    read.effort,
  );

/** Whether a policy variable without a certain value says where an allow applies. */
const allowsSomewhere = ({ placed: { ref, statement } }: Bearing, known: KnownKeys): boolean =>
  ref.effect === 'Allow' && undecidedVariables(statement, known).length > 0;

/** A variable has one value in each request: where it says what is allowed, that is never all of several resources. */
const scopeOf = (
  { verdict, scope }: Decision,
  bearings: readonly Bearing[],
  read: ReadLayers,
  shape: Glob,
  known: KnownKeys,
): Decision['scope'] => {
  if (verdict !== 'conditional' || scope !== 'all' || shape.tokens.every((token) => token >= 0)) return scope;
  const fixed = bearings.filter((bearing) => !allowsSomewhere(bearing, known));
  if (fixed.length === bearings.length) return scope;
  return decideOn(fixed, read, shape).scope === 'all' ? 'all' : 'some';
};

/** What is said where looking for more would take too long: nothing is certain, and nothing is ruled out. */
const undecided = ({ unresolved }: ReadLayers): Access => ({
  verdict: 'conditional',
  scope: 'all',
  statements: [],
  conditionKeys: [],
  unresolved,
});

const answer = (action: string, resource: string, read: ReadLayers, known: KnownKeys): Access => {
  if (isSpent(read)) return undecided(read);
  const shape = shapeOf(resource);
  const bearings: Bearing[] = [];
  for (const asked of statementsOn(read, action)) {
    read.effort.left -= asked.placed.effort;
    const bearing = bearingOf(asked, shape, known);
    if (bearing !== undefined) bearings.push(bearing);
  }
  const decision = decideOn(bearings, read, shape);
  const { verdict } = decision;
  const statements = decisive(bearings, verdict, shape);
  return {
    verdict,
    scope: scopeOf(decision, bearings, read, shape, known),
    statements: statements.map(({ placed }) => placed.ref),
    conditionKeys:
      verdict === 'denied' ? [] : distinct(statements.flatMap((bearing) => keysOf(bearing, known))),
    unresolved: read.unresolved,
  };
};

const isMap = (known: Readonly<Record<string, KeyState>> | KnownKeys): known is KnownKeys =>
  known instanceof Map;

const knownOf = (known: Readonly<Record<string, KeyState>> | KnownKeys): KnownKeys =>
  isMap(known) ? known : new Map(Object.entries(known).map(([key, value]) => [key.toLowerCase(), value]));

const signatures = new WeakMap<object, string>();
let maps = 0;

/** A text for what is known: of a map its own, as whoever asks keeps it; of a record, the same for the same knowledge. */
const signatureOf = (known: Readonly<Record<string, KeyState>> | KnownKeys | undefined): string => {
  if (known === undefined) return '';
  const signature = signatures.get(known) ?? (isMap(known) ? `#${maps++}` : JSON.stringify(known));
  signatures.set(known, signature);
  return signature;
};

/**
 * What the layers together say about one action.
 *
 * Never `denied` where some request could be allowed, and never `granted` where that is not certain. Only identity,
 * boundary and session policies are looked at: service control policies, resource policies and key policies are out of
 * sight, and so is whether the action takes a resource at all; ask with the resource it takes, or `*`.
 *
 * @param action such as `iam:PassRole`, in any case; with wildcards, "some action of this shape", which is granted only
 * if all of them are
 * @param resource an ARN; with wildcards, "some resource of this shape"; `*` is any resource
 * @param layers the policies, or what {@link readLayers} made of them
 * @param known what is certain of condition keys, such as the value of `iam:PassedToService`, or `null` for a key that is
 * certainly absent; keys in any case, but in lower case those of a map
 */
export const accessTo = (
  action: string,
  resource: string,
  layers: PolicyLayers | ReadLayers,
  known?: Readonly<Record<string, KeyState>> | KnownKeys,
): Access => {
  const read = isRead(layers) ? layers : readLayers(layers);
  const key = `${bearersOn(read, action).id} ${signatureOf(known)} ${resource}`;
  const remembered = read.answers.get(key);
  if (remembered !== undefined) return remembered;
  const access = answer(action, resource, read, known === undefined ? NOTHING_KNOWN : knownOf(known));
  if (read.answers.size < REMEMBERED_ANSWERS && !isSpent(read)) read.answers.set(key, access);
  return access;
};

/**
 * The resources that each layer's statements allow an action on, as written: what is allowed lies within every one of the
 * lists. A layer is left out where its statements name what they do not mean, or where a document of it could not be read.
 */
export const namedResources = (action: string, read: ReadLayers): readonly (readonly string[])[] => {
  const allows = statementsOn(read, action).filter(({ placed }) => placed.ref.effect === 'Allow');
  return read.layers.flatMap(({ unresolved }, layer): (readonly string[])[] => {
    const lists = allows
      .filter(({ placed }) => placed.layer === layer)
      .map(({ placed }) => placed.statement.resources);
    if (unresolved || lists.some((list) => list === undefined || list.negated)) return [];
    return [[...new Set(lists.flatMap((list) => list?.texts ?? []))]];
  });
};

/** The values that statements which may apply to an action compare a condition key with, as written. */
export const namedValues = (action: string, key: string, read: ReadLayers): readonly string[] => {
  const asked = key.toLowerCase();
  const tests = statementsOn(read, action).flatMap(({ placed }) => placed.statement.condition.tests);
  return [...new Set(tests.flatMap((test) => (test.key.toLowerCase() === asked ? test.values : [])))];
};
