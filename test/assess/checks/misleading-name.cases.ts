import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const named = (name: string) => ({ change: profileCreated({ profile: profile({ name }) }) });

export const cases: readonly CheckCase[] = [
  { when: 'the name is plain', finds: [] },
  { when: 'the name holds every character it may', context: named('Build farm_2-east'), finds: [] },
  { when: 'the word aws stands within', context: named('laws-of-physics'), finds: [] },
  {
    when: 'it looks like a service-linked role',
    context: named('AWSServiceRoleForSupport'),
    finds: [['medium', 'looks like a name that AWS reserves for itself']],
  },
  {
    when: 'it does so in another spelling',
    context: named('aws-service-role-x'),
    finds: [['medium', 'reserves for itself']],
  },
  {
    when: 'it looks like the role of Organizations',
    context: named('OrganizationAccountAccessRole'),
    finds: [['medium', 'makes for organizations']],
  },
  {
    when: 'it begins as if it were of AWS',
    context: named('aws-backup'),
    finds: [['low', 'begins as if it belonged to AWS']],
  },
  {
    when: 'it has a look-alike letter',
    context: named('depl\u043ey'),
    finds: [['medium', 'characters that Roles Anywhere does not take']],
  },
  {
    when: 'it hides a character of no width',
    context: named('deploy\u200b'),
    finds: [['medium', 'characters that Roles Anywhere does not take']],
  },
  { when: 'it is blank', context: named('   '), finds: [['medium', 'is blank']] },
  { when: 'it ends in a space', context: named('deploy '), finds: [['low', 'spaces that hardly show']] },
  {
    when: 'it was renamed to a misleading one',
    context: { current: known(profile({ name: 'AWSReservedSSO_x' })) },
    finds: [['medium', 'reserves for itself']],
  },
];
