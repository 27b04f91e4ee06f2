import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { document, foundRole } from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/event';

const letsIn = (principal: unknown, condition?: object) => ({
  roles: [
    foundRole({
      trustPolicy: known(
        document({
          Effect: 'Allow',
          Principal: principal,
          Action: 'sts:AssumeRole',
          ...(condition === undefined ? {} : { Condition: condition }),
        }),
      ),
    }),
  ],
});

export const cases: readonly CheckCase[] = [
  { when: 'only Roles Anywhere may assume the role', finds: [] },
  { when: 'an AWS service may too', context: letsIn({ Service: 'ec2.amazonaws.com' }), finds: [] },
  { when: 'the own account may too', context: letsIn({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), finds: [] },
  {
    when: 'another account may',
    context: letsIn({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }),
    finds: [['medium', 'Role deploy is also open to']],
    evidence: OTHER_ACCOUNT,
  },
  {
    when: 'another account may under a condition',
    context: letsIn({ AWS: OTHER_ACCOUNT }, { StringEquals: { 'sts:ExternalId': 'secret' } }),
    finds: [['low', 'under conditions']],
  },
  { when: 'everyone may', context: letsIn('*'), finds: [['high', 'Role deploy is also open to everyone']] },
  {
    when: 'everyone may under a condition',
    context: letsIn({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }),
    finds: [['medium', 'everyone (under conditions)']],
  },
];
