import type { AttributeMapping } from '../../../lambda/event/profile';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const DEFAULTS: readonly AttributeMapping[] = [
  { certificateField: 'x509Subject', specifiers: ['*'] },
  { certificateField: 'x509Issuer', specifiers: ['*'] },
  { certificateField: 'x509SAN', specifiers: ['DNS', 'URI', 'Name/*'] },
];
const [subject, issuer, san] = DEFAULTS;
const mapping = (...attributeMappings: readonly (AttributeMapping | undefined)[]) => ({
  change: profileCreated({
    profile: profile({ attributeMappings: attributeMappings.filter((each) => each !== undefined) }),
  }),
});

export const cases: readonly CheckCase[] = [
  { when: 'nothing says how fields are mapped', finds: [] },
  { when: 'they are mapped as by default', context: mapping(...DEFAULTS), finds: [] },
  { when: 'the order differs', context: mapping(san, subject, issuer), finds: [] },
  {
    when: 'a field is mapped no more',
    context: mapping(subject, san),
    finds: [['low', 'not mapped to session tags in the default way']],
    evidence: 'x509Issuer: no longer mapped',
  },
  {
    when: 'one is mapped in another way',
    context: mapping({ certificateField: 'x509Subject', specifiers: ['CN'] }, issuer, san),
    finds: [['low', 'not mapped']],
    evidence: 'x509Subject: CN added',
  },
  {
    when: 'a field of unknown name is mapped',
    context: mapping(...DEFAULTS, { certificateField: 'constructor', specifiers: ['*'] }),
    finds: [['low', 'not mapped']],
    evidence: 'constructor: * added',
  },
];
