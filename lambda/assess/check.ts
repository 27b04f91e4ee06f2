import type { Facts } from './facts';
import type { Question } from './questions';
import type { Severity } from './severity';
import type { SourceId, Unread } from './sources';

/**
 * Whether an allow-list entry can excuse what was found. Its author can know who acts and what is made; nobody can know
 * beforehand that a call comes from elsewhere, that a tool of attackers is used, or what could not be read.
 *
 * - `entry`: any entry that matches.
 * - `entry-with-roles`: one that names the profile's roles: only then did its author know what the holder may do.
 * - `entry-with-networks`, `entry-with-clients`, `entry-with-regions`: one that pins those, and so knows where from.
 * - `entry-with-ca`: one that pins the CA of every anchor concerned by its SHA-256.
 * - `never`: none.
 */
export type Vouching =
  | 'entry'
  | 'entry-with-roles'
  | 'entry-with-networks'
  | 'entry-with-clients'
  | 'entry-with-regions'
  | 'entry-with-ca'
  | 'never';

/** What a check found. */
export interface Finding {
  /** The check's id, or the id of a source of knowledge that was not read. */
  readonly id: string;
  readonly severity: Severity;
  /** One line, true as it stands: "Any trust anchor can reach role deploy". */
  readonly title: string;
  /** The facts behind it, one sentence or value a line; raw text of the event in it is not escaped yet. */
  readonly evidence: readonly string[];
  readonly question: Question;
  /** Whether an allow-list entry can excuse it. */
  readonly vouching: Vouching;
  /** SHA-256 fingerprints of the CAs it is about, as far as they are known; of an `entry-with-ca` finding. */
  readonly authorities?: readonly string[];
  /** ATT&CK techniques that it is a sign of, by id (https://attack.mitre.org, v19); empty where it is of none in particular. */
  readonly techniques: readonly string[];
  /** What was not read, where that is the finding. */
  readonly unread?: SourceId;
  /** True where it counts at its worst because nothing shows yet who did it; the second look may tell. */
  readonly unproven?: true;
}

/** One small question with its answer's severity. A check that throws becomes a finding of its own. */
export interface Check {
  /** Same as the file's name. */
  readonly id: string;
  readonly question: Question;
  /** What it looks for and why it matters, one sentence; the table of checks is made of these. */
  readonly looksFor: string;
  /** The severities its findings can have. */
  readonly severities: readonly Severity[];
  readonly vouching: Vouching;
  /**
   * The ATT&CK technique that its findings are signs of (https://attack.mitre.org, v19).
   * @default - none in particular, or told by each finding
   */
  readonly technique?: string;
  /** The sources of knowledge without which it may miss something; none where the record and the settings tell all. */
  readonly needs: readonly SourceId[];
  /**
   * The worst it could find in what was not read, given all the rest that was; `undefined` where nothing.
   * @default - the worst of its severities
   */
  readonly atMost?: (facts: Facts, unread: Unread) => Severity | undefined;
  readonly find: (facts: Facts) => readonly Found[];
}

/** A finding as a check reports it; what it leaves out is the check's. */
export type Found = Omit<Finding, 'id' | 'question' | 'vouching' | 'techniques' | 'unread'> &
  Partial<Pick<Finding, 'vouching' | 'techniques'>>;
