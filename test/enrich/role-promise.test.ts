import { promiseOf } from '../../lambda/enrich/role-promise';
import { actor, profile, profileCreated } from '../support/context';
import { ACCOUNT } from '../support/event';

const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const change = profileCreated({
  actor: actor({ sessionIssuerArn: roleArn('reader-sync') }),
  profile: profile({ name: 'telemetry-sync' }),
});

describe('the most promising role', () => {
  it.each([
    ['backup-admin', 'backup'],
    ['admins/backup', 'backup'],
    ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123', 'deploy'],
    ['OrganizationAccountAccessRole', 'terraform'],
    ['cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1', 'cdk-hnb659fds-lookup-role'],
    ['stacksets-exec-0123456789abcdef', 'PowerUser'],
    ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_Billing_0123', 'deploy'],
    ['break-glass', 'deploy'],
    ['terraform-apply', 'security-audit'],
    ['platform-reader', 'reader'],
    ['reader-sync', 'terraform'],
    ['telemetry-writer', 'writer'],
  ])('is %s before %s', (first, second) => {
    expect(promiseOf(roleArn(first), change)).toBeGreaterThan(promiseOf(roleArn(second), change));
  });

  it.each(['reader', 'circle', 'grapheroot1', 'x', 'special'])('%s promises nothing', (name) => {
    expect(promiseOf(roleArn(name), change)).toBe(0);
  });

  it('is found in hostile names, too', () => {
    const hostile = profileCreated({ profile: profile({ name: '-'.repeat(1_000_000) }) });
    expect(promiseOf(roleArn('a'.repeat(1_000_000)), hostile)).toBe(0);
  });
});
