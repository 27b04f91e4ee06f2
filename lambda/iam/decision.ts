/**
 * What several layers of allows, and denies over all of them, come to for the texts of one shape. Two sets are looked at:
 * the texts that are allowed for certain, and those that may be allowed. A verdict needs a witness or a proof:
 *
 * - denied: proof that nothing may be allowed;
 * - granted: one text that is allowed for certain (`all`: proof that there is no other);
 * - conditional: everything in between.
 */

import { type Coverage, coverageOf, type Extent } from './extent';
import { type Effort, type Reader, readerOf, type State } from './machine';
import { covers, type Glob, OTHER, ordinaryMember, overlaps } from './pattern';
import { every, not, some, type Truth, truthOf } from './truth';

/** Where one statement applies: for certain, and at most. */
export interface Rule {
  readonly sure: Extent;
  readonly may: Extent;
}

export interface Layer {
  readonly allows: readonly Rule[];
  /** Whether the layer holds a document nobody could read, which may allow anything and deny anything. */
  readonly unresolved: boolean;
}

export interface Decision {
  readonly verdict: 'denied' | 'conditional' | 'granted';
  readonly scope: 'none' | 'some' | 'all';
}

const DENIED: Decision = { verdict: 'denied', scope: 'none' };

/** The texts that some alternative of every group takes in, and that no denial does. */
interface Selection {
  readonly groups: readonly (readonly Extent[])[];
  readonly denials: readonly Extent[];
}

/** What has been seen of a selection: a text inside it, a text of the shape outside it. */
interface Seen {
  inside: boolean;
  outside: boolean;
}

const RANK: Readonly<Record<Coverage, number>> = { none: 0, unclear: 1, some: 2, all: 3 };

interface Tally {
  readonly best: Coverage;
  /** The extents that take in a part of the shape. */
  readonly parts: readonly Extent[];
}

const tally = (extents: readonly Extent[], shape: Glob): Tally => {
  let best: Coverage = 'none';
  const parts: Extent[] = [];
  for (const extent of extents) {
    const coverage = coverageOf(extent, shape);
    if (RANK[coverage] > RANK[best]) best = coverage;
    if (coverage === 'some' || coverage === 'unclear') parts.push(extent);
  }
  return { best, parts };
};

/** A selection without what takes in all or nothing of the shape, and what is plain about it without a search. */
interface Reduced extends Seen {
  selection: Selection;
}

const nowhere = (): Reduced => ({ selection: { groups: [[]], denials: [] }, inside: false, outside: true });

const everywhere = (): Reduced => ({ selection: { groups: [], denials: [] }, inside: true, outside: false });

const isEmpty = ({ selection }: Reduced): boolean => selection.groups.some((group) => group.length === 0);

const isFull = ({ selection }: Reduced): boolean =>
  selection.groups.length === 0 && selection.denials.length === 0;

const reduce = (allows: readonly Tally[], denials: Tally): Reduced => {
  if (denials.best === 'all' || allows.some((layer) => layer.best === 'none')) return nowhere();
  const narrowing = allows.filter((layer) => layer.best !== 'all');
  if (narrowing.length === 0 && denials.parts.length === 0) return everywhere();
  return {
    selection: { groups: narrowing.map((layer) => layer.parts), denials: denials.parts },
    // Where one layer alone narrows, what it certainly takes in is in; what is certainly denied is out.
    inside: denials.parts.length === 0 && narrowing.length === 1 && narrowing[0]?.best === 'some',
    outside: denials.best === 'some',
  };
};

/** Whether a text is in the extent, given which patterns it matches. */
const holds = (extent: Extent, matches: (glob: Glob) => Truth): Truth => {
  if (extent === null) return 'no';
  return every(extent, ({ globs, negated }) => {
    const any = some(globs, matches);
    return negated ? not(any) : any;
  });
};

const selects = ({ groups, denials }: Selection, matches: (glob: Glob) => Truth): Truth => {
  const isIn = (extent: Extent): Truth => holds(extent, matches);
  const spared = not(some(denials, isIn));
  if (spared === 'no') return 'no';
  const allowed = every(groups, (group) => some(group, isIn));
  return allowed === 'yes' ? spared : allowed;
};

const note = (seen: Seen, truth: Truth): void => {
  if (truth === 'yes') seen.inside = true;
  else if (truth === 'no') seen.outside = true;
};

const noteEach = (seen: readonly Seen[], truths: readonly Truth[]): void =>
  truths.forEach((truth, index) => {
    const one = seen[index];
    if (one !== undefined) note(one, truth);
  });

const noteAll = (
  selections: readonly Selection[],
  seen: readonly Seen[],
  matches: (glob: Glob) => Truth,
): void =>
  noteEach(
    seen,
    selections.map((selection) => selects(selection, matches)),
  );

