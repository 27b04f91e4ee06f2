import { SNSClient } from '@aws-sdk/client-sns';
import { loadScenario } from '../../bin/sandbox/load';
import type { Fault } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import { renderChannels } from '../../lambda/alert/channels';
import type { Alert } from '../../lambda/alert/schema';
import { SEVERITIES, type Severity } from '../../lambda/assess/severity';
import { clientSettings } from '../../lambda/aws/client-settings';
import { eventBus } from '../../lambda/outlets/event-bus';
import { type Outlet, tellingAll } from '../../lambda/outlets/outlet';
import { securityHub } from '../../lambda/outlets/security-hub';
import { severityTopics } from '../../lambda/outlets/severity-topics';
import { attack, composeTold } from '../alert/assessments';
import { type Handling, handled } from '../support/handled';

const ALERT = composeTold(attack().context, attack().assessment);
const CHANNELS = renderChannels(ALERT);
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';

const outlet = (name: string, tell: Outlet['tell'] = async () => undefined): Outlet => ({ name, tell });
const hanging: Outlet['tell'] = () => new Promise(() => undefined);
const failing: Outlet['tell'] = async () => {
  throw new Error('no');
};
const throwing: Outlet['tell'] = () => {
  throw new Error('no');
};
const within = (ms: number) => AbortSignal.timeout(ms);

describe('further places', () => {
  const told: string[] = [];
  const takes = (name: string) =>
    outlet(name, async () => {
      told.push(name);
    });
  beforeEach(() => told.splice(0));

  test.each([
    ['nothing', [], [], []],
    ['one that takes it', [takes('a')], ['a'], []],
    ['one that fails', [outlet('a', failing), takes('b')], ['b'], ['a']],
    ['one that fails at once', [outlet('a', throwing), takes('b')], ['b'], ['a']],
    ['one that hangs', [outlet('a', hanging), takes('b')], ['b'], ['a']],
    ['all that fail', [outlet('a', failing), outlet('b', hanging)], [], ['a', 'b']],
  ] as const)('%s', async (_, outlets, taken, untold) => {
    const failed = await tellingAll(outlets)(CHANNELS, ALERT, within(100));
    expect(told).toEqual(taken);
    expect(failed.map(({ outlet: name }) => name)).toEqual(untold);
  });
});

describe('the topics of severities', () => {
  const reachedBy = async (alert: Alert, topics: string): Promise<readonly string[]> => {
    const sandbox = await startSandbox(loadScenario('attack'));
    const env = { AWS_ENDPOINT_URL: sandbox.url };
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'none' };
    const client = new SNSClient({ region: 'eu-central-1', credentials, ...clientSettings('sns', env) });
    try {
      const untold = await tellingAll(severityTopics(client, topics))(CHANNELS, alert, within(5_000));
      expect(untold).toEqual([]);
      return sandbox.published.map(({ topicArn }) => topicArn.split(':').at(-1) ?? '');
    } finally {
      client.destroy();
      await sandbox.close();
    }
  };
  const topics = SEVERITIES.map((severity) => `${severity}=${TOPIC}-${severity}`).join(',');
  const named = (...severities: readonly Severity[]) => severities.map((severity) => `alerts-${severity}`);

  test.each([
    ['critical', named('informational', 'low', 'medium', 'high', 'critical')],
    ['medium', named('informational', 'low', 'medium')],
    ['informational', named('informational')],
  ] as const)('that a %s alert reaches', async (severity, reached) => {
    expect((await reachedBy({ ...ALERT, severity }, topics)).toSorted()).toEqual(reached.toSorted());
  });

  test('that got the first alert get its calmer update, too', async () => {
    const before = { severityBefore: 'critical', dispositionBefore: 'unexpected' } as const;
    const calmer: Alert = {
      ...ALERT,
      severity: 'low',
      update: { of: ALERT.alertId, changed: [], ...before },
    };
    expect(await reachedBy(calmer, `critical=${TOPIC}-critical`)).toEqual(named('critical'));
  });
});

/** The same, and which places did not take an alert. */
const handledWith = async (handling: Handling) => {
  const untold: string[] = [];
  const telemetry = {
    untold: (alertId: string, { outlet: name }: { readonly outlet: string }) => {
      untold.push(`${alertId} ${name}`);
    },
  };
  return { ...(await handled({ ...handling, telemetry })), untold };
};

