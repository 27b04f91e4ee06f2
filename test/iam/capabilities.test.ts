import { CAPABILITIES } from '../../lambda/iam/capabilities/catalogue';
import type { CapabilityRow, Need } from '../../lambda/iam/capabilities/row';
import { type Capability, type CapabilityKind, type Power, powerOf } from '../../lambda/iam/power';

const OPTIONS = {
  partition: 'aws',
  account: '111122223333',
  roleArn: 'arn:aws:iam::111122223333:role/pipeline',
};

const policy = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Resource: '*', ...statement })),
});
const OPEN_BOUNDARY = policy({ Effect: 'Allow', Action: '*' });

/** Harmless, so that a policy without the row's actions still allows something. */
const HARMLESS = 'sts:GetCallerIdentity';

/** What a role shows that is allowed these actions on everything; one with a boundary where the row asks for that. */
const raisedBy = (
  row: CapabilityRow,
  allowed: readonly string[],
  denied: readonly string[] = [],
): readonly Capability[] => {
  const denial = denied.length === 0 ? [] : [{ Effect: 'Deny', Action: denied }];
  const identity = [policy({ Effect: 'Allow', Action: allowed }, ...denial)];
  const boundary = row.where === 'bounded' ? { boundary: [OPEN_BOUNDARY] } : {};
  return powerOf({ identity, ...boundary }, OPTIONS).capabilities;
};

const idsOf = (capabilities: readonly Capability[]): readonly string[] => capabilities.map(({ id }) => id);

const needsOf = ({ steps }: CapabilityRow): readonly Need[] => steps.flat();
const actionsOf = (needs: readonly Need[]): readonly string[] => [
  ...new Set(needs.flat().map(({ action }) => action)),
];
const allActionsOf = (row: CapabilityRow): readonly string[] => actionsOf(needsOf(row));
const without = (actions: readonly string[], removed: readonly string[]): readonly string[] =>
  actions.filter((action) => !removed.includes(action));

const ROWS = CAPABILITIES.map((row) => ({ id: row.id, row }));
const WAYS = CAPABILITIES.flatMap((row) => needsOf(row).flat());

describe('a row', () => {
  test.each(ROWS)('$id is raised for certain by its actions on everything', ({ row }) => {
    const found = raisedBy(row, allActionsOf(row)).find(({ id }) => id === row.id);
    expect(found).toMatchObject({
      kind: row.kind,
      level: row.level,
      technique: row.technique,
      phrase: row.phrase.replace('{any}', 'any'),
      verdict: 'granted',
      scope: 'all',
      conditionKeys: [],
    });
    expect(found).not.toHaveProperty('dependsOn');
    expect([...(found?.actions ?? [])].sort()).toEqual([...allActionsOf(row)].sort());
    expect(found?.statements).toContainEqual({
      layer: 'identity',
      policy: 0,
      statement: 0,
      effect: 'Allow',
    });
  });

  test.each(ROWS)('$id takes every part, and any way to do it', ({ row }) => {
    const all = allActionsOf(row);
    for (const need of needsOf(row)) {
      const part = actionsOf([need]);
      const rest = without(all, part);
      expect(idsOf(raisedBy(row, [...rest, HARMLESS]))).not.toContain(row.id);
      for (const action of part.length > 1 ? part : []) {
        expect(idsOf(raisedBy(row, [...rest, action]))).toContain(row.id);
      }
    }
  });

  test.each(ROWS)('$id is gone where one part is denied', ({ row }) => {
    for (const need of needsOf(row)) {
      expect(idsOf(raisedBy(row, allActionsOf(row), actionsOf([need])))).not.toContain(row.id);
    }
  });
});

/** The levels that rows of a kind may have: mere danger is sensitive, only control of IAM or everything is admin, and a
 * role that is passed to nobody knows what is limited. */
const LEVELS: Readonly<Record<CapabilityKind, readonly Power[]>> = {
  admin: ['escalation', 'admin'],
  escalation: ['sensitive', 'escalation'],
  credentials: ['sensitive'],
  data: ['sensitive'],
  exposure: ['sensitive'],
  persistence: ['sensitive'],
  tampering: ['sensitive'],
  destruction: ['sensitive'],
  chaining: ['limited', 'sensitive'],
};

/** What phrases start with, so that "it can" may stand before each. A new verb is added here on purpose. */
const VERBS = new Set(
  `accept add assume attach become bring build call change create cut decrypt delete deploy disable do drive enter exchange export
  get give grant hand issue join keep launch let lift log lower make move open pass point provision put query read register
  remove replace rewrite run set share sign slip start stop take terminate update write`.split(/\s+/),
);

/** The rows a guard finds fault with; none, where all is well. */
const faulty = (isFine: (row: CapabilityRow) => boolean): readonly string[] =>
  CAPABILITIES.filter((row) => !isFine(row)).map(({ id }) => id);

const rowsById = new Map(CAPABILITIES.map((row) => [row.id, row]));

