import { PUBLISHED } from '../../lambda/assess/published-authorities';

test.each(PUBLISHED)('$repository: keys by their hashes, each with the file it stands in', (row) => {
  expect(row.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
  for (const [key, file] of Object.entries(row.keys)) {
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(file).toMatch(/^[\w.-]+(\/[\w.-]+)+$/);
  }
});

test('each key stands there once', () => {
  const keys = PUBLISHED.flatMap((row) => Object.keys(row.keys));
  expect(new Set(keys).size).toBe(keys.length);
});
