import type { AttributeMapping } from '../../event/profile';
import type { Check } from '../check';
import { isTouched } from '../what-changed';
import { evidenceLines } from '../wording';

/** What a new profile maps, as the response of CreateProfile shows it. */
const DEFAULTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['x509Subject', ['*']],
  ['x509Issuer', ['*']],
  ['x509SAN', ['DNS', 'URI', 'Name/*']],
]);

const added = ({ certificateField, specifiers }: AttributeMapping): readonly string[] =>
  specifiers
    .filter((specifier) => !(DEFAULTS.get(certificateField) ?? []).includes(specifier))
    .map((specifier) => `${certificateField}: ${specifier} added`);

const removed = (mappings: readonly AttributeMapping[]): readonly string[] =>
  [...DEFAULTS.keys()]
    .filter(
      (field) =>
        !mappings.some(
          ({ certificateField, specifiers }) => certificateField === field && specifiers.length > 0,
        ),
    )
    .map((field) => `${field}: no longer mapped`);

export const attributeMappingsChanged: Check = {
  id: 'attribute-mappings-changed',
  question: 'request',
  looksFor:
    'Certificate fields mapped to session tags in another way than by default: policies that go by those tags may let in others than meant.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile: { attributeMappings }, changed }) => {
    if (!isTouched(changed, 'attributeMappings') || attributeMappings === undefined) return [];
    const differences = [...attributeMappings.flatMap(added), ...removed(attributeMappings)];
    return differences.length === 0
      ? []
      : [
          {
            severity: 'low',
            title: 'Certificate fields are not mapped to session tags in the default way',
            evidence: evidenceLines(differences),
          },
        ];
  },
};
