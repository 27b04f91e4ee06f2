import { speaksOf } from '../../bin/sandbox/faults';
import type { Scenario } from '../../bin/sandbox/scenario';
import { readChange } from '../../lambda/event/change';
import { type Judged, judge, PUBLISH } from './judge';
import { COUNTRIES, ROWS, type Row, SETTINGS } from './rows';
import { type Run, runStory } from './run-story';
import { toldIn } from './told';

/** A story and whether its actor is on the allow list. */
export interface Situation {
  readonly name: string;
  readonly story: Scenario;
  readonly listed: boolean;
}

/** Every read at once. */
export const ALL_READS = 'every read';

export interface Cell {
  readonly story: string;
  readonly listed: boolean;
  /** "iam:GetRole", every read at once, or a file of the function's own. */
  readonly operation: string;
  /** The id of the row. */
  readonly fault: string;
}

export type JudgedCell = Cell & Judged & { readonly ms: number };

/** Which part of the matrix to run. */
export type Wanted = (operation: string, fault: string) => boolean;

type Settings = Readonly<Record<string, unknown>>;

/** The settings with an entry that vouches for as much as an entry can, or with none. */
export const settingsOf = ({ story, listed }: Situation): Settings => {
  const { kind, subject, record, profile, place } = readChange(story.event);
  const { actor } = record;
  const { account, region } = place;
  const entry = {
    principal: actor.sessionIssuerArn ?? actor.arn,
    changes: [kind.name],
    // What a change to something else opens is for the account to say, not for the record.
    ...(subject.type === 'profile' ? { profileNames: [profile.name] } : {}),
    ...(profile.roleArns.length === 0 ? {} : { roles: profile.roleArns }),
    ...(account.known ? { accounts: [account.value] } : {}),
    ...(region.known ? { regions: [region.value] } : {}),
    reason: 'Declared expected by the matrix of faults',
  };
  return { ...story.settings, allowList: listed ? [entry] : [] };
};

/** What can be befallen in a story, and the operations that then are. */
const targets = (
  calls: readonly string[],
): readonly { readonly name: string; readonly operations: readonly string[] }[] => [
  ...calls.map((call) => ({ name: call, operations: [call] })),
  { name: ALL_READS, operations: calls.filter((call) => call !== PUBLISH) },
  { name: COUNTRIES, operations: [COUNTRIES] },
  { name: SETTINGS, operations: [SETTINGS] },
];

/** The faults that a story has of its own. */
const AS_TOLD: Pick<Row, 'id' | 'passes' | 'wellFormed'> = {
  id: 'as the story tells',
  passes: false,
  wellFormed: false,
};

const operationsOf = (faults: Scenario['faults'], calls: readonly string[]): readonly string[] =>
  calls.filter((call) => call !== PUBLISH && faults.some((fault) => speaksOf(fault, call)));

/**
 * Runs the cells of one situation, one after the other, and judges each against the run without a fault.
 * @throws Error where the story leads to no alert even without a fault
 */
export async function* cellsOf(situation: Situation, wanted: Wanted): AsyncGenerator<JudgedCell> {
  const { name, listed } = situation;
  // The full story has every answer. What goes wrong in it as it is told is one more thing that can go wrong.
  const { faults: toldFaults, ...told } = situation.story;
  const story = { ...told, faults: [] };
  const settings = settingsOf(situation);
  const run: Run = await runStory(story, settings);
  const full = toldIn(run);
  if (full === undefined) throw new Error(`${name} leads to no alert (${run.thrown ?? run.ended})`);
  for (const target of targets(run.calls)) {
    for (const row of ROWS) {
      if (!wanted(target.name, row.id)) continue;
      const operations = target.operations.filter((operation) => row.befalls(operation));
      // What befalls one operation of many is a cell of that one already.
      if (operations.length === 0 || (target.name === ALL_READS && operations.length === 1)) continue;
      const faulty = await runStory(story, settings, row.troubleFor(operations));
      const judged = judge(faulty, full, row, operations);
      yield { story: name, listed, operation: target.name, fault: row.id, ms: faulty.ms, ...judged };
    }
  }
  if (toldFaults.length === 0 || !wanted(ALL_READS, AS_TOLD.id)) return;
  const faulty = await runStory(story, settings, { faults: toldFaults });
  const judged = judge(faulty, full, AS_TOLD, operationsOf(toldFaults, run.calls));
  yield { story: name, listed, operation: ALL_READS, fault: AS_TOLD.id, ms: faulty.ms, ...judged };
}
