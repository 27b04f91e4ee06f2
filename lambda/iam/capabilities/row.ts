import type { CapabilityKind, Power } from '../levels';
import type { ShapeName } from './shapes';

/** What it amounts to where an action is allowed on only some resources of its shape. */
export type OnSome =
  /** One resource is as good as all. */
  | 'enough'
  /** Named resources are ordinary work, so it must also hold on an invented resource of the shape. */
  | 'broad'
  /**
   * What it leads to depends on which resources they are, which nobody can see from policies: the capability is
   * raised, but counts only towards what cannot be ruled out.
   */
  | { readonly depends: string };

/** One action on one shape of resource. */
export interface Way {
  /** As AWS spells it: "iam:PassRole". */
  readonly action: string;
  /** Which resources it must be allowed on; `self` is the role in question. */
  readonly on: ShapeName | 'self';
  readonly onSome: OnSome;
  /**
   * iam:PassRole only: the services the role is handed to, any of which will do (documentation and practice differ
   * for some services). The condition key iam:PassedToService has this value for certain.
   */
  readonly passedTo?: readonly string[];
}

/** One thing a capability takes: any one of some ways. */
export type Need = readonly Way[];

/** One dangerous thing that policies can allow. */
export interface CapabilityRow {
  /** Unique and stable: machines filter by it. */
  readonly id: string;
  readonly kind: CapabilityKind;
  /** The power a role has that is granted it. */
  readonly level: Power;
  /** The ATT&CK technique that somebody uses who does it, by its id in v19. */
  readonly technique: string;
  /** A verb phrase; "{any}" reads "any" or "some", by the scope that was found. */
  readonly phrase: string;
  /**
   * What it takes. The needs of one step are checked in the same call, or act on the same thing in one go, so one
   * session must have them all; different steps can be taken by sessions of different roles.
   */
  readonly steps: readonly (readonly Need[])[];
  /** Only asked about where this holds: `bounded` is a role with a permissions boundary, `free` one that nothing narrows. */
  readonly where?: 'bounded' | 'free';
  /** The id of a row that says all this one says, and more: where that is as certain, this one is left out. */
  readonly impliedBy?: string;
  /** Left out where a row that says what its actions lead to is raised, too. */
  readonly onlyAlone?: true;
  /** The id of a simpler row that this one only adds a convenience to: worth recording, never the headline. */
  readonly variationOf?: string;
  /** Where the fact is published. */
  readonly sources: readonly string[];
}

const ways = new Map<string, Way>();

/** One object for each way, however many rows name it: what was answered once can be looked up by it. */
const shared = (way: Way): Way => {
  const key = JSON.stringify(way);
  const known = ways.get(key) ?? way;
  ways.set(key, known);
  return known;
};

const waysOf = (actions: string | readonly string[], on: Way['on'], onSome: OnSome): Need =>
  (typeof actions === 'string' ? [actions] : actions).map((action) => shared({ action, on, onSome }));

/** Any of the actions, on at least one resource. */
export const one = (actions: string | readonly string[], on: Way['on']): Need =>
  waysOf(actions, on, 'enough');

/** Any of the actions, on resources at large rather than a few named ones. */
export const broad = (actions: string | readonly string[], on: Way['on']): Need =>
  waysOf(actions, on, 'broad');

/** Any of the actions; on some resources only, all hangs on what those are. */
export const target = (actions: string | readonly string[], on: Way['on'], depends: string): Need =>
  waysOf(actions, on, { depends });

/** iam:PassRole to a service. */
export const pass = (...services: readonly string[]): Need => [
  shared({
    action: 'iam:PassRole',
    on: 'role',
    onSome: { depends: 'what the roles it may pass can do' },
    passedTo: services,
  }),
];

/** Different ways to meet one need. */
export const either = (...needs: readonly Need[]): Need => needs.flat();

/** Needs that one session must meet together. */
export const together = (...needs: readonly Need[]): readonly (readonly Need[])[] => [needs];

/** Needs that sessions of different roles can meet one by one. */
export const apart = (...needs: readonly Need[]): readonly (readonly Need[])[] => needs.map((need) => [need]);

const TECHNIQUE = /^MITRE ATT&CK (T\d{4}(?:\.\d{3})?)$/;

/** The first technique that one of the sources is. */
const techniqueIn = (sources: readonly string[]): string | undefined =>
  sources.map((source) => TECHNIQUE.exec(source)?.[1]).find((id) => id !== undefined);

/**
 * Rows of one kind and level.
 * @param technique the technique of those that name none among their sources
 */
export const table = (
  kind: CapabilityKind,
  level: Power,
  technique: string,
  rows: readonly Omit<CapabilityRow, 'kind' | 'level' | 'technique'>[],
): readonly CapabilityRow[] =>
  rows.map((row) => ({ kind, level, technique: techniqueIn(row.sources) ?? technique, ...row }));
