import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInputError } from '../../../bin/recorded-events';
import { loadScenario, scenarioNames } from '../../../bin/sandbox/load';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (content: unknown): string => {
  const file = join(folder, 'story.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('loadScenario', () => {
  it('knows the scenarios of the project by name', () => {
    expect(scenarioNames()).toEqual(expect.arrayContaining(['attack', 'routine']));
    expect(loadScenario('attack').roles).toHaveLength(1);
  });

  it('loads a file and fills in what it leaves out', () => {
    const file = fileWith({ description: 'A story', roles: [{ arn: '{{role[0].arn}}', trustPolicy: {} }] });
    expect(loadScenario(file)).toMatchObject({
      trail: [],
      roles: [{ maxSessionDuration: 3600, inline: {} }],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['text that is no JSON', '{"description":', /no JSON/],
    ['a list', [], /expected an object/],
    ['no description', {}, /description/],
    ['an unknown key', { description: 'A story', rolls: [] }, /rolls: unknown key, did you mean roles\?/],
    ['a wrong type', { description: 'A story', trail: [{ eventTime: 1 }] }, /trail\[0\]\.eventTime: got 1/],
    [
      'an unknown fault',
      { description: 'A story', faults: [{ operation: '*', error: 'Boom' }] },
      /faults\[0\]\.error/,
    ],
    [
      'a fault of nothing',
      { description: 'A story', faults: [{ operation: 'GetRole' }] },
      /faults\[0\]\.operation/,
    ],
    [
      'an unknown placeholder',
      { description: 'A story', accountAlias: '{{acount}}' },
      /unknown placeholder {{acount}}/,
    ],
  ])('refuses %s in one line', (_, content, message) => {
    const load = () => loadScenario(fileWith(content));
    expect(load).toThrow(BadInputError);
    expect(load).toThrow(message);
    expect(load).toThrow(/^[^\n]*$/);
  });

  it('leaves braces in the event alone: they are its own', () => {
    const file = fileWith({ description: 'A story', event: { name: '{{whatever}}' } });
    expect(loadScenario(file).event).toEqual({ name: '{{whatever}}' });
  });

  it('names the scenarios where there is none of that name', () => {
    expect(() => loadScenario('nope')).toThrow(/No scenario is called nope.*attack.*routine/);
  });
});
