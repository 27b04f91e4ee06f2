import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import { startSandbox } from '../../bin/sandbox/server';
import { alarmState } from '../support/alarm';
import { bundledFunction } from '../support/bundled';
import { heartbeatsOf, type Resource, type Resources, type Run } from '../support/heartbeat';
import { resource, templateOf } from './template';

/** Runs the handler of a bundle, the first argument, on an event, the second. */
const HANDLE = `require(process.argv[1]).handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 90_000 })`;

const template = templateOf({ memberAccounts: '444455556666', crossAccountRoleName: 'Reader' });
const RESOURCES = template.toJSON().Resources as Resources;

/** One link that is broken: the resource by its type and the beginning of its id, and what it becomes; gone where nothing. */
interface Broken {
  readonly type: string;
  readonly id: string;
  readonly becomes?: (properties: Readonly<Record<string, unknown>>) => object;
}

const set = (changed: object) => (properties: object) => ({ ...properties, ...changed });
/** Without the statements of an id, in the policies of a role. */
const without = (sid: string) => (properties: Readonly<Record<string, unknown>>) =>
  JSON.parse(JSON.stringify(properties), (key, value) =>
    key === 'Statement' ? (value as { Sid?: string }[]).filter(({ Sid }) => Sid !== sid) : value,
  );

/** The links of one way, in their order. */
const linksOf = (test: 'SelfTest' | 'HomeSelfTest'): Readonly<Record<string, Broken>> => {
  const schedule = { type: 'AWS::Scheduler::Schedule', id: `${test}Schedule` };
  const scheduleRole = { type: 'AWS::IAM::Role', id: `${test}Role` };
  const rule = { type: 'AWS::Events::Rule', id: `${test}Rule` };
  const permission = { type: 'AWS::Lambda::Permission', id: `${test}RuleAllow` };
  const triage = { type: 'AWS::Lambda::Function', id: 'TriageFunction' };
  const triageRole = { type: 'AWS::IAM::Role', id: 'TriageRole' };
  const key = { type: 'AWS::KMS::Key', id: 'AlertsKey' };
  const subscription = { type: 'AWS::SNS::Subscription', id: `${test}Heartbeats` };
  const queuePolicy = { type: 'AWS::SQS::QueuePolicy', id: `${test}Heartbeats` };
  return {
    'the schedule is disabled': { ...schedule, becomes: set({ State: 'DISABLED' }) },
    'the schedule is gone': schedule,
    'the schedule’s role may put nothing': { ...scheduleRole, becomes: without('PutTheSelfTest') },
    'the schedule may not take up its role': {
      ...scheduleRole,
      becomes: set({ AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } }),
    },
    'the schedule’s role is gone': scheduleRole,
    'the rule is disabled': { ...rule, becomes: set({ State: 'DISABLED' }) },
    'the rule is gone': rule,
    'the rule matches something else': { ...rule, becomes: set({ EventPattern: { source: ['another'] } }) },
    'the rule has lost its target': { ...rule, becomes: set({ Targets: [] }) },
    'the rule has another target': {
      ...rule,
      becomes: set({
        Targets: [{ Id: 'Target0', Arn: 'arn:aws:lambda:eu-central-1:111122223333:function:x' }],
      }),
    },
    'the permission of the rule is lost': permission,
    'the permission is another rule’s': {
      ...permission,
      becomes: set({ SourceArn: 'arn:aws:events:eu-central-1:111122223333:rule/another' }),
    },
    'the function is gone': triage,
    'the function is throttled': { ...triage, becomes: set({ ReservedConcurrentExecutions: 0 }) },
    'the function is told of no topic': {
      ...triage,
      becomes: (properties) => JSON.parse(JSON.stringify(properties).replace('"TOPIC_ARN"', '"TOPIC"')),
    },
    'the function is told of another topic': {
      ...triage,
      becomes: (properties) =>
        JSON.parse(JSON.stringify(properties), (name, value) =>
          name === 'TOPIC_ARN' ? 'arn:aws:sns:eu-central-1:111122223333:another' : value,
        ),
    },
    'the function’s role may not publish': { ...triageRole, becomes: without('PublishTheAlert') },
    'the function’s role may not use the key': { ...triageRole, becomes: without('EncryptTheAlert') },
    'the function’s role is gone': triageRole,
    'the key is disabled': { ...key, becomes: set({ Enabled: false }) },
    'the key is gone': key,
    'the key’s policy lets nobody in': { ...key, becomes: set({ KeyPolicy: { Statement: [] } }) },
    'the topic is gone': { type: 'AWS::SNS::Topic', id: 'AlertsTopic' },
    'the subscription is removed': subscription,
    'the subscription lets other messages through': {
      ...subscription,
      becomes: set({ FilterPolicy: { severity: ['critical'] } }),
    },
    'the queue takes nothing of the topic': queuePolicy,
    'the queue is gone': { type: 'AWS::SQS::Queue', id: `${test}Heartbeats` },
  };
};

