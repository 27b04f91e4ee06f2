import { knownDocument } from '../../lambda/enrich/aws-managed-policies';
import { managedPolicies } from '../../lambda/enrich/policies';
import { powerOf } from '../../lambda/iam/power';
import { ACCOUNT } from '../support/event';
import { ask, fakeIam } from './fakes';

describe('a policy that everybody knows', () => {
  it.each([
    ['AdministratorAccess', 'admin'],
    ['PowerUserAccess', 'escalation'],
    ['IAMFullAccess', 'escalation'],
  ])('%s needs no read, and is judged as what it is', async (name, least) => {
    const { iam, calls } = fakeIam({});
    const document = await managedPolicies(iam)(`arn:aws-cn:iam::aws:policy/${name}`, ask);
    expect(calls).toEqual([]);
    const identity = document.known ? [document.value] : [];
    const { power } = powerOf({ identity }, { partition: 'aws', account: ACCOUNT });
    expect([least, 'admin']).toContain(power);
  });

  it.each([
    `arn:aws:iam::${ACCOUNT}:policy/AdministratorAccess`,
    'arn:aws:iam::aws:policy/job-function/AdministratorAccess',
    'arn:aws:iam::aws:policy/AdministratorAccess2',
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'AdministratorAccess',
    'arn:aws:iam::aws:policy/constructor',
  ])('is not %s', (arn) => {
    expect(knownDocument(arn)).toBeUndefined();
  });
});
