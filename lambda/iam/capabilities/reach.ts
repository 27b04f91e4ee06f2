import type { Access, StatementRef } from '../access';
import { covers, globOf, overlaps } from '../pattern';
import { better, DENIED, distinct } from './answer';

/**
 * The roles that policies let their holder hand to a service (iam:PassRole) or become (sts:AssumeRole). What it comes to
 * hangs on what those roles can do and on whom their trust policies let in, which somebody has to read.
 */
export interface RoleReach {
  /** `conditional`: for none of the roles is it certain. */
  readonly verdict: Exclude<Access['verdict'], 'denied'>;
  /** Whether it is every role of the account; the lists below are empty then. */
  readonly all: boolean;
  /** ARNs of single roles, as policies name them; roles of other accounts among them. */
  readonly arns: readonly string[];
  /** ARNs with wildcards or policy variables, as policies write them. */
  readonly patterns: readonly string[];
  /** How many ARNs and patterns more the policies name than are listed here. */
  readonly more: number;
  /** How many of those are ARNs of single roles; absent where none. */
  readonly moreArns?: number;
  /** iam:PassRole only: the services it can be handed to, where not any: "ecs-tasks.amazonaws.com". */
  readonly services: readonly string[];
  readonly statements: readonly StatementRef[];
  readonly conditionKeys: readonly string[];
}

/** Asks the policies about one role, or roles of one shape, and for iam:PassRole about one service. */
export type AskAboutRole = (arn: string, service: string | undefined) => Access;

export interface ReachQuestion {
  readonly ask: AskAboutRole;
  /** ARN patterns of what there is to reach, "any role of the account" first. */
  readonly shapes: readonly [string, ...string[]];
  /** Patterns of roles that cannot be used whatever policies say. */
  readonly useless: readonly string[];
  /** Lists of resources, as policies write them; what can be reached lies within every one of them. */
  readonly named: readonly (readonly string[])[];
  /** Services to try, the first of them one that no policy names. Empty where it makes no difference. */
  readonly services: readonly string[];
}

/** Roles listed at most, and patterns. */
const MOST_ARNS = 50;
const MOST_PATTERNS = 20;

const isPattern = (text: string): boolean => /[*?]|\$\{/.test(text);

const bestOf = (accesses: readonly Access[]): Access => accesses.reduce(better, DENIED);

const isAsGood = (one: Access | undefined, best: Access): boolean =>
  one !== undefined && one.verdict === best.verdict && one.scope === best.scope;

/** The services for which it is as certain as it gets; none where that is any service, or none that is known. */
const servicesOf = ({ ask, shapes: [shape], services }: ReachQuestion): readonly string[] => {
  const accesses = services.map((service) => ask(shape, service));
  const best = bestOf(accesses);
  if (isAsGood(accesses[0], best)) return [];
  return services.filter((_, index) => accesses[index]?.verdict === best.verdict);
};

/** What to say of the service that is asked about: one of a list, one that no policy names, or nothing. */
const servicesToAsk = (question: ReachQuestion, some: readonly string[]): readonly (string | undefined)[] => {
  if (some.length > 0) return some;
  const [anyOther] = question.services;
  return anyOther === undefined || question.ask(question.shapes[0], anyOther).verdict === 'denied'
    ? [undefined]
    : [anyOther];
};

const ARN_PARTS = 6;

/** The parts of an ARN, the last with all its colons. */
const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
};

const mayMeet = (text: string, shape: string): boolean => {
  const [own, other] = [partsOf(text), partsOf(shape)];
  return own.at(-1) === ''
    ? overlaps(globOf(text), globOf(shape)) !== false
    : own.every((part, index) => overlaps(globOf(part), globOf(other[index] ?? '')) !== false);
};

/** Whether a text of a policy may mean a role that can be used. */
const concerns = (text: string, { shapes, useless }: ReachQuestion): boolean =>
  text.includes('${') ||
  (shapes.some((shape) => mayMeet(text, shape)) &&
    !useless.some((pattern) => covers(globOf(pattern), globOf(text))));

/** The shortest way to say what can be reached: one of the lists, or else the shapes themselves. */
const textsOf = (question: ReachQuestion): readonly string[] => {
  const shapes = question.shapes.map(globOf);
  const narrow = question.named.filter(
    (texts) => !texts.some((text) => shapes.some((shape) => covers(globOf(text), shape))),
  );
  const [first, ...others] = narrow.map((texts) => texts.filter((text) => concerns(text, question)));
  return first === undefined
    ? question.shapes
    : others.reduce((shortest, next) => (next.length < shortest.length ? next : shortest), first);
};

/** What can be reached; undefined where nothing can. */
export const reachOf = (question: ReachQuestion): RoleReach | undefined => {
  const { ask, shapes } = question;
  const services = servicesOf(question);
  const tried = servicesToAsk(question, services);
  const askAbout = (arn: string): Access => bestOf(tried.map((service) => ask(arn, service)));
  const accesses = shapes.map(askAbout);
  const best = bestOf(accesses);
  if (best.verdict === 'denied') return undefined;
  const all = accesses[0]?.verdict === best.verdict && accesses[0].scope === 'all';
  const texts = all ? [] : textsOf(question);
  if (!all && texts.length === 0) return undefined;
  const isReached = (text: string): boolean => askAbout(text).verdict !== 'denied';
  const arns = texts.filter((text) => !isPattern(text));
  const patterns = texts.filter(isPattern);
  const moreArns = Math.max(0, arns.length - MOST_ARNS);
  return {
    verdict: best.verdict,
    all,
    arns: arns.slice(0, MOST_ARNS).filter(isReached),
    patterns: patterns.slice(0, MOST_PATTERNS).filter(isReached),
    more: moreArns + Math.max(0, patterns.length - MOST_PATTERNS),
    ...(moreArns === 0 ? {} : { moreArns }),
    services,
    statements: [...new Set(accesses.flatMap(({ statements }) => statements))],
    conditionKeys: distinct(accesses.map(({ conditionKeys }) => conditionKeys)),
  };
};
