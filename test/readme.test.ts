import { readFileSync } from 'node:fs';
import { checksTable, currentReadme, README, withPart } from '../bin/readme';
import { CATALOGUE } from '../lambda/assess/catalogue';
import { SETTING_KEYS } from '../lib/settings';

const readme = readFileSync(README, 'utf8');

describe('the README', () => {
  test('shows the checks and the alert as they are (npm run readme writes them)', async () => {
    expect(await currentReadme(readme)).toBe(readme);
  });

  test.each(CATALOGUE.map(({ id }) => id))('has check %s in its tables once', (id) => {
    expect(checksTable(CATALOGUE).split(`| \`${id}\` |`)).toHaveLength(2);
  });

  test.each(SETTING_KEYS)('explains the setting %s', (key) => {
    expect(readme).toMatch(new RegExp(`^\\|[^|]*\`${key}\``, 'm'));
  });

  test('names only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(require.resolve('../package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('is not written where it has no place for a part', () => {
    expect(() => withPart('no markers', 'checks', 'table')).toThrow('no place for its part "checks"');
  });
});
