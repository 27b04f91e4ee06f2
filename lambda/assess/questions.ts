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