/** Whether a row takes all that another takes. */
const takesAllOf = (row: CapabilityRow, id: string | undefined): boolean => {
  const other = id === undefined ? undefined : rowsById.get(id);
  return other !== undefined && without(allActionsOf(other), allActionsOf(row)).length === 0;
};

describe('the catalogue', () => {
  test('has each id once', () => {
    expect(rowsById.size).toBe(CAPABILITIES.length);
    expect(CAPABILITIES.length).toBeGreaterThan(100);
  });

  test('has no two rows that ask for the same', () => {
    const asked = CAPABILITIES.map(({ steps, where }) => JSON.stringify([steps, where]));
    expect(new Set(asked).size).toBe(CAPABILITIES.length);
  });

  test.each<[string, (row: CapabilityRow) => boolean]>([
    ['an id in kebab-case', ({ id }) => /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)],
    ['a source', ({ sources }) => sources.length > 0 && sources.every((source) => source.trim().length > 5)],
    ['each source once', ({ sources }) => new Set(sources).size === sources.length],
    ['a phrase that starts with a verb', ({ phrase }) => VERBS.has(/^\w+/.exec(phrase)?.[0] ?? '')],
    ['a phrase that no full stop ends', ({ phrase }) => /^[^.\n]{8,110}$/.test(phrase)],
    // Revoked in ATT&CK v19: T1562 and what was under it.
    ['a technique of today', ({ technique }) => /^T(?!1562)\d{4}(?:\.\d{3})?$/.test(technique)],
    [
      'sources that name techniques of today',
      ({ sources }) => !sources.some((source) => /\bT1562\b/.test(source)),
    ],
    ['at most one gap in its phrase', ({ phrase }) => !/[{}]/.test(phrase.replace('{any}', ''))],
    ['a level that goes with its kind', ({ kind, level }) => LEVELS[kind].includes(level)],
    ['steps, and needs in each', ({ steps }) => steps.length > 0 && steps.every((needs) => needs.length > 0)],
    ['a way to meet each need', (row) => needsOf(row).every((need) => need.length > 0)],
    [
      'a role of its own wherever it asks about itself',
      (row) => row.where !== undefined || !needsOf(row).some((need) => need.some(({ on }) => on === 'self')),
    ],
    [
      'a simpler row of the same kind and level behind each variation',
      (row) =>
        row.variationOf === undefined ||
        (takesAllOf(row, row.variationOf) &&
          rowsById.get(row.variationOf)?.kind === row.kind &&
          rowsById.get(row.variationOf)?.level === row.level &&
          rowsById.get(row.variationOf)?.variationOf === undefined),
    ],
    [
      'a row that takes more behind each that is implied',
      (row) => {
        const stronger = rowsById.get(row.impliedBy ?? '');
        return row.impliedBy === undefined || (stronger !== undefined && takesAllOf(stronger, row.id));
      },
    ],
  ])('gives every row %s', (_, isFine) => {
    expect(faulty(isFine)).toEqual([]);
  });

  test('lists what leads to admin before what is merely sensitive, boundaries aside', () => {
    const levels = CAPABILITIES.map(({ level }) => level);
    expect(levels.lastIndexOf('escalation')).toBeLessThan(levels.indexOf('sensitive'));
    expect(levels.lastIndexOf('admin')).toBeLessThan(
      CAPABILITIES.findIndex(({ kind }) => kind === 'escalation'),
    );
  });

  test('has rows of every kind', () => {
    expect([...new Set(CAPABILITIES.map(({ kind }) => kind))].sort()).toEqual(Object.keys(LEVELS).sort());
  });

  test('spells out one action a way, always the same', () => {
    expect(
      WAYS.filter(({ action }) => !/^[a-z0-9-]+:[A-Za-z]+[A-Za-z0-9]*$/.test(action)).map(
        ({ action }) => action,
      ),
    ).toEqual([]);
    const actions = new Set(WAYS.map(({ action }) => action));
    expect(new Set([...actions].map((action) => action.toLowerCase())).size).toBe(actions.size);
  });

  test('says to which service it passes a role, and of nothing else', () => {
    const passing = WAYS.filter(({ passedTo }) => passedTo !== undefined);
    expect(passing.length).toBeGreaterThan(20);
    for (const { action, passedTo = [] } of passing) {
      expect(action).toBe('iam:PassRole');
      expect(passedTo.length).toBeGreaterThan(0);
      for (const service of passedTo) expect(service).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
    }
    // All of IAM is asked for no service in particular, and so is the row for want of a better one.
    const unsaid = CAPABILITIES.filter((row) =>
      needsOf(row)
        .flat()
        .some(({ action, passedTo }) => action === 'iam:PassRole' && passedTo === undefined),
    );
    expect(unsaid.map(({ id }) => id)).toEqual(['full-admin', 'iam-full-control', 'iam-pass-role']);
  });

  test('says on what a capability hangs, where that is not plain', () => {
    const texts = WAYS.flatMap(({ onSome }) => (typeof onSome === 'object' ? [onSome.depends] : []));
    expect(texts.length).toBeGreaterThan(20);
    expect([...new Set(texts)].filter((text) => !/^what .*[a-z]$/.test(text))).toEqual([]);
  });
});
