/** One runner for every kind of change: a table of records, and what is read from each. */

import type { Change } from '../../lambda/event/change';
import { readChange } from '../../lambda/event/change';
import { type CloudTrailCall, recognise } from '../../lambda/event/cloudtrail-call';
import type { Kind } from '../../lambda/event/kinds/kind';
import { bridgeEvent, type Overrides } from './event';

/** One record and what becomes of it. */
export interface KindCase {
  /** The record in words. */
  readonly when: string;
  /** Laid over the base record of CreateProfile. */
  readonly record: Overrides;
  /** What it is taken for. @default 'change' */
  readonly is?: CloudTrailCall['is'];
  /** A part of what is read from it. */
  readonly reads?: Partial<Pick<Change, 'eventName' | 'profileIsWhole'>> & {
    readonly profile?: Partial<Change['profile']>;
    readonly subject?: Partial<Change['subject']>;
    readonly opening?: object;
    readonly session?: object;
  };
  /** The fields that are noted as missing, in order; not compared where left out. */
  readonly gaps?: readonly string[];
}

/** The tests of one kind. */
export const describeKind = (kind: Kind, cases: readonly KindCase[]): void => {
  describe(`the kind ${kind.name}`, () => {
    test.each(cases)('$when', ({ record, is = 'change', reads, gaps }) => {
      const event = bridgeEvent(record);
      expect(recognise(event).is).toBe(is);
      if (is !== 'change') return;
      const change = readChange(event);
      expect(change).toMatchObject({ kind: { name: kind.name }, ...reads });
      if (gaps !== undefined) expect(change.record.gaps.map(({ what }) => what)).toEqual(gaps);
    });

    test('has records that are such a change, and records that are not', () => {
      expect(cases.some(({ is = 'change' }) => is === 'change')).toBe(true);
      expect(cases.some(({ is = 'change' }) => is !== 'change')).toBe(true);
    });
  });
};
