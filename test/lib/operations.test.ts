import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bridgeEvent, REGION } from '../support/event';
import { matchesPattern } from '../support/event-pattern';
import { resolved } from './resolved';
import { SABOTAGE, type Sabotage } from './sabotage';
import { templateOf } from './template';

const CONTEXT = { memberAccounts: '444455556666', crossAccountRoleName: 'Reader', firstUse: true };
const RULE = 'AWS::Events::Rule';

const resources = () => templateOf(CONTEXT).toJSON().Resources;
const idOf = (type: string, idStart: string): string => {
  const ids = Object.keys(templateOf(CONTEXT).findResources(type)).filter((id) => id.startsWith(idStart));
  const [id] = ids;
  if (id === undefined || ids.length > 1) throw new Error(`${ids.length} of ${type} ${idStart}*`);
  return id;
};
const real = (value: unknown): unknown => resolved(value, resources());

interface Watch {
  readonly EventPattern: {
    readonly detail?: { readonly eventSource?: readonly unknown[]; readonly eventName?: readonly unknown[] };
  };
  readonly EventBusName?: string;
  readonly Targets: readonly {
    readonly Arn: unknown;
    readonly InputTransformer: { readonly InputTemplate: string; readonly InputPathsMap: object };
  }[];
  readonly State: string;
}

/** The rules of the watch on the default bus, by what follows "TamperWatch" in their ids. */
const watches = (): ReadonlyMap<string, Watch> =>
  new Map(
    Object.entries(templateOf(CONTEXT).findResources(RULE))
      .filter(([id]) => id.startsWith('TamperWatch'))
      .map(([id, { Properties }]) => [
        id.replace(/^TamperWatch|.{8}$/g, ''),
        resolved(Properties, resources()) as Watch,
      ]),
  );

const recordOf = ({ service, call, request, response }: Sabotage) => {
  const named = {
    name: (type: string, start: string) =>
      String(
        type === RULE
          ? (resolved({ 'Fn::GetAtt': [idOf(type, start), 'Arn'] }, resources()) as string).split('/').at(-1)
          : type === 'AWS::SQS::Queue'
            ? resolved({ 'Fn::GetAtt': [idOf(type, start), 'QueueName'] }, resources())
            : resolved({ Ref: idOf(type, start) }, resources()),
      ),
    ref: (type: string, start: string) => String(real({ Ref: idOf(type, start) })),
    arn: (type: string, start: string) => String(real({ 'Fn::GetAtt': [idOf(type, start), 'Arn'] })),
  };
  return {
    ...bridgeEvent({}, { source: `aws.${service}` }),
    detail: {
      ...(bridgeEvent().detail as object),
      eventSource: `${service}.amazonaws.com`,
      eventName: call,
      requestParameters: request(named),
      responseElements: response?.(named) ?? null,
    },
  };
};

const toldOf = (event: unknown): readonly string[] =>
  [...watches()]
    .filter(([, { EventBusName, EventPattern }]) => !EventBusName && matchesPattern(EventPattern, event))
    .map(([name]) => name);

