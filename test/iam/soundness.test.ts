/**
 * The evaluation against a naive one that is plainly right: it tries every resource of a small world in every context
 * there can be. Patterns are at most three tokens long over two letters; names reach six letters over three, so that
 * whatever the patterns can tell apart has an example in that world.
 */

import fc from 'fast-check';
import { accessTo, type PolicyLayers } from '../../lambda/iam/access';

const PREFIX = 'arn:aws:x:::';
const ACTIONS = ['s:Read', 's:Write', 't:Read'];

const namesUpTo = (length: number): string[] =>
  length === 0
    ? ['']
    : ['', ...namesUpTo(length - 1).flatMap((name) => ['a', 'b', 'c'].map((letter) => letter + name))];
const NAMES = [...new Set(namesUpTo(6))];

type Value = 'x' | 'y' | undefined;
type Context = Readonly<Record<'k1' | 'k2', Value>>;
const VALUES: readonly Value[] = ['x', 'y', undefined];
const CONTEXTS: readonly Context[] = VALUES.flatMap((k1) => VALUES.map((k2) => ({ k1, k2 })));

interface Block {
  readonly operator: 'StringEquals' | 'StringNotEquals' | 'StringEqualsIfExists' | 'Null';
  readonly key: 'k1' | 'k2';
  readonly value: string;
}

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly not: { readonly action: boolean; readonly resource: boolean };
  readonly actions: readonly string[];
  readonly names: readonly string[];
  readonly condition: Block | undefined;
}

const naiveMatch = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') {
    return naiveMatch(pattern.slice(1), text) || (text !== '' && naiveMatch(pattern, text.slice(1)));
  }
  return (
    text !== '' &&
    (pattern[0] === '?' || pattern[0] === text[0]) &&
    naiveMatch(pattern.slice(1), text.slice(1))
  );
};

const matchedNames = new Map<string, ReadonlySet<string>>();
const namesMatching = (pattern: string): ReadonlySet<string> => {
  const found = matchedNames.get(pattern) ?? new Set(NAMES.filter((name) => naiveMatch(pattern, name)));
  matchedNames.set(pattern, found);
  return found;
};

const naiveCondition = (block: Block | undefined, context: Context): boolean => {
  if (block === undefined) return true;
  const actual = context[block.key];
  switch (block.operator) {
    case 'StringEquals':
      return actual === block.value;
    case 'StringNotEquals':
      return actual !== block.value;
    case 'StringEqualsIfExists':
      return actual === undefined || actual === block.value;
    case 'Null':
      return (actual === undefined) === (block.value === 'true');
  }
};

const applies = (
  { actions, names, not, condition }: Statement,
  action: string,
  name: string,
  context: Context,
): boolean =>
  actions.some((pattern) => naiveMatch(pattern.toLowerCase(), action.toLowerCase())) !== not.action &&
  names.some((pattern) => namesMatching(pattern).has(name)) !== not.resource &&
  naiveCondition(condition, context);

const naiveAllows = (
  layers: readonly (readonly Statement[])[],
  action: string,
  name: string,
  context: Context,
): boolean => {
  const matching = layers.map((layer) =>
    layer.filter((statement) => applies(statement, action, name, context)),
  );
  return (
    matching.every((layer) => layer.some(({ effect }) => effect === 'Allow')) &&
    matching.every((layer) => layer.every(({ effect }) => effect === 'Allow'))
  );
};

const toJson = ({ effect, not, actions, names, condition }: Statement): object => ({
  Effect: effect,
  [not.action ? 'NotAction' : 'Action']: actions,
  [not.resource ? 'NotResource' : 'Resource']: names.map((name) => PREFIX + name),
  ...(condition === undefined
    ? {}
    : { Condition: { [condition.operator]: { [condition.key]: condition.value } } }),
});

const toDocument = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map(toJson) });

/** Wildcards come often, or else most policies would have nothing to do with most questions. */
const nameArbitrary = fc
  .array(fc.constantFrom('a', 'b', '*', '*', '?'), { maxLength: 3 })
  .map((parts) => parts.join(''));
