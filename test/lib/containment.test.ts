import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { FLAGS, resource, templateOf } from './template';

type Context = Readonly<Record<string, unknown>>;
interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const policiesOf = (template: Template, roleId: string) =>
  resource(template, 'AWS::IAM::Role', roleId).Properties.Policies as readonly {
    readonly PolicyName: string;
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
const containing = (context: Context): readonly Statement[] =>
  policiesOf(templateOf(context), 'TriageRole')
    .filter(({ PolicyName }) => PolicyName === 'Contain')
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const variables = (context: Context) =>
  (
    resource(templateOf(context), 'AWS::Lambda::Function', 'TriageFunction').Properties.Environment as {
      Variables: Context;
    }
  ).Variables;

const arn = (...parts: readonly unknown[]) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]],
});
const account = { Ref: 'AWS::AccountId' };
const PROFILES = arn(':rolesanywhere:', { Ref: 'AWS::Region' }, ':', account, ':profile/*');
const EVERYWHERE = arn(':rolesanywhere:*:', account, ':profile/*');

/** Whatever changes something: none of the actions that only read, publish, or keep what failed. */
const changing = (context: Context): readonly string[] =>
  policiesOf(templateOf(context), 'TriageRole')
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith('rolesanywhere:') && !/:(Get|List)/.test(action));

describe('the function', () => {
  test('may change nothing unless a setting asks for it', () => {
    expect(changing({})).toEqual([]);
    expect(containing({})).toEqual([]);
    expect(variables({})).not.toHaveProperty('CONTAINS');
  });

  test('may then disable profiles of its account and Region, and nothing else', () => {
    const context = { containAtOrAbove: 'critical' };
    expect(changing(context)).toEqual(['rolesanywhere:DisableProfile']);
    expect(containing(context)).toEqual([
      {
        Sid: 'DisableTheProfile',
        Effect: 'Allow',
        Action: 'rolesanywhere:DisableProfile',
        Resource: PROFILES,
      },
    ]);
    expect(variables(context).CONTAINS).toBe('profiles');
    expect(variables(context)).not.toHaveProperty('CONTAINMENT_ROLE');
  });

  test('may do so in other Regions and accounts where these forward, by a role of its own', () => {
    const context = {
      containAtOrAbove: 'high',
      containmentRoleName: 'Containment',
      crossAccountRoleName: 'Reader',
      memberAccounts: '444455556666',
    };
    expect(containing(context)).toEqual([
      expect.objectContaining({ Sid: 'DisableTheProfile', Resource: EVERYWHERE }),
      {
        Sid: 'ContainInOtherAccounts',
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: arn(':iam::*:role/Containment'),
      },
    ]);
    expect(variables(context).CONTAINMENT_ROLE).toBe('Containment');
    expect(Object.keys(templateOf(context).findOutputs('ContainerArns'))).toHaveLength(1);
  });

  test('has an alarm on what it could not disable', () => {
    expect(
      resource(templateOf({ containAtOrAbove: 'critical' }), 'AWS::CloudWatch::Alarm', 'Containment')
        .Properties,
    ).toMatchObject({ MetricName: 'ContainmentsFailed', Threshold: 0 });
  });
});

describe('the forwarder', () => {
  const forwarder = Template.fromStack(new ForwarderStack(new App({ context: FLAGS }), 'Forwarder'));
  const { Conditions, Resources } = forwarder.toJSON();
  const role = resource(forwarder, 'AWS::IAM::Role', 'ContainmentRole');

  test('lets nobody contain unless its parameter names who', () => {
    expect(role.Condition).toBe('ContainsHere');
    expect(Conditions.ContainsHere['Fn::And']).toContainEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'ContainerArns' }] }, ''] }],
    });
    expect(forwarder.toJSON().Parameters.ContainerArns.Default).toBe('');
  });

  test('lets those disable profiles, who are not those who read', () => {
    expect(policiesOf(forwarder, 'ContainmentRole')).toEqual([
      {
        PolicyName: 'Contain',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'DisableTheProfile',
              Effect: 'Allow',
              Action: 'rolesanywhere:DisableProfile',
              Resource: EVERYWHERE,
            },
          ],
        },
      },
    ]);
    const trust = JSON.stringify(role.Properties.AssumeRolePolicyDocument);
    expect(trust).toContain('{"aws:PrincipalArn":{"Ref":"ContainerArns"}}');
    expect(trust).toContain('"sts:ExternalId":{"Ref":"ExternalId"}');
    expect(JSON.stringify(policiesOf(forwarder, 'ReadRole'))).not.toContain('Disable');
  });

  test('watches that role like the others', () => {
    expect(JSON.stringify(Resources)).toContain('{"Ref":"ContainmentRoleName"}');
    expect(JSON.stringify(resource(forwarder, 'AWS::Events::Rule', 'Roles'))).toContain(
      'ContainmentRoleName',
    );
  });
});

describe('the role of responders', () => {
  const context = {
    responderArns: 'arn:aws:iam::111122223333:role/on-call,arn:aws:iam::111122223333:role/aws-reserved/*',
  };

  test('is not there unless somebody is named', () => {
    expect(Object.keys(templateOf().findResources('AWS::IAM::Role')).join()).not.toContain('Responders');
  });

  test('may disable profiles and trust anchors, and nothing else', () => {
    expect(
      policiesOf(templateOf(context), 'Responders').flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    ).toEqual([
      { Sid: 'StopAProfile', Effect: 'Allow', Action: 'rolesanywhere:DisableProfile', Resource: EVERYWHERE },
      {
        Sid: 'StopATrustAnchor',
        Effect: 'Allow',
        Action: 'rolesanywhere:DisableTrustAnchor',
        Resource: arn(':rolesanywhere:*:', account, ':trust-anchor/*'),
      },
    ]);
  });

  test('lets in those who are named, of this account', () => {
    const { AssumeRolePolicyDocument } = resource(
      templateOf(context),
      'AWS::IAM::Role',
      'Responders',
    ).Properties;
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { AWS: arn(':iam::', account, ':root') },
          Condition: {
            ArnLike: { 'aws:PrincipalArn': context.responderArns.split(',') },
            StringEquals: { 'aws:PrincipalAccount': account },
          },
        },
      ],
    });
  });
});
