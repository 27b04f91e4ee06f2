import { NOTHING_ASKED } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';
import { anchorUpdated, bundle } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'another CA',
    record: anchorUpdated({ ...NOTHING_ASKED, source: bundle() }),
    reads: { opening: { by: 'trust-anchor', setsSource: true } },
    gaps: [],
  },
  {
    when: 'another name alone',
    record: anchorUpdated({ ...NOTHING_ASKED, name: 'plant-2' }),
    reads: { opening: { setsSource: false, calm: 'only its name was changed' } },
  },
  {
    when: 'failed',
    record: anchorUpdated({}, { errorCode: 'ValidationException' }),
    is: 'failed',
  },
];
