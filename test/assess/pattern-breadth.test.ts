import fc from 'fast-check';
import { type Breadth, breadthOf } from '../../lambda/assess/pattern-breadth';

const CASES: readonly (readonly [pattern: string, breadth: Breadth])[] = [
  ['arn:aws:iam::111122223333:user/alice', 'named'],
  ['arn:aws:iam::111122223333:user/team-*', 'named'],
  ['arn:aws:iam::111122223333:role/pipeline', 'named'],
  ['arn:aws:sts::111122223333:assumed-role/pipeline/*', 'named'],
  ['arn:aws:sts::111122223333:assumed-role/pipeline-?/*', 'named'],
  ['arn:aws:sts::*:assumed-role/pipeline/*', 'named'],
  ['arn:aws:sts::111122223333:assumed-role/*-pipeline/*', 'named'],
  ['arn:aws-cn:iam::111122223333:user/alice', 'named'],
  ['arn:aws:iam::111122223333:root', 'named'],
  ['cloudformation.amazonaws.com', 'named'],
  ['*:role/pipeline', 'named'],

  ['*', 'everyone'],
  ['**', 'everyone'],
  ['?*', 'everyone'],
  ['arn:*', 'everyone'],
  ['arn:aws:*', 'everyone'],
  ['arn:aws:iam::111122223333:*', 'everyone'],
  ['arn:aws:iam::111122223333:user/*', 'everyone'],
  ['arn:aws:iam::*:user/*', 'everyone'],
  ['arn:aws:iam::111122223333:role/*', 'everyone'],
  ['arn:aws:sts::111122223333:assumed-role/*', 'everyone'],
  ['arn:aws:sts::111122223333:assumed-role/*/*', 'everyone'],
  ['arn:aws-us-gov:sts::111122223333:assumed-role/*', 'everyone'],
  ['arn:aws:sts::111122223333:federated-user/*', 'everyone'],
  ['*:assumed-role/*', 'everyone'],

  ['*pipeline*', 'session-name'],
  ['*111122223333*', 'session-name'],
  ['*pipeline', 'session-name'],
  ['*/pipeline', 'session-name'],
  ['*/pipeline-???', 'session-name'],
  ['arn:aws:sts::111122223333:assumed-role/*/pipeline', 'session-name'],
  ['arn:aws:sts::111122223333:assumed-role/*pipeline*', 'session-name'],
  ['arn:aws:sts::111122223333:federated-user/pipeline*', 'session-name'],
];

test.each(CASES)('%s is %s', (pattern, breadth) => {
  expect(breadthOf(pattern)).toBe(breadth);
});

test('whatever surrounds it, a pattern of wildcards and one word never passes for a name', () => {
  const stars = fc.constantFrom('*', '**', '*?*', '?*');
  fc.assert(
    fc.property(stars, fc.stringMatching(/^[a-z]{1,12}$/), stars, (before, word, after) => {
      expect(breadthOf(`${before}${word}${after}`)).not.toBe('named');
    }),
  );
});

test('a hostile pattern answers at once', () => {
  const started = performance.now();
  expect(breadthOf('*a'.repeat(3000))).toBe('named');
  expect(performance.now() - started).toBeLessThan(2000);
});
