import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { bridgeEvent, OTHER_ACCOUNT } from '../support/event';
import { matchesPattern } from '../support/event-pattern';
import { resolved } from './resolved';
import { FLAGS, resource, templateOf } from './template';

const PROJECT = join(__dirname, '..', '..');
const FILE = join(PROJECT, 'docs', 'forwarder.template.json');

const stack = (): ForwarderStack =>
  new ForwarderStack(new App({ context: FLAGS }), 'RolesAnywhereProfileForwarder');
const template = Template.fromStack(stack());
const { Resources, Parameters, Conditions } = template.toJSON();

const PARAMETERS = {
  HomeAccount: OTHER_ACCOUNT,
  HomeRegion: 'us-east-1',
  HomeBusName: 'Home',
  ReaderArns: [`arn:aws:iam::${OTHER_ACCOUNT}:role/Home-TriageRole-1`],
  ReadRoleName: 'Reader',
  ContainerArns: [`arn:aws:iam::${OTHER_ACCOUNT}:role/Home-TriageRole-1`],
  ContainmentRoleName: 'Containment',
  ExternalId: 'alerts',
};
const real = (value: unknown): unknown => resolved(value, Resources, PARAMETERS);
const rules = () =>
  Object.entries(template.findResources('AWS::Events::Rule')).map(([id, { Properties }]) => ({
    id: id.slice(0, -8),
    properties: real(Properties) as Record<string, unknown>,
  }));
const HOME_BUS = `arn:aws:events:us-east-1:${OTHER_ACCOUNT}:event-bus/Home`;

describe('the forwarder', () => {
  test('is one small template without assets, which needs no bootstrap', () => {
    const text = readFileSync(FILE, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
    expect(text).not.toMatch(/S3Bucket|S3Key|cdk-hnb659fds|BootstrapVersion|AWS::Lambda|aws:cdk:path/);
    expect(Object.keys(JSON.parse(text))).toEqual(['Description', 'Parameters', 'Conditions', 'Resources']);
  });

  test('is the same for `cdk deploy` as in the file for stack sets: else run npm run forwarder', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'forwarder-'));
    const { status, stderr } = spawnSync('npx', ['--no-install', 'tsx', 'bin/forwarder.ts'], {
      cwd: PROJECT,
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        // As the CDK's command adds it to the context of cdk.json.
        CDK_CONTEXT_JSON: JSON.stringify({
          ...FLAGS,
          'aws:cdk:enable-path-metadata': true,
          'aws:cdk:enable-asset-metadata': true,
          'aws:cdk:version-reporting': true,
        }),
      },
    });
    const deployed = readFileSync(join(outdir, 'RolesAnywhereProfileForwarder.template.json'), 'utf8');
    rmSync(outdir, { recursive: true });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(deployed).toBe(readFileSync(FILE, 'utf8'));
  });

  test('costs nothing while nothing happens: no alarm, no metric, no key, nothing that runs', () => {
    const types = new Set(
      Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type),
    );
    expect([...types].sort()).toEqual([
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
    ]);
  });

  test('has no role of a fixed name but in one Region, since IAM is global', () => {
    const named = Object.values(template.findResources('AWS::IAM::Role')).filter(
      ({ Properties }) => Properties.RoleName,
    );
    expect(named.map(({ Condition }) => Condition)).toEqual(['ReadsHere', 'ContainsHere']);
    expect(Conditions.ContainsHere['Fn::And']).toEqual(
      expect.arrayContaining(Conditions.ReadsHere['Fn::And']),
    );
    expect(Conditions.ReadsHere).toEqual({
      'Fn::And': [
        { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, { Ref: 'HomeAccount' }] }] },
        { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'HomeRegion' }] },
      ],
    });
  });

  test('makes nothing where the stack itself is, so that no event comes twice', () => {
    for (const each of Object.values(Resources as Record<string, { Condition?: string }>))
      expect(['Elsewhere', 'ReadsHere', 'ContainsHere']).toContain(each.Condition);
    expect(Conditions.Elsewhere).toEqual({
      'Fn::Not': [
        {
          'Fn::And': [
            { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, { Ref: 'HomeAccount' }] },
            { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'HomeRegion' }] },
          ],
        },
      ],
    });
  });

  test('asks for the home account and Region, and for nothing else that must be given', () => {
    const required = Object.entries(Parameters as Record<string, { Default?: unknown }>).filter(
      ([, { Default }]) => Default === undefined,
    );
    expect(required.map(([name]) => name)).toEqual(['HomeAccount', 'HomeRegion']);
  });

  test('forwards exactly what the rule at home matches', () => {
    const home = resource(templateOf(), 'AWS::Events::Rule', 'ProfileCreatedRule').Properties.EventPattern;
    const profiles = rules().find(({ id }) => id === 'Profiles')?.properties;
    expect(profiles?.EventPattern).toEqual(home);
    expect(profiles?.State).toBe('ENABLED');
    expect(matchesPattern(profiles?.EventPattern, bridgeEvent())).toBe(true);
  });

  test('sends to the home bus and nowhere else, with its role, for a day, then to its queue', () => {
    const queue = resolved({ 'Fn::GetAtt': ['UndeliveredF3CF66A9', 'Arn'] }, Resources);
    const role = resolved({ 'Fn::GetAtt': ['ForwardRoleAD41B8CF', 'Arn'] }, Resources);
    for (const { id, properties } of rules()) {
      expect([id, properties.Targets]).toEqual([
        id,
        [expect.objectContaining({ Arn: HOME_BUS, RoleArn: role, DeadLetterConfig: { Arn: queue } })],
      ]);
    }
  });

  test('may put events on that one bus, and nothing else', () => {
    const { Policies, AssumeRolePolicyDocument } = real(
      resource(template, 'AWS::IAM::Role', 'ForwardRole').Properties,
    ) as Record<string, unknown>;
    expect(Policies).toEqual([
      {
        PolicyName: 'Put',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'PutOnTheHomeBus', Effect: 'Allow', Action: 'events:PutEvents', Resource: HOME_BUS },
          ],
        },
      },
    ]);
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    });
  });

  test('has a dead-letter queue in its own Region that takes what its own rules cannot deliver', () => {
    const { PolicyDocument } = real(
      resource(template, 'AWS::SQS::QueuePolicy', 'Undelivered').Properties,
    ) as { PolicyDocument: { Statement: Record<string, unknown>[] } };
    const allowed = PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    const sources = allowed.map(({ Action, Principal, Condition }) => [Action, Principal, Condition]);
    expect(sources).toEqual(
      rules().map(({ properties }) => [
        'sqs:SendMessage',
        { Service: 'events.amazonaws.com' },
        {
          ArnEquals: {
            'aws:SourceArn': `arn:aws:events:eu-central-1:111122223333:rule/${String(properties.Name)}`,
          },
        },
      ]),
    );
  });

  test('sends what is done to it, and two of its rules guard each other', () => {
    const disabled = (name: string) => ({
      source: 'aws.events',
      'detail-type': 'AWS API Call via CloudTrail',
      detail: {
        eventSource: 'events.amazonaws.com',
        eventName: 'DisableRule',
        requestParameters: { name },
      },
    });
    const told = (name: string) =>
      rules()
        .filter(({ properties }) => matchesPattern(properties.EventPattern, disabled(name)))
        .map(({ id }) => id);
    expect(told('RolesAnywhereProfileForwarder-Profiles')).toEqual(['Rules']);
    expect(told('RolesAnywhereProfileForwarder-Rules')).toEqual(['Rules', 'Guard']);
    expect(told('RolesAnywhereProfileForwarder-Guard')).toEqual(['Rules']);
    expect(told('another')).toEqual([]);
  });

  test('sends what is done to trails, and to the roles of the alerting', () => {
    const told = (service: string, eventName: string, requestParameters: object) =>
      rules()
        .filter(({ properties }) =>
          matchesPattern(properties.EventPattern, {
            source: `aws.${service}`,
            'detail-type': 'AWS API Call via CloudTrail',
            detail: { eventSource: `${service}.amazonaws.com`, eventName, requestParameters },
          }),
        )
        .map(({ id }) => id);
    expect(told('cloudtrail', 'StopLogging', { name: 'management' })).toEqual(['Trails']);
    expect(told('iam', 'DetachRolePolicy', { roleName: 'Home-TriageRole30808A50-1ABC' })).toEqual(['Roles']);
    expect(told('iam', 'DeleteRole', { roleName: 'Reader' })).toEqual(['Roles']);
    expect(told('iam', 'DeleteRole', { roleName: 'another' })).toEqual([]);
    expect(told('cloudformation', 'DeleteStack', { stackName: 'Stack' })).toEqual(['Stack']);
  });
});

