import type { KindCase } from '../../support/kind-cases';
import { anchorEnabled, CHANGED_ANCHOR_ARN } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'a whole record',
    record: anchorEnabled(),
    reads: {
      subject: { type: 'trust-anchor', name: 'plant', arn: CHANGED_ANCHOR_ARN },
      opening: { by: 'trust-anchor', setsSource: false },
    },
    gaps: [],
  },
  {
    when: 'disabled, which is teardown',
    record: anchorEnabled({ eventName: 'DisableTrustAnchor' }),
    is: 'other-call',
  },
];
