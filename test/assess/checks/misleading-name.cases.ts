import { NAMELESS } from '../../../lambda/event/profile';
import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated, profileUpdated } from '../../support/context';

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
  ...[
    'awsServiceRoleX',
    'aws service_role',
    'my-aws-reserved-x',
    'AWSReserved',
    'aws_managed',
    'AwsManaged-policy',
  ].map((name) => ({
    when: `it is ${name}`,
    context: named(name),
    finds: [['medium', 'reserves for itself']] as const,
  })),
  ...[
    'organization-account_access',
    'my Organization Account Access',
    'AWSControlTower',
    'aws-control tower',
    'StackSetsExec',
    'stack_sets-execution',
    'awscontrol-tower',
    'stacksets exec',
  ].map((name) => ({
    when: `it is ${name}`,
    context: named(name),
    finds: [['medium', 'makes for organizations']] as const,
  })),
  ...['  deploy', 'deploy  ', ' deploy', 'de  ploy'].map((name) => ({
    when: `it is "${name}"`,
    context: named(name),
    finds: [['low', 'spaces that hardly show']] as const,
  })),
  { when: 'it has one space within', context: named('de ploy'), finds: [] },
  ...['aws', 'Amazon', 'AWSbackup', 'amazon x', 'aws_x'].map((name) => ({
    when: `it is ${name}`,
    context: named(name),
    finds: [['low', 'begins as if it belonged to AWS']] as const,
  })),
  { when: 'the word is longer', context: named('aws2'), finds: [] },
  {
    when: 'it looks like two of them',
    context: named('aws-reserved '),
    finds: [['medium', 'reserves for itself']],
    evidence:
      'name: "aws-reserved "\nIt also has spaces that hardly show.\nIt also begins as if it belonged to AWS.',
  },
  { when: 'nobody recorded it', context: named(''), finds: [] },
  { when: 'nobody recorded it, as the alert has it', context: named(NAMELESS), finds: [] },
  {
    when: 'the update leaves a misleading name as it was',
    context: profileUpdated({ name: 'aws-backup', enabled: true }, { name: 'aws-backup', enabled: false }),
    finds: [],
  },
];
