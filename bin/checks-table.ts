/** Writes the table of checks into the README, between its markers, or prints it where the README has none. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../lambda/assess/catalogue';
import { checksTable, TABLE_END, TABLE_START, withChecksTable } from '../lambda/assess/checks-table';

const README = join(__dirname, '..', 'README.md');

const before = existsSync(README) ? readFileSync(README, 'utf8') : '';
if (before.includes(TABLE_START) && before.includes(TABLE_END)) {
  writeFileSync(README, withChecksTable(before, CATALOGUE));
} else {
  process.stdout.write(`${TABLE_START}\n${checksTable(CATALOGUE)}\n${TABLE_END}\n`);
}
