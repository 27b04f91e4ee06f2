import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import { type Sandbox, startSandbox } from '../../bin/sandbox/server';
import type { Plan } from '../../lambda/health/check';
import { resource, templateOf } from '../lib/template';
import { bundledFunction } from '../support/bundled';
import { type FakePlace, type FakePlaces, placeServices } from '../support/places';

const HOME = '111122223333';
const MEMBER = '444455556666';
const LOCKED = '777788889999';
const BUS = `arn:aws:events:eu-central-1:${HOME}:event-bus/Stack`;
const FUNCTION = `arn:aws:lambda:eu-central-1:${HOME}:function:Stack-Triage`;

/** As it is deployed. */
const PATTERN = resource(templateOf(), 'AWS::Events::Rule', 'ProfileCreatedRule').Properties
  .EventPattern as object;
/** Narrowed to one call. */
const narrowed = (eventName: string): object =>
  JSON.parse(JSON.stringify(PATTERN), (key, value) => (key === 'eventName' ? [eventName] : value));
const TRAILS = [{ name: 'all', logging: true }];
const forwarder = (changed: Partial<FakePlace> = {}): FakePlace => ({
  trails: TRAILS,
  rules: [{ name: 'RolesAnywhereProfileForwarder-Profiles', pattern: PATTERN, targets: [BUS] }],
  queues: { 'RolesAnywhereProfileForwarder-Undelivered': 0 },
  ...changed,
});
const WORLD: FakePlaces = {
  home: HOME,
  organization: { [HOME]: 'ACTIVE', [MEMBER]: 'ACTIVE', '999900001111': 'CLOSED' },
  open: [MEMBER],
  places: {
    [`${HOME}/eu-central-1`]: {
      trails: TRAILS,
      rules: [
        { name: 'Stack-Profiles', pattern: PATTERN, targets: [FUNCTION] },
        { name: 'Stack-Forwarded', bus: 'Stack', pattern: PATTERN, targets: [FUNCTION] },
      ],
      queues: {},
    },
    [`${HOME}/us-east-1`]: forwarder(),
    [`${MEMBER}/eu-central-1`]: forwarder(),
    [`${MEMBER}/us-east-1`]: forwarder(),
  },
};
const PLAN: Plan = {
  home: { account: HOME, region: 'eu-central-1' },
  function: FUNCTION,
  rules: [{ name: 'Stack-Profiles' }, { name: 'Stack-Forwarded', bus: 'Stack' }],
  forwarders: {
    bus: BUS,
    accounts: [],
    organization: true,
    regions: ['eu-central-1', 'us-east-1'],
    role: { name: 'Reader', externalId: 'alerts' },
  },
};

/** Runs the handler of a bundle, the first argument, on an event, the second. */
const RUN = `require(process.argv[1]).handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 90_000 })`;

