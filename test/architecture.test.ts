/** The fences of the house: which folder may import what. A picture of it stands in CONTRIBUTING.md. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const PROJECT = join(__dirname, '..');

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

interface Import {
  readonly from: string;
  /** A module of this project as its path, or a package's name. */
  readonly to: string;
  /** Whether only types are imported, which leave nothing to run. */
  readonly isType: boolean;
  readonly names: readonly string[];
}

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:(\*(?:\s+as\s+\w+)?|[\w$]+|\{[^}]*\})\s+from\s+)?'([^']+)';/gms;

const importsOf = (file: string): readonly Import[] =>
  [...readFileSync(join(PROJECT, file), 'utf8').matchAll(IMPORT)].map(
    ([, type, what = '', specifier = '']): Import => {
      const names = what
        .replace(/[{}]/g, '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const values = names.filter((name) => !name.startsWith('type '));
      return {
        from: file,
        to: specifier.startsWith('.')
          ? relative(PROJECT, join(PROJECT, dirname(file), specifier))
          : specifier,
        isType: type !== undefined || (names.length > 0 && values.length === 0),
        names: values,
      };
    },
  );

const imports = [...filesIn('lambda')].flatMap(importsOf);

const isWithin = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
const isOurs = (path: string): boolean => isWithin(path, 'lambda');

/** One fence: of the files it is about, what they may import to run. Types may come from any step before. */
interface Fence {
  readonly rule: string;
  readonly from: (file: string) => boolean;
  readonly may: (to: string) => boolean;
  /** Whether imports of types are fenced, too. @default - only what runs */
  readonly alsoTypes?: boolean;
}

/** Words and scales, which decide nothing. */
const VOCABULARY = [
  'lambda/arn',
  'lambda/assess/questions',
  'lambda/assess/severity',
  'lambda/assess/wording',
  'lambda/iam/levels',
  'lambda/lookup',
];

const FENCES: readonly Fence[] = [
  {
    rule: 'alert/ chooses words: it runs nothing that decides',
    from: (file) => isWithin(file, 'lambda/alert'),
    may: (to) => !isOurs(to) || isWithin(to, 'lambda/alert') || VOCABULARY.includes(to),
  },
  {
    rule: 'no check imports a check',
    from: (file) => isWithin(file, 'lambda/assess/checks'),
    may: (to) => !isWithin(to, 'lambda/assess/checks'),
    alsoTypes: true,
  },
  {
    rule: 'checks read facts: neither the context of answers nor the record of the change',
    from: (file) => isWithin(file, 'lambda/assess/checks'),
    may: (to) =>
      !['lambda/enrich/context', 'lambda/event/change', 'lambda/event/cloudtrail-call'].includes(to),
    alsoTypes: true,
  },
  {
    rule: 'iam/ evaluates policies and nothing else',
    from: (file) => isWithin(file, 'lambda/iam'),
    may: (to) => isWithin(to, 'lambda/iam') || to === 'lambda/json' || !isOurs(to),
    alsoTypes: true,
  },
  {
    rule: 'event/ reads records, asks iam/ whom a policy in one lets in, and nothing else',
    from: (file) => isWithin(file, 'lambda/event'),
    may: (to) =>
      isWithin(to, 'lambda/event') ||
      ['lambda/arn', 'lambda/iam/service-trust', 'lambda/json', 'lambda/lookup'].includes(to) ||
      !isOurs(to),
    alsoTypes: true,
  },
  {
    rule: 'enrich/ knows nothing of what comes after it',
    from: (file) => isWithin(file, 'lambda/enrich'),
    may: (to) =>
      !['lambda/assess', 'lambda/alert', 'lambda/publish', 'lambda/outlets'].some((folder) =>
        isWithin(to, folder),
      ),
    alsoTypes: true,
  },
  {
    rule: 'assess/ knows nothing of words for people',
    from: (file) => isWithin(file, 'lambda/assess'),
    may: (to) => !['lambda/alert', 'lambda/publish', 'lambda/outlets'].some((folder) => isWithin(to, folder)),
    alsoTypes: true,
  },
  {
    rule: 'health/ is a function of its own: it shares how AWS is asked, and nothing of the triage',
    from: (file) => isWithin(file, 'lambda/health'),
    may: (to) =>
      !isOurs(to) ||
      ['aws', 'event', 'health'].some((folder) => isWithin(to, `lambda/${folder}`)) ||
      ['lambda/arn', 'lambda/enrich/assumed-role', 'lambda/json', 'lambda/lookup'].includes(to),
    alsoTypes: true,
  },
  {
    rule: 'the triage knows nothing of health/',
    from: (file) => !isWithin(file, 'lambda/health'),
    may: (to) => !isWithin(to, 'lambda/health'),
    alsoTypes: true,
  },
  {
    rule: 'event/, iam/, assess/ and alert/ are pure: no SDK',
    from: (file) => ['event', 'iam', 'assess', 'alert'].some((folder) => isWithin(file, `lambda/${folder}`)),
    may: (to) =>
      !to.startsWith('@aws-sdk/') && !to.startsWith('@smithy/') && !to.startsWith('@aws-lambda-powertools/'),
  },
  {
    rule: 'what an alert is made by knows nothing of the sweep, which is made of the same',
    from: (file) =>
      ['event', 'enrich', 'iam', 'assess', 'alert', 'publish'].some((folder) =>
        isWithin(file, `lambda/${folder}`),
      ),
    may: (to) => !isWithin(to, 'lambda/sweep'),
    alsoTypes: true,
  },
];

const broken = ({ from, may, alsoTypes = false }: Fence, among: readonly Import[]): readonly string[] =>
  among
    .filter((each) => from(each.from) && (alsoTypes || !each.isType) && !may(each.to))
    .map((each) => `${each.from} imports ${each.names.join(', ') || 'types'} from ${each.to}`);

test('the imports of every file are read', () => {
  expect(imports.length).toBeGreaterThan(300);
  expect(imports.some(({ isType }) => isType) && imports.some(({ isType }) => !isType)).toBe(true);
});

describe.each(FENCES)('$rule', (fence) => {
  test('holds', () => {
    expect(broken(fence, imports)).toEqual([]);
  });
});

describe('a fence that is broken is said', () => {
  const breach = (from: string, to: string): Import => ({ from, to, isType: false, names: ['decide'] });

  test.each([
    ['alert/ that decides', 'lambda/alert/email.ts', 'lambda/assess/ladder', 0],
    ['a check that imports a check', 'lambda/assess/checks/a.ts', 'lambda/assess/checks/b', 1],
    ['a check that reads the record', 'lambda/assess/checks/a.ts', 'lambda/event/change', 2],
    ['an evaluation that looks at facts', 'lambda/iam/power.ts', 'lambda/assess/facts', 3],
    ['a reader that judges', 'lambda/enrich/role.ts', 'lambda/assess/severity', 5],
    ['a judge that words', 'lambda/assess/assess.ts', 'lambda/alert/words', 6],
    ['a health check that judges', 'lambda/health/check.ts', 'lambda/assess/assess', 7],
    ['a triage that looks at forwarders', 'lambda/triage.ts', 'lambda/health/readers', 8],
    ['a judge that asks AWS', 'lambda/assess/assess.ts', '@aws-sdk/client-iam', 9],
  ] as const)('%s', (_what, from, to, index) => {
    const fence = FENCES[index];
    if (fence === undefined) throw new Error('no such fence');
    expect(broken(fence, [breach(from, to)])).toHaveLength(1);
  });
});

test.each(['event', 'iam', 'assess', 'alert'])('%s/ looks at no clock and no environment', (folder) => {
  const looking = filesIn(`lambda/${folder}`).filter((file) =>
    /process\.env|Date\.now\(\)|new Date\(\)|performance\.now/.test(
      readFileSync(join(PROJECT, file), 'utf8'),
    ),
  );
  expect(looking).toEqual([]);
});
