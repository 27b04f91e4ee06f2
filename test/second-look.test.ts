/** Both looks at one event, by the function's own handler with its SDK clients, against the stand-in for AWS. */

import { fillScenario } from '../bin/sandbox/fill';
import { loadScenario } from '../bin/sandbox/load';
import type { Scenario } from '../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../bin/sandbox/server';
import { lambdaEventOf } from '../bin/sandbox/sqs';
import { enterSandbox, triageInSandbox } from '../bin/sandboxed';
import { type Alert, alertSchema } from '../lambda/alert/schema';
import { SECOND_LOOK_MS } from '../lambda/assess/second-look';
import { readChange } from '../lambda/event/change';
import { type Handler, handlerIn, worldFrom } from '../lambda/handler';
import { requestIn } from '../lambda/second-look/request';
import { settingsSchema } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';
import type { World } from '../lambda/triage';

const STORY = loadScenario('shown-late');
/** The same, in which nothing shows later. */
const QUIET: Scenario = {
  ...STORY,
  trail: STORY.trail.filter(({ visibleAfter }) => visibleAfter === undefined),
};
const USED: Scenario = {
  ...QUIET,
  trail: [
    ...QUIET.trail,
    {
      eventTime: '{{eventTime+1m}}',
      visibleAfter: '{{eventTime+6m}}',
      eventSource: 'rolesanywhere.amazonaws.com',
      eventName: 'CreateSession',
      requestParameters: { profileArn: '{{profileArn}}' },
      resources: [{ ARN: '{{profileArn}}', type: 'AWS::RolesAnywhere::Profile' }],
    },
  ],
};
const denied = (operation: string, times?: number): Scenario['faults'][number] => ({
  operation,
  error: 'AccessDenied',
  ...(times === undefined ? {} : { times }),
});

interface Stage {
  readonly sandbox: Sandbox;
  readonly handle: Handler;
  readonly told: string[];
  /** Lets a quarter of an hour pass. */
  readonly pass: () => void;
  readonly alerts: () => readonly Alert[];
}

const CONTEXT = { getRemainingTimeInMillis: () => 70_000 };

const on = async (
  story: Scenario,
  play: (stage: Stage) => Promise<void>,
  change: (world: World) => World = (world) => world,
): Promise<void> => {
  const filled = fillScenario(story, story.event);
  const created = readChange(story.event);
  const { time } = created.record;
  let now = Date.parse(time.known ? time.value : '') + 30_000;
  const sandbox = await startSandbox(filled, () => new Date(now));
  const leave = enterSandbox(sandbox.url, created);
  try {
    const world = {
      ...worldFrom(process.env),
      settings: settingsSchema.parse(filled.settings),
      now: () => new Date(now),
    };
    const readers = { ...world.readers, country: async (ip: string) => filled.countries[ip] };
    const told: string[] = [];
    const telemetry = {
      ...silentTelemetry,
      fault: (error: unknown) => told.push(`fault: ${error}`),
      lookedAgain: (update: Alert | undefined) => told.push(update === undefined ? 'nothing new' : 'updated'),
      secondLookFailed: () => told.push('second look failed'),
      notAskedAgain: () => told.push('not asked again'),
    };
    await play({
      sandbox,
      told,
      handle: handlerIn(() => ({ world: change({ ...world, readers }), telemetry })),
      pass: () => {
        now += SECOND_LOOK_MS;
      },
      alerts: () => sandbox.published.map(({ message }) => alertSchema.parse(JSON.parse(message.sqs ?? ''))),
    });
  } finally {
    leave();
    await sandbox.close();
  }
};

/** Both looks; what the second returned. */
const bothLooks = async ({ handle, sandbox, pass }: Stage) => {
  await handle(STORY.event, CONTEXT);
  pass();
  return handle(lambdaEventOf(sandbox.queued), CONTEXT);
};
const ALL_WELL = { batchItemFailures: [] };

