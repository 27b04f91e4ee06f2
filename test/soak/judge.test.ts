import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import type { Scenario } from '../../bin/sandbox/scenario';
import type { Alert } from '../../lambda/alert/schema';
import { calmed, judged } from './judge';
import { runner } from './run';

const run = runner(false);

const worldOf = (story: string): { readonly event: unknown; readonly scenario: Scenario } => {
  const { event, ...scenario } = loadScenario(story);
  return { event, scenario: fillScenario(scenario, event) };
};

const SILENT = { published: [], cpuMs: 1 };

describe('the laws of one run', () => {
  it.each(['attack', 'routine', 'first-use', 'first-use-known', 'mapping-put', 'deleted-role'])(
    'hold of the story %s',
    async (story) => {
      const world = worldOf(story);
      expect(judged(world, await run(world.event, world.scenario, [])).broken).toEqual([]);
    },
  );

  it.each([
    ['attack', ['0 published, thrown: undefined']],
    ['first-use', ['0 published, thrown: undefined']],
    ['first-use-known', []],
  ])('demand an alert where one is owed: %s', (story, broken) => {
    expect(judged(worldOf(story), SILENT).broken).toEqual(broken);
  });

  it('demand silence of what is no change', async () => {
    const { scenario, event } = worldOf('attack');
    const { published } = await run(event, scenario, []);
    const noChange = { event: { detail: {} }, scenario };
    expect(judged(noChange, { published, cpuMs: 1 }).broken).toEqual(['an alert of what is no change']);
    expect(judged(noChange, SILENT).broken).toEqual([]);
  });

  it('demand one alert, soon, without a fault of the program', async () => {
    const world = worldOf('attack');
    const { published } = await run(world.event, world.scenario, []);
    const { broken } = judged(world, {
      published: [...published, ...published],
      cpuMs: 10_001,
      ownFault: new Error('x'),
    });
    expect(broken).toEqual([
      '10001 ms of CPU',
      'a fault of its own: Error: x',
      '2 published, thrown: undefined',
    ]);
  });

  it.each([
    ['a line at the margin', (email: string) => `${email}\nall is well\n`, /^at the margin: all is well/],
    ['a heading twice', (email: string) => `${email}\nDO NOW\n`, /^twice: DO NOW/],
    ['a hidden character', (email: string) => `${email}\n  a\u200bb\n`, /^unseen: /],
    ['a foreign link', (email: string) => `${email}\n  see https://x.example\n`, /^clicks: /],
    ['too many bytes', (email: string) => `${email}\n  ${'x'.repeat(40_000)}\n`, /^an e-mail of \d+ bytes/],
  ])('find %s', async (_, forged, law) => {
    const world = worldOf('attack');
    const [message] = (await run(world.event, world.scenario, [])).published;
    if (message === undefined) throw new Error('no alert');
    const { email = '' } = message.message;
    const changed = { ...message, message: { ...message.message, email: forged(email) } };
    const { broken } = judged(world, { published: [changed], cpuMs: 1 });
    expect(broken).toEqual([expect.stringMatching(law)]);
  });
});

describe('not knowing', () => {
  const refused = ['iam:GetRole'];
  const alert = (severity: Alert['severity'], disposition: Alert['disposition'] = 'unexpected') =>
    ({ severity, disposition, findings: [], roles: [] }) as unknown as Alert;
  const used = (possiblePower: string, ...ids: readonly string[]) =>
    ({
      ...alert('critical'),
      findings: ids.map((id) => ({ id, severity: 'critical' })),
      roles: [{ power: possiblePower, possiblePower }],
    }) as unknown as Alert;
  const ofAnotherAccount = {
    ...used('admin', 'first-use'),
    roles: [{ power: 'unknown', possiblePower: 'admin' }],
  } as unknown as Alert;
  const NO_TABLE = ['dynamodb:GetItem'];
  const CALMED = ['critical is high without dynamodb:GetItem'];

  it.each<[string, Alert, Alert | undefined, readonly string[], readonly string[]]>([
    ['as severe', alert('high'), alert('high'), refused, []],
    ['more severe', alert('high'), alert('critical'), refused, []],
    ['calmer', alert('high'), alert('medium'), refused, ['high is medium without iam:GetRole']],
    ['silent', alert('low'), undefined, refused, ['low is silence without iam:GetRole']],
    ['expected', alert('high'), alert('high', 'expected'), refused, ['expected without iam:GetRole']],
    ['high without the profile', alert('critical'), alert('high'), ['rolesanywhere:GetProfile'], []],
    ['high without the first alert', used('limited', 'first-use'), alert('high'), NO_TABLE, []],
    ['high as a role that was never read', ofAnotherAccount, alert('high'), NO_TABLE, []],
    ['of an admin role', used('admin', 'first-use'), alert('high'), NO_TABLE, CALMED],
    ['by another finding', used('limited', 'first-use', 'x'), alert('high'), NO_TABLE, CALMED],
    [
      'medium without the profile',
      alert('critical'),
      alert('medium'),
      ['rolesanywhere:GetProfile'],
      ['critical is medium without rolesanywhere:GetProfile'],
    ],
  ])('must not calm: %s', (_, full, less, calls, broken) => {
    expect(calmed(full, less, { refused: calls })).toEqual(broken);
  });
});

describe('a world whose calls are refused', () => {
  it.each(['dynamodb:GetItem', 'dynamodb:PutItem'])(
    'still tells of the first use, without %s',
    async (call) => {
      const world = worldOf('first-use');
      expect((await run(world.event, world.scenario, [call])).published).toHaveLength(1);
    },
  );

  it('tells again of what the table cannot say was told', async () => {
    const world = worldOf('first-use-known');
    expect((await run(world.event, world.scenario, [])).published).toHaveLength(0);
    expect((await run(world.event, world.scenario, ['dynamodb:GetItem'])).published).toHaveLength(1);
  });
});
