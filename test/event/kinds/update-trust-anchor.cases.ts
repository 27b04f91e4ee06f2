import type { KindCase } from '../../support/kind-cases';
import { anchorUpdated, bundle } from '../../support/openings';

/** The table's record is laid over one of CreateProfile, whose request is none of this. */
const NOTHING_ELSE = {
  name: undefined,
  roleArns: undefined,
  durationSeconds: undefined,
  enabled: undefined,
  tags: undefined,
};

export const cases: readonly KindCase[] = [
  {
    when: 'another CA',
    record: anchorUpdated({ ...NOTHING_ELSE, source: bundle() }),
    reads: { opening: { by: 'trust-anchor', setsSource: true } },
    gaps: [],
  },
  {
    when: 'another name alone',
    record: anchorUpdated({ ...NOTHING_ELSE, name: 'plant-2' }),
    reads: { opening: { setsSource: false, calm: 'only its name was changed' } },
  },
  {
    when: 'failed',
    record: anchorUpdated({}, { errorCode: 'ValidationException' }),
    is: 'failed',
  },
];
