/**
 * Everything that can go wrong with what the function asks: each AWS operation and all reads at once, times each fault
 * that the stand-in knows, times each story, with its actor on the allow list and without. Each cell is judged against
 * the same story without the fault (judge.ts says by which laws). Waiting costs nothing, since time is simulated
 * (simulated-time.ts); the stories are shared out between processes. Run by `npm run faults`.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInputError } from '../../bin/recorded-events';
import { loadScenario, scenarioNames } from '../../bin/sandbox/load';
import { cellsOf, type JudgedCell } from './matrix';
import { breaking, printed, reportOf } from './report';

const HELP = `npm run faults -- [--also DIR] [--story NAME|FILE]... [--operation OP]... [--fault ID]... [--jobs N] [--json FILE] [--report-only]

  --also DIR       more stories: every scenario file of a folder that has an event
  --story          only this story; can be given several times, as the next two
  --operation      only faults of this: iam:GetRole, 'every read', 'the settings', 'the country database'
  --fault          only this row of the table: Throttling, 'Throttling x2'
  --jobs N         processes; as many as there are processors where left out
  --json FILE      the report and every cell, for machines
  --report-only    exit status 0 whatever is found
`;

/** A situation by the story's name or file: what a process is told to do. */
interface Task {
  readonly story: string;
  readonly listed: boolean;
  /** Which part of the matrix; all of it where nothing is said. */
  readonly operations?: readonly string[];
  readonly faults?: readonly string[];
}

/** What a process says back, a task at a time. */
type Done = { readonly cells: readonly JudgedCell[] } | { readonly problem: string };

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const done = async ({ story, listed, operations, faults }: Task): Promise<Done> => {
  try {
    const cells: JudgedCell[] = [];
    const wanted = (operation: string, fault: string) =>
      (operations?.includes(operation) ?? true) && (faults?.includes(fault) ?? true);
    for await (const cell of cellsOf({ name: story, story: loadScenario(story), listed }, wanted))
      cells.push(cell);
    return { cells };
  } catch (error) {
    return {
      problem: `${story}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
};

const asWorker = (): void => {
  process.on('message', (task: Task) => {
    void done(task).then((answer) => process.send?.(answer));
  });
};

const inProcess = (task: Task, worker: ChildProcess): Promise<Done> =>
  new Promise((resolve) => {
    const ended = () => resolve({ problem: `${task.story}: the process ended` });
    worker.once('exit', ended);
    worker.once('message', (message) => {
      worker.off('exit', ended);
      resolve(message as Done);
    });
    worker.send(task);
  });

/** All tasks, by as many processes as are given; each takes the next one when it is through. */
const shared = async (tasks: readonly Task[], jobs: number): Promise<readonly Done[]> => {
  const waiting = [...tasks];
  const answers: Done[] = [];
  const work = async (): Promise<void> => {
    const worker = fork(__filename, ['--worker']);
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      answers.push(await inProcess(task, worker));
      note(`${answers.length} of ${tasks.length}: ${task.story}${task.listed ? ', listed' : ''}`);
    }
    worker.kill();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  return answers;
};

/** The stories of a folder; a file that is none, or has no event of its own, is passed over and named. */
const storiesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file))
    .filter((file) => {
      try {
        if (loadScenario(file).event !== undefined) return true;
        note(`${file} has no event: passed over`);
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error;
        note(`${error.message}: passed over`);
      }
      return false;
    });

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      also: { type: 'string', multiple: true, default: [] },
      story: { type: 'string', multiple: true },
      operation: { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      jobs: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'string' },
      'report-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const stories = values.story ?? [
    ...scenarioNames().filter((name) => loadScenario(name).expectNothing !== true),
    ...values.also.flatMap(storiesIn),
  ];
  const part: Pick<Task, 'operations' | 'faults'> = {
    ...(values.operation === undefined ? {} : { operations: values.operation }),
    ...(values.fault === undefined ? {} : { faults: values.fault }),
  };
  const tasks = stories.flatMap((story) => [false, true].map((listed) => ({ story, listed, ...part })));
  const answers = await shared(tasks, Math.max(1, Number(values.jobs) || 1));
  const problems = answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
  const cells = answers.flatMap((answer) => ('cells' in answer ? answer.cells : []));
  const report = reportOf(cells);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ report, cells }, undefined, 1));
  process.stdout.write(printed(report));
  for (const problem of problems) note(problem);
  const failed = problems.length > 0 || breaking(cells).length > 0;
  process.exitCode = failed && !values['report-only'] ? 1 : 0;
};

if (process.argv.includes('--worker')) asWorker();
else void main();