const rarely = (chance: number) => fc.integer({ min: 1, max: 100 }).map((roll) => roll <= chance);
const blockArbitrary: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    operator: fc.constantFrom(
      'StringEquals' as const,
      'StringNotEquals' as const,
      'StringEqualsIfExists' as const,
    ),
    key: fc.constantFrom('k1' as const, 'k2' as const),
    value: fc.constantFrom('x', 'y'),
  }),
  fc.record({
    operator: fc.constant('Null' as const),
    key: fc.constantFrom('k1' as const, 'k2' as const),
    value: fc.constantFrom('true', 'false'),
  }),
);
const statementArbitrary = (condition: fc.Arbitrary<Block | undefined>): fc.Arbitrary<Statement> =>
  fc.record({
    effect: rarely(25).map((denies) => (denies ? ('Deny' as const) : ('Allow' as const))),
    not: fc.record({ action: rarely(10), resource: rarely(25) }),
    actions: fc.array(fc.constantFrom('*', '*', 's:*', 'S:READ', 's:?rite', 't:*', '*:Read'), {
      minLength: 1,
      maxLength: 2,
    }),
    names: fc.array(nameArbitrary, { minLength: 1, maxLength: 2 }),
    condition,
  });

const scenarioArbitrary = (condition: fc.Arbitrary<Block | undefined>) => {
  const layer = fc.array(statementArbitrary(condition), { minLength: 1, maxLength: 3 });
  return fc.record({
    identity: layer,
    boundary: fc.option(layer, { nil: undefined, freq: 2 }),
    session: fc.option(layer, { nil: undefined, freq: 2 }),
    action: fc.constantFrom(...ACTIONS),
    shape: nameArbitrary,
    k1: fc.constantFrom<Value>(undefined, undefined, 'x', 'y'),
  });
};

interface Scenario {
  readonly identity: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
  readonly session: readonly Statement[] | undefined;
  readonly action: string;
  readonly shape: string;
  /** The certain value of k1, where there is one. */
  readonly k1: Value;
}

const ask = ({ identity, boundary, session, action, shape, k1 }: Scenario) => {
  const layers: PolicyLayers = {
    identity: [toDocument(identity)],
    ...(boundary === undefined ? {} : { boundary: [toDocument(boundary)] }),
    ...(session === undefined ? {} : { session: [toDocument(session)] }),
  };
  return accessTo(action, PREFIX + shape, layers, k1 === undefined ? {} : { K1: k1 });
};

/** How many resources of the shape are allowed in every context, and how many in some. */
const tryAll = (
  { identity, boundary, session, action, shape, k1 }: Scenario,
  possible: readonly Context[],
) => {
  const layers = [identity, boundary, session].filter((layer) => layer !== undefined);
  const contexts = possible.filter((context) => k1 === undefined || context.k1 === k1);
  const names = [...namesMatching(shape)];
  const always = names.filter((name) =>
    contexts.every((context) => naiveAllows(layers, action, name, context)),
  );
  const sometimes = names.filter((name) =>
    contexts.some((context) => naiveAllows(layers, action, name, context)),
  );
  return { all: names.length, always: always.length, sometimes: sometimes.length };
};

const scopeOf = (count: number, all: number): string =>
  count === 0 ? 'none' : count === all ? 'all' : 'some';

describe('against trying everything', () => {
  test('without conditions, verdict and scope are exact', () => {
    fc.assert(
      fc.property(
        scenarioArbitrary(fc.constant(undefined)).map((scenario) => ({ ...scenario, k1: undefined })),
        (scenario) => {
          const { all, always } = tryAll(scenario, CONTEXTS.slice(0, 1));
          const { verdict, scope } = ask(scenario);
          expect({ verdict, scope }).toEqual({
            verdict: always === 0 ? 'denied' : 'granted',
            scope: scopeOf(always, all),
          });
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  test('with conditions, nothing possible is denied and nothing uncertain is granted', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(scenarioArbitrary(fc.option(blockArbitrary, { nil: undefined, freq: 2 })), (scenario) => {
        const { all, always, sometimes } = tryAll(scenario, CONTEXTS);
        const { verdict, scope } = ask(scenario);
        seen.set(`${verdict} ${scope}`, (seen.get(`${verdict} ${scope}`) ?? 0) + 1);
        if (verdict === 'denied') expect(sometimes).toBe(0);
        if (verdict === 'granted') expect(always).toBeGreaterThanOrEqual(scope === 'all' ? all : 1);
        // Where the naive answer is the same in every context, nothing but the truth will do.
        if (always === all) expect(verdict).not.toBe('denied');
      }),
      { seed: 4, numRuns: 300 },
    );
    expect([...seen.keys()].sort()).toEqual([
      'conditional all',
      'conditional some',
      'denied none',
      'granted all',
      'granted some',
    ]);
  });
});
