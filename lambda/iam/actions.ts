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

export const actionOf = (action: string): Action => {
  const text = action.toLowerCase();
  const service = text.slice(0, Math.max(text.indexOf(':'), 0));
  const wild = isWild(text);
  const read = { text, wild, glob: globOf(text) };
  return service === '' || isWild(service) ? read : { ...read, service };
};

export const actionListOf = (actions: readonly string[], negated: boolean): ActionList => {
  const byService = new Map<string, ServiceActions>();
  const anyService: Glob[] = [];
  const globs: Glob[] = [];
  for (const { text, service, wild, glob } of actions.map(actionOf)) {
    globs.push(glob);
    if (service === undefined) {
      anyService.push(glob);
      continue;
    }
    const known = byService.get(service) ?? { spelledOut: new Set(), patterns: [] };
    byService.set(service, known);
    if (wild) known.patterns.push(glob);
    else known.spelledOut.add(text);
  }
  return { negated, globs, byService, anyService };
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
