import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated } from '../../bin/escalation-coverage';
import { CAPABILITIES } from '../../lambda/iam/capabilities/catalogue';
import { comparePower, type PowerVerdict, powerOf } from '../../lambda/iam/power';

const page = readFileSync(join(__dirname, '../../docs/escalation-coverage.md'), 'utf8');

type Row = Readonly<Record<string, string>>;

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The tables under a heading, each row by the names of its columns. */
const rowsUnder = (heading: string): readonly Row[] => {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const lines = own.split('\n').filter((line) => line.startsWith('|'));
  let columns: readonly string[] = [];
  return lines.flatMap((line, index) => {
    const cells = cellsOf(line);
    if (/^\| -/.test(lines[index + 1] ?? '')) columns = cells;
    else if (!/^\| -/.test(line)) return [Object.fromEntries(cells.map((cell, at) => [columns[at], cell]))];
    return [];
  });
};

const codes = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
const names = (cell = ''): string[] => cell.split(', ').filter((name) => name !== '');

const SOURCES = {
  'pathfinding.cloud': 'pathfinding.cloud',
  Prowler: 'prowler',
  Cloudsplaining: 'cloudsplaining',
} as const;
const COLUMNS = Object.keys(SOURCES) as (keyof typeof SOURCES)[];

const PATHS = [
  'Changing permissions',
  'Passing a role to something new',
  'Taking over what already runs',
].flatMap(rowsUnder);
const MILDER = rowsUnder('Not raised as a path');

const verdictOn = (actions: readonly string[]): PowerVerdict =>
  powerOf(
    {
      identity: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }],
    },
    { partition: 'aws', account: '111122223333' },
  );

const raisedBy = (actions: readonly string[]): string[] =>
  verdictOn(actions).capabilities.map(({ id }) => id);

const properSubsets = (actions: readonly string[]): string[][] =>
  Array.from({ length: 2 ** actions.length - 2 }, (_, index) =>
    actions.filter((_action, at) => ((index + 1) >> at) & 1),
  );

const named = (rows: readonly Row[]) => rows.map((row) => ({ actions: codes(row.Actions), row }));
const titled = (rows: readonly Row[]) =>
  named(rows).map((one) => ({ ...one, title: one.actions.join(' + '), ids: codes(one.row.Raises) }));

describe('a published path', () => {
  test.each(titled(PATHS))('$title is raised for certain', ({ actions, ids }) => {
    const { power, capabilities } = verdictOn(actions);
    expect(comparePower(power, 'escalation')).toBeGreaterThanOrEqual(0);
    expect(ids).not.toEqual([]);
    for (const id of ids) {
      const capability = capabilities.find((one) => one.id === id);
      expect(capability).toMatchObject({ id, verdict: 'granted', scope: 'all' });
      expect(capability).not.toHaveProperty('dependsOn');
      expect(['escalation', 'admin']).toContain(capability?.level);
    }
  });

  test.each(titled(PATHS).filter(({ actions }) => actions.length > 1))(
    '$title takes all of it',
    ({ actions, ids }) => {
      const subsets = properSubsets(actions);
      expect(subsets).toHaveLength(2 ** actions.length - 2);
      for (const subset of subsets) {
        expect(raisedBy(subset).filter((id) => ids.includes(id))).toEqual([]);
      }
    },
  );

  test.each(titled(MILDER))('$title comes out milder, as the page says', ({ actions, ids, row }) => {
    const { power, possiblePower } = verdictOn(actions);
    expect([power, possiblePower]).toEqual([row.Power, row.Power]);
    expect(raisedBy(actions).sort()).toEqual([...ids].sort());
    expect(row.Why).not.toBe('');
  });

  test('of a data pipeline is raised once it is whole', () => {
    const pipeline = ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition'];
    expect(raisedBy(['iam:PassRole', ...pipeline])).toEqual(['iam-pass-role']);
    expect(raisedBy(['iam:PassRole', ...pipeline, 'datapipeline:ActivatePipeline'])).toEqual([
      'datapipeline-new-pipeline',
    ]);
  });
});

describe('the page', () => {
  const counts = page.split('\n').filter((line) => line.startsWith('| ['));

  test.each(COLUMNS)('counts the paths of %s right, and has each once', (column) => {
    const [, total, raised, milder] = cellsOf(counts.find((line) => line.includes(`[${column}]`)) ?? '');
    const path = PATHS.flatMap((row) => names(row[column]));
    const mild = MILDER.flatMap((row) => names(row[column]));
    expect([path.length + mild.length, path.length, mild.length]).toEqual(
      [total, raised, milder].map(Number),
    );
    expect(new Set([...path, ...mild]).size).toBe(path.length + mild.length);
  });

  test.each(COLUMNS)('names the paths of %s as the catalogue does', (column) => {
    const inCatalogue = CAPABILITIES.flatMap(({ id, sources }) =>
      sources.flatMap((source) => {
        const [, name] = new RegExp(`^${SOURCES[column]} (\\S+)$`).exec(source) ?? [];
        return name === undefined ? [] : [`${name} -> ${id}`];
      }),
    );
    const onPage = [...PATHS, ...MILDER].flatMap((row) =>
      names(row[column]).flatMap((name) => codes(row.Raises).map((id) => `${name} -> ${id}`)),
    );
    expect(inCatalogue.filter((pair) => !onPage.includes(pair))).toEqual([]);
    const paths = PATHS.flatMap((row) =>
      names(row[column]).flatMap((name) => codes(row.Raises).map((id) => `${name} -> ${id}`)),
    );
    expect(paths.filter((pair) => !inCatalogue.includes(pair))).toEqual([]);
  });

  test('holds what is generated (npm run escalation-coverage)', async () => {
    expect(await generated(page)).toBe(page);
  });

  test('lists the rest of the paths in the catalogue as our own', () => {
    const published = PATHS.flatMap((row) => codes(row.Raises));
    const others = CAPABILITIES.filter(
      ({ id, level }) => comparePower(level, 'escalation') >= 0 && !published.includes(id),
    ).map(({ id, phrase, sources }) => [id, phrase.replace('{any}', 'any'), sources.join('; ')]);
    const listed = rowsUnder('Paths of our own').map((row) => [
      ...codes(row.Raises),
      row['What its holder can do'],
      row.Source,
    ]);
    expect(listed).toEqual(others);
  });
});

describe('an action that returns credentials', () => {
  const raised = rowsUnder('Credentials').filter((row) => 'Raises' in row);
  const silent = rowsUnder('Credentials').filter((row) => 'Why it raises nothing' in row);

  test('is in one table or the other', () => {
    const all = [...raised, ...silent].flatMap((row) => codes(row.Action));
    expect(all).toHaveLength(45);
    expect(new Set(all).size).toBe(45);
  });

  test.each(raised.map((row) => ({ action: codes(row.Action), ids: codes(row.Raises) })))(
    '$action raises $ids',
    ({ action, ids }) => {
      expect(ids).not.toEqual([]);
      expect(raisedBy(action)).toEqual(ids);
    },
  );

  test.each(silent.flatMap((row) => codes(row.Action)))('%s raises nothing', (action) => {
    expect(verdictOn([action])).toEqual({ power: 'limited', possiblePower: 'limited', capabilities: [] });
  });

  test.each(['gamelift:GetComputeAccess', 'connect:AdminGetEmergencyAccessToken'])(
    '%s is raised, which the list has under another name',
    (action) => {
      expect(raisedBy([action])).toEqual(['application-keys']);
    },
  );
});
