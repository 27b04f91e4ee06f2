import { readFileSync } from 'node:fs';
import { currentReadme, README, withPart } from '../bin/readme';
import { settingsSchema } from '../lambda/settings';
import { SETTING_KEYS } from '../lib/settings';

const readme = readFileSync(README, 'utf8');

describe('the README', () => {
  test('shows the alert as it is (npm run readme writes them)', async () => {
    expect(await currentReadme(readme)).toBe(readme);
  });

  test.each(SETTING_KEYS)('explains the setting %s', (key) => {
    expect(readme).toMatch(new RegExp(`^\\|[^|]*\`${key}\``, 'm'));
  });

  test.each(Object.keys(settingsSchema.shape.allowList.unwrap().element.shape))(
    'explains the key %s of an allow-list entry',
    (key) => {
      expect(readme).toMatch(new RegExp(`^\\|[^|]*\`${key}\``, 'm'));
    },
  );

  test('says in three lines what it is, and then how to try it', () => {
    const [, paragraph = '', next = ''] = readme.split('\n\n');
    expect(paragraph.split('\n')).toHaveLength(3);
    expect(next).toBe('## Try it');
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
    expect(() => withPart('no markers', 'alert', 'text')).toThrow('no place for its part "alert"');
  });
});
