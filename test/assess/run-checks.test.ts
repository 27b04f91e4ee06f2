import type { Check } from '../../lambda/assess/check';
import { factsOf } from '../../lambda/assess/facts';
import { runChecks } from '../../lambda/assess/run-checks';
import type { Severity } from '../../lambda/assess/severity';
import { defaultSettings } from '../../lambda/settings';
import { contextOf } from '../support/context';

const FACTS = factsOf(contextOf(), defaultSettings);

const check = (id: string, severities: readonly Severity[], find: Check['find']): Check => ({
  id,
  question: 'request',
  looksFor: 'A thing.',
  severities,
  vouching: 'entry',
  needs: [],
  find,
});

const finding = (id: string, severity: Severity) =>
  check(id, [severity], () => [{ severity, title: `${id} was found`, evidence: ['here'] }]);

const broken = (severities: readonly Severity[], thrown: unknown) =>
  check('broken', severities, () => {
    throw thrown;
  });

test('findings come most severe first, equal ones in the order of the checks', () => {
  const checks = [finding('a', 'low'), finding('b', 'high'), finding('c', 'low'), finding('d', 'critical')];
  expect(runChecks(checks, FACTS).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
});

test.each([
  ['the worst it looks for', ['low'], 'low'],
  ['critical, because it may have missed something critical', ['critical', 'low'], 'critical'],
] as const)('a check that fails is a finding of its own: %s', (_says, severities, severity) => {
  const found = runChecks([broken(severities, new Error('no such field')), finding('a', 'low')], FACTS);
  expect(found.map(({ id }) => id)).toEqual(['broken', 'a']);
  expect(found[0]).toMatchObject({
    severity,
    title: 'Check broken failed, so that what it looks for cannot be ruled out',
    evidence: ['no such field', 'A thing.'],
  });
});

test('whatever a check throws, the others run', () => {
  for (const thrown of ['text', undefined, null, 42]) {
    expect(runChecks([broken(['low'], thrown), finding('a', 'low')], FACTS)).toHaveLength(2);
  }
});
