/**
 * Runs checkov on the templates, with everything switched on: no finding is without a written reason, and no reason without a
 * finding. A command of its own, since checkov takes longer to install than to run.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checks } from '../deploy/checks';
import { EVERYTHING, templateOf } from '../lib/template';
import { REASONS, type Reason } from './reasons';

const PYTHON = process.env.PYTHON ?? 'python3';
const INSTALL = `This needs checkov, which ${PYTHON} does not have. Install it:

  python3 -m venv .venv && .venv/bin/pip install -r test/checkov/requirements.txt
  PYTHON=.venv/bin/python npm run test:checkov
`;

interface Finding {
  readonly check: string;
  readonly type: string;
  readonly what: string;
}

/** @throws where checkov ended without a report */
const findingsIn = (template: string): readonly Finding[] => {
  const args = ['-m', 'checkov.main', '--file', template, '--framework', 'cloudformation'];
  // Neither the platform's own texts nor modules are asked for: the run needs no network.
  const { stdout, stderr } = spawnSync(
    PYTHON,
    [...args, '--skip-download', '--compact', '--output', 'json', '--soft-fail'],
    { encoding: 'utf8', cwd: dirname(template) },
  );
  if (!stdout.trim().startsWith('{')) throw new Error(`checkov gave no report: ${stderr.slice(-500)}`);
  const { results, summary } = JSON.parse(stdout);
  if (summary.parsing_errors > 0 || summary.passed === 0) throw new Error(`checkov read nothing: ${stdout}`);
  return (results.failed_checks as Record<string, string>[]).map(({ check_id, check_name, resource }) => ({
    check: String(check_id),
    type: String(resource).split('.')[0] ?? '',
    what: `${resource}: ${check_name}`,
  }));
};

const isOf =
  ({ check, type }: Reason) =>
  (finding: Finding): boolean =>
    finding.check === check && finding.type === type;

const main = async (): Promise<number> => {
  if (spawnSync(PYTHON, ['-c', 'import checkov'], { stdio: 'ignore' }).status !== 0) {
    process.stderr.write(INSTALL);
    return 2;
  }
  const counted = checks((line) => process.stdout.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), 'checkov-'));
  try {
    const stack = join(folder, 'stack.template.json');
    const forwarder = join(folder, 'forwarder.template.json');
    writeFileSync(stack, JSON.stringify(templateOf(EVERYTHING).toJSON(), null, 1));
    copyFileSync(join(__dirname, '..', '..', 'docs', 'forwarder.template.json'), forwarder);
    const all: Finding[] = [];
    for (const template of [stack, forwarder]) {
      await counted.that(`checkov finds nothing without a reason in ${template.split('/').at(-1)}`, () => {
        const found = findingsIn(template);
        all.push(...found);
        const unexplained = found.filter((finding) => !REASONS.some((reason) => isOf(reason)(finding)));
        assert.deepEqual(
          unexplained.map(({ check, what }) => `${check} ${what}`),
          [],
        );
      });
    }
    for (const reason of REASONS) {
      await counted.that(`${reason.check} has its reason: ${reason.why}`, () =>
        assert.ok(all.some(isOf(reason)), 'checkov does not find it any more: take the reason out'),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`checkov: ${counted.passed()} passed, ${counted.failed()} failed\n`);
  return counted.failed() === 0 ? 0 : 1;
};

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
