import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ProfileAlertStack } from '../../lib/profile-alert-stack';
import { propsOf, stackOf } from './stack';
import { EVERYTHING, FLAGS, templateOf } from './template';

test('the ids of what holds state or is referred to from outside do not change', () => {
  const types = ['AWS::SNS::Topic', 'AWS::KMS::Key', 'AWS::SQS::Queue', 'AWS::Logs::LogGroup'];
  const ids = Object.fromEntries(types.map((type) => [type, Object.keys(templateOf().findResources(type))]));
  expect(ids).toEqual({
    'AWS::SNS::Topic': ['AlertsTopicCF7C81C9', 'OperationsTopic6D6844EA'],
    'AWS::KMS::Key': ['AlertsKey9E1197AF', 'OperationsKeyD0717C64'],
    'AWS::SQS::Queue': [
      'SecondLookFailedCA5324EA',
      'SecondLookQueueDA751E3C',
      'TriageFailed36319DD4',
      'ProfileCreatedUndeliveredE7295938',
      'SelfTestHeartbeats257E51B9',
    ],
    'AWS::Logs::LogGroup': ['TriageLog3729C983', 'HealthCheckLogA8A5CD96'],
  });
});

test('the outputs say where alerts go, what triages, how to test, and what about other Regions', () => {
  expect(templateOf().findOutputs('*')).toMatchObject({
    TopicArn: { Value: { Ref: 'AlertsTopicCF7C81C9' } },
    FunctionName: { Value: { Ref: expect.stringMatching(/^TriageFunction/) } },
    TestCommand: {
      Value: { 'Fn::Join': ['', [expect.stringContaining('create-profile'), { Ref: 'AWS::Region' }]] },
    },
    OtherRegions: { Value: expect.anything() },
  });
});

describe('the allow-list', () => {
  const principal = 'arn:aws:iam::111122223333:role/ci';
  const reason = 'the pipeline';
  const holds = { principal, reason, regions: ['eu-central-1'] };
  const warnings = (allowList: readonly object[]): readonly unknown[] =>
    stackOf({ allowList })
      .node.findChild('Default')
      .node.metadata.filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => data);

  test('is not warned about where its entries hold', () => {
    expect(warnings([{ ...holds, expires: '2999-12-31' }, holds])).toEqual([]);
  });

  test('is told where an entry is weak, though it counts', () => {
    expect(warnings([{ principal, reason }])).toEqual([
      expect.stringContaining(`allowList[0] (${principal}) is weak: it pins neither`),
    ]);
  });

  test('is warned about where an entry has expired or matches everyone', () => {
    expect(warnings([holds, { ...holds, expires: '2001-12-31' }, { ...holds, principal: '*' }])).toEqual([
      expect.stringContaining(`allowList[1] (${principal}) makes nothing expected: it expired on 2001-12-31`),
      expect.stringContaining('allowList[2] (*) makes nothing expected: '),
    ]);
  });
});

test('an upgrade shows its reviewers what it changes', () => {
  const template = JSON.parse(JSON.stringify(templateOf().toJSON()), (key, value) =>
    // Hashes of code and settings change with each of their lines, and say nothing to a reviewer.
    key === 'S3Key' ? 'HASH.zip' : value,
  );
  expect(template).toMatchSnapshot();
});

describe('cdk-nag’s AwsSolutions find nothing', () => {
  const environments = [
    ['anywhere', {}],
    ['in one account and Region', { account: '111122223333', region: 'eu-central-1' }],
  ] as const;
  test.each(environments)('%s', (_, env) => {
    const app = new App({ context: { ...FLAGS, 'aws:cdk:bundling-stacks': [] } });
    const stack = new ProfileAlertStack(app, 'Stack', { env, alerts: propsOf(EVERYTHING) });
    const { violations, success } = new AwsSolutionsChecks(app).validateScope(stack);
    const found = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
    expect(found).toEqual([]);
    expect(success).toBe(true);
  });

  test('and would find a fault', () => {
    const stack = stackOf();
    const key = stack.node.findChild('Default').node.findChild('Alerts').node.findChild('Key')
      .node.defaultChild;
    (key as unknown as { enableKeyRotation: boolean }).enableKeyRotation = false;
    const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([
      expect.stringContaining('AwsSolutions-KMS5'),
    ]);
  });
});
