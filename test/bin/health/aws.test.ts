import { fillScenario } from '../../../bin/sandbox/fill';
import { loadScenario } from '../../../bin/sandbox/load';
import { startSandbox } from '../../../bin/sandbox/server';
import { type Run, runScript } from '../../support/command';
import { installed, PERSON, TRIAGE } from '../../support/installed';
import { type FakePlace, type FakePlaces, placeServices } from '../../support/places';

const HOME = '111122223333';
const MEMBER = '444455556666';
const BUS = `arn:aws:events:eu-central-1:${HOME}:event-bus/Stack`;

interface Ran extends Run {
  /** Calls that were made, as IAM actions. */
  readonly calls: readonly string[];
}

/** Runs a command of this project as people do, with its real SDK clients, against the stand-in. */
const run = async (
  command: 'doctor' | 'coverage',
  args: readonly string[],
  world: FakePlaces,
): Promise<Ran> => {
  const scenario = loadScenario('attack');
  const sandbox = await startSandbox(fillScenario(scenario, scenario.event), undefined, placeServices(world));
  const ended = await runScript(`bin/${command}.ts`, args, {
    env: {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
    },
  });
  await sandbox.close();
  return { ...ended, calls: sandbox.calls.map(({ service, operation }) => `${service}:${operation}`) };
};

const worldOf = (home: FakePlace, more: Partial<FakePlaces> = {}): FakePlaces => ({
  home: HOME,
  open: [MEMBER],
  ...more,
  places: { [`${HOME}/eu-central-1`]: home, ...more.places },
});

describe('npm run doctor', () => {
  const doctor = (home: FakePlace): Promise<Ran> => run('doctor', ['--stack', 'Stack'], worldOf(home));
  const well = installed();
  const [topic = ''] = Object.keys(well.subscriptions ?? {});
  const [key = ''] = Object.keys(well.keys ?? {});
  const queueLike = (part: string): string =>
    Object.keys(well.queues).find((name) => name.includes(part)) ?? 'none';

  test('finds all well where all is, and only reads', async () => {
    const { status, stdout, stderr, calls } = await doctor(well);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^ok /);
    expect(stdout).toMatch(/ok +trail management logs/);
    expect(stdout).toMatch(/ok +rule \S+ of ProfileCreatedForwarded is on, with its target/);
    expect(stdout).toMatch(/ok +a self-test \(HomeSelfTest\) came through/);
    for (const call of calls) expect(call).toMatch(/:(Describe|Get|List|Test)/);
  }, 60_000);

  const rules = (name: RegExp, changed: object) =>
    well.rules.map((rule) => (name.test(rule.name) ? { ...rule, ...changed } : rule));
  const subscribed = (changed: object) => ({
    subscriptions: { ...well.subscriptions, [topic]: [{ ...PERSON, ...changed }] },
  });
  const faults: readonly (readonly [what: string, changed: Partial<FakePlace>, line: RegExp])[] = [
    [
      'an unprotected stack',
      { stack: { status: 'UPDATE_COMPLETE', protected: false } },
      /^WRONG it is not protected/m,
    ],
    [
      'a failed deployment',
      { stack: { status: 'UPDATE_FAILED', protected: true } },
      /^WRONG .*UPDATE_FAILED/m,
    ],
    [
      'a stopped trail',
      { trails: [{ name: 'management', logging: false }] },
      /^WRONG trail management does not log/m,
    ],
    [
      'a disabled rule',
      { rules: rules(/ProfileCreatedRule/, { state: 'DISABLED' }) },
      /^WRONG rule \S+ of ProfileCreatedRule is disabled/m,
    ],
    [
      'a rule on the home bus without its target',
      { rules: rules(/ProfileCreatedForwarded/, { targets: [] }) },
      /^WRONG rule \S+ of ProfileCreatedForwarded has no target/m,
    ],
    [
      'a rule that matches no profile any more',
      { rules: rules(/ProfileCreatedRule/, { pattern: { source: ['another'] } }) },
      /^WRONG rule \S+ of ProfileCreatedRule does not match (?=.*\bCreateProfile\b)/m,
    ],
    [
      'a letter that nobody got',
      { queues: { ...well.queues, [queueLike('TriageFailed')]: 2 } },
      /^WRONG queue \S+ holds 2 of TriageFailed/m,
    ],
    [
      'a key that is to be deleted',
      { keys: { ...well.keys, [key]: 'PendingDeletion' } },
      /^WRONG the key of \w+ is in state PendingDeletion/m,
    ],
    [
      'an unconfirmed subscription',
      subscribed({ arn: 'PendingConfirmation' }),
      /^WRONG nobody is subscribed/m,
    ],
    [
      'one that a mail scanner may end',
      subscribed({ authenticated: false }),
      /^WRONG whoever follows the link/m,
    ],
    ['no self-test', { sent: {} }, /^WRONG no self-test \(SelfTest\) came through/m],
    ['an alarm that sounds', { sounding: ['Stack-Failed', 'another'] }, /^WRONG alarm Stack-Failed sounds$/m],
  ];
  test.each(faults)(
    'says so of %s, how to mend it, and ends with 1',
    async (_, changed, line) => {
      const { status, stdout } = await doctor({ ...well, ...changed });
      expect(stdout).toMatch(line);
      expect(status).toBe(1);
    },
    60_000,
  );

  test('says where there is no such stack, and ends with 2', async () => {
    const { status, stdout, stderr } = await doctor({ ...well, resources: [] });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/does not exist/);
  }, 60_000);
});

