import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { certificate, trustAnchor } from '../../support/context';

/** The CA certificate of the public Stratus Red Team technique, by its fingerprint. */
const STRATUS =
  'FE:D8:7F:1D:0E:4D:10:C8:36:6B:E0:F5:A6:4E:38:54:43:70:B2:16:00:83:2E:2A:1C:64:41:81:F1:D6:F6:D9';

const anchorOf = (overrides: Parameters<typeof trustAnchor>[0]) => ({
  trustAnchors: known([
    trustAnchor({
      sourceType: 'CERTIFICATE_BUNDLE',
      certificates: known([certificate({ sha256: STRATUS })]),
      ...overrides,
    }),
  ]),
});

export const cases: readonly CheckCase[] = [
  {
    when: "the CA is anybody else's",
    context: anchorOf({ certificates: known([certificate()]) }),
    finds: [],
  },
  {
    when: 'the key of the CA is published with an attack tool',
    context: anchorOf({}),
    finds: [['high', 'is published by Stratus Red Team, a public attack tool, so anybody can use it']],
    evidence: STRATUS,
  },
  {
    when: 'it is one of several in a bundle',
    context: anchorOf({ certificates: known([certificate(), certificate({ sha256: STRATUS })]) }),
    finds: [['high', 'trust anchor build-ca']],
  },
  { when: 'the anchor is disabled', context: anchorOf({ enabled: false }), finds: [] },
  {
    when: 'its certificates are not known',
    context: anchorOf({ certificates: notKnown('no PEM') }),
    finds: [],
  },
];
