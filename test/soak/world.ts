/** Worlds that somebody made hostile: a story of the sandbox, its event and its AWS changed in places, and calls refused. */

import fc from 'fast-check';
import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario, scenarioNames } from '../../bin/sandbox/load';
import type { Scenario } from '../../bin/sandbox/scenario';
import { hostileText } from '../alert/hostile';

export interface HostileWorld {
  readonly story: string;
  readonly event: unknown;
  readonly scenario: Scenario;
  /** Calls that AWS refuses, "iam:GetRole". */
  readonly refused: readonly string[];
}

const OPERATIONS = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListAccountAliases',
  'rolesanywhere:GetProfile',
  'rolesanywhere:ListTrustAnchors',
  'rolesanywhere:ListTagsForResource',
  'cloudtrail:LookupEvents',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
] as const;

const STORIES = scenarioNames().filter((name) => loadScenario(name).event !== undefined);

type Path = readonly (string | number)[];

const isTree = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null;

/** The places of all values in a tree, the inner ones included. */
const placesIn = (value: unknown, path: Path = []): readonly Path[] => [
  ...(path.length === 0 ? [] : [path]),
  ...(isTree(value)
    ? Object.entries(value).flatMap(([key, each]) =>
        placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
];

const ABSENT = Symbol('absent');

/** A tree with another value in one place; {@link ABSENT} takes it out. */
const replaced = (tree: unknown, [key, ...rest]: Path, value: (was: unknown) => unknown): unknown => {
  if (key === undefined) return value(tree);
  if (!isTree(tree)) return tree;
  const was = (tree as Record<string | number, unknown>)[key];
  const now = rest.length === 0 ? value(was) : replaced(was, rest, value);
  if (Array.isArray(tree))
    return tree.flatMap((each, at) => (at === key ? (now === ABSENT ? [] : [now]) : [each]));
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, each]) =>
      name === key ? (now === ABSENT ? [] : [[name, now]]) : [[name, each]],
    ),
  );
};

/** What comes in a value's place, whatever its type. */
const anyChange = fc.oneof(
  { weight: 6, arbitrary: hostileText().map((text) => () => text) },
  { weight: 3, arbitrary: hostileText(4).map((text) => (was: unknown) => `${String(was)}${text}`) },
  { weight: 2, arbitrary: fc.constant(() => ABSENT) },
  {
    weight: 2,
    arbitrary: fc
      .oneof(fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', [], {}), fc.jsonValue({ maxDepth: 3 }))
      .map((value) => () => value),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 2, max: 260 })
      .map(
        (count) => (was: unknown) =>
          Array.isArray(was) ? Array.from({ length: count }, () => was).flat() : was,
      ),
  },
);

/** What comes in the place of a text, and is a text: what AWS's services promise to answer with. */
const textChange = fc.oneof(
  hostileText().map((text) => () => text),
  hostileText(4).map((text) => (was: unknown) => `${String(was)}${text}`),
);

interface Mutation {
  readonly at: number;
  readonly any: (was: unknown) => unknown;
  readonly text: (was: unknown) => unknown;
}

const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({ at: fc.nat(), any: anyChange, text: textChange }),
  { maxLength: 6 },
);

/** Where a scenario takes anything: what an administrator or an attacker wrote, and AWS keeps as it is. */
const IS_FREE =
  /^(?:roles\.\d+\.(?:trustPolicy|inline)|policies\..+|trail\.\d+\.(?:requestParameters|responseElements|userIdentity|resources|additionalEventData))(?:\.|$)/;
/** Where it takes any text. */
const IS_TEXT =
  /^(?:accountAlias|countries\..+|tags\..+|trustAnchors\.\d+\.(?:name|source\..+)|roles\.\d+\.(?:description|tags\..+|boundary|attached\.\d+)|trail\.\d+\.(?:errorCode|errorMessage|sourceIPAddress|userAgent|eventID|awsRegion)|profiles\.\d+\.(?:name|createdBy|sessionPolicy))$/;

const changedIn = <T>(
  tree: T,
  all: readonly Mutation[],
  rule: (path: Path, was: unknown) => 'any' | 'text' | undefined,
): T =>
  all.reduce<T>((now, mutation) => {
    const places = placesIn(now).filter((path) => rule(path, undefined) !== undefined);
    const path = places[mutation.at % Math.max(1, places.length)];
    if (path === undefined) return now;
    const kind = rule(path, undefined);
    const change = kind === 'any' ? mutation.any : mutation.text;
    return replaced(now, path, (was) =>
      kind === 'text' && typeof was !== 'string' ? was : change(was),
    ) as T;
  }, tree);

const inScenario = (path: Path): 'any' | 'text' | undefined => {
  const text = path.join('.');
  return IS_FREE.test(text) ? 'any' : IS_TEXT.test(text) ? 'text' : undefined;
};

const stories = new Map(
  STORIES.map((name) => {
    const { event, ...scenario } = loadScenario(name);
    return [name, { event, scenario: fillScenario(scenario, event) }] as const;
  }),
);

/** A world for each run of the soak. */
export const hostileWorld: fc.Arbitrary<HostileWorld> = fc
  .record({
    story: fc.constantFrom(...STORIES),
    ofEvent: mutations,
    ofScenario: mutations,
    refused: fc.uniqueArray(fc.constantFrom(...OPERATIONS), { maxLength: 4 }),
  })
  .map(({ story, ofEvent, ofScenario, refused }) => {
    const original = stories.get(story);
    if (original === undefined) throw new Error(`no story ${story}`);
    return {
      story,
      event: changedIn<unknown>(original.event, ofEvent, () => 'any'),
      scenario: changedIn(original.scenario, ofScenario, inScenario),
      refused,
    };
  });
