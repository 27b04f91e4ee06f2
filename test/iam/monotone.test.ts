/** However policies are made: more is never less, a denial is never more, and not knowing never calms. */

import fc from 'fast-check';
import type { PolicyLayers } from '../../lambda/iam/access';
import { comparePower, powerOf } from '../../lambda/iam/power';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../support/event';

const OPTIONS = {
  partition: 'aws',
  account: ACCOUNT,
  roleArn: ROLE_ARN,
  now: new Date('2026-03-04T05:06:07Z'),
};

const ACTIONS = [
  '*',
  'iam:*',
  'iam:PassRole',
  'iam:Put*',
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'sts:AssumeRole',
  'lambda:*',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  'ecs:*',
  'ec2:RunInstances',
  's3:Get*',
  's3:ListBucket',
  'sso:CreateAccountAssignment',
  'cloudtrail:StopLogging',
];
const RESOURCES = [
  '*',
  `arn:aws:iam::${ACCOUNT}:role/*`,
  `arn:aws:iam::${ACCOUNT}:role/app-*`,
  `arn:aws:iam::${OTHER_ACCOUNT}:role/*`,
  `arn:aws:lambda:*:${ACCOUNT}:function:*`,
  'arn:aws:s3:::artifacts/*',
  ROLE_ARN,
];
const CONDITIONS = [
  undefined,
  undefined,
  undefined,
  { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
];

const someOf = (texts: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 });

const statement = (effect: fc.Arbitrary<'Allow' | 'Deny'>): fc.Arbitrary<object> =>
  fc
    .record({
      Effect: effect,
      names: fc.record({ not: fc.constantFrom(false, false, false, true), list: someOf(ACTIONS) }),
      resources: fc.record({ not: fc.constantFrom(false, false, false, true), list: someOf(RESOURCES) }),
      condition: fc.constantFrom(...CONDITIONS),
    })
    .map(({ Effect, names, resources, condition }) => ({
      Effect,
      [names.not ? 'NotAction' : 'Action']: names.list,
      [resources.not ? 'NotResource' : 'Resource']: resources.list,
      ...(condition === undefined ? {} : { Condition: condition }),
    }));

const mixed = statement(fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'));
const allow = statement(fc.constant('Allow'));
const deny = statement(fc.constant('Deny'));

const documentOf = (statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});
const policy = fc.array(mixed, { minLength: 1, maxLength: 3 }).map(documentOf);
const narrowing = fc.option(fc.array(policy, { minLength: 1, maxLength: 1 }), { nil: undefined, freq: 2 });

const layersArbitrary: fc.Arbitrary<PolicyLayers> = fc
  .record({
    identity: fc.array(policy, { minLength: 1, maxLength: 2 }),
    boundary: narrowing,
    session: narrowing,
  })
  .map(({ identity, boundary, session }) => ({
    identity,
    ...(boundary === undefined ? {} : { boundary }),
    ...(session === undefined ? {} : { session }),
  }));

const RUNS = { numRuns: 60, seed: 9 };

test('one more Allow never lowers the power', () => {
  fc.assert(
    fc.property(layersArbitrary, allow, (layers, added) => {
      const before = powerOf(layers, OPTIONS);
      const after = powerOf({ ...layers, identity: [...layers.identity, documentOf([added])] }, OPTIONS);
      expect(comparePower(after.power, before.power)).toBeGreaterThanOrEqual(0);
      expect(comparePower(after.possiblePower, before.possiblePower)).toBeGreaterThanOrEqual(0);
    }),
    RUNS,
  );
});

test('one more Deny never raises the power', () => {
  fc.assert(
    fc.property(layersArbitrary, deny, (layers, added) => {
      const before = powerOf(layers, OPTIONS);
      const after = powerOf({ ...layers, identity: [...layers.identity, documentOf([added])] }, OPTIONS);
      expect(comparePower(after.power, before.power)).toBeLessThanOrEqual(0);
      expect(comparePower(after.possiblePower, before.possiblePower)).toBeLessThanOrEqual(0);
    }),
    RUNS,
  );
});

test('what can no longer be read never lowers what cannot be ruled out', () => {
  fc.assert(
    fc.property(
      layersArbitrary,
      fc.constantFrom('identity', 'boundary', 'session'),
      fc.nat(),
      (layers, name, at) => {
        const documents = layers[name] ?? [];
        const unread = documents.map((document, index) =>
          index === at % documents.length ? undefined : document,
        );
        const after = documents.length === 0 ? layers : { ...layers, [name]: unread };
        expect(
          comparePower(powerOf(after, OPTIONS).possiblePower, powerOf(layers, OPTIONS).possiblePower),
        ).toBeGreaterThanOrEqual(0);
      },
    ),
    RUNS,
  );
});
