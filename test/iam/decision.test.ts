import { type Decision, decide, type Layer, type Rule } from '../../lambda/iam/decision';
import type { Extent } from '../../lambda/iam/extent';
import { globOf } from '../../lambda/iam/pattern';

const BUDGET = 300_000;

/** The texts that match one of the patterns. */
const of = (...patterns: string[]): Extent => [{ negated: false, globs: patterns.map((one) => globOf(one)) }];
const but = (...patterns: string[]): Extent => [{ negated: true, globs: patterns.map((one) => globOf(one)) }];
const sure = (extent: Extent): Rule => ({ sure: extent, may: extent });
const perhaps = (extent: Extent): Rule => ({ sure: null, may: extent });
const layer = (...allows: Rule[]): Layer => ({ allows, unresolved: false });
const UNREAD: Layer = { allows: [], unresolved: true };
const SHAPE = globOf('bucket/*');

const numbered = (count: number, start = 0): string[] =>
  Array.from({ length: count }, (_, index) => `bucket/${start + index}`);

interface Case {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly denies?: readonly Rule[];
  readonly says: `${Decision['verdict']} ${Decision['scope']}`;
  /** Whether all texts had to be read, which is what takes time. @default false */
  readonly searched?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'no statement', layers: [layer()], says: 'denied none' },
  { name: 'nothing that is meant', layers: [layer(sure(of('queue/*')))], says: 'denied none' },
  { name: 'everything', layers: [layer(sure([]))], says: 'granted all' },
  { name: 'everything that is meant', layers: [layer(sure(of('bucket/*')))], says: 'granted all' },
  { name: 'everything, perhaps', layers: [layer(perhaps([]))], says: 'conditional all' },
  { name: 'a layer that nobody could read', layers: [UNREAD], says: 'conditional all' },
  {
    name: 'everything, of which a layer that nobody could read may take away',
    layers: [layer(sure([])), UNREAD],
    says: 'conditional all',
  },
  { name: 'one text', layers: [layer(sure(of('bucket/a')))], says: 'granted some' },
  { name: 'one text, perhaps', layers: [layer(perhaps(of('bucket/a')))], says: 'conditional some' },
  {
    name: 'one text in two layers',
    layers: [layer(sure(of('bucket/a'))), layer(sure(of('bucket/a')))],
    says: 'granted some',
  },
  {
    name: 'one text, and two others that meet it',
    layers: [layer(sure(of('bucket/b', 'bucket/a'))), layer(sure(of('bucket/a', 'bucket/c')))],
    says: 'granted some',
  },
  {
    name: 'texts that do not meet',
    layers: [layer(sure(of('bucket/a*'))), layer(sure(of('bucket/b*')))],
    says: 'denied none',
  },
  {
    name: 'everything but what is denied',
    layers: [layer(sure([]))],
    denies: [sure(of('bucket/a'))],
    says: 'granted some',
  },
  {
    name: 'everything, all of it denied',
    layers: [layer(sure([]))],
    denies: [sure(of('bucket/*'))],
    says: 'denied none',
  },
  {
    name: 'everything, all of it denied perhaps',
    layers: [layer(sure([]))],
    denies: [perhaps(of('bucket/*'))],
    says: 'conditional all',
  },
  {
    name: 'one text, which is denied',
    layers: [layer(sure(of('bucket/a')))],
    denies: [sure(of('bucket/a*'))],
    says: 'denied none',
  },
  {
    name: 'two texts, of which one is denied',
    layers: [layer(sure(of('bucket/a', 'bucket/b')))],
    denies: [sure(of('bucket/a'))],
    says: 'granted some',
  },
  {
    name: 'a pattern, of which a part is denied',
    layers: [layer(sure(of('bucket/a*')))],
    denies: [sure(of('bucket/ab*'))],
    says: 'granted some',
  },
  {
    name: 'all but one text',
    layers: [layer(sure(but('bucket/a')))],
    says: 'granted some',
    searched: true,
  },
  {
    name: 'all but one text, which is all that another layer has',
    layers: [layer(sure(but('bucket/a'))), layer(sure(of('bucket/a')))],
    says: 'denied none',
    searched: true,
  },
  {
    name: 'two halves that make a whole',
    layers: [layer(sure(of('bucket/a*')), sure(but('bucket/a*')))],
    says: 'granted all',
    searched: true,
  },
  {
    name: 'two halves that make a whole, and nothing beside it',
    layers: [layer(sure(of('bucket/a*')), sure([...(of('bucket/*') ?? []), ...(but('bucket/a*') ?? [])]))],
    says: 'granted all',
    searched: true,
  },
  {
    name: 'two halves, both of them perhaps',
    layers: [layer(perhaps(of('bucket/a*')), perhaps(but('bucket/a*')))],
    says: 'conditional all',
    searched: true,
  },
  {
    name: 'two halves, one of them perhaps',
    layers: [layer(sure(of('bucket/a*')), perhaps(but('bucket/a*')))],
    says: 'granted some',
  },
  {
    name: 'one text that another layer has last of a few',
    layers: [layer(sure(of(...numbered(24)))), layer(sure(of('bucket/23')))],
    says: 'granted some',
  },
  {
    name: 'one text that another layer has last of many',
    layers: [layer(sure(of(...numbered(25)))), layer(sure(of('bucket/24')))],
    says: 'granted some',
    searched: true,
  },
  {
    name: 'many texts that do not meet',
    layers: [layer(sure(of(...numbered(75)))), layer(sure(of(...numbered(75, 100))))],
    says: 'denied none',
  },
  {
    name: 'many texts, all of them denied',
    layers: [layer(sure(of(...numbered(75))))],
    denies: [sure(of(...numbered(75)))],
    says: 'denied none',
  },
  {
    name: 'too many to be compared, which do not meet',
    layers: [layer(sure(of(...numbered(75)))), layer(sure(of(...numbered(76, 100))))],
    says: 'conditional some',
    searched: true,
  },
  {
    name: 'too many to be compared, with those denied',
    layers: [layer(sure(of(...numbered(75))))],
    denies: [sure(of(...numbered(76)))],
    says: 'conditional some',
    searched: true,
  },
];

describe('what layers and denies come to', () => {
  test.each(CASES)('$name: $says', ({ layers, denies = [], says, searched = false }) => {
    const budget = { left: BUDGET };
    const { verdict, scope } = decide(SHAPE, layers, denies, budget);
    expect(`${verdict} ${scope}`).toBe(says);
    expect(budget.left < BUDGET).toBe(searched);
    // Whoever asks with nothing left may be told less, and never that something is denied which is not.
    const poor = decide(SHAPE, layers, denies, { left: 0 });
    if (searched) expect(poor.verdict).toMatch(/granted|conditional/);
    else expect(`${poor.verdict} ${poor.scope}`).toBe(says);
  });
});
