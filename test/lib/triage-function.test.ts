import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { settingsSchema } from '../../lambda/settings';
import { SettingsLayer } from '../../lib/settings-layer';
import { settingsOf, stackOf } from './stack';
import { resource, templateOf } from './template';

type Properties = Record<string, unknown>;
const FUNCTION = 'AWS::Lambda::Function';

test('runs on Node 24 on arm64, with time and memory to triage', () => {
  templateOf().hasResourceProperties(FUNCTION, {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Timeout: 120,
    MemorySize: 1769,
  });
});

test('is told where to publish and where its files are', () => {
  const template = templateOf();
  expect(resource(template, FUNCTION, 'Triage').Properties.Environment).toEqual({
    Variables: {
      TOPIC_ARN: { Ref: resource(template, 'AWS::SNS::Topic', 'Alerts').id },
      SETTINGS_FILE: '/opt/settings.json',
      COUNTRY_FILE: '/opt/geo-whois-asn-country.mmdb',
      SECOND_LOOK_QUEUE_URL: { Ref: resource(template, 'AWS::SQS::Queue', 'SecondLookQueue').id },
      POWERTOOLS_SERVICE_NAME: 'rolesanywhere-profile-alert',
      POWERTOOLS_METRICS_NAMESPACE: 'RolesAnywhereProfileAlert',
    },
  });
});

test('retries twice within 6 hours, then keeps the event in its dead-letter queue', () => {
  const template = templateOf();
  const queue = resource(template, 'AWS::SQS::Queue', 'TriageFailed');
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 21_600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue.id, 'Arn'] } } },
  });
});

test('logs JSON into a group of its own that forgets after the days set', () => {
  const template = templateOf({ logRetentionDays: 7 });
  const group = resource(template, 'AWS::Logs::LogGroup', 'Triage');
  expect(group.Properties.RetentionInDays).toBe(7);
  expect(resource(template, FUNCTION, 'Triage').Properties.LoggingConfig).toMatchObject({
    LogFormat: 'JSON',
    LogGroup: { Ref: group.id },
  });
});

