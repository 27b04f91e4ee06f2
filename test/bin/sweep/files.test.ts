/** What the sweep writes: its state, which survives anything, its progress, its tables. */

import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pico from 'picocolors';
import { readArguments } from '../../../bin/arguments';
import { csv } from '../../../bin/sweep/csv';
import { estate, SMALL } from '../../../bin/sweep/estate';
import { printedSweep } from '../../../bin/sweep/printout';
import { progressOn } from '../../../bin/sweep/progress';
import { simulate } from '../../../bin/sweep/simulation';
import { type SweepOf, stateIn } from '../../../bin/sweep/state-file';
import { virtualClock } from '../../../bin/sweep/virtual-clock';
import { known } from '../../../lambda/lookup';
import { isProfile, type SweepRow } from '../../../lambda/sweep/row';
import { anyCharacter } from '../../support/any-character';

const OF: SweepOf = { account: '111122223333', regions: ['eu-central-1'], settings: {} };
const ROW: SweepRow = { kind: 'account', account: '111122223333', gaps: [] };
const plain = pico.createColors(false);

const file = (): string => join(mkdtempSync(join(tmpdir(), 'sweep-')), 'state.jsonl');

describe('the state', () => {
  test('is on the disk with each row, and read by nobody else', () => {
    const path = file();
    stateIn(path, OF).keep(ROW);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(stateIn(path, OF)).toMatchObject({ before: [ROW] });
  });

  test('survives a program that ended in the middle of a line', () => {
    const path = file();
    stateIn(path, OF).keep(ROW);
    appendFileSync(path, '{"row":{"kind":"prof');
    const again = stateIn(path, OF);
    expect(again.before).toEqual([ROW]);
    again.keep({ ...ROW, alias: 'second' });
    expect(stateIn(path, OF).before).toEqual([ROW, { ...ROW, alias: 'second' }]);
  });

  test('says when it was finished', () => {
    const path = file();
    stateIn(path, OF).finish(new Date('2026-03-04T05:06:07Z'));
    expect(stateIn(path, OF).finishedAt).toBe('2026-03-04T05:06:07.000Z');
  });

  test.each([
    ['another account', { ...OF, account: '444455556666' }],
    ['other Regions', { ...OF, regions: ['us-east-1'] }],
    ['other settings', { ...OF, settings: { manyRoles: 5 } }],
  ])('of %s is not gone on with', (_what, other) => {
    const path = file();
    stateIn(path, OF).keep(ROW);
    expect(() => stateIn(path, other)).toThrow(/^--state: .* is of account 111122223333/);
  });

  test('is not written over what is none', () => {
    const path = file();
    writeFileSync(path, 'my thesis\n');
    expect(() => stateIn(path, OF)).toThrow('holds no state of a sweep');
    expect(readFileSync(path, 'utf8')).toBe('my thesis\n');
  });
});