describe('the second look', () => {
  test('tells what is worse, to whoever listens to the higher severity', () =>
    on(STORY, async (stage) => {
      expect(await bothLooks(stage)).toEqual(ALL_WELL);
      const [first, update] = stage.alerts();
      expect(first).toMatchObject({ severity: 'low', findings: [], unknowns: [] });
      expect(first?.looksAgainAt).toBe('2026-03-04T10:16:42.000Z');
      expect(first?.decision).toContain('looked at again at 10:16 UTC');
      expect(update).toMatchObject({
        alertId: first?.alertId,
        severity: 'high',
        update: {
          of: first?.alertId,
          changed: ['The actor also created an access key and stopped a trail'],
          severityBefore: 'low',
        },
      });
      expect(update?.looksAgainAt).toBeUndefined();
      expect(stage.sandbox.queued).toHaveLength(1);
      const [, sent] = stage.sandbox.published;
      expect(sent?.subject).toMatch(/^\[UPDATE HIGH\] /);
      expect(sent?.attributes.severity?.value).toBe('high');
      expect(stage.told).toEqual(['updated']);
    }));

  test('tells that the profile has been used', () =>
    on(USED, async (stage) => {
      await bothLooks(stage);
      expect(stage.alerts()[1]?.update?.changed).toEqual([
        expect.stringMatching(/^The profile has already been used: 1 session$/),
      ]);
    }));

  test('tells what is resolved, to whoever got the first', () =>
    on({ ...QUIET, faults: [denied('iam:GetRole', 1)] }, async (stage) => {
      await bothLooks(stage);
      const [first, update] = stage.alerts();
      expect(first?.severity).toBe('high');
      expect(update).toMatchObject({
        severity: 'low',
        update: { changed: ['role build-farm now read: limited'], severityBefore: 'high' },
      });
      const [, sent] = stage.sandbox.published;
      expect(sent?.subject).toMatch(/^\[UPDATE LOW\] /);
      expect(sent?.attributes).toMatchObject({ severity: { value: 'high' }, riskScore: { value: '73' } });
    }));

  const nothingNew: readonly (readonly [string, Scenario, readonly Scenario['faults'][number][]])[] = [
    ['nothing has changed', QUIET, []],
    [
      'nothing can be read any more',
      QUIET,
      ['iam:*', 'rolesanywhere:*', 'cloudtrail:*'].map((each) => denied(each)),
    ],
    ['the profile was deleted', QUIET, [{ operation: 'rolesanywhere:GetProfile', error: 'NotFound' }]],
  ];
  test.each(nothingNew)('tells nothing where %s', (_, story, faults) =>
    on(story, async ({ handle, sandbox, told }) => {
      await handle(story.event, CONTEXT);
      await on({ ...story, faults: [...faults] }, async (later) => {
        later.pass();
        expect(await later.handle(lambdaEventOf(sandbox.queued), CONTEXT)).toEqual(ALL_WELL);
        expect(later.sandbox.published).toEqual([]);
        expect(later.told).toEqual(['nothing new']);
      });
      expect(told).toEqual([]);
    }),
  );

  test('that cannot be published is handed on again', () =>
    on(STORY, async ({ handle, sandbox, told }) => {
      await handle(STORY.event, CONTEXT);
      await on({ ...STORY, faults: [denied('sns:Publish')] }, async (later) => {
        later.pass();
        const [message] = sandbox.queued;
        expect(await later.handle(lambdaEventOf(sandbox.queued), CONTEXT)).toEqual({
          batchItemFailures: [{ itemIdentifier: message?.messageId }],
        });
        expect(later.told).toEqual(['second look failed']);
      });
      expect(told).toEqual([]);
    }));

  test.each(['', '{', 'null', '{"version":2}', '{"version":1,"first":{}}'])(
    'is handed on, and set aside in the end, where its message is %j',
    (body) =>
      on(QUIET, async ({ handle, sandbox }) => {
        const failed = await handle(lambdaEventOf([{ messageId: 'm1', body }]), CONTEXT);
        expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
        expect(sandbox.calls).toEqual([]);
      }),
  );

  test('of an event delivered twice is one', () =>
    on(STORY, async ({ handle, sandbox }) => {
      await handle(STORY.event, CONTEXT);
      await handle(STORY.event, CONTEXT);
      expect(sandbox.published).toHaveLength(2);
      expect(sandbox.queued).toHaveLength(1);
    }));

  test('delivered twice itself lands in the same thread', () =>
    on(STORY, async (stage) => {
      await bothLooks(stage);
      await stage.handle(lambdaEventOf(stage.sandbox.queued), CONTEXT);
      const threads = stage.sandbox.published.map(
        ({ message }) => JSON.parse(message.https ?? '').metadata.threadId,
      );
      expect(threads).toHaveLength(3);
      expect(new Set(threads).size).toBe(1);
    }));
});