describe('the layers', () => {
  const fileInLayer = (stack: ReturnType<typeof stackOf>, id: string, file: string): Buffer => {
    const layer = resource(Template.fromStack(stack), 'AWS::Lambda::LayerVersion', id);
    const key = (layer.Properties.Content as Properties).S3Key as string;
    const folder = `asset.${key.replace('.zip', '')}`;
    return readFileSync(join(Stage.of(stack)?.assetOutdir ?? '', folder, file));
  };

  test('carry the settings whole, as the function reads them', () => {
    const allowList = Array.from({ length: 1000 }, (_, n) => ({
      principal: `arn:aws:iam::111122223333:role/pipeline-${n}`,
      regions: ['eu-central-1'],
      reason: 'the pipelines create their own profiles',
    }));
    const shipped = JSON.parse(
      fileInLayer(stackOf({ allowList }), 'TriageSettings', 'settings.json').toString(),
    );
    expect(shipped).toEqual(settingsOf({ allowList }).judgement);
    expect(settingsSchema.parse(shipped)).toEqual(shipped);
  });

  test('carry the country database', () => {
    const database = fileInLayer(stackOf(), 'TriageCountries', 'geo-whois-asn-country.mmdb');
    // The marker that begins the metadata of a MaxMind database, https://maxmind.github.io/MaxMind-DB/
    expect(database.includes(Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'))).toBe(true);
  });

  test('are both the function’s', () => {
    const template = templateOf();
    const layers = Object.keys(template.findResources('AWS::Lambda::LayerVersion')).map((id) => ({
      Ref: id,
    }));
    expect(layers).toHaveLength(2);
    expect(resource(template, FUNCTION, 'Triage').Properties.Layers).toEqual(expect.arrayContaining(layers));
  });

  test('are the same again for the same settings, and others for others', () => {
    const shipped = (context: Properties): unknown => {
      const stack = new Stack();
      new SettingsLayer(stack, 'Settings', { settings: settingsOf(context).judgement });
      return resource(Template.fromStack(stack), 'AWS::Lambda::LayerVersion').Properties.Content;
    };
    expect(shipped({ manyRoles: 4 })).toEqual(shipped({ manyRoles: 4 }));
    expect(shipped({ manyRoles: 4 })).not.toEqual(shipped({ manyRoles: 5 }));
  });
});

describe('its role', () => {
  type Statement = { Sid: string; Effect: string; Action: string | string[]; Resource: unknown };
  const role = (context = {}) => resource(templateOf(context), 'AWS::IAM::Role', 'TriageRole').Properties;
  const statements = (context = {}) =>
    (role(context).Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    );
  const arn = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });
  const partition = { Ref: 'AWS::Partition' };
  const account = { Ref: 'AWS::AccountId' };

  test('may do exactly this', () => {
    const granted = statements().map(({ Effect, Action, Resource }) => [Effect, [Action].flat(), Resource]);
    const id = (type: string, start = '') => resource(templateOf(), type, start).id;
    expect(granted).toEqual([
      [
        'Allow',
        ['rolesanywhere:GetProfile'],
        arn('arn:', partition, ':rolesanywhere:', { Ref: 'AWS::Region' }, ':', account, ':profile/*'),
      ],
      ['Allow', ['rolesanywhere:ListProfiles'], '*'],
      ['Allow', ['rolesanywhere:ListTagsForResource'], '*'],
      ['Allow', ['rolesanywhere:ListTrustAnchors'], '*'],
      [
        'Allow',
        ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        arn('arn:', partition, ':iam::', account, ':role/*'),
      ],
      [
        'Allow',
        ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        [
          arn('arn:', partition, ':iam::', account, ':policy/*'),
          arn('arn:', partition, ':iam::aws:policy/*'),
        ],
      ],
      ['Allow', ['cloudtrail:LookupEvents'], '*'],
      ['Allow', ['iam:ListAccountAliases'], '*'],
      ['Allow', ['sns:Publish'], { Ref: id('AWS::SNS::Topic', 'Alerts') }],
      [
        'Allow',
        ['kms:Decrypt', 'kms:GenerateDataKey*'],
        { 'Fn::GetAtt': [id('AWS::KMS::Key', 'Alerts'), 'Arn'] },
      ],
      ['Allow', ['sqs:SendMessage'], { 'Fn::GetAtt': [id('AWS::SQS::Queue', 'TriageFailed'), 'Arn'] }],
      ['Allow', ['sqs:SendMessage'], { 'Fn::GetAtt': [id('AWS::SQS::Queue', 'SecondLookQueue'), 'Arn'] }],
      [
        'Allow',
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        { 'Fn::GetAtt': [id('AWS::SQS::Queue', 'SecondLookQueue'), 'Arn'] },
      ],
      [
        'Allow',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        { 'Fn::GetAtt': [id('AWS::Logs::LogGroup', 'Triage'), 'Arn'] },
      ],
    ]);
  });

  test('may, where it reads in other accounts, take up the one role there, and read profiles of any Region', () => {
    const context = { crossAccountRoleName: 'Reader', crossAccountExternalId: 'alerts' };
    expect(statements(context)).toContainEqual({
      Sid: 'ReadInOtherAccounts',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: arn('arn:', partition, ':iam::*:role/Reader'),
    });
    expect(statements(context).find(({ Sid }) => Sid === 'TheProfile')?.Resource).toEqual(
      arn('arn:', partition, ':rolesanywhere:*:', account, ':profile/*'),
    );
    templateOf(context).hasResourceProperties(FUNCTION, {
      Environment: {
        Variables: { CROSS_ACCOUNT_ROLE: 'Reader', CROSS_ACCOUNT_EXTERNAL_ID: 'alerts' },
      },
    });
  });

  test('may make every call that the code makes, and no other', () => {
    const lambda = join(__dirname, '..', '..', 'lambda');
    const calls = readdirSync(lambda, { recursive: true, encoding: 'utf8' })
      // The health check and the sweep are other functions, with other roles.
      .filter((file) => file.endsWith('.ts') && !/^(health|sweep)\//.test(file))
      // By a client of the SDK, or signed by itself.
      .flatMap((file) => [
        ...readFileSync(join(lambda, file), 'utf8').matchAll(/new (\w+)Command\(|'AmazonSQS\.(\w+)'/g),
      ])
      .map(([, byClient, byItself]) => byClient ?? byItself);
    const made = new Set(calls);
    // SNS encrypts, and Lambda keeps what failed and takes what waited, with the role of the function.
    const platform = ['EncryptTheAlert', 'KeepWhatFailed', 'TakeWhatWaitedForIt', 'WriteTheLog'];
    const granted = statements({ crossAccountRoleName: 'Reader', containAtOrAbove: 'critical' })
      .filter(({ Sid }) => !platform.includes(Sid))
      .flatMap(({ Action }) => Action)
      .map((action) => action.split(':')[1]);
    expect([...made].sort()).toEqual(granted.sort());
  });

  test('is Lambda’s alone and has no policy managed by AWS', () => {
    expect(role().ManagedPolicyArns).toBeUndefined();
    expect(role().AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    });
  });

  test('gets nothing from constructs that grant on their own', () => {
    templateOf().resourceCountIs('AWS::IAM::Policy', 0);
  });
});
