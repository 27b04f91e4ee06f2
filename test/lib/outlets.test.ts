import { resource, templateOf } from './template';

const SLACK = {
  slackWorkspaceId: 'T0123456789',
  slackChannelId: 'C0123456789',
  slackChannels: [{ channelId: 'C9876543210', minimumSeverity: 'high' }],
};

const environmentOf = (context: Readonly<Record<string, unknown>>) =>
  (
    resource(templateOf(context), 'AWS::Lambda::Function', 'TriageFunction').Properties as {
      readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
    }
  ).Environment.Variables;

const statementsOf = (context: Readonly<Record<string, unknown>>): readonly { readonly Sid: string }[] => {
  const { Policies } = resource(templateOf(context), 'AWS::IAM::Role', 'TriageRole').Properties as {
    readonly Policies: readonly {
      readonly PolicyName: string;
      readonly PolicyDocument: { readonly Statement: readonly { readonly Sid: string }[] };
    }[];
  };
  return Policies.filter(({ PolicyName }) => PolicyName === 'Outlets').flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
};

test('without a setting that asks for one, there is none: no statement, no variable, no alarm', () => {
  expect(statementsOf({})).toEqual([]);
  expect(Object.keys(environmentOf({})).sort()).toEqual([
    'COUNTRY_FILE',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
    'SECOND_LOOK_QUEUE_URL',
    'SETTINGS_FILE',
    'TOPIC_ARN',
  ]);
  expect(Object.keys(templateOf().findResources('AWS::CloudWatch::Alarm')).join()).not.toMatch(/Outlets/);
});

describe('a topic of a severity and above', () => {
  const topic = resource(templateOf(SLACK), 'AWS::SNS::Topic', 'Outlets');
  const Ref = topic.id;

  test('is known to the function, which may publish to it and to no other', () => {
    expect(environmentOf(SLACK).SEVERITY_TOPICS).toEqual({ 'Fn::Join': ['', ['high=', { Ref }]] });
    expect(statementsOf(SLACK)).toEqual([
      { Sid: 'PublishBySeverity', Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref } },
    ]);
  });

  test('is encrypted with the key of the alerts, which costs no more, and takes nothing without TLS', () => {
    const key = resource(templateOf(SLACK), 'AWS::KMS::Key', 'Alerts').id;
    expect(topic.Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [key, 'Arn'] });
    expect(JSON.stringify(resource(templateOf(SLACK), 'AWS::SNS::TopicPolicy', 'Outlets'))).toContain(
      '"aws:SecureTransport":"false"',
    );
  });

  test('is watched like the others', () => {
    const watch = resource(templateOf(SLACK), 'AWS::Events::Rule', 'TamperWatchTopics');
    expect(JSON.stringify(watch)).toContain(JSON.stringify({ Ref }));
  });

  test('has what it cannot deliver counted together with what was not told', () => {
    const { Metrics } = resource(templateOf(SLACK), 'AWS::CloudWatch::Alarm', 'Outlets').Properties as {
      readonly Metrics: readonly { readonly Expression?: string; readonly MetricStat?: unknown }[];
    };
    expect(Metrics.map(({ Expression }) => Expression).filter(Boolean)).toEqual([
      'FILL(untold, 0) + FILL(high, 0)',
    ]);
    expect(JSON.stringify(Metrics)).toContain('"OutletsFailed"');
    expect(JSON.stringify(Metrics)).toContain('"NumberOfNotificationsFailed"');
  });
});

describe('a topic of machines', () => {
  const MACHINES = { machinesTopic: true };
  const { id: Ref, Properties } = resource(templateOf(MACHINES), 'AWS::SNS::Topic', 'OutletsMachines');

  test('is known to the function, which may publish to it, and to whoever deploys', () => {
    expect(environmentOf(MACHINES).MACHINES_TOPIC).toEqual({ Ref });
    expect(statementsOf(MACHINES)).toEqual([
      { Sid: 'PublishForMachines', Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref } },
    ]);
    expect(JSON.stringify(templateOf(MACHINES).toJSON().Outputs)).toContain(Ref);
  });

  test('is encrypted with the key of the alerts, takes nothing without TLS, and is watched', () => {
    const key = resource(templateOf(MACHINES), 'AWS::KMS::Key', 'Alerts').id;
    expect(Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [key, 'Arn'] });
    expect(JSON.stringify(resource(templateOf(MACHINES), 'AWS::SNS::TopicPolicy', 'Outlets'))).toContain(
      '"aws:SecureTransport":"false"',
    );
    expect(
      JSON.stringify(resource(templateOf(MACHINES), 'AWS::Events::Rule', 'TamperWatchTopics')),
    ).toContain(JSON.stringify({ Ref }));
  });

  test('has what it cannot deliver counted', () => {
    const { Metrics } = resource(templateOf(MACHINES), 'AWS::CloudWatch::Alarm', 'Outlets').Properties as {
      readonly Metrics: readonly { readonly Expression?: string }[];
    };
    expect(Metrics.map(({ Expression }) => Expression).filter(Boolean)).toEqual([
      'FILL(untold, 0) + FILL(machines, 0)',
    ]);
  });
});

describe('an event bus', () => {
  const BUS = { eventBusName: 'security-alerts' };

  test('is known to the function, which may put events on it alone', () => {
    expect(environmentOf(BUS).ALERT_BUS).toBe('security-alerts');
    expect(statementsOf(BUS)).toEqual([
      {
        Sid: 'PutTheAlert',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':events:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':event-bus/security-alerts',
            ],
          ],
        },
      },
    ]);
  });

  test('that is not told is alarmed about', () => {
    expect(resource(templateOf(BUS), 'AWS::CloudWatch::Alarm', 'Outlets').Properties).toMatchObject({
      MetricName: 'OutletsFailed',
      Threshold: 0,
      AlarmActions: [{ Ref: resource(templateOf(BUS), 'AWS::SNS::Topic', 'Operations').id }],
    });
  });
});

describe('Security Hub', () => {
  const HUB = { securityHub: true };
  const product = {
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':securityhub:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':product/',
        { Ref: 'AWS::AccountId' },
        '/default',
      ],
    ],
  };

  test('is told by the default product of the account, and by no other', () => {
    expect(environmentOf(HUB).SECURITY_HUB_PRODUCT).toEqual(product);
    expect(statementsOf(HUB)).toEqual([
      {
        Sid: 'ImportTheFinding',
        Effect: 'Allow',
        Action: 'securityhub:BatchImportFindings',
        Resource: product,
      },
    ]);
  });
});
