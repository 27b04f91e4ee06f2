/** Writes docs/alert.schema.json from the definition that types the alert: `tsx bin/schema.ts && npm run format`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertJsonSchema } from '../lambda/alert/json-schema';

const docs = join(__dirname, '..', 'docs');
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'alert.schema.json'), `${JSON.stringify(alertJsonSchema(), null, 2)}\n`);
