import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettingsFile } from '../../bin/read-settings';
import { BadInputError } from '../../bin/recorded-events';
import { defaultSettings } from '../../lambda/settings';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (content: unknown): string => {
  const file = join(folder, 'settings.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('readSettingsFile', () => {
  it('reads settings, the defaults for the rest', () => {
    expect(readSettingsFile(fileWith({ manyRoles: 7 }))).toEqual({ ...defaultSettings, manyRoles: 7 });
  });

  it('reads the judgement out of a cdk.json', () => {
    const context = { manyRoles: 7, email: ['a@example.com'], '@aws-cdk/core:flag': true };
    expect(readSettingsFile(fileWith({ app: 'tsx', context }))).toEqual({ ...defaultSettings, manyRoles: 7 });
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /no JSON/],
    ['a list', [], /expected an object/],
    ['an unknown key', { manyRols: 7 }, /manyRols: unknown key, did you mean manyRoles\?/],
    [
      'a wrong value',
      { context: { trustedNetworks: ['here'] } },
      /trustedNetworks\[0\]: got "here", expected/,
    ],
  ])('refuses %s', (_, content, message) => {
    const read = () => readSettingsFile(fileWith(content));
    expect(read).toThrow(BadInputError);
    expect(read).toThrow(message);
  });

  it('names a file that is not there', () => {
    expect(() => readSettingsFile(join(folder, 'none.json'))).toThrow(/none\.json: cannot be read/);
  });
});