const globsOf = (selections: readonly Selection[]): Glob[] => {
  const globs = new Set<Glob>();
  const add = (extent: Extent): void => {
    for (const clause of extent ?? []) for (const glob of clause.globs) globs.add(glob);
  };
  for (const { groups, denials } of selections) {
    for (const group of groups) group.forEach(add);
    denials.forEach(add);
  }
  return [...globs];
};

/** For one question, about ten milliseconds; policies people write need a hundredth of it. */
const MOST_EFFORT = 60_000;

/** What setting up a search costs for each of its patterns. */
const PATTERN_EFFORT = 8;

/** {@link surveyWithin} what one question may take and what its asker has left. */
const survey = (
  shape: Glob,
  selections: readonly Selection[],
  seen: readonly Seen[],
  enough: () => boolean,
  budget: Effort,
): boolean => {
  const globs = globsOf(selections);
  const allowed = Math.min(MOST_EFFORT, budget.left);
  const effort = { left: allowed - PATTERN_EFFORT * globs.length };
  const complete = effort.left > 0 && surveyWithin(effort, globs, shape, selections, seen, enough);
  budget.left -= allowed - effort.left;
  return complete;
};

/**
 * Reads all texts of the shape at once, keeping apart only those that the patterns can tell apart, until `enough` says so.
 * @returns whether every text was accounted for
 */
const surveyWithin = (
  effort: Effort,
  globs: readonly Glob[],
  shape: Glob,
  selections: readonly Selection[],
  seen: readonly Seen[],
  enough: () => boolean,
): boolean => {
  const shapeReader = readerOf(shape, effort);
  const readers = globs.map((glob) => readerOf(glob, effort));
  const noteAt = noting(globs, selections, seen);
  const queue: Place[] = [];
  const visited = new Set<string>();
  const visit = (place: Place): void => {
    const name = nameOf(place);
    if (visited.has(name)) return;
    visited.add(name);
    queue.push(place);
  };

  visit([shapeReader.start, ...readers.map((reader) => reader.start)]);
  for (const place of queue) {
    effort.left -= place.length;
    if (effort.left < 0) return false;
    const isSettled = noteAt(place);
    if (enough()) return false;
    for (const character of isSettled ? [] : charactersAt(place)) {
      const next = stepFrom(place, character, shapeReader, readers);
      if (next === undefined) continue;
      effort.left -= next.length;
      visit(next);
    }
  }
  return true;
};

/** Notes what holds of the texts read up to a place; true where the same holds of all that begin with them. */
const noting = (globs: readonly Glob[], selections: readonly Selection[], seen: readonly Seen[]) => {
  const indexes = new Map(globs.map((glob, index) => [glob, index]));
  return (place: Place): boolean => {
    const stateOf = (glob: Glob): State | undefined => place[(indexes.get(glob) ?? -1) + 1];
    const verdicts = selections.map((selection) => selects(selection, (glob) => lasting(stateOf(glob))));
    const isSettled = verdicts.every((verdict) => verdict !== 'maybe');
    if (isSettled) noteEach(seen, verdicts);
    else if (place[0].accepts) noteAll(selections, seen, (glob) => ending(stateOf(glob)));
    return isSettled;
  };
};

/** Where one text is in the shape, and in each of the patterns. */
type Place = readonly [shape: State, ...patterns: State[]];

const nameOf = (place: Place): string => place.map((state) => state.id).join();

/** Undefined where no text of the shape goes on so. */
const stepFrom = (
  [shapeState, ...states]: Place,
  character: number,
  shapeReader: Reader,
  readers: readonly Reader[],
): Place | undefined => {
  const nextShape = shapeReader.step(shapeState, character);
  if (nextShape.dead) return undefined;
  const next: [State, ...State[]] = [nextShape];
  for (let index = 0; index < states.length; index++) {
    const reader = readers[index];
    const state = states[index];
    if (reader !== undefined && state !== undefined) next.push(reader.step(state, character));
  }
  return next;
};

/** What holds for every text from here on, however it ends. */
const lasting = (state: State | undefined): Truth => {
  if (state === undefined) return 'maybe';
  if (state.dead) return 'no';
  return state.anything ? 'yes' : 'maybe';
};

/** What holds for the text that ends here. */
const ending = (state: State | undefined): Truth => (state?.accepts ? 'yes' : 'no');

/** One of each kind that the shape and the patterns tell apart. */
const charactersAt = ([shape, ...patterns]: Place): ReadonlySet<number> => {
  const characters = new Set(shape.literals);
  if (!shape.open) return characters;
  characters.add(OTHER);
  for (const { anything, literals } of patterns) {
    if (!anything) for (const literal of literals) characters.add(literal);
  }
  return characters;
};

const WHOLE: Tally = { best: 'all', parts: [] };

