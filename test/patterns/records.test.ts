import { matchesPattern } from '../support/event-pattern';
import { patterns, RECORDS } from './records';

/** `npm run test:patterns` asks AWS's own matcher about the same patterns and records. */
const all = patterns();

it('are more than sixty, of both sorts', () => {
  expect(RECORDS.length).toBeGreaterThan(60);
  expect(RECORDS.filter(({ matches }) => matches).length).toBeGreaterThan(20);
  expect(RECORDS.filter(({ matches }) => !matches).length).toBeGreaterThan(40);
});

it('has the rules of the changes among the patterns: of the stack, of its home bus, of the forwarder', () => {
  expect(all.filter(({ isOfChanges }) => isOfChanges).map(({ name }) => name)).toEqual([
    'stack ProfileCreatedRule',
    'stack ProfileCreatedForwarded',
    'forwarder Profiles',
  ]);
});

describe.each(all.filter(({ isOfChanges }) => isOfChanges))('$name', ({ pattern }) => {
  test.each(RECORDS)('$name: $matches', ({ event, matches }) => {
    expect(matchesPattern(pattern, event)).toBe(matches);
  });
});

it('is for the rules of the changes alone: no other rule takes one', () => {
  const others = all.filter(({ isOfChanges }) => !isOfChanges);
  expect(others.length).toBeGreaterThan(5);
  const taken = RECORDS.filter(({ matches }) => matches).flatMap(({ name, event }) =>
    others.filter(({ pattern }) => matchesPattern(pattern, event)).map((rule) => `${rule.name}: ${name}`),
  );
  expect(taken).toEqual([]);
});