describe('asking for it', () => {
  test('keeps ids and severities, and the event as it came', () =>
    on(STORY, async ({ handle, sandbox }) => {
      await handle(STORY.event, CONTEXT);
      const [message] = sandbox.queued;
      expect(requestIn(message?.body ?? '')).toEqual({
        event: STORY.event,
        first: {
          severity: 'low',
          disposition: 'unexpected',
          thread: expect.stringMatching(/^[0-9a-f]{32}$/),
          findings: [],
          unread: [],
        },
      });
    }));

  const FAULTS: readonly Scenario['faults'][number][] = [
    denied('sqs:SendMessage'),
    { operation: 'sqs:SendMessage', error: 'Throttling' },
    { operation: 'sqs:SendMessage', error: 'NotFound' },
    { operation: 'sqs:SendMessage', error: 'NoAnswer' },
    { operation: 'sqs:SendMessage', error: 'Malformed' },
  ];
  test.each(FAULTS)(
    'that fails ($error) costs neither the alert nor much time, and makes no second one',
    (fault) =>
      on({ ...QUIET, faults: [fault] }, async ({ handle, sandbox, told }) => {
        const begun = Date.now();
        await handle(QUIET.event, CONTEXT);
        expect(Date.now() - begun).toBeLessThan(9_000);
        expect(sandbox.published).toHaveLength(1);
        expect(told).toEqual(['not asked again']);
      }),
    20_000,
  );

  test('is not even tried where Lambda is about to stop the function', () =>
    on(QUIET, async ({ handle, sandbox, told }) => {
      let remaining = 70_000;
      const context = {
        getRemainingTimeInMillis: () => {
          if (sandbox.published.length > 0) remaining = 900;
          return remaining;
        },
      };
      await handle(QUIET.event, context);
      expect(sandbox.published).toHaveLength(1);
      expect(told).toEqual(['not asked again']);
    }));

  const silent: readonly (readonly [string, (world: World) => World])[] = [
    ['the setting says so', (world) => ({ ...world, settings: { ...world.settings, secondLook: false } })],
    [
      'there is no queue',
      (world) => {
        const { askAgain: _, ...without } = world;
        return without;
      },
    ],
  ];
  test.each(silent)('is left, and no alert says otherwise, where %s', (_, change) =>
    on(
      QUIET,
      async ({ handle, sandbox, alerts }) => {
        await handle(QUIET.event, CONTEXT);
        expect(sandbox.queued).toEqual([]);
        expect(alerts()[0]?.looksAgainAt).toBeUndefined();
        expect(alerts()[0]?.decision).not.toContain('looked at again');
      },
      change,
    ),
  );
});

test('npm start shows both looks', async () => {
  const { message, update } = await triageInSandbox(STORY.event, STORY);
  expect(message.subject).toMatch(/^\[LOW\] /);
  expect(update?.subject).toMatch(/^\[UPDATE HIGH\] /);
});
