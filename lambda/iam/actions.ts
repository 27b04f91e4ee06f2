import { coverageOfClause } from './extent';
import { covers, type Glob, globOf } from './pattern';
import { not, type Truth, truthOf } from './truth';

/** Action or NotAction, sorted by service so that a question looks at little of it. All in lower case. */
export interface ActionList {
  readonly negated: boolean;
  /** All of them. */
  readonly globs: readonly Glob[];
  /** What names one service: "s3:GetObject", "iam:Pass*". */
  readonly byService: ReadonlyMap<string, ServiceActions>;
  /** What may name any: "*", "*:Get*". */
  readonly anyService: readonly Glob[];
}

interface ServiceActions {
  readonly spelledOut: Set<string>;
  readonly patterns: Glob[];
}

/** An action somebody asks about. */
export interface Action {
  /** In lower case. */
  readonly text: string;
  /** Absent where its wildcards, or the lack of a colon, leave the service open. */
  readonly service?: string;
  /** Whether it holds wildcards, and so stands for some action of that shape. */
  readonly wild: boolean;
  readonly glob: Glob;
}

const isWild = (text: string): boolean => text.includes('*') || text.includes('?');

/** The service that a text in lower case names. */
const serviceOf = (text: string): string | undefined => {
  const service = text.slice(0, Math.max(text.indexOf(':'), 0));
  return service === '' || isWild(service) ? undefined : service;
};

export const actionOf = (action: string): Action => {
  const text = action.toLowerCase();
  const service = serviceOf(text);
  const read = { text, wild: isWild(text), glob: globOf(text) };
  return service === undefined ? read : { ...read, service };
};

export const actionListOf = (actions: readonly string[], negated: boolean): ActionList => {
  const byService = new Map<string, ServiceActions>();
  const anyService: Glob[] = [];
  const texts = actions.map((action) => action.toLowerCase());
  for (const text of texts) {
    const service = serviceOf(text);
    if (service === undefined) {
      anyService.push(globOf(text));
      continue;
    }
    const known = byService.get(service) ?? { spelledOut: new Set(), patterns: [] };
    byService.set(service, known);
    if (isWild(text)) known.patterns.push(globOf(text));
    else known.spelledOut.add(text);
  }
  let globs: readonly Glob[] | undefined;
  return {
    negated,
    byService,
    anyService,
    // Most actions are spelled out, and few questions need the patterns of those.
    get globs() {
      globs ??= texts.map(globOf);
      return globs;
    },
  };
};

/** Whether the list may have a say about the service at all. */
export const concernsService = ({ negated, byService, anyService }: ActionList, service: string): boolean =>
  negated || anyService.length > 0 || byService.has(service);

const isListed = (
  { byService, anyService }: ActionList,
  { text, glob }: Action,
  service: string,
): boolean => {
  const own = byService.get(service);
  if (own?.spelledOut.has(text)) return true;
  return (
    anyService.some((pattern) => covers(pattern, glob)) ||
    (own?.patterns.some((pattern) => covers(pattern, glob)) ?? false)
  );
};

/** Whether a statement with these actions applies to an action; `maybe` where only some action of its shape is meant. */
export const matchAction = (list: ActionList, action: Action): Truth => {
  if (action.service !== undefined && !action.wild) {
    const listed = truthOf(isListed(list, action, action.service));
    return list.negated ? not(listed) : listed;
  }
  const coverage = coverageOfClause(list, action.glob);
  return coverage === 'all' ? 'yes' : coverage === 'none' ? 'no' : 'maybe';
};
