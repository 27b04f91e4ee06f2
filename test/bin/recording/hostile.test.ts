/** Input that was made to confuse or to last: one clear line, within seconds. */

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { BadInputError, readRecording } from '../../../bin/recorded-events';
import { readChange } from '../../../lambda/event/change';
import { record } from '../../support/event';
import { partialForms, rowText, session, wholeForms } from '../../support/forms';

jest.setTimeout(60_000);

const FILE = 'event.json';
const ONE_LINE = /^event\.json: [\x20-\x7e]{1,700}$/;

/** The events, or the one line that says why there are none. */
const outcome = (content: Buffer | string): number | string => {
  try {
    return readRecording(content, FILE).events.length;
  } catch (error) {
    expect(error).toBeInstanceOf(BadInputError);
    return (error as Error).message;
  }
};

const nested = (depth: number, innermost: string): string =>
  `${'{"a":'.repeat(depth)}${innermost}${'}'.repeat(depth)}`;

const withinTexts = (depth: number): string => {
  let text = JSON.stringify(record());
  for (let level = 0; level < depth; level += 1) text = JSON.stringify({ Message: text });
  return text;
};

/**
 * Of processor time, so that a busy machine fails no test. The inputs are as large as it takes for work that grows with
 * the square of their size to last longer, and no larger.
 */
const SECONDS = 5;
const line = JSON.stringify({ eventSource: 'iam.amazonaws.com', eventName: 'GetUser', userIdentity: {} });

describe('input made to last', () => {
  test.each<[string, () => Buffer | string, RegExp]>([
    ['objects nested a hundred thousand deep', () => nested(100_000, '1'), /no further than 100 levels deep/],
    [
      'an event below the last level',
      () => nested(150, JSON.stringify(record())),
      /no further than 100 levels/,
    ],
    ['brackets that never close', () => '['.repeat(500_000), /not JSON/],
    ['braces that never close, one a line', () => '{\n'.repeat(100_000), /not JSON/],
    [
      'closed brackets that are no JSON',
      () => `x ${'['.repeat(10_000)}${']'.repeat(10_000)}${'[x]'.repeat(50_000)}`,
      /not JSON|no CloudTrail event/,
    ],
    [
      'fifty thousand lines of other events',
      () => `${line}\n`.repeat(50_000),
      /holds 50000 CloudTrail events/,
    ],
    [
      'more values than are searched',
      () => `[${'[],'.repeat(2_000_000)}{"a":{"b":[1,{"c":"x"}]}}]`,
      /no further than 2,000,000 values/,
    ],
    ['a hundred thousand lines of nothing', () => '{}\n'.repeat(100_000), /a list of 100000/],
    ['a hundred thousand lines of words', () => 'word, and another\n'.repeat(100_000), /not JSON/],
    [
      'a hundred thousand lines of log, each with a bracket',
      () => '[info] started\n'.repeat(100_000),
      /not JSON|list/,
    ],
    ['a hundred thousand columns', () => `${'a,'.repeat(100_000)}\n${'1,'.repeat(100_000)}`, /not JSON/],
    ['a text of five megabytes', () => JSON.stringify({ a: 'A'.repeat(5_000_000) }), /its names: a/],
    ['a text that could be packed', () => JSON.stringify({ a: '{'.repeat(2_000_000) }), /its names: a/],
    [
      'texts that are packed and hold nothing',
      () => JSON.stringify(Array(2_000).fill(gzipSync(' '.repeat(50_000)).toString('base64'))),
      /list of 2000/,
    ],
    [
      'a text that unpacks without end',
      () => JSON.stringify({ a: gzipSync(Buffer.alloc(50_000_000)).toString('base64') }),
      /its names: a/,
    ],
    [
      'an object of a hundred thousand names',
      () =>
        JSON.stringify(
          Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`n${index}`, index])),
        ),
      /\+99995 more/,
    ],
    ['a row of a hundred thousand entries', () => `{${'a=1, '.repeat(100_000)}b=2}`, /not JSON/],
    ['rows within rows', () => `${'{a='.repeat(10_000)}1${'}'.repeat(10_000)}`, /not JSON/],
    [
      'too many profiles',
      () => `${JSON.stringify(record())}\n`.repeat(1001),
      /holds 1001 changes, at most 1000/,
    ],
  ])('%s', (_name, content, words) => {
    const bytes = content();
    const before = process.cpuUsage();
    const said = outcome(bytes);
    const { user, system } = process.cpuUsage(before);
    expect(said).toMatch(ONE_LINE);
    expect(said).toMatch(words);
    expect((user + system) / 1_000_000).toBeLessThan(SECONDS);
  });

  it('finds an event within as many texts as there are messages in messages', () => {
    expect(outcome(withinTexts(12))).toBe(1);
  });
});

