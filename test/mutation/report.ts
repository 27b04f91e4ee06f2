/** What the ledger comes to: the share of mutants that died, by folder and file, and what lives with its reason. */

import type { Tried } from './ledger';
import type { Part } from './parts';
import { REASONS } from './reasons';

/** Ways for a mutant to die. */
const DEAD: readonly string[] = ['Killed', 'Timeout'];
/** Those that no test noticed, or came by. */
const ALIVE: readonly string[] = ['Survived', 'NoCoverage'];

interface Score {
  readonly name: string;
  readonly tried: number;
  readonly dead: number;
  readonly explained: number;
}

export interface Report {
  readonly all: Score;
  readonly folders: readonly Score[];
  readonly files: readonly Score[];
  /** In the order of the seed, those of which something was tried. */
  readonly parts: readonly Score[];
  /** Survivors by the reason that they have; those without one under none. */
  readonly alive: ReadonlyMap<string | undefined, readonly Tried[]>;
}

/** Those of the text of its file that was tried last: a file may have been changed between two runs. */
const latest = (ledger: ReadonlyMap<string, Tried>): readonly Tried[] => {
  const texts = new Map([...ledger.values()].map(({ file, text }) => [file, text]));
  return [...ledger.values()].filter(({ file, text }) => texts.get(file) === text);
};

export const reasonOf = (survivor: Tried): string | undefined =>
  REASONS.find(({ holds }) => holds(survivor))?.why;

const scoreOf = (name: string, tried: readonly Tried[]): Score => ({
  name,
  tried: tried.length,
  dead: tried.filter(({ status }) => DEAD.includes(status)).length,
  explained: tried.filter((one) => ALIVE.includes(one.status) && reasonOf(one) !== undefined).length,
});

const scoresBy = (tried: readonly Tried[], nameOf: (one: Tried) => string): readonly Score[] => {
  const names = [...new Set(tried.map(nameOf))].sort();
  return names.map((name) =>
    scoreOf(
      name,
      tried.filter((one) => nameOf(one) === name),
    ),
  );
};

/** The second folder, which is the room: "lambda/assess". */
const folderOf = ({ file }: Tried): string => file.split('/').slice(0, 2).join('/');

/** @param order the parts, in the order of the seed */
export const reportOf = (ledger: ReadonlyMap<string, Tried>, order: readonly Part[]): Report => {
  const tried = latest(ledger).filter(({ status }) => [...DEAD, ...ALIVE].includes(status));
  const alive = new Map<string | undefined, Tried[]>();
  for (const one of tried.filter(({ status }) => ALIVE.includes(status))) {
    const reason = reasonOf(one);
    alive.set(reason, [...(alive.get(reason) ?? []), one]);
  }
  return {
    all: scoreOf('all', tried),
    folders: scoresBy(tried, folderOf),
    files: scoresBy(tried, ({ file }) => file),
    parts: order
      .map(({ name, mutate }) =>
        scoreOf(
          name,
          tried.filter(({ file }) => mutate.includes(file)),
        ),
      )
      .filter((score) => score.tried > 0),
    alive,
  };
};

export const shareOf = ({ dead, tried }: Score): string =>
  tried === 0 ? 'none tried' : `${((100 * dead) / tried).toFixed(1)} %`;

const table = (heading: string, scores: readonly Score[]): readonly string[] => [
  `| ${heading} | Mutants | Died | Live with a reason | Share that died |`,
  '|---|--:|--:|--:|--:|',
  ...scores.map(
    (score) => `| ${score.name} | ${score.tried} | ${score.dead} | ${score.explained} | ${shareOf(score)} |`,
  ),
];

const escaped = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('`', "'").replace(/\s+/g, ' ');

const rowOf = ({ file, span: [line], code, replacement }: Tried): string =>
  `| ${file}:${line} | \`${escaped(code).slice(0, 80)}\` | \`${escaped(replacement).slice(0, 60)}\` |`;

/** The page that is kept. */
export const pageOf = ({ all, folders, files, parts, alive }: Report): string => {
  const reasons = [...alive.keys()].filter((reason) => reason !== undefined).sort();
  const unexplained = alive.get(undefined) ?? [];
  return [
    '# What became of the mutants',
    '',
    'Made by `npm run mutation`; of a ledger that is there, by `npm run mutation -- --report`.',
    '',
    ...table('Folder', [...folders, all]),
    '',
    ...table('Part, in the order of the seed', parts),
    '',
    ...table('File', files),
    '',
    '## What lives, and why it may',
    '',
    ...reasons.flatMap((reason) => [
      `**${reason}** (${alive.get(reason)?.length})`,
      '',
      '| Where | What | Became |',
      '|---|---|---|',
      ...(alive.get(reason) ?? []).map(rowOf),
      '',
    ]),
    `## What lives without a reason (${unexplained.length})`,
    '',
    '| Where | What | Became |',
    '|---|---|---|',
    ...unexplained.map(rowOf),
    '',
  ].join('\n');
};
