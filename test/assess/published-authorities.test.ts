import { PUBLISHED } from '../../lambda/assess/published-authorities';

test.each(PUBLISHED)(
  '$source: a fingerprint as certificates are read here, and where the key stands',
  (row) => {
    expect(row.sha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(row.source).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(blob|tree)\//);
  },
);

test('each authority stands there once', () => {
  expect(new Set(PUBLISHED.map(({ sha256 }) => sha256)).size).toBe(PUBLISHED.length);
});