/** Names that a language gives a meaning, and references that lead round in circles. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '$ref',
  '__proto__.x',
  'data.aws.eventSource',
  'data.aws.eventName',
  'a.b.c.d.e.f.g.h.i.j.k.l.m.n',
  '...',
  '',
  'detail',
  'Records',
  'eventSource',
  'eventName',
  'userIdentity',
  'requestParameters',
  'columns',
  'rows',
  'ResultSet',
  'Rows',
  'Data',
  'fields',
  '_source',
  'api',
  'service',
  'operation',
  'event',
  'provider',
  'action',
  'Message',
  'Body',
  's3',
  'CloudTrailEvent',
  'QueryResultRows',
];
const VALUES = [
  'rolesanywhere.amazonaws.com',
  'CreateProfile',
  'aws:s3',
  '{type=Root, type=Root}',
  '{"__proto__": {"x": 1}}',
  '#/Records/0',
  '{=, =}',
  '[',
  '%7B%7D',
  '%E0%A4%A',
  'H4sIAAAAAAAAAwMAAAAAAAAAAAA=',
  '[]',
  'null',
  '\u202e\u0000',
];

const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom<unknown>(...VALUES, null, 0, -1, 1e308, true),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie('value')), { maxLength: 6 })
      .map(
        (entries) =>
          JSON.parse(
            `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
          ) as unknown,
      ),
    tie('value').map((value) => JSON.stringify(value)),
    tie('value').map((value) => rowText(value)),
  ),
})).value;

describe('input made to confuse', () => {
  it('ends in events or in one line, and changes nothing of the language', () => {
    fc.assert(
      fc.property(hostileValue, fc.boolean(), (value, asRow) => {
        const content = asRow ? rowText(value) : JSON.stringify(value);
        const said = outcome(content);
        if (typeof said === 'string') expect(said).toMatch(ONE_LINE);
        expect(({} as Record<string, unknown>).x).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  const contents = [...wholeForms(), ...partialForms].map(([, content]) => content);

  it('a form that is cut or changed anywhere ends in events or in one line', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...contents),
        fc.nat(),
        fc.nat({ max: 20 }),
        fc.string(),
        (content, where, length, put) => {
          const at = where % content.length;
          const said = outcome(content.slice(0, at) + put + content.slice(at + length));
          if (typeof said === 'string') expect(said).toMatch(ONE_LINE);
          expect(outcome(content.slice(0, at))).not.toBe(2);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("no text of a caller's makes another caller, role or event of a row", () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constantFrom(
        'x, arn=arn:aws:iam::111122223333:user/nobody',
        'x}, eventName=Other, userIdentity={arn=arn:aws:iam::111122223333:user/nobody',
        'a, roleArns=[arn:aws:iam::111122223333:role/harmless]',
        ']}, {',
        '"',
      ),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const identity = { ...(session.userIdentity as object), sessionName: hostile };
        const row = {
          ...session,
          userAgent: hostile,
          userIdentity: rowText(identity),
          requestParameters: rowText({ ...(session.requestParameters as object), name: hostile }),
          responseElements: undefined,
        };
        const said = outcome(JSON.stringify(row));
        if (typeof said === 'string') return;
        const {
          record: { actor },
          profile,
        } = readChange(readRecording(JSON.stringify(row), FILE).events[0]);
        expect([readChange(session).record.actor.arn, 'arn:aws:iam::111122223333:role/deploy']).toContain(
          actor.arn,
        );
        expect(
          profile.roleArns.length === 0 || profile.roleArns.includes('arn:aws:iam::111122223333:role/deploy'),
        ).toBe(true);
      }),
    );
  });
});