describe('progress', () => {
  const shown = (isTTY: boolean): string => {
    const written: string[] = [];
    let now = 0;
    const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => now);
    for (let judged = 0; judged <= 100; judged += 1) {
      now += 100;
      progress.tell({ judged, profiles: 100, rolesAsked: judged, roles: 100 });
    }
    progress.end();
    return written.join('');
  };

  test('is one line that changes on a terminal', () => {
    const text = shown(true);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('\r\u001b[KJudged 100 of 100 profiles');
  });

  test('is a line now and then elsewhere, without a character that moves the cursor', () => {
    const lines = shown(false).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

/** Rows as RFC 4180 has them. */
const parsed = (text: string): readonly (readonly string[])[] =>
  text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"|([^",]+)/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\uff1d1', "=cmd|' /C calc'!A0"])(
    '%j does not begin a formula',
    (text) => {
      expect(parsed(csv([[text]]))[0]?.[0]).toMatch(/^'/);
    },
  );

  test('whatever is in a cell, a row is one line, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter }), { minLength: 1, maxLength: 5 }), (row) => {
        const text = csv([row]);
        expect(text.slice(0, -2)).not.toMatch(/[\r\n\u2028\u2029]/);
        const cells = parsed(text);
        expect(cells).toHaveLength(1);
        expect(cells[0]).toHaveLength(row.length);
        for (const cell of cells[0] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe('printed', () => {
  let rows: readonly SweepRow[] = [];

  beforeAll(async () => {
    const clock = virtualClock(() => 0);
    rows = (await simulate(estate(SMALL), Object.keys(SMALL.profiles), clock)).rows;
  }, 60_000);

  test('the table begins with the worst', () => {
    const lines = printedSweep(rows, 'table', true, plain).split('\n');
    expect(lines[0]).toMatch(/^12 profiles in 3 Regions of example-prod \(111122223333\): 1 critical, /);
    expect(lines[3]).toMatch(/^CRITICAL {2}path to admin {2,}yes {2,}farm-0011 /);
    expect(lines.join('\n')).toContain('are in no profile');
  });

  test('a sweep that was stopped says so', () => {
    expect(printedSweep(rows, 'table', false, plain)).toMatch(/^NOT COMPLETE\. /);
    expect(JSON.parse(printedSweep(rows, 'json', false, plain))).toMatchObject({ complete: false });
  });

  test('no table is wider than the terminal', () => {
    const lines = printedSweep(rows, 'table', true, plain, 100).split('\n');
    const table = lines.slice(2, 14);
    expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  test('JSON and CSV hold every profile, in the same order', () => {
    const { profiles } = JSON.parse(printedSweep(rows, 'json', true, plain)) as {
      readonly profiles: readonly { readonly arn: string }[];
    };
    const table = parsed(printedSweep(rows, 'csv', true, plain));
    const at = table[0]?.indexOf('profile ARN') ?? -1;
    expect(table.slice(1, 13).map((row) => row[at])).toEqual(profiles.map(({ arn }) => arn));
  });

  test.each(['table', 'json', 'csv'] as const)(
    'a hostile name does nothing to a terminal as %s',
    async (format) => {
      const hostile = '\u001b[2J\u202e=HYPERLINK("http://x")\r\nCRITICAL';
      const bad = rows.map((row) =>
        isProfile(row)
          ? {
              ...row,
              name: hostile,
              certificates: known({
                count: 1,
                atLeast: false,
                newest: [{ subject: hostile, firstSeen: '2026-03-04T05:06:07Z' }],
              }),
            }
          : row,
      );
      const text = printedSweep(bad, format, true, plain);
      expect(text).not.toMatch(/(?![\r\n])\p{Cc}|\p{Bidi_Control}/u);
      expect(text.split('\n').filter((line) => line.startsWith('CRITICAL')).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('arguments', () => {
  test.each([
    [['--sweep'], { allRegions: false, format: 'table' }],
    [
      ['--sweep', '--live', '--region', 'eu-central-1, us-east-1'],
      { regions: ['eu-central-1', 'us-east-1'] },
    ],
    [
      ['--sweep', '--live', '--all-regions', '--format', 'csv', '--state', 'x'],
      { allRegions: true, state: 'x' },
    ],
  ])('%j', (args, expected) => {
    expect(readArguments(args).sweep).toMatchObject(expected);
  });

  test.each([
    [['--region', 'eu-central-1'], '--region: expected --sweep too'],
    [['--state', 'x'], '--state: expected --sweep too'],
    [['--sweep', '--region', 'eu-central-1', '--all-regions'], '--region and --all-regions'],
    [['--sweep', '--region', 'evil.example.com/'], '--region: got evil.example.com/'],
    [['--sweep', '--event', 'x'], '--sweep and --event'],
    [['--sweep', '--format', 'email'], '--format: got email, expected one of table, json, csv'],
    [['--format', 'csv'], '--format: got csv, expected one of all'],
    [['--live'], 'or --sweep'],
  ])('%j is refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
