import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { document, foundRole } from '../../support/context';
import { ROLE_ARN } from '../../support/event';

const service = document({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

export const cases: readonly CheckCase[] = [
  { when: 'the role trusts Roles Anywhere', finds: [] },
  {
    when: 'the role trusts another service only',
    context: { roles: [foundRole({ trustPolicy: known(service) })] },
    finds: [['informational', 'Role deploy does not trust IAM Roles Anywhere']],
    evidence: 'iam:UpdateAssumeRolePolicy',
  },
  { when: 'the role does not exist', context: { roles: [{ state: 'missing', arn: ROLE_ARN }] }, finds: [] },
  {
    when: 'the trust policy could not be read',
    context: { roles: [foundRole({ trustPolicy: notKnown('access denied') })] },
    finds: [],
  },
];