describe('the role to read with', () => {
  const role = () =>
    real(resource(template, 'AWS::IAM::Role', 'ReadRole').Properties) as Record<string, unknown>;

  test('lets in the function of the home account alone, which must say the external id where there is one', () => {
    const { AssumeRolePolicyDocument } = role();
    expect(AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
          Condition: {
            ArnEquals: { 'aws:PrincipalArn': PARAMETERS.ReaderArns },
            StringEquals: {
              'Fn::If': ['AsksForExternalId', { 'sts:ExternalId': 'alerts' }, { Ref: 'AWS::NoValue' }],
            },
          },
        },
      ],
    });
  });

  test('may read what the function may read at home, in every Region, and look at the forwarder, sweep, and nothing else', () => {
    const policies = (properties: Record<string, unknown>) =>
      properties.Policies as { PolicyName: string; PolicyDocument: unknown }[];
    const home = templateOf({ crossAccountRoleName: 'Reader' });
    const read = policies(
      resolved(resource(home, 'AWS::IAM::Role', 'TriageRole').Properties, home.toJSON().Resources) as Record<
        string,
        unknown
      >,
    ).find(({ PolicyName }) => PolicyName === 'Read');
    const [reading, sweeping, looking, ...more] = policies(role());
    expect(reading).toEqual(read);
    expect(more).toEqual([]);
    interface Granted {
      readonly Statement: readonly { readonly Action: string | readonly string[] }[];
    }
    const actionsOf = (policy: (typeof more)[number] | undefined): readonly string[] =>
      ((policy?.PolicyDocument ?? { Statement: [] }) as Granted).Statement.flatMap(({ Action }) => Action);
    expect(actionsOf(sweeping)).toEqual(['iam:ListRoles', 'rolesanywhere:ListSubjects']);
    for (const action of actionsOf(looking)) expect(action).toMatch(/:(Describe|Get|List|Test)/);
  });
});

test('cdk-nag’s AwsSolutions find nothing in it', () => {
  const nagged = stack();
  const { violations } = new AwsSolutionsChecks(nagged).validateScope(nagged);
  expect(violations).toEqual([]);
});