describe('sabotage', () => {
  test.each(SABOTAGE.map((row) => [row.what, row] as const))('%s is told', (_, row) => {
    expect(toldOf(recordOf(row))).toEqual(row.told);
  });

  test('that is refused is told as well', () => {
    const [row] = SABOTAGE;
    const event = recordOf(row as Sabotage);
    const refused = { ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } };
    expect(toldOf(refused)).toEqual(['Rules']);
  });

  test('of things that are not ours is nobody’s business', () => {
    const foreign: readonly Partial<Sabotage>[] = [
      { service: 'events', call: 'DisableRule', request: () => ({ name: 'another' }) },
      { service: 'lambda', call: 'DeleteFunction20150331', request: () => ({ functionName: 'another' }) },
      {
        service: 'sns',
        call: 'DeleteTopic',
        request: () => ({ topicArn: `arn:aws:sns:${REGION}:111122223333:another` }),
      },
      { service: 'kms', call: 'DisableKey', request: () => ({ keyId: '0a1b2c3d' }) },
      { service: 'sqs', call: 'PurgeQueue', request: () => ({ queueUrl: 'https://sqs/1/another' }) },
      { service: 'monitoring', call: 'DeleteAlarms', request: () => ({ alarmNames: ['another'] }) },
      { service: 'iam', call: 'DeleteRole', request: () => ({ roleName: 'another' }) },
      { service: 'cloudformation', call: 'DeleteStack', request: () => ({ stackName: 'Stacks' }) },
      { service: 'scheduler', call: 'DeleteSchedule', request: () => ({ name: 'another' }) },
    ];
    for (const row of foreign) expect(toldOf(recordOf(row as Sabotage))).toEqual([]);
  });

  test('by a call that only reads is none', () => {
    const read = { service: 'events', call: 'DescribeRule', request: SABOTAGE[0]?.request };
    expect(toldOf(recordOf(read as Sabotage))).toEqual([]);
  });

  test('has a row for every call that the watch knows', () => {
    const known = [...watches().values()].flatMap(({ EventPattern: { detail } }) =>
      (detail?.eventName ?? []).map((name) => ({
        source: String(detail?.eventSource?.[0]),
        call: typeof name === 'string' ? name : (name as { prefix: string }).prefix,
      })),
    );
    const missing = known.filter(
      ({ source, call }) =>
        !SABOTAGE.some((row) => `${row.service}.amazonaws.com` === source && row.call.startsWith(call)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the watch', () => {
  test('tells the operations topic, past every function of ours, who did what and how to undo it', () => {
    const topic = real({ Ref: idOf('AWS::SNS::Topic', 'Operations') });
    for (const { Targets, State } of watches().values()) {
      expect(State).toBe('ENABLED');
      const [target, ...others] = Targets;
      expect(others).toEqual([]);
      expect(target?.Arn).toBe(topic);
      const { InputPathsMap, InputTemplate } = target?.InputTransformer ?? { InputTemplate: '' };
      const paths = Object.values(InputPathsMap ?? {});
      for (const field of [
        'eventName',
        'userIdentity.arn',
        'sourceIPAddress',
        'eventTime',
        'recipientAccountId',
      ])
        expect(paths).toContain(`$.detail.${field}`);
      // What the caller wrote could end the JSON or speak to the chat.
      for (const path of paths) expect(path).not.toMatch(/requestParameters|userAgent/);
      expect(JSON.parse(InputTemplate)).toMatchObject({
        version: '1.0',
        source: 'custom',
        content: { nextSteps: [expect.anything(), expect.stringMatching(/^Undo: /), expect.anything()] },
      });
    }
  });

  test('has patterns and names that EventBridge takes', () => {
    const long = (value: unknown): number => JSON.stringify(value).length;
    for (const [id, { Properties }] of Object.entries(templateOf(CONTEXT).findResources(RULE))) {
      // Names get longer than they are here: by 26 characters where the stack has the longest name that is not cut.
      expect([id, long(real(Properties.EventPattern)) < 1600]).toEqual([id, true]);
      if (Properties.Name !== undefined) expect(Properties.Name).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
    }
  });

  test('takes what forwarders send from the home bus', () => {
    const forwarded = watches().get('Forwarded');
    expect(forwarded?.EventBusName).toBe('Stack');
    for (const row of SABOTAGE) expect(matchesPattern(forwarded?.EventPattern, recordOf(row))).toBe(true);
    expect(matchesPattern(forwarded?.EventPattern, bridgeEvent())).toBe(false);
  });
});

describe('every alarm', () => {
  const alarms = () => Object.entries(templateOf(CONTEXT).findResources('AWS::CloudWatch::Alarm'));

  test('goes to the operations topic, and says where its runbook is', () => {
    const topic = { Ref: idOf('AWS::SNS::Topic', 'Operations') };
    for (const [id, { Properties }] of alarms()) {
      expect([id, Properties.AlarmActions]).toEqual([id, [topic]]);
      expect(JSON.stringify(real(Properties.AlarmDescription))).toMatch(
        /docs\/operations\.md, \\"[A-Za-z]+\\"\.?"$/,
      );
    }
  });

  test('has a heading in docs/operations.md', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
    const headings = new Set([...page.matchAll(/^#+ (\w+)$/gm)].map(([, heading]) => heading));
    const named = alarms().map(
      ([, { Properties }]) => /"(\w+)"\.?$/.exec(String(real(Properties.AlarmDescription)))?.[1],
    );
    expect(named.filter((name) => !headings.has(name))).toEqual([]);
    for (const name of watches().keys()) expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  });

  test('watches each way an alert can be lost', () => {
    const watched = alarms().map(([, { Properties }]) => `${Properties.Namespace} ${Properties.MetricName}`);
    expect(watched.sort()).toEqual([
      'AWS/Events InvocationsFailedToBeSentToDlq',
      'AWS/Lambda DestinationDeliveryFailures',
      'AWS/Lambda Duration',
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
      'AWS/SNS NumberOfNotificationsFailed',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
      'AWS/SQS NumberOfMessagesSent',
      'AWS/SQS NumberOfMessagesSent',
      'RolesAnywhereProfileAlert AlertsFailed',
      'RolesAnywhereProfileAlert AlertsWithoutTriage',
      'RolesAnywhereProfileAlert FirstUsesNotKept',
      'RolesAnywhereProfileAlert PlacesInTrouble',
      'RolesAnywhereProfileAlert SecondLooksNotAsked',
    ]);
  });

  test('has metrics that the function writes, with the dimensions it writes them with', () => {
    const ours = alarms().filter(
      ([, { Properties }]) => Properties.Namespace === 'RolesAnywhereProfileAlert',
    );
    const writtenBy = { PlacesInTrouble: 'rolesanywhere-profile-health' };
    for (const [, { Properties }] of ours) {
      const service =
        writtenBy[Properties.MetricName as keyof typeof writtenBy] ?? 'rolesanywhere-profile-alert';
      expect(Properties.Dimensions).toEqual([{ Name: 'service', Value: service }]);
    }
  });
});
