import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import type { Settings } from '../settings';
import type { JudgedRole, JudgedTogether } from './judged-role';
import type { Severity } from './severity';

/** The questions of the investigation guide; each check answers one. */
export const QUESTIONS = {
  actor: 'Who did it?',
  history: 'Does this actor usually do this?',
  activity: 'What else did the actor do around it?',
  source: 'Where did it come from?',
  request: 'What was asked for, and what exists now?',
  power: 'What can each role do?',
  reach: 'Who can reach each role?',
  anchors: 'Which trust anchors are usable?',
  session: 'How long does a session last?',
  use: 'Has it been used yet?',
  expectation: 'Is it expected?',
} as const;
export type Question = keyof typeof QUESTIONS;

/** What a check found. */
export interface Finding {
  /** The check's id. */
  readonly id: string;
  readonly severity: Severity;
  /** One line, true as it stands: "Any trust anchor can reach role deploy". */
  readonly title: string;
  /** The facts behind it, one sentence or value a line; raw text of the event in it is not escaped yet. */
  readonly evidence: readonly string[];
  readonly question: Question;
}

/** Everything a check may look at. */
export interface Facts {
  readonly context: Context;
  readonly settings: Settings;
  /** The profile as it is now where GetProfile answered, completed from the event. */
  readonly profile: Profile;
  /** The profile's roles, in its order, judged by their policies. */
  readonly roles: readonly JudgedRole[];
  /** What the examined roles can do together. */
  readonly together: JudgedTogether;
}

/** One small question with its answer's severity. A check that throws becomes a finding of its own. */
export interface Check {
  /** Same as the file's name. */
  readonly id: string;
  readonly question: Question;
  /** What it looks for and why it matters, one sentence; the README's table is made of these. */
  readonly looksFor: string;
  /** The severities its findings can have. */
  readonly severities: readonly Severity[];
  readonly find: (facts: Facts) => readonly Found[];
}

/** A finding as a check reports it; its id and question are the check's. */
export type Found = Omit<Finding, 'id' | 'question'>;