const breaking = ({ type, id, becomes }: Broken): Resources => {
  const { id: whole, Properties } = resource(template, type, id);
  const { [whole]: broken, ...others } = RESOURCES;
  return becomes === undefined
    ? others
    : { ...others, [whole]: { ...(broken as Resource), Properties: becomes(Properties) as never } };
};

describe.each([
  ['SelfTest', 'default'],
  ['HomeSelfTest', 'home'],
] as const)('the way of %s', (test_, way) => {
  const file = bundledFunction();
  const ids = {
    schedule: resource(template, 'AWS::Scheduler::Schedule', `${test_}Schedule`).id,
    alarm: resource(template, 'AWS::CloudWatch::Alarm', `${test_}Missing`).id,
  };

  /** The bundle, in a process of its own; once for each event and environment. */
  const runs = new Map<string, ReturnType<Run>>();
  const run: Run = (event, variables) => {
    const key = JSON.stringify([event, variables]);
    const running = runs.get(key) ?? runOnce(event, variables);
    runs.set(key, running);
    return running;
  };
  const runOnce: Run = async (event, variables) => {
    const scenario = loadScenario('attack');
    const sandbox = await startSandbox(fillScenario(scenario, scenario.event));
    const { SETTINGS_FILE: _, COUNTRY_FILE: __, ...environment } = variables;
    await promisify(execFile)(process.execPath, ['-e', HANDLE, file, JSON.stringify(event)], {
      env: {
        ...environment,
        AWS_ENDPOINT_URL: sandbox.url,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    }).catch(() => undefined);
    await sandbox.close();
    return sandbox.published;
  };

  /** Heartbeats an hour after a day without a test, and the state of the alarm as the template has it. */
  const stateAfter = (heartbeats: number): string =>
    alarmState(resource(template, 'AWS::CloudWatch::Alarm', `${test_}Missing`).Properties, [
      1,
      ...Array.from({ length: 25 }, () => undefined),
      heartbeats > 0 ? heartbeats : undefined,
    ]);

  test('is whole as it is deployed: one heartbeat, and no alarm', async () => {
    expect(await heartbeatsOf(RESOURCES, ids, run)).toBe(1);
    expect(stateAfter(1)).toBe('OK');
  }, 60_000);

  const links = Object.entries({
    ...linksOf(test_),
    ...(way === 'home' ? { 'the home bus is gone': { type: 'AWS::Events::EventBus', id: 'HomeBus' } } : {}),
  });
  test.each(links)(
    'where %s, no heartbeat arrives, and the alarm sounds',
    async (_, broken) => {
      const arrived = await heartbeatsOf(breaking(broken), ids, run);
      expect(arrived).toBe(0);
      expect(stateAfter(arrived)).toBe('ALARM');
    },
    60_000,
  );
});
