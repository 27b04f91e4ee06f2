import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, source } from '../../support/context';

const { ip: _none, ...placeless } = source();

export const cases: readonly CheckCase[] = [
  { when: 'a person called from an address', finds: [] },
  {
    when: 'CloudFormation called for somebody',
    context: { change: profileCreated({ actor: actor({ invokedBy: 'cloudformation.amazonaws.com' }) }) },
    finds: [['informational', 'The call came through cloudformation.amazonaws.com']],
  },
  {
    when: 'the source is a service instead of an address',
    context: { change: profileCreated({ source: { ...placeless, service: 'AWS Internal' } }) },
    finds: [['informational', 'The call came through AWS Internal']],
  },
];
