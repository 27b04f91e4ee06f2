/** Writes docs/cost.md from the templates and the prices: `npm run cost`. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costPage } from './cost/page';

writeFileSync(join(__dirname, '..', 'docs', 'cost.md'), costPage());