/** Witnesses tried before a search; policies people write rarely need more than one or two. */
const MOST_WITNESSES = 24;

/** Texts of the shape that are likely to be allowed: members of the patterns of its first narrowing layer. */
const likelyMembers = (shape: Glob, { groups: [group = []] }: Selection): Glob[] => {
  const named = group.flatMap((extent) =>
    (extent ?? []).flatMap(({ globs, negated }) => (negated ? [] : globs)),
  );
  const members: Glob[] = [];
  for (const glob of named) {
    if (members.length >= MOST_WITNESSES) break;
    if (covers(shape, glob)) members.push(ordinaryMember(glob));
  }
  return members;
};

/** Looks at a few single texts of the shape, first at one that no pattern was made for: most often, that settles it. */
const glance = (
  shape: Glob,
  selections: readonly Selection[],
  seen: readonly Seen[],
  enough: () => boolean,
): boolean => {
  for (const member of [ordinaryMember(shape), ...selections.flatMap((one) => likelyMembers(shape, one))]) {
    const matches = (glob: Glob): Truth => truthOf(covers(glob, member));
    noteAll(selections, seen, matches);
    if (enough()) return true;
  }
  return false;
};

/** The patterns of an extent that is a plain list of them. */
const listOf = (extent: Extent): readonly Glob[] | undefined => {
  const [clause, ...more] = extent ?? [];
  return clause === undefined || clause.negated || more.length > 0 ? undefined : clause.globs;
};

/** The patterns of a group, where all of it is plain lists. */
const listOfAll = (group: readonly Extent[]): readonly Glob[] | undefined => {
  const lists = group.map(listOf);
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
};

/** Past this many patterns, comparing each with each costs more than the search it saves. */
const MOST_PRUNED = 150;

/**
 * The same selection without patterns that can contribute nothing: those beside the shape, those wholly denied, and those
 * that meet nothing another layer allows. Often nothing is left, which is the proof of a denial.
 */
const prune = (shape: Glob, { groups, denials }: Selection): Selection => {
  const lists = groups.map(listOfAll);
  const denied = denials.flatMap((denial) => listOf(denial) ?? []);
  if (lists.reduce((count, list) => count + (list?.length ?? 0), denied.length) > MOST_PRUNED) {
    return { groups, denials };
  }
  const contributes = (glob: Glob, own: number): boolean =>
    overlaps(glob, shape) !== false &&
    !denied.some((denial) => covers(denial, glob)) &&
    lists.every(
      (list, index) =>
        index === own || list === undefined || list.some((other) => overlaps(glob, other) !== false),
    );
  return {
    denials,
    groups: groups.map((group, own) => {
      const list = lists[own]?.filter((glob) => contributes(glob, own));
      return list === undefined ? group : list.length === 0 ? [] : [[{ negated: false, globs: list }]];
    }),
  };
};

/** Decides for every text of `shape`: each layer must allow it, and no denial may apply. */
export const decide = (
  shape: Glob,
  layers: readonly Layer[],
  denies: readonly Rule[],
  budget: Effort = { left: MOST_EFFORT },
): Decision => {
  const tallied = (rules: readonly Rule[], how: keyof Rule): Tally =>
    tally(
      rules.map((rule) => rule[how]),
      shape,
    );
  const possible = reduce(
    layers.map(({ allows, unresolved }) => (unresolved ? WHOLE : tallied(allows, 'may'))),
    tallied(denies, 'sure'),
  );
  if (isEmpty(possible)) return DENIED;

  const certain = layers.some((layer) => layer.unresolved)
    ? nowhere()
    : reduce(
        layers.map(({ allows }) => tallied(allows, 'sure')),
        tallied(denies, 'may'),
      );
  if (isFull(certain)) return { verdict: 'granted', scope: 'all' };
  if (isEmpty(certain) && isFull(possible)) return { verdict: 'conditional', scope: 'all' };

  const seen = [certain, possible];
  const enough = (): boolean =>
    certain.inside ? certain.outside : isEmpty(certain) && possible.inside && possible.outside;
  const settled = enough() || glance(shape, [certain.selection, possible.selection], seen, enough);
  const search = (): boolean => {
    certain.selection = prune(shape, certain.selection);
    possible.selection = prune(shape, possible.selection);
    if (isEmpty(possible)) return true;
    return enough() || survey(shape, [certain.selection, possible.selection], seen, enough, budget);
  };
  return decided(certain, possible, settled || search());
};

/** @param complete whether every text was accounted for */
const decided = (certain: Seen, possible: Seen, complete: boolean): Decision => {
  const scopeOf = ({ outside }: Seen) => (complete && !outside ? 'all' : 'some');
  if (certain.inside) return { verdict: 'granted', scope: scopeOf(certain) };
  return possible.inside || !complete ? { verdict: 'conditional', scope: scopeOf(possible) } : DENIED;
};
