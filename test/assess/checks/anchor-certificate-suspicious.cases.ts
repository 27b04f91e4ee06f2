import type { Certificate } from '../../../lambda/enrich/certificate';
import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { certificate, trustAnchor } from '../../support/context';

const anchorWith = (overrides: Partial<Certificate>, enabled = true) => ({
  trustAnchors: known([
    trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', enabled, certificates: known([certificate(overrides)]) }),
  ]),
});

export const cases: readonly CheckCase[] = [
  { when: 'the certificate is an ordinary CA of ten years', context: anchorWith({}), finds: [] },
  { when: 'the anchor shows no certificate', finds: [] },
  {
    when: 'the certificate could not be read',
    context: { trustAnchors: known([trustAnchor({ certificates: notKnown('no PEM') })]) },
    finds: [],
  },
  {
    when: 'its key is RSA 1024',
    context: anchorWith({ key: 'RSA 1024' }),
    finds: [['medium', 'weak key (RSA 1024)']],
  },
  { when: 'its key is RSA 2048', context: anchorWith({ key: 'RSA 2048' }), finds: [] },
  { when: 'its key is on a curve', context: anchorWith({ key: 'EC prime256v1' }), finds: [] },
  { when: 'it is no CA', context: anchorWith({ ca: false }), finds: [['medium', 'not a CA certificate']] },
  {
    when: 'it was made minutes before the profile',
    context: anchorWith({ notBefore: '2026-03-04T05:00:00Z' }),
    finds: [['medium', 'made about when the profile was']],
  },
  {
    when: 'it has expired',
    context: anchorWith({ notBefore: '2020-01-01T00:00:00Z', notAfter: '2026-03-04T05:07:59Z' }),
    finds: [['low', 'expired']],
  },
  {
    when: 'it expires after now',
    context: anchorWith({ notBefore: '2020-01-01T00:00:00Z', notAfter: '2026-03-04T05:08:01Z' }),
    finds: [],
  },
  {
    when: 'it holds for thirty years',
    context: anchorWith({ notAfter: '2055-01-01T00:00:00Z' }),
    finds: [['low', 'holds for more than 10 years']],
  },
  { when: 'its anchor is disabled', context: anchorWith({ key: 'RSA 1024' }, false), finds: [] },
];
