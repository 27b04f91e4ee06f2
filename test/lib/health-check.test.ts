import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planIn } from '../../lambda/health/plan';
import { alarmState } from '../support/alarm';
import { ACCOUNT, REGION } from '../support/event';
import { resolved } from './resolved';
import { stackOf } from './stack';
import { resource, templateOf } from './template';

const MANY = {
  memberAccounts: '444455556666',
  organizationId: 'o-a1b2c3d4e5',
  forwarderRegions: 'us-east-1,eu-west-1',
  crossAccountRoleName: 'Reader',
  crossAccountExternalId: 'alerts',
};

const propertiesOf = (type: string, idStart: string, context: object): Record<string, unknown> => {
  const template = templateOf({ ...context });
  return resolved(resource(template, type, idStart).Properties, template.toJSON().Resources) as Record<
    string,
    unknown
  >;
};
const sentDaily = (context: object): unknown => {
  const { Target } = propertiesOf('AWS::Scheduler::Schedule', 'HealthCheckSchedule', context);
  return JSON.parse((Target as { Input: string }).Input);
};

const nameOf = (idStart: string, context: object): string =>
  `Stack-${resource(templateOf({ ...context }), 'AWS::Events::Rule', idStart).id}-1ABCDEFGHIJKL`;
const triage = (context: object): string =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:function:Stack-${
    resource(templateOf({ ...context }), 'AWS::Lambda::Function', 'Triage').id
  }-1ABCDEFGHIJKL`;

describe('each day, the health check is sent', () => {
  test('the rule of the stack alone, where nobody forwards', () => {
    expect(planIn(sentDaily({}))).toEqual({
      home: { account: ACCOUNT, region: REGION },
      function: triage({}),
      rules: [{ name: nameOf('ProfileCreatedRule', {}) }],
    });
  });

  test('both rules, and who forwards from where to which bus', () => {
    expect(planIn(sentDaily(MANY))).toEqual({
      home: { account: ACCOUNT, region: REGION },
      function: triage(MANY),
      rules: [
        { name: nameOf('ProfileCreatedRule', MANY) },
        // Without the bus that a reference to such a rule begins with.
        { name: nameOf('ProfileCreatedForwarded', MANY), bus: 'Stack' },
      ],
      forwarders: {
        bus: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/Stack`,
        accounts: ['444455556666'],
        organization: true,
        regions: [REGION, 'us-east-1', 'eu-west-1'],
        role: { name: 'Reader', externalId: 'alerts' },
      },
    });
  });

  test('to its function, which its schedule may start and nothing else', () => {
    const schedule = propertiesOf('AWS::Scheduler::Schedule', 'HealthCheckSchedule', {});
    expect(schedule.ScheduleExpression).toBe('rate(1 day)');
    expect(schedule.State ?? 'ENABLED').toBe('ENABLED');
    const { Arn } = schedule.Target as { Arn: string };
    expect(Arn).toMatch(/:function:Stack-HealthCheckFunction/);
    const { Policies } = propertiesOf('AWS::IAM::Role', 'HealthCheckScheduleRole', {});
    expect(Policies).toMatchObject([
      { PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Resource: Arn }] } },
    ]);
  });
});

