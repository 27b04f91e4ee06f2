import { ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';
import { LETS_IN, letting, roleCreated } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'a role that lets the service in',
    record: roleCreated(),
    reads: {
      subject: { type: 'role', name: 'deploy', arn: ROLE_ARN },
      opening: { by: 'role', role: { name: 'deploy', trustPolicy: LETS_IN } },
    },
    gaps: [],
  },
  {
    when: 'in a list of services',
    record: roleCreated(letting({ Service: ['ec2.amazonaws.com', 'rolesanywhere.amazonaws.com'] })),
  },
  { when: 'in other case', record: roleCreated(letting({ Service: 'ROLESANYWHERE.amazonaws.com' })) },
  { when: 'by escapes', record: roleCreated(LETS_IN.replace('rolesanywhere', '\\u0072olesanywhere')) },
  { when: 'with everyone', record: roleCreated(letting('*')) },
  { when: 'with every account', record: roleCreated(letting({ AWS: ['*'] })) },
  {
    when: 'with everyone but one',
    record: roleCreated(LETS_IN.replace('Principal', 'NotPrincipal').replace('rolesanywhere', 'ec2')),
  },
  {
    when: 'for this account alone',
    record: roleCreated(
      letting(
        { Service: 'rolesanywhere.amazonaws.com' },
        { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
      ),
    ),
  },
  { when: 'by a policy that nobody can read', record: roleCreated('{') },
  {
    when: 'by a policy that was left out',
    record: roleCreated(LETS_IN, {
      requestParameters: { assumeRolePolicyDocument: undefined, omitted: true },
      responseElements: null,
    }),
  },
  {
    when: 'a role for another service',
    record: roleCreated(letting({ Service: 'ec2.amazonaws.com' })),
    is: 'no-concern',
  },
  { when: 'a role for the account', record: roleCreated(letting({ AWS: '111122223333' })), is: 'no-concern' },
  { when: 'failed', record: roleCreated(LETS_IN, { errorCode: 'MalformedPolicyDocument' }), is: 'failed' },
  {
    when: 'the same name of another service',
    record: roleCreated(LETS_IN, { eventSource: 'rolesanywhere.amazonaws.com' }),
    is: 'other-call',
  },
];
