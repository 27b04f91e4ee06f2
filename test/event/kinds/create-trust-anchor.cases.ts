import type { KindCase } from '../../support/kind-cases';
import { anchorCreated, CHANGED_ANCHOR_ARN } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'a whole record',
    record: anchorCreated(),
    reads: {
      subject: { type: 'trust-anchor', name: 'plant', arn: CHANGED_ANCHOR_ARN },
      opening: { by: 'trust-anchor', setsSource: true },
    },
    gaps: [],
  },
  {
    when: 'without its response: which anchor it is nobody knows',
    record: anchorCreated({ responseElements: null }),
    reads: { subject: { type: 'trust-anchor', name: 'plant', arn: null } },
    gaps: ['responseElements'],
  },
  {
    when: 'failed',
    record: anchorCreated({ errorCode: 'AccessDenied', responseElements: null }),
    is: 'failed',
  },
  {
    when: 'the same name of another service',
    record: anchorCreated({ eventSource: 'payments.amazonaws.com' }),
    is: 'other-call',
  },
];
