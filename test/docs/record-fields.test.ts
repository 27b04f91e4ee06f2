import { readFileSync } from 'node:fs';
import { RECORD_FIELDS_PAGE, recordFieldsPage } from '../../bin/record-fields';

test('the page is as the table of fields makes it', () => {
  expect(readFileSync(RECORD_FIELDS_PAGE, 'utf8')).toBe(recordFieldsPage());
});
