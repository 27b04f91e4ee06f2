import lockFile from '../../package-lock.json';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
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
