/** Which roles a role can pass to services and assume: what the verdict says of them, and where it says nothing. */

import type { PolicyLayers } from '../../lambda/iam/access';
import { type PowerVerdict, powerOf, type RoleReach } from '../../lambda/iam/power';
import { allow, document } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../support/event';

const OPTIONS = { partition: 'aws', account: ACCOUNT, roleArn: ROLE_ARN };
const role = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;
const to = (operator: string, services: string | string[]): object => ({
  Condition: { [operator]: { 'iam:PassedToService': services } },
});
const PERHAPS = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
const deny = (action: string, resource: string): object => ({ ...allow(action, resource), Effect: 'Deny' });

const verdictOn = (statements: readonly object[], narrowing: Partial<PolicyLayers> = {}): PowerVerdict =>
  powerOf({ identity: [document(...statements)], ...narrowing }, OPTIONS);

type Said = Omit<RoleReach, 'statements' | 'conditionKeys'>;

const said = (reach: RoleReach | undefined): Said | undefined => {
  if (reach === undefined) return undefined;
  const { statements, conditionKeys, ...rest } = reach;
  expect(statements.length).toBeGreaterThan(0);
  return rest;
};

const NONE: Said = { verdict: 'granted', all: false, arns: [], patterns: [], more: 0, services: [] };

const PASSABLE: Readonly<Record<string, readonly [Said | undefined, object[], Partial<PolicyLayers>?]>> = {
  'no role': [undefined, [allow('lambda:CreateFunction')]],
  'every role': [{ ...NONE, all: true }, [allow('iam:PassRole')]],
  'every role, by its shape': [{ ...NONE, all: true }, [allow('iam:Pass*', role('*'))]],
  'named roles': [
    { ...NONE, arns: [role('app'), role('web')], patterns: [role('ci/*')] },
    [allow('iam:PassRole', [role('app'), role('ci/*')]), allow('iam:PassRole', role('web'))],
  ],
  'named roles but one that is denied': [
    { ...NONE, arns: [role('app')] },
    [allow('iam:PassRole', [role('app'), role('web')]), deny('iam:*', role('web'))],
  ],
  'every role but one': [
    { ...NONE, patterns: [role('*')] },
    [allow('iam:PassRole'), deny('iam:PassRole', role('admin'))],
  ],
  'every role but those it names': [
    { ...NONE, patterns: [role('*')] },
    [{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: role('admin') }],
  ],
  'every role, within a boundary that names one': [
    { ...NONE, arns: [role('app')] },
    [allow('iam:*')],
    { boundary: [document(allow('iam:PassRole', role('app')))] },
  ],
  'no role, as the boundary has none': [undefined, [allow('iam:*')], { boundary: [document(allow('s3:*'))] }],
  'no role, as the session policy denies it': [
    undefined,
    [allow('iam:PassRole')],
    { session: [document(allow('*'), deny('iam:PassRole', '*'))] },
  ],
  'roles of another account, which nobody can pass': [
    undefined,
    [allow('iam:PassRole', role('app', OTHER_ACCOUNT))],
  ],
  'roles that AWS keeps for itself': [undefined, [allow('iam:PassRole', role('aws-service-role/*'))]],
  'a user': [undefined, [allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:user/x`)]],
  'every role, to one service': [
    { ...NONE, all: true, services: ['ecs-tasks.amazonaws.com'] },
    [allow('iam:PassRole', '*', to('StringEquals', 'ecs-tasks.amazonaws.com'))],
  ],
  'every role, to services of a pattern': [
    { ...NONE, all: true, services: ['ecs-tasks.amazonaws.com'] },
    [allow('iam:PassRole', '*', to('StringLike', 'ecs-tasks.*'))],
  ],
  'every role, to all services but one': [
    { ...NONE, all: true },
    [allow('iam:PassRole', '*', to('StringNotEquals', 'lambda.amazonaws.com'))],
  ],
  'a named role under a condition nobody can decide': [
    { ...NONE, verdict: 'conditional', arns: [role('app')] },
    [allow('iam:PassRole', role('app'), PERHAPS)],
  ],
  'a policy variable': [
    { ...NONE, verdict: 'conditional', patterns: [role(['$', '{aws:PrincipalTag/team}'].join(''))] },
    [allow('iam:PassRole', role(['$', '{aws:PrincipalTag/team}'].join('')))],
  ],
  'nothing that could be read': [undefined, [allow('s3:GetObject')], { identity: [undefined] }],
  'more roles than can be listed': [
    {
      ...NONE,
      arns: Array.from({ length: 50 }, (_, index) => role(`app-${index}`)),
      more: 7,
      moreArns: 7,
    },
    [
      allow(
        'iam:PassRole',
        Array.from({ length: 57 }, (_, index) => role(`app-${index}`)),
      ),
    ],
  ],
};

test.each(Object.entries(PASSABLE))('it can pass %s', (_, [expected, statements, narrowing]) => {
  expect(said(verdictOn(statements, narrowing).passable)).toEqual(expected);
});

const ASSUMABLE: Readonly<Record<string, readonly [Said | undefined, object[]]>> = {
  'no role': [undefined, [allow('sts:GetCallerIdentity')]],
  'every role': [{ ...NONE, all: true }, [allow('sts:*')]],
  'one role here and one elsewhere': [
    { ...NONE, arns: [role('app'), role('deploy', OTHER_ACCOUNT)] },
    [allow('sts:AssumeRole', [role('app'), role('deploy', OTHER_ACCOUNT)])],
  ],
  'one name in every account': [
    { ...NONE, patterns: [role('deploy', '*')] },
    [allow('sts:AssumeRole', role('deploy', '*'))],
  ],
};

test.each(Object.entries(ASSUMABLE))('it can assume %s', (_, [expected, statements]) => {
  expect(said(verdictOn(statements).assumable)).toEqual(expected);
});

describe('passing a role with no way to use it', () => {
  const ids = (verdict: PowerVerdict): readonly string[] => verdict.capabilities.map(({ id }) => id);

  test('shows, and does not raise the power', () => {
    const verdict = verdictOn([allow('iam:PassRole', role('app'))]);
    expect(verdict).toMatchObject({
      power: 'limited',
      possiblePower: 'limited',
      capabilities: [{ id: 'iam-pass-role', level: 'limited', verdict: 'granted', scope: 'some' }],
    });
  });

  test('gives way to what says how it is used', () => {
    expect(ids(verdictOn([allow(['iam:PassRole', 'ec2:RunInstances'])]))).toEqual(['ec2-run-instances']);
  });

  test('gives way where that use is not certain, too', () => {
    expect(ids(verdictOn([allow('iam:PassRole'), allow('ec2:RunInstances', '*', PERHAPS)]))).toEqual([
      'ec2-run-instances',
    ]);
  });
});
