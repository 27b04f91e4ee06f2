import { resolved } from './resolved';
import { resource, templateOf } from './template';

const POLICY = 'AWS::Events::EventBusPolicy';
const BUS_ARN = 'arn:aws:events:eu-central-1:111122223333:event-bus/Stack';

const policies = (context: Readonly<Record<string, unknown>>) => {
  const template = templateOf(context);
  return Object.values(template.findResources(POLICY)).map(
    ({ Properties }) =>
      (resolved(Properties, template.toJSON().Resources) as { Statement: unknown }).Statement,
  );
};

test('there is none unless somebody is to send to it', () => {
  templateOf().resourceCountIs('AWS::Events::EventBus', 0);
  templateOf().resourceCountIs(POLICY, 0);
});

test('lets in exactly the organisation', () => {
  expect(policies({ organizationId: 'o-a1b2c3d4e5', crossAccountRoleName: 'Reader' })).toEqual([
    {
      Sid: 'Organisation',
      Effect: 'Allow',
      Principal: '*',
      Action: 'events:PutEvents',
      Resource: BUS_ARN,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  ]);
});

test('lets in exactly the accounts that are listed', () => {
  expect(
    policies({ memberAccounts: '444455556666,777788889999,444455556666', crossAccountRoleName: 'Reader' }),
  ).toEqual([
    {
      Sid: 'Accounts',
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:root'] },
      Action: 'events:PutEvents',
      Resource: BUS_ARN,
    },
  ]);
});

test('has the name that forwarders know, as a literal', () => {
  const { Name } = resource(
    templateOf({ memberAccounts: '444455556666', crossAccountRoleName: 'Reader' }),
    'AWS::Events::EventBus',
  ).Properties;
  expect(Name).toBe('Stack');
});

test('hands profiles to the function as the default bus does, and sends nothing on to another bus', () => {
  const template = templateOf({ memberAccounts: '444455556666', crossAccountRoleName: 'Reader' });
  const rule = resource(template, 'AWS::Events::Rule', 'ProfileCreatedForwarded');
  const { EventBusName, Targets, ...forwarded } = rule.Properties;
  const local = resource(template, 'AWS::Events::Rule', 'ProfileCreatedRule').Properties;
  expect(EventBusName).toBe('Stack');
  expect(rule.DependsOn).toContain(resource(template, 'AWS::Events::EventBus').id);
  expect(Targets).toEqual(local.Targets);
  expect(forwarded.EventPattern).toEqual(local.EventPattern);
  for (const { Properties } of Object.values(template.findResources('AWS::Events::Rule')))
    expect(JSON.stringify(Properties.Targets)).not.toMatch(/event-bus|HomeBus/);
});
