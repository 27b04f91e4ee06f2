import type { KindCase } from '../../support/kind-cases';
import { LETS_IN, letting, trustUpdated } from '../../support/openings';

export const cases: readonly KindCase[] = [
  {
    when: 'a role that lets the service in',
    record: trustUpdated(),
    reads: {
      subject: { type: 'role', name: 'deploy', arn: null },
      opening: { by: 'role', role: { name: 'deploy', trustPolicy: LETS_IN } },
    },
    gaps: [],
  },
  {
    when: 'in a list of services',
    record: trustUpdated(letting({ Service: ['ec2.amazonaws.com', 'rolesanywhere.amazonaws.com'] })),
  },
  { when: 'in other case', record: trustUpdated(letting({ Service: 'ROLESANYWHERE.amazonaws.com' })) },
  { when: 'by escapes', record: trustUpdated(LETS_IN.replace('rolesanywhere', '\\u0072olesanywhere')) },
  { when: 'with everyone', record: trustUpdated(letting('*')) },
  { when: 'with every account', record: trustUpdated(letting({ AWS: ['*'] })) },
  {
    when: 'with everyone but one',
    record: trustUpdated(LETS_IN.replace('Principal', 'NotPrincipal').replace('rolesanywhere', 'ec2')),
  },
  {
    when: 'for this account alone',
    record: trustUpdated(
      letting(
        { Service: 'rolesanywhere.amazonaws.com' },
        { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
      ),
    ),
  },
  { when: 'by a policy that nobody can read', record: trustUpdated('{') },
  {
    when: 'by a policy that was left out',
    record: trustUpdated(LETS_IN, {
      requestParameters: { policyDocument: undefined, omitted: true },
      responseElements: null,
    }),
  },
  {
    when: 'a role for another service',
    record: trustUpdated(letting({ Service: 'ec2.amazonaws.com' })),
    is: 'no-concern',
  },
  {
    when: 'a role for the account',
    record: trustUpdated(letting({ AWS: '111122223333' })),
    is: 'no-concern',
  },
  { when: 'failed', record: trustUpdated(LETS_IN, { errorCode: 'MalformedPolicyDocument' }), is: 'failed' },
  {
    when: 'the same name of another service',
    record: trustUpdated(LETS_IN, { eventSource: 'rolesanywhere.amazonaws.com' }),
    is: 'other-call',
  },
];