describe('npm run coverage', () => {
  const PATTERN = installed().rules.find(({ name }) => name.includes('ProfileCreatedRule'))?.pattern ?? {};
  const forwarder = (changed: Partial<FakePlace> = {}): FakePlace => ({
    trails: [{ name: 'all', logging: true }],
    rules: [{ name: 'RolesAnywhereProfileForwarder-Profiles', pattern: PATTERN, targets: [BUS] }],
    queues: { 'RolesAnywhereProfileForwarder-Undelivered': 0 },
    resources: [
      {
        stack: 'StackSet-Forwarder-1',
        logical: 'Profiles',
        physical: 'RolesAnywhereProfileForwarder-Profiles',
        type: 'AWS::Events::Rule',
        drift: 'IN_SYNC',
      },
    ],
    ...changed,
  });
  const coverage = (args: readonly string[], more: Partial<FakePlaces>): Promise<Ran> =>
    run('coverage', ['--stack', 'Stack', ...args], worldOf(installed(), more));

  test('asks the organisation for its accounts, and says of each place whether it is covered', async () => {
    const { status, stdout, stderr, calls } = await coverage(['--regions', 'eu-central-1,us-east-1'], {
      organization: { [HOME]: 'ACTIVE', [MEMBER]: 'ACTIVE', '999900001111': 'SUSPENDED' },
      places: {
        [`${HOME}/us-east-1`]: forwarder(),
        [`${MEMBER}/eu-central-1`]: forwarder(),
        [`${MEMBER}/us-east-1`]: forwarder(),
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${HOME}  eu-central-1    yes`,
      `${HOME}  us-east-1       yes`,
      `${MEMBER}  eu-central-1    yes`,
      `${MEMBER}  us-east-1       yes`,
      '4 covered, 0 not, 0 not known',
      '',
    ]);
    for (const call of calls) expect(call).toMatch(/:(Describe|Get|List|Test|AssumeRole)/);
  }, 60_000);

  test('says why a place is not covered, or is not known, and what CloudFormation knows of drift', async () => {
    const drifted = forwarder().resources?.map((each) => ({ ...each, drift: 'MODIFIED' as const })) ?? [];
    const never = forwarder().resources?.map(({ drift: _, ...each }) => each) ?? [];
    const { status, stdout } = await coverage(
      ['--accounts', `${MEMBER},777788889999`, '--regions', 'eu-central-1,us-east-1,us-west-2'],
      {
        places: {
          [`${MEMBER}/eu-central-1`]: forwarder({ rules: [], trails: [] }),
          [`${MEMBER}/us-east-1`]: forwarder({ resources: drifted }),
          [`${MEMBER}/us-west-2`]: forwarder({ resources: never }),
        },
      },
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /444455556666 {2}eu-central-1 {4}no\n.*no trail logs.*\n.*\n.*there is no forwarder/,
    );
    expect(stdout).toMatch(
      /us-east-1 {7}yes\n +stack StackSet-Forwarder-1 drifted, as of 2026-11-01.*: Profiles/,
    );
    expect(stdout).toMatch(
      /us-west-2 {7}yes\n.*ever looked whether stack StackSet-Forwarder-1 drifted\n.*detect-stack-drift/,
    );
    expect(stdout).toMatch(/777788889999 {2}eu-central-1 {4}unknown\n.*cannot be assumed/);
    expect(stdout).toMatch(/2 covered, 1 not, 3 not known\n$/);
  }, 60_000);

  test('knows the rules of the stack itself, on both buses', async () => {
    const { rules, ...home } = installed();
    const stolen = rules.map((rule) =>
      rule.name.includes('ProfileCreatedForwarded') ? { ...rule, targets: [`${TRIAGE}another`] } : rule,
    );
    const { status, stdout } = await run(
      'coverage',
      ['--stack', 'Stack', '--accounts', HOME, '--regions', 'eu-central-1'],
      worldOf({ ...home, rules: stolen }),
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/eu-central-1 {4}no\n +a rule of the stack hands profiles to something else than/);
  }, 60_000);

  test('asks for accounts where neither the organisation nor the settings list any', async () => {
    const { status, stdout, stderr } = await coverage(['--regions', 'eu-central-1'], {});
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/AccessDeniedException[\s\S]*no accounts: give --accounts/);
  }, 60_000);
});