describe('the function', () => {
  test.each([
    ['fails', tellingAll([outlet('a', failing)])],
    ['hangs', tellingAll([outlet('a', hanging)])],
  ])('publishes the alert once and succeeds where an outlet %s, and says so', async (_, alsoTell) => {
    const { published, untold, ms, second } = await handledWith({ world: { alsoTell }, remainingMs: 3_000 });
    expect(published).toHaveLength(1);
    expect(untold).toEqual([expect.stringMatching(/ a$/)]);
    expect(second).toEqual({ batchItemFailures: [] });
    expect(ms).toBeLessThan(3_000);
  });

  test('tells the update of the second look, too', async () => {
    const told: (string | undefined)[] = [];
    const alsoTell = tellingAll([
      outlet('a', async (_, { update }) => {
        told.push(update?.severityBefore);
      }),
    ]);
    await handledWith({ world: { alsoTell }, scenario: 'shown-late' });
    expect(told).toEqual([undefined, 'low']);
  });

  test('publishes a critical alert to the topic of high ones, as its environment says', async () => {
    const { published, untold } = await handledWith({
      environment: { SEVERITY_TOPICS: `high=${TOPIC}-high` },
    });
    expect(published.map(({ topicArn }) => topicArn)).toEqual([expect.anything(), `${TOPIC}-high`]);
    expect(published[1]?.message).toEqual(published[0]?.message);
    expect(untold).toEqual([]);
  });

  describe('with a topic of machines', () => {
    const environment = { MACHINES_TOPIC: `${TOPIC}-machines` };

    test('publishes the machine JSON to it, the same by every protocol, with the same attributes', async () => {
      const { published, untold } = await handledWith({ environment });
      const [people, machines] = published;
      expect(untold).toEqual([]);
      expect(machines?.topicArn).toBe(`${TOPIC}-machines`);
      expect(machines?.subject).toBeUndefined();
      expect(machines?.message).toEqual({ default: people?.message.sqs });
      expect(machines?.attributes).toEqual(people?.attributes);
      expect(JSON.parse(machines?.message.default ?? '')).toMatchObject({ severity: 'critical' });
    });
  });

  describe('with an event bus', () => {
    const environment = { ALERT_BUS: 'security-alerts' };

    test('puts each alert on it as an event of its own, whole', async () => {
      const { put, published, untold } = await handledWith({ environment });
      expect(untold).toEqual([]);
      expect(put).toEqual([
        {
          busName: 'security-alerts',
          source: 'rolesanywhere-profile-alert',
          detailType: 'Roles Anywhere alert: CreateProfile',
          resources: [expect.stringContaining(':profile/')],
          detail: published[0]?.message.sqs,
        },
      ]);
    });

    test('tells an update from an alert', async () => {
      const { put } = await handledWith({ environment, scenario: 'shown-late' });
      expect(put.map(({ detailType }) => detailType)).toEqual([
        'Roles Anywhere alert: CreateProfile',
        'Roles Anywhere alert update: CreateProfile',
      ]);
    });

    test('shortens what the bus would not take', async () => {
      const evidence = Array.from({ length: 20 }, () => '\u0001"'.repeat(5_000));
      const findings = ALERT.findings.map((finding) => ({ ...finding, evidence }));
      const bodies: string[] = [];
      const post = async ({ body }: { readonly body: string }) => {
        bodies.push(body);
        return { Entries: [{ EventId: '1' }] };
      };
      await eventBus(post, 'b').tell(CHANNELS, { ...ALERT, findings }, within(1_000));
      const [entry] = JSON.parse(bodies[0] ?? '').Entries;
      expect(Buffer.byteLength(entry.Detail)).toBeLessThan(262_144 - 2_048);
      expect(JSON.parse(entry.Detail)).toMatchObject({ alertId: ALERT.alertId, omitted: expect.anything() });
    });
  });

  describe('with Security Hub', () => {
    const environment = {
      SECURITY_HUB_PRODUCT: 'arn:aws:securityhub:{region}:111122223333:product/111122223333/default',
    };

    test('imports a finding, which the second look brings up to date', async () => {
      const { findings, calls, untold } = await handledWith({ environment, scenario: 'shown-late' });
      expect(untold).toEqual([]);
      expect(calls.filter(({ operation }) => operation === 'BatchImportFindings')).toHaveLength(2);
      expect(findings).toEqual([
        expect.objectContaining({
          FindingProviderFields: expect.objectContaining({ Severity: { Label: 'HIGH', Original: 'high' } }),
        }),
      ]);
    });
  });

  test.each<[string, readonly Fault[]]>([
    [
      'refuses',
      [
        { operation: 'events:*', error: 'AccessDenied' },
        { operation: 'securityhub:*', error: 'AccessDenied' },
      ],
    ],
    [
      'is too busy',
      [
        { operation: 'events:*', error: 'ServiceFailure' },
        { operation: 'securityhub:*', error: 'Throttling' },
      ],
    ],
    [
      'takes its time',
      [
        { operation: 'events:*', delayMs: 20_000 },
        { operation: 'securityhub:*', delayMs: 20_000 },
      ],
    ],
  ])('publishes the alert once and says so where each of them %s', async (_, faults) => {
    const environment = {
      ALERT_BUS: 'security-alerts',
      SECURITY_HUB_PRODUCT: 'arn:aws:securityhub:{region}:111122223333:product/111122223333/default',
    };
    const { published, untold } = await handledWith({ environment, faults, remainingMs: 3_000 });
    expect(published).toHaveLength(1);
    expect(untold.map((each) => each.replace(/^\S+ /, ''))).toEqual([
      'the event bus security-alerts',
      'AWS Security Hub',
    ]);
  });

  test.each([
    [
      'an entry that was refused',
      { FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }] },
    ],
    ['an answer without entries', { FailedEntryCount: 0 }],
    [
      'a finding that was refused',
      { FailedCount: 1, SuccessCount: 0, FailedFindings: [{ ErrorCode: 'InvalidInput' }] },
    ],
    ['no answer to speak of', undefined],
  ])('takes %s for a failure', async (_, answer) => {
    const post = async () => answer;
    const home = { productArn: 'arn', account: '111122223333' };
    const untold = await tellingAll([eventBus(post, 'b'), securityHub(post, home)])(CHANNELS, ALERT);
    expect(untold.map(({ error }) => (error as Error).name)).toEqual(['NotTakenError', 'NotTakenError']);
  });

  test('tells nobody of an alert that could not be published: it is tried again whole', async () => {
    const told: string[] = [];
    const alsoTell = tellingAll([outlet('a', async () => void told.push('a'))]);
    const faults = [{ operation: 'sns:Publish', error: 'AccessDenied' as const }];
    await expect(handledWith({ world: { alsoTell }, faults })).rejects.toThrow();
    expect(told).toEqual([]);
  });
});
