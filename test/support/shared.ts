/** A folder that all test files of one run share, gone afterwards: what one of them made need not be made again. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// biome-ignore lint/style/noDefaultExport: Jest calls a module's default export before the first test (`globalSetup`).
export default (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-by-tests-'));
  process.env.SHARED_BY_TESTS = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
};
