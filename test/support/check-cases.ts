/** One runner for every check: a table of small contexts, and what the check finds in each. */

import type { Check, Found } from '../../lambda/assess/check';
import { factsOf } from '../../lambda/assess/facts';
import type { Severity } from '../../lambda/assess/severity';
import type { Context } from '../../lambda/enrich/context';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { contextOf } from './context';

/** One situation and what the check makes of it. */
export interface CheckCase {
  /** The situation in words. */
  readonly when: string;
  /** Laid over a context in which nothing is wrong. */
  readonly context?: Partial<Context>;
  /** Laid over the default settings. */
  readonly settings?: Partial<Settings>;
  /** The findings in order, each by severity and a part of its title; none where the check stays silent. */
  readonly finds: readonly (readonly [severity: Severity, title: string | RegExp])[];
  /** A text that some line of the evidence must hold. */
  readonly evidence?: string;
}

const foundIn = (check: Check, { context, settings }: CheckCase): readonly Found[] =>
  check.find(factsOf(contextOf(context), { ...defaultSettings, ...settings }));

const isSound = ({ title, evidence }: Found): void => {
  expect(title).toMatch(/^\S.*[^.\s]$/s);
  expect(title.length).toBeLessThanOrEqual(700);
  expect(evidence.length).toBeGreaterThan(0);
  expect(evidence.length).toBeLessThanOrEqual(11);
};

/** Describes one check by its cases. The table must show it finding something, and finding nothing. */
export const describeCheck = (check: Check, cases: readonly CheckCase[]): void => {
  describe(check.id, () => {
    test.each(cases.map((each) => [each.when, each] as const))('%s', (_when, each) => {
      const found = foundIn(check, each);
      expect(found.map(({ severity }) => severity)).toEqual(each.finds.map(([severity]) => severity));
      each.finds.forEach(([, title], index) => {
        if (typeof title === 'string') expect(found[index]?.title).toContain(title);
        else expect(found[index]?.title).toMatch(title);
      });
      if (each.evidence !== undefined) {
        expect(found.flatMap(({ evidence }) => evidence).join('\n')).toContain(each.evidence);
      }
      found.forEach(isSound);
    });

    test('is shown silent, and at each of its severities', () => {
      expect(cases.some(({ finds }) => finds.length === 0)).toBe(true);
      const shown = new Set(cases.flatMap(({ finds }) => finds.map(([severity]) => severity)));
      expect([...shown].sort()).toEqual([...check.severities].sort());
    });
  });
};
