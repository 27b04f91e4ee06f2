/** Files of the project as modules: compiled once, evaluated as often as it takes. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from '@swc/core';

/** A file of the project: of the copy that Stryker changed, which it goes to once this file is loaded. */
export const inProject = (path: string): string => join(process.cwd(), path);
/** As `moduleNameMapper` of package.json has it. */
const INSTEAD: Readonly<Record<string, string>> = {
  'fast-check': 'test/support/fast-check.ts',
};

type Evaluate = (
  exports: object,
  require: (specifier: string) => unknown,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

/** What Stryker puts into a changed file to count how often its places are come by. */
const COUNTER = /function stryCov_9fa48\(\) \{.*?\n\}\n/s;

const compiled = new Map<string, Evaluate>();

/** @param counts whether it counts what it comes by, which takes longer than the work itself */
const compile = (path: string, counts: boolean): Evaluate => {
  const key = `${path} ${counts}`;
  const before = compiled.get(key);
  if (before !== undefined) return before;
  const text = readFileSync(path, 'utf8');
  const { code } = transformSync(counts ? text : text.replace(COUNTER, 'function stryCov_9fa48() {}\n'), {
    filename: path,
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${code}\n})`, {
    filename: path,
  });
  const evaluate: Evaluate = script.runInThisContext();
  compiled.set(key, evaluate);
  return evaluate;
};

const resolutions = new Map<string, string | undefined>();

/** The project's file that a module means, or nothing where it is a package or of Node. */
const fileOf = (from: string, specifier: string): string | undefined => {
  const key = `${dirname(from)} ${specifier}`;
  if (resolutions.has(key)) return resolutions.get(key);
  const instead = INSTEAD[specifier];
  const path = instead === undefined ? join(dirname(from), specifier) : inProject(instead);
  const found =
    (instead === undefined && !specifier.startsWith('.')) || path.includes('node_modules')
      ? undefined
      : [path, `${path}.ts`, join(path, 'index.ts')].find(
          (each) => existsSync(each) && /\.(ts|json)$/.test(each),
        );
  resolutions.set(key, found);
  return found;
};

const requires = new Map<string, NodeJS.Require>();

const packageOf = (from: string, specifier: string): unknown => {
  const require = requires.get(from) ?? createRequire(from);
  requires.set(from, require);
  return require(specifier);
};

/** Which files of the project a file imports, as far as it was ever evaluated. */
const imports = new Map<string, Set<string>>();

/** The same as lists: of each file those that it imports itself. */
export const importsSoFar = (): Imports =>
  Object.fromEntries([...imports].map(([file, imported]) => [file, [...imported]]));

export interface Module {
  exports: object;
}

/** How the files of the project are evaluated. */
export interface Loading {
  readonly counts: boolean;
  /** Modules from before. */
  readonly kept: Map<string, Module>;
  /** Whether a file is to be evaluated anew. */
  readonly isFresh: (path: string) => boolean;
}

const jsonOf = (path: string): Module => ({ exports: JSON.parse(readFileSync(path, 'utf8')) });

/** Evaluates files of the project, each once. */
export const loader = ({ counts, kept, isFresh }: Loading): ((path: string) => object) => {
  const fresh = new Map<string, Module>();
  const load = (path: string): object => {
    const modules = isFresh(path) ? fresh : kept;
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = path.endsWith('.json') ? jsonOf(path) : { exports: {} };
    modules.set(path, module);
    if (path.endsWith('.json')) return module.exports;
    const imported = imports.get(path) ?? new Set();
    imports.set(path, imported);
    const require = (specifier: string): unknown => {
      const file = fileOf(path, specifier);
      if (file === undefined) return packageOf(path, specifier);
      imported.add(file);
      return load(file);
    };
    compile(path, counts)(
      module.exports,
      Object.assign(require, { resolve: createRequire(path).resolve }),
      module,
      path,
      dirname(path),
    );
    return module.exports;
  };
  return load;
};

/** Of files those that they import. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** The files that import one, themselves or by others, and itself. */
export const dependents = (graph: Imports, of: string): ReadonlySet<string> => {
  const seen = new Set([of]);
  for (const file of seen) {
    for (const [from, to] of Object.entries(graph)) if (to.includes(file)) seen.add(from);
  }
  return seen;
};
