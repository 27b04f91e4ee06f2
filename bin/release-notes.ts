/** Prints the notes of a release, for the tag it is given: `tsx bin/release-notes.ts v0.2.0`. Run by the release workflow. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';

/**
 * What the changelog says about a version.
 * @param tag the version after a `v`
 * @throws Error where the tag is not of the version of `package.json`, or the changelog says nothing about it
 */
export const releaseNotes = (changelog: string, tag: string, packageVersion: string): string => {
  if (tag !== `v${packageVersion}`) {
    throw new Error(`The tag is ${tag}, but package.json says ${packageVersion}.`);
  }
  const section = changelog
    .split(/^## /m)
    .slice(1)
    .find((text) => /^\[?([^\]\s]+)/.exec(text)?.[1] === packageVersion);
  const notes = section?.replace(/^.*\n/, '').trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md says nothing about ${packageVersion}.`);
  return notes;
};

if (require.main === module) {
  const changelog = readFileSync(join(__dirname, '..', 'CHANGELOG.md'), 'utf8');
  process.stdout.write(`${releaseNotes(changelog, process.argv[2] ?? '', version)}\n`);
}
