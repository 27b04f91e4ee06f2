import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { certificate, trustAnchor } from '../../support/context';

/** The key of the CA of the public Stratus Red Team technique. */
const STRATUS = 'f9836c632c21fab97e77fe60f8a75168554a0437cf08eb59cd47e425b30678bf';
/** Its certificate there. */
const STRATUS_CERTIFICATE =
  'FE:D8:7F:1D:0E:4D:10:C8:36:6B:E0:F5:A6:4E:38:54:43:70:B2:16:00:83:2E:2A:1C:64:41:81:F1:D6:F6:D9';

/** The self-signed ML-DSA-65 CA among the test fixtures of AWS's credential helper. */
const CREDENTIAL_HELPER =
  'A7:03:3E:A9:6F:78:F8:20:BF:BD:17:1C:EB:9B:56:3A:AD:A8:19:4D:DE:22:54:F7:67:D1:09:77:D2:A6:28:CA';

const anchorOf = (overrides: Parameters<typeof trustAnchor>[0]) => ({
  trustAnchors: known([
    trustAnchor({
      sourceType: 'CERTIFICATE_BUNDLE',
      certificates: known([certificate({ publicKeySha256: STRATUS, sha256: STRATUS_CERTIFICATE })]),
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
    evidence: STRATUS_CERTIFICATE,
  },
  {
    when: 'a CA of another name has been issued on that key',
    context: anchorOf({
      certificates: known([certificate({ publicKeySha256: STRATUS, subject: 'CN=Own' })]),
    }),
    finds: [['high', 'is published by Stratus Red Team']],
  },
  {
    when: 'the key of the CA is published among the tests of another program',
    context: anchorOf({ certificates: known([certificate({ sha256: CREDENTIAL_HELPER })]) }),
    finds: [['high', 'is published by AWS in the tests of the Roles Anywhere credential helper']],
    evidence: CREDENTIAL_HELPER,
  },
  {
    when: 'it is one of several in a bundle',
    context: anchorOf({ certificates: known([certificate(), certificate({ publicKeySha256: STRATUS })]) }),
    finds: [['high', 'trust anchor build-ca']],
  },
  { when: 'the anchor is disabled', context: anchorOf({ enabled: false }), finds: [] },
  {
    when: 'its certificates are not known',
    context: anchorOf({ certificates: notKnown('no PEM') }),
    finds: [],
  },
];
