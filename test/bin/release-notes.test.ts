import { releaseNotes } from '../../bin/release-notes';

const CHANGELOG = `# Changelog

About it.

## Unreleased

- Not yet.

## [1.10.0] - 2026-03-04

### Added

- Ten.

## 1.1.0 - 2026-02-03

- One.

## 1.0.0
`;

test.each([
  ['1.10.0', '### Added\n\n- Ten.'],
  ['1.1.0', '- One.'],
])('the notes of %s are its part of the changelog', (version, notes) => {
  expect(releaseNotes(CHANGELOG, `v${version}`, version)).toBe(notes);
});

test.each([
  ['v1.1.0', '1.10.0', 'The tag is v1.1.0, but package.json says 1.10.0.'],
  ['1.1.0', '1.1.0', 'The tag is 1.1.0, but package.json says 1.1.0.'],
  ['', '1.1.0', 'The tag is , but package.json says 1.1.0.'],
  ['v1.0.0', '1.0.0', 'CHANGELOG.md says nothing about 1.0.0.'],
  ['v2.0.0', '2.0.0', 'CHANGELOG.md says nothing about 2.0.0.'],
  ['v1.1', '1.1', 'CHANGELOG.md says nothing about 1.1.'],
])('there is no release for the tag %j of version %s', (tag, version, message) => {
  expect(() => releaseNotes(CHANGELOG, tag, version)).toThrow(message);
});
