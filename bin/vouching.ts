import type { Check, Vouching } from '../lambda/assess/check';
import { factsOf } from '../lambda/assess/facts';
import { defaultSettings } from '../lambda/settings-file';
import type { CheckCase } from '../test/support/check-cases';
import { contextOf } from '../test/support/context';

/** Which allow-list entry excuses a finding, in words. */
export const VOUCHED_BY: Readonly<Record<Vouching, string>> = {
  entry: 'any entry that matches',
  'entry-with-roles': 'an entry that names `roles`',
  'entry-with-networks': 'an entry that pins `sourceNetworks`',
  'entry-with-clients': 'an entry that pins `clients`',
  'entry-with-regions': 'an entry that pins `regions`',
  'entry-with-ca': 'an entry that pins the CA with `trustAnchorSha256`',
  never: 'none',
};

/** The case table of a check. */
export const casesOf = async ({ id }: Check): Promise<readonly CheckCase[]> => {
  const module = (await import(`../test/assess/checks/${id}.cases`)) as {
    readonly cases: readonly CheckCase[];
  };
  return module.cases;
};

/** A kind of finding that another entry excuses than the check's other findings. */
export interface Deviation {
  readonly vouching: Vouching;
  /** Where its cases find it, in the words of the first. */
  readonly when: string;
}

/** What a check's cases show of findings that another entry excuses: one for each kind of entry. */
export const deviationsOf = (check: Check, cases: readonly CheckCase[]): readonly Deviation[] => {
  const found = cases.flatMap(({ when, context, settings }) =>
    check
      .find(factsOf(contextOf(context), { ...defaultSettings, ...settings }))
      .flatMap(({ vouching }) =>
        vouching === undefined || vouching === check.vouching ? [] : [{ vouching, when }],
      ),
  );
  return [...new Map([...found].reverse().map((each) => [each.vouching, each])).values()];
};