describe('the bundled health check', () => {
  const file = bundledFunction('HealthCheck');

  const run = async (world: FakePlaces, plan: Plan = PLAN) => {
    const scenario = loadScenario('attack');
    const sandbox: Sandbox = await startSandbox(
      fillScenario(scenario, scenario.event),
      undefined,
      placeServices(world),
    );
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['-e', RUN, file, JSON.stringify(plan)],
      {
        env: {
          AWS_ENDPOINT_URL: sandbox.url,
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
          POWERTOOLS_METRICS_NAMESPACE: 'RolesAnywhereProfileAlert',
          POWERTOOLS_SERVICE_NAME: 'rolesanywhere-profile-health',
        },
      },
    ).finally(sandbox.close);
    const lines = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return {
      calls: sandbox.calls,
      told: lines.filter(({ why }) => why !== undefined),
      metric: lines.find(({ _aws }) => _aws !== undefined),
    };
  };

  test('finds all well in each account and Region of the organisation, and says so with one metric', async () => {
    const { told, metric, calls } = await run(WORLD);
    expect(told).toEqual([]);
    expect(metric).toMatchObject({ service: 'rolesanywhere-profile-health', PlacesInTrouble: 0 });
    // An account that was closed has nothing to look at.
    const assumed = calls.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.map(({ request }) => new URLSearchParams(request.body).get('RoleArn'))).toEqual([
      `arn:aws:iam::${MEMBER}:role/Reader`,
    ]);
    const asked = new URLSearchParams(assumed[0]?.request.body);
    expect(asked.get('ExternalId')).toBe('alerts');
    // Narrowed to looking: nothing in it may read a role or a policy.
    const { Statement } = JSON.parse(asked.get('Policy') ?? '{}');
    expect(Statement).toHaveLength(1);
    for (const action of Statement[0].Action)
      expect(action).toMatch(/^(events|sqs|cloudtrail):(Describe|Get|List|Test)/);
    // Whatever it asks of AWS, the session policy allows it in other accounts.
    const services = new Set(['events', 'sqs', 'cloudtrail']);
    const made = new Set(
      calls
        .filter(({ service }) => services.has(service))
        .map(({ service, operation }) => `${service}:${operation}`),
    );
    expect([...made].sort()).toEqual([...Statement[0].Action].sort());
  }, 60_000);

  test('tells each place that is not well, with its reason, and counts them', async () => {
    const { told, metric } = await run({
      ...WORLD,
      organization: { ...WORLD.organization, [LOCKED]: 'ACTIVE' },
      places: {
        ...WORLD.places,
        [`${MEMBER}/us-east-1`]: forwarder({ queues: { 'RolesAnywhereProfileForwarder-Undelivered': 3 } }),
        [`${MEMBER}/eu-central-1`]: forwarder({ rules: [] }),
        [`${HOME}/eu-central-1`]: {
          ...(WORLD.places[`${HOME}/eu-central-1`] as FakePlace),
          rules: [
            { name: 'Stack-Profiles', pattern: narrowed('CreateProfile'), targets: [FUNCTION] },
            { name: 'Stack-Forwarded', bus: 'Stack', pattern: PATTERN, targets: [FUNCTION] },
          ],
        },
        [`${HOME}/us-east-1`]: forwarder({
          rules: forwarder().rules.map((rule) => ({ ...rule, state: 'DISABLED' })),
        }),
      },
    });
    const short = told.map(({ account, region, message, why }) => [`${account}/${region}`, message, why]);
    const NO = 'a profile of this place would not be alerted';
    const UNKNOWN = 'nobody knows whether a profile of this place would be alerted';
    expect(short).toEqual([
      [
        `${HOME}/eu-central-1`,
        NO,
        [
          expect.stringMatching(
            /does not match (?=.*\bCreateTrustAnchor\b)(?=.*\bCreateRole\b)(?!.*\bCreateProfile\b)/,
          ),
        ],
      ],
      [`${HOME}/us-east-1`, NO, [expect.stringContaining('is disabled')]],
      [`${MEMBER}/eu-central-1`, NO, ['there is no forwarder']],
      [
        `${MEMBER}/us-east-1`,
        'something is wrong in a place, though its next profile would be alerted',
        [expect.stringContaining('holds 3 of profiles that were not delivered')],
      ],
      [
        `${LOCKED}/eu-central-1`,
        UNKNOWN,
        expect.arrayContaining([expect.stringContaining('cannot be assumed')]),
      ],
      [
        `${LOCKED}/us-east-1`,
        UNKNOWN,
        expect.arrayContaining([expect.stringContaining('cannot be assumed')]),
      ],
    ]);
    expect(metric).toMatchObject({ PlacesInTrouble: 6 });
  }, 60_000);

  test('fails on what is no plan, and says nothing that could keep the alarm silent', async () => {
    await expect(run(WORLD, {} as Plan)).rejects.toThrow('no plan of what to look at');
  }, 60_000);

  test('brings only what it needs', () => {
    expect(statSync(file).size).toBeLessThan(1_000_000);
    expect(readFileSync(file, 'utf8')).not.toMatch(/ZodError|sourceMappingURL|ListAttachedRolePolicies/);
  });
});
