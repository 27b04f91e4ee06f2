import type { Certificate } from '../../enrich/certificate';
import { type AnchorFacts, openAnchors } from '../anchors';
import { isAround } from '../around';
import type { Check } from '../check';
import type { Facts } from '../facts';
import type { Severity } from '../severity';
import { evidenceLines, listed } from '../wording';

const DAY = 86_400_000;
const LONG_LIFE_YEARS = 10;

/** NIST SP 800-57 part 1: RSA below 2048 bits is not to be used. */
const WEAK_RSA_BITS = 2048;

interface Oddity {
  readonly severity: Severity;
  readonly text: string;
}

const odd = (applies: boolean, severity: Severity, text: string): readonly Oddity[] =>
  applies ? [{ severity, text }] : [];

const isWeak = (key: string): boolean => {
  const [, bits] = /^RSA (\d+)/i.exec(key) ?? [];
  return bits !== undefined && Number(bits) < WEAK_RSA_BITS;
};

const odditiesOf = (certificate: Certificate, facts: Facts): readonly Oddity[] => {
  const now = facts.now.getTime();
  const from = Date.parse(certificate.notBefore);
  const until = Date.parse(certificate.notAfter);
  return [
    ...odd(isWeak(certificate.key), 'medium', `weak key (${certificate.key})`),
    ...odd(!certificate.ca, 'medium', 'not a CA certificate'),
    ...odd(
      isAround(certificate.notBefore, facts),
      'medium',
      `made about when the profile was (${certificate.notBefore})`,
    ),
    ...odd(until < now, 'low', `expired (${certificate.notAfter})`),
    // A day of grace, so that a certificate of exactly ten years is not taken for a longer one.
    ...odd(
      until - from > LONG_LIFE_YEARS * 365.25 * DAY + DAY,
      'low',
      `holds for more than ${LONG_LIFE_YEARS} years (until ${certificate.notAfter})`,
    ),
  ];
};

interface OddAnchor {
  readonly anchor: AnchorFacts;
  readonly certificate: Certificate;
  readonly oddities: readonly Oddity[];
}

export const anchorCertificateSuspicious: Check = {
  id: 'anchor-certificate-suspicious',
  question: 'anchors',
  looksFor:
    'A usable trust anchor whose CA certificate is weak, not a CA, brand-new, expired or holds for more than ten years.',
  severities: ['medium', 'low'],
  vouching: 'entry-with-ca',
  needs: ['trust-anchors', 'certificates', 'roles'],
  find: (facts) => {
    const found = openAnchors(facts)
      .flatMap((anchor): readonly OddAnchor[] =>
        anchor.certificates.known
          ? anchor.certificates.value.map((certificate) => ({
              anchor,
              certificate,
              oddities: odditiesOf(certificate, facts),
            }))
          : [],
      )
      .filter(({ oddities }) => oddities.length > 0);
    return (['medium', 'low'] as const).flatMap((severity) => {
      const some = found.filter(({ oddities }) =>
        severity === 'medium'
          ? oddities.some((each) => each.severity === 'medium')
          : oddities.every((each) => each.severity === 'low'),
      );
      if (some.length === 0) return [];
      const texts = [...new Set(some.flatMap(({ oddities }) => oddities.map(({ text }) => text)))];
      return [
        {
          severity,
          authorities: some.map(({ certificate }) => certificate.sha256),
          title: `The CA certificate of trust anchor ${listed([...new Set(some.map(({ anchor }) => anchor.name))])} is suspicious: ${listed(texts)}`,
          evidence: evidenceLines(
            some.map(
              ({ anchor, certificate, oddities }) =>
                `${anchor.name}: ${certificate.subject}, SHA-256 ${certificate.sha256}: ${oddities.map(({ text }) => text).join('; ')}`,
            ),
          ),
        },
      ];
    });
  },
};
