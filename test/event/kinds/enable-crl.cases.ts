import type { KindCase } from '../../support/kind-cases';
import { CHANGED_ANCHOR_ARN, CRL_ARN, crlCall } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'a whole record',
    record: crlCall('EnableCrl'),
    reads: {
      subject: { type: 'crl', name: 'revoked', arn: CRL_ARN },
      opening: {
        by: 'crl',
        crl: { trustAnchorArn: CHANGED_ANCHOR_ARN },
        calm: expect.stringContaining('a revocation list was'),
      },
    },
    gaps: [],
  },
  {
    when: 'without its response: whose certificates it revokes nobody knows',
    record: crlCall('EnableCrl', { responseElements: null }),
    reads: { opening: { crl: { trustAnchorArn: null } } },
    gaps: ['responseElements'],
  },
  { when: 'failed', record: crlCall('EnableCrl', { errorCode: 'AccessDenied' }), is: 'failed' },
];
