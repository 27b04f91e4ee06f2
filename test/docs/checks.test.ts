import { readFileSync } from 'node:fs';
import { CHECKS_PAGE, checksPage } from '../../bin/checks-page';
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
});