describe('the role of the health check', () => {
  type Statement = { Sid: string; Action: string | string[]; Resource: unknown };
  const statements = (context: object): readonly Statement[] => {
    const { Policies } = propertiesOf('AWS::IAM::Role', 'HealthCheckRole', context);
    return (Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    );
  };
  const sids = (context: object) => statements(context).map(({ Sid }) => Sid);

  test('lets it look at its own rules and at trails, and where somebody forwards, at forwarders', () => {
    expect(sids({})).toEqual(['WhetherItsOwnRulesHold', 'WhetherATrailLogs', 'WriteTheHealthLog']);
    expect(sids(MANY)).toEqual([
      'WhetherItsOwnRulesHold',
      'WhetherItForwards',
      'WhatItCouldNotDeliver',
      'WhetherATrailLogs',
      'WhichAccounts',
      'LookInOtherAccounts',
      'WriteTheHealthLog',
    ]);
    const own = statements(MANY).find(({ Sid }) => Sid === 'WhetherItsOwnRulesHold');
    expect(own?.Resource).toEqual([
      `arn:aws:events:${REGION}:${ACCOUNT}:rule/Stack/${nameOf('ProfileCreatedForwarded', MANY)}`,
      `arn:aws:events:${REGION}:${ACCOUNT}:rule/${nameOf('ProfileCreatedRule', MANY)}`,
    ]);
    const assume = statements(MANY).find(({ Sid }) => Sid === 'LookInOtherAccounts');
    expect(assume).toMatchObject({ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/Reader' });
  });

  test('lets it make every call that its code makes, and no other', () => {
    const code = join(__dirname, '..', '..', 'lambda', 'health');
    const text = readdirSync(code)
      .map((file) => readFileSync(join(code, file), 'utf8'))
      .join('\n');
    const made = [
      ...[...text.matchAll(/new (\w+)Command\(/g)].map(([, call]) => call),
      ...[...text.matchAll(/await of paginate(\w+)\(/g)].map(([, call]) => call),
      ...(text.includes('paginateListAccounts(') ? ['ListAccounts'] : []),
      // By the credentials of enrich/assumed-role.ts.
      'AssumeRole',
    ];
    const granted = statements(MANY)
      .filter(({ Sid }) => Sid !== 'WriteTheHealthLog')
      .flatMap(({ Action }) => Action)
      .map((action) => action.split(':')[1]);
    expect([...new Set(made)].sort()).toEqual([...new Set(granted)].sort());
  });

  test('is named to the forwarders, beside the role of the triage', () => {
    const { Outputs, Resources } = templateOf(MANY).toJSON();
    const arns = String(resolved(Outputs.ReaderArns.Value, Resources)).split(',');
    expect(arns).toEqual([
      expect.stringMatching(/:role\/Stack-TriageRole/),
      expect.stringMatching(/:role\/Stack-HealthCheckRole/),
    ]);
  });
});

describe('its alarm', () => {
  const alarm = () => propertiesOf('AWS::CloudWatch::Alarm', 'HealthCheckPlacesInTrouble', MANY);
  /** Places in trouble an hour, oldest first; `undefined` where no health check came. */
  const hours = (count: number): readonly undefined[] => Array.from({ length: count }, () => undefined);
  const histories: readonly (readonly [string, readonly (number | undefined)[], string])[] = [
    ['all well each day', [...hours(23), 0, ...hours(23), 0], 'OK'],
    ['all well a day ago', [0, ...hours(24)], 'OK'],
    ['trouble in one place, found two hours ago', [0, ...hours(23), 1, ...hours(2)], 'ALARM'],
    ['trouble that is over', [...hours(23), 3, ...hours(23), 0], 'OK'],
    ['no health check for 26 hours', [0, ...hours(26)], 'ALARM'],
    ['no health check ever', hours(30), 'ALARM'],
  ];
  test.each(histories)('%s: %s', (_, history, state) => {
    expect(alarmState(alarm(), history)).toBe(state);
  });

  test('looks at the one metric that the health check writes', () => {
    const { Environment } = propertiesOf('AWS::Lambda::Function', 'HealthCheckFunction', MANY) as {
      Environment: { Variables: Record<string, string> };
    };
    expect(alarm()).toMatchObject({
      Namespace: Environment.Variables.POWERTOOLS_METRICS_NAMESPACE,
      MetricName: 'PlacesInTrouble',
      Dimensions: [{ Name: 'service', Value: Environment.Variables.POWERTOOLS_SERVICE_NAME }],
    });
  });
});

test('forwarders that nobody can look after are warned of at synth', () => {
  const warnings = (context: object): readonly string[] =>
    stackOf({ ...context })
      .node.findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => String(data));
  const { crossAccountRoleName: _, crossAccountExternalId: __, ...without } = MANY;
  expect(warnings(without)).toEqual([expect.stringMatching(/^crossAccountRoleName: .*nobody looks after/)]);
  expect(warnings(MANY)).toEqual([]);
  expect(warnings({})).toEqual([]);
});
