import type { Access, StatementRef } from '../access';

/** What the policies say about one need, or about all needs of a step or row; a denial is no answer. */
export interface Answer {
  readonly verdict: Exclude<Access['verdict'], 'denied'>;
  /** The weakest of its parts. */
  readonly scope: Exclude<Access['scope'], 'none'>;
  /** The scope of what the capability is about, where that differs from the means to it. */
  readonly targetScope?: Exclude<Access['scope'], 'none'>;
  /** What it leads to depends on this. */
  readonly dependsOn?: string;
  readonly actions: readonly string[];
  readonly statements: readonly StatementRef[];
  readonly conditionKeys: readonly string[];
  /** False where nothing that was read speaks for it: only a document nobody could read might allow it. */
  readonly evident: boolean;
}

export const DENIED: Access = {
  verdict: 'denied',
  scope: 'none',
  statements: [],
  conditionKeys: [],
  unresolved: [],
};

const VERDICTS = ['denied', 'conditional', 'granted'] as const;
const SCOPES = ['none', 'some', 'all'] as const;

const strength = ({ verdict, scope }: Pick<Access, 'verdict' | 'scope'>): number =>
  VERDICTS.indexOf(verdict) * SCOPES.length + SCOPES.indexOf(scope);

/** The better of two accesses; the first where they are equal. */
export const better = (a: Access, b: Access): Access => (strength(b) > strength(a) ? b : a);

/** Without repetitions, in the order of first appearance. */
export const distinct = (lists: readonly (readonly string[])[]): readonly string[] => {
  const [only, ...others] = lists.filter((list) => list.length > 0);
  if (only === undefined) return [];
  return others.length === 0 ? only : [...new Set(lists.flat())];
};

/** Each statement once; one reading of the policies makes one reference to it. */
const union = (lists: readonly (readonly StatementRef[])[]): readonly StatementRef[] => {
  const [only, ...others] = lists;
  return only === undefined || others.length === 0 ? (only ?? []) : [...new Set(lists.flat())];
};

const isAllow = ({ layer, effect }: StatementRef): boolean => layer === 'identity' && effect === 'Allow';

/** One of the ways to meet a need, with what the policies say about it. */
export interface AnsweredWay {
  readonly action: string;
  /** What it leads to depends on this, where it is allowed on some resources only. */
  readonly depends: string | undefined;
  readonly access: Access;
}

const answerOf = (
  { verdict, scope, statements, conditionKeys }: Access,
  actions: readonly string[],
  depends: string | undefined,
): Answer | undefined =>
  verdict === 'denied' || scope === 'none'
    ? undefined
    : {
        verdict,
        scope,
        ...(depends === undefined ? {} : { targetScope: scope }),
        ...(depends === undefined || scope === 'all' ? {} : { dependsOn: depends }),
        actions,
        statements,
        conditionKeys,
        evident: statements.some(isAllow),
      };

/** The best of several ways, any of which is enough; `undefined` where all are denied. */
export const anyOf = (asked: readonly AnsweredWay[]): Answer | undefined => {
  const [only, ...others] = asked;
  if (only === undefined) return undefined;
  if (others.length === 0) return answerOf(only.access, [only.action], only.depends);
  const best = asked.reduce((sofar, { access }) => better(sofar, access), DENIED);
  const asGood = asked.filter(({ access }) => access.verdict === best.verdict);
  return answerOf(
    {
      ...best,
      statements: union(asGood.map(({ access }) => access.statements)),
      conditionKeys: distinct(asGood.map(({ access }) => access.conditionKeys)),
    },
    distinct(asGood.map(({ action }) => [action])),
    asGood.find((way) => way.depends !== undefined)?.depends,
  );
};

const weakest = (scopes: readonly Answer['scope'][]): Answer['scope'] =>
  scopes.every((scope) => scope === 'all') ? 'all' : 'some';

/** What several answers come to, all of which are needed. */
export const allOf = (answers: readonly [Answer, ...Answer[]]): Answer => {
  if (answers.length === 1) return answers[0];
  const targets = answers.flatMap(({ targetScope }) => (targetScope === undefined ? [] : [targetScope]));
  const depends = distinct(answers.map(({ dependsOn }) => (dependsOn === undefined ? [] : [dependsOn])));
  return {
    verdict: answers.every(({ verdict }) => verdict === 'granted') ? 'granted' : 'conditional',
    scope: weakest(answers.map(({ scope }) => scope)),
    ...(targets.length > 0 ? { targetScope: weakest(targets) } : {}),
    ...(depends.length > 0 ? { dependsOn: depends.join(' and ') } : {}),
    actions: distinct(answers.map(({ actions }) => actions)),
    statements: union(answers.map(({ statements }) => statements)),
    conditionKeys: distinct(answers.map(({ conditionKeys }) => conditionKeys)),
    evident: answers.every(({ evident }) => evident),
  };
};
