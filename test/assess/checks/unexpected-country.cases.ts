import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, source } from '../../support/context';

const { ip: _none, ...placeless } = source();
const settings = { expectedCountries: ['DE', 'FR'] };

export const cases: readonly CheckCase[] = [
  { when: 'no country is set', context: { country: known('NZ') }, finds: [] },
  { when: 'the country is expected', settings, finds: [] },
  {
    when: 'it is not',
    context: { country: known('NZ') },
    settings,
    finds: [['medium', 'in country NZ, which is not expected']],
    evidence: 'expected: DE, FR',
  },
  {
    when: 'the database knows none',
    context: { country: known(undefined) },
    settings,
    finds: [['low', 'No country is known for the source address 203.0.113.7']],
  },
  { when: 'the database could not be read', context: { country: notKnown('no file') }, settings, finds: [] },
  {
    when: 'the source is a service',
    context: {
      change: profileCreated({ source: { ...placeless, service: 'AWS Internal' } }),
      country: known(undefined),
    },
    settings,
    finds: [['medium', 'not known: AWS Internal made the call, and hides the address']],
  },
  {
    when: 'a service made the call, and the address in an expected country is its own',
    context: {
      change: profileCreated({ actor: actor({ invokedBy: 'aws-mcp.amazonaws.com' }) }),
      country: known('DE'),
    },
    settings,
    finds: [['medium', 'not known: aws-mcp.amazonaws.com made the call']],
  },
  {
    when: 'the source is a service, and no country is set',
    context: { change: profileCreated({ source: { ...placeless, service: 'AWS Internal' } }) },
    finds: [],
  },
];
