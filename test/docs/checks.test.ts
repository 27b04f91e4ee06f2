import { readFileSync } from 'node:fs';
import { CHECKS_PAGE, checksPage } from '../../bin/checks-page';
import { TECHNIQUES } from '../../bin/techniques';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { SOURCES } from '../../lambda/assess/sources';

const page = readFileSync(CHECKS_PAGE, 'utf8');

describe('the page about the checks', () => {
  it('is as the checks and their case tables make it (npm run readme writes it)', async () => {
    expect(await checksPage()).toBe(page);
  });

  test.each([...CATALOGUE.map(({ id }) => id), ...Object.values(SOURCES).map(({ findingId }) => findingId)])(
    'has %s in its tables once',
    (id) => {
      expect(page.split(`\n| \`${id}\` |`)).toHaveLength(2);
    },
  );

  it('gives no technique to a check that is not there', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(Object.keys(TECHNIQUES).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each(Object.entries(TECHNIQUES))('%s has a technique as ATT&CK writes them', (_id, { id, name }) => {
    expect(id).toMatch(/^T1\d{3}(\.\d{3})?$/);
    // A sub-technique is named with its technique.
    expect(name.includes(': ')).toBe(id.includes('.'));
  });
});
