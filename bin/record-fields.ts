/** Writes docs/record-fields.md: what becomes of each field of a CloudTrail record. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FieldUse, RECORD_FIELDS } from '../lambda/event/record-fields';

export const RECORD_FIELDS_PAGE = join(__dirname, '..', 'docs', 'record-fields.md');

const USES: Readonly<Record<Extract<FieldUse, { readonly read: string }>['read'], string>> = {
  kind: 'which call it was, and whether it succeeded',
  record: "the event's time and identity",
  place: 'the account and Region',
  actor: 'who',
  source: 'from where, and with what',
  profile: 'the profile',
};

const rowsOf = (uses: (use: FieldUse) => string | undefined): string =>
  [...RECORD_FIELDS]
    .flatMap(([path, use]) => {
      const words = uses(use);
      return words === undefined ? [] : [`| \`${path}\` | ${words} |`];
    })
    .sort()
    .join('\n');

/** The page as it should be. */
export const recordFieldsPage = (): string =>
  `# The fields of a CloudTrail record

Every field that CloudTrail documents for a record and its \`userIdentity\`, and what becomes of it. This page is made of
[\`lambda/event/record-fields.ts\`](../lambda/event/record-fields.ts) by \`npm run readme\`; a test holds the readers to it.

## Read

| Field | Tells |
| --- | --- |
${rowsOf((use) => ('read' in use ? USES[use.read] : undefined))}

## Not read

| Field | Why not |
| --- | --- |
${rowsOf((use) => ('unread' in use ? use.unread : undefined))}
`;

if (require.main === module) writeFileSync(RECORD_FIELDS_PAGE, recordFieldsPage());
