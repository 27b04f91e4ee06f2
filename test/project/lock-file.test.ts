import { engines } from '../../package.json';
import lockFile from '../../package-lock.json';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly engines?: unknown;
  /** Within another package's archive, whose hash covers it. */
  readonly inBundle?: boolean;
}

/** What may be in the tree, and why where it is none of MIT, MIT-0, Apache, BSD, ISC and CC0. */
const LICENCES: Readonly<Record<string, string>> = {
  MIT: '',
  'MIT-0': '',
  'Apache-2.0': '',
  'BSD-2-Clause': '',
  'BSD-3-Clause': '',
  ISC: '',
  'CC0-1.0': '',
  '0BSD': 'BSD without its conditions: tslib, which the AWS SDK needs, and others',
  'BlueOak-1.0.0': 'Permissive, of tools that jest and the CDK bring: minimatch, jackspeak',
  'CC-BY-4.0': "caniuse-lite: data of browsers, which jest's compiler reads and nothing deployed holds",
};

/** Whether an SPDX expression lets us have the package: any side of an OR, each side of an AND. */
const allowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((side) => side.split(' AND ').every((licence) => Object.hasOwn(LICENCES, licence)));

const packages = Object.entries(lockFile.packages as Readonly<Record<string, LockedPackage>>).filter(
  ([path]) => path !== '',
);

const those = (holds: (locked: LockedPackage) => boolean): readonly string[] =>
  packages.filter(([, locked]) => holds(locked)).map(([path, { license }]) => `${path}: ${license}`);

describe('the lock file', () => {
  test('holds the hash of each package, for every platform', () => {
    expect(
      those(({ integrity, inBundle }) => inBundle !== true && !/^sha512-/.test(integrity ?? '')),
    ).toEqual([]);
  });

  // .npmrc leaves them out: an address is that of whoever made the file, and npm takes its user's own registry without.
  test('names no address to download from', () => {
    expect(those(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  test('brings no licence that is not on the list', () => {
    expect(those(({ license }) => !allowed(license ?? 'none'))).toEqual([]);
  });
});

/**
 * Packages that ask for a newer Node.js than `engines` does, and why that is none of ours: Stryker brings them, for the
 * questions with which it sets up a project, and only `npm run mutation` uses Stryker.
 */
const OF_STRYKER = /^node_modules\/(?:@inquirer\/|@stryker-mutator\/|mute-stream$)/;

type Version = readonly number[];

const versionOf = (text: string): Version =>
  text
    .replace(/\.[*x]/g, '')
    .split('.')
    .map(Number);

const compared = (one: Version, other: Version): number =>
  [0, 1, 2].map((at) => (one[at] ?? 0) - (other[at] ?? 0)).find((apart) => apart !== 0) ?? 0;

/** Whether a version meets one condition of a range: ">=20.3", "^20.17.0", "<=0.7.0", "22", "*". */
const meets = (version: Version, condition: string): boolean => {
  const [, sign = '', text = ''] = /^(>=|<=|\^|)(.*)$/.exec(condition) ?? [];
  if (text === '*') return true;
  const asked = versionOf(text);
  if (sign === '<=') return compared(version, asked) <= 0;
  if (sign === '>=') return compared(version, asked) >= 0;
  return version[0] === asked[0] && compared(version, asked) >= 0;
};

const isWithin = (version: Version, range: string): boolean =>
  range
    .replace(/([<>]=|\^)\s+/g, '$1')
    .split('||')
    .some((side) =>
      side
        .trim()
        .split(/\s+/)
        .every((condition) => meets(version, condition)),
    );

const nodeRange = ({ engines }: LockedPackage): string => {
  const asked: unknown = Reflect.get(Object(engines), 'node');
  return typeof asked === 'string' ? asked : '*';
};

describe('the least Node.js that `engines` allows', () => {
  const least = versionOf(engines.node.replace('>=', ''));

  // Node.js refuses the option of .npmrc before it, so that no npm command runs.
  test('is the first that knows --disable-warning', () => {
    expect(least).toEqual([20, 11]);
  });

  test('does for every package', () => {
    const tooNew = packages
      .filter(([path, locked]) => !OF_STRYKER.test(path) && !isWithin(least, nodeRange(locked)))
      .map(([path, locked]) => `${path}: ${nodeRange(locked)}`);
    expect(tooNew).toEqual([]);
  });

  test.each([
    ['>=20.0.0', true],
    ['>= 20.11', true],
    ['>=20.12', false],
    ['^20.17.0 || >=22.9.0', false],
    ['18 || 20 || >=22', true],
    ['6.* || 8.* || >= 10.*', true],
    ['>=16 || 14 >=14.17', true],
    ['>=0.6.11 <=0.7.0 || >=30', false],
    ['*', true],
  ])('within %s: %p', (range, expected) => {
    expect(isWithin(least, range)).toBe(expected);
  });
});

describe('which licences are allowed', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['Apache-2.0 AND MIT', true],
    ['GPL-3.0-only', false],
    ['Apache-2.0 AND LGPL-3.0-or-later', false],
    ['UNLICENSED', false],
    ['none', false],
    ['constructor', false],
  ])('%s: %p', (expression, expected) => {
    expect(allowed(expression)).toBe(expected);
  });
});
