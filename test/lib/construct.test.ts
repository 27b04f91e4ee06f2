import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RolesAnywhereProfileAlerts } from '../../lib/index';
import { SETTING_KEYS } from '../../lib/settings';
import { FLAGS, templateOf } from './template';

const PROJECT = join(__dirname, '..', '..');
const SOURCE = readFileSync(join(PROJECT, 'lib', 'roles-anywhere-profile-alerts.ts'), 'utf8');

const stackWith = (
  props: ConstructorParameters<typeof RolesAnywhereProfileAlerts>[2],
  id = 'Default',
): Stack => {
  const stack = new Stack(new App({ context: { ...FLAGS, 'aws:cdk:bundling-stacks': [] } }), 'Stack');
  new RolesAnywhereProfileAlerts(stack, id, props);
  return stack;
};

test('every setting but those of the stack is a prop, read-only and flat, with its default said', () => {
  const [, body = ''] = /interface RolesAnywhereProfileAlertsProps \{(.*?)\n\}/s.exec(SOURCE) ?? [];
  const props = [...body.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+readonly (\w+)\?:/gs)];
  const stackKeys = ['stackName', 'terminationProtection'];
  expect(props.map(([, , name]) => name).sort()).toEqual(
    SETTING_KEYS.filter((key) => !stackKeys.includes(key)).sort(),
  );
  expect(body.match(/readonly/g)?.filter(Boolean).length).toBeGreaterThanOrEqual(props.length);
  for (const [, comment = '', name] of props)
    expect([name, /@default \S/.test(comment)]).toEqual([name, true]);
});

test('used by itself, it makes the same as the stack does', () => {
  const template = Template.fromStack(stackWith({ email: ['you@example.com'] }));
  expect(template.toJSON()).toEqual(templateOf().toJSON());
});

test('under another id it makes the same resources', () => {
  const types = (template: Template) =>
    Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  expect(types(Template.fromStack(stackWith({ email: ['you@example.com'] }, 'Alerting')))).toEqual(
    types(templateOf()),
  );
});

test('a prop that makes no sense is an error that names it', () => {
  expect(() => stackWith({ email: ['you'], expectedCountries: ['UK'], manyRoles: 0 })).toThrow(
    'email[0]: got "you", expected an e-mail address, such as you@example.com\n' +
      'manyRoles: got 0, expected a whole number from 1 to 250',
  );
});

test('the package exports it', async () => {
  const { exports } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const exported = await import(join(PROJECT, exports['.']));
  expect(Object.keys(exported).sort()).toEqual(['ForwarderStack', 'RolesAnywhereProfileAlerts']);
});

describe('an update', () => {
  const MORE = {
    email: 'other@example.com',
    emailMinimumSeverity: 'high',
    logRetentionDays: 30,
    manyRoles: 7,
    memberAccounts: '444455556666',
    crossAccountRoleName: 'Reader',
  };
  /** Properties that CloudFormation cannot change without making the resource anew, of the types that are ours. */
  const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
    'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
    'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
    'AWS::KMS::Key': [],
    'AWS::Logs::LogGroup': ['LogGroupName'],
    'AWS::IAM::Role': ['RoleName', 'Path'],
    'AWS::Lambda::Function': ['FunctionName', 'PackageType', 'TenancyConfig'],
    'AWS::Events::Rule': ['Name'],
    'AWS::Scheduler::Schedule': ['Name'],
    'AWS::CloudWatch::Alarm': ['AlarmName'],
    'AWS::SQS::QueuePolicy': [],
    'AWS::SNS::TopicPolicy': [],
    'AWS::CloudWatch::Dashboard': ['DashboardName'],
    'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
    'AWS::Lambda::EventSourceMapping': ['EventSourceArn'],
    'AWS::Lambda::Permission': ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
    'AWS::SNS::Subscription': ['Endpoint', 'Protocol', 'TopicArn'],
  };
  /** What is made anew on purpose: a version of a layer for other settings, and a subscription for another address. */
  const MADE_ANEW = ['AWS::Lambda::LayerVersion'];
  const OF_AN_ADDRESS = 'youexamplecom';

  test('with other settings changes no logical id and no create-only property of what is there', () => {
    const before = templateOf().toJSON().Resources as Record<string, { Type: string; Properties: object }>;
    const after = templateOf(MORE).toJSON().Resources as typeof before;
    for (const [id, { Type, Properties }] of Object.entries(before)) {
      if (MADE_ANEW.includes(Type) || id.includes(OF_AN_ADDRESS)) continue;
      const names = CREATE_ONLY[Type];
      if (names === undefined) throw new Error(`${Type}: nobody has said what of it is create-only`);
      const kept = ({ Properties: all }: { Properties: object }) =>
        names.map((name) => (all as Record<string, unknown>)[name]);
      expect([id, after[id]?.Type]).toEqual([id, Type]);
      expect([id, kept(after[id] ?? { Properties: {} })]).toEqual([id, kept({ Properties })]);
    }
  });
});
