import {
  checkHealth,
  type Forwarders,
  type HealthReaders,
  inTrouble,
  type Plan,
} from '../../lambda/health/check';
import type { PlaceReadings } from '../../lambda/health/coverage';
import type { WatchedPlace } from '../../lambda/health/place';
import { planIn } from '../../lambda/health/plan';
import { known, notKnown } from '../../lambda/lookup';

const HOME = { account: '111122223333', region: 'eu-central-1' };
const MEMBER = '444455556666';
const OTHER = '777788889999';
const BUS = 'arn:aws:events:eu-central-1:111122223333:event-bus/Stack';
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:Stack-Triage';

const FORWARDERS: Forwarders = {
  bus: BUS,
  accounts: [MEMBER],
  organization: false,
  regions: [HOME.region, 'us-east-1'],
  role: { name: 'Reader' },
};
const planWith = (forwarders: Partial<Forwarders> = {}): Plan => ({
  home: HOME,
  function: FUNCTION,
  rules: [{ name: 'Stack-Profiles' }, { name: 'Stack-Forwarded', bus: 'Stack' }],
  forwarders: { ...FORWARDERS, ...forwarders },
});

const wellIn = (place: WatchedPlace, home: boolean): PlaceReadings => ({
  ...place,
  home,
  trails: known([{ name: 'all', homeRegion: 'us-east-1', logging: true, managementWrites: true }]),
  rules: [known({ name: 'rule', enabled: true, targets: [home ? FUNCTION : BUS], unmatched: [] })],
  ...(home ? {} : { queue: known({ name: 'undelivered', messages: 0 }) }),
});

/** Readers to which all is well, but for one place; and where they were asked. */
const readersWith = (bad: Partial<PlaceReadings> = {}, where = 'nowhere') => {
  const asked: string[] = [];
  const read = async (place: WatchedPlace, home: boolean): Promise<PlaceReadings> => {
    const name = `${place.account}/${place.region}`;
    asked.push(name);
    return { ...wellIn(place, home), ...(name === where ? bad : {}) };
  };
  const readers: HealthReaders = {
    home: (place) => read(place, true),
    forwarder: (place) => read(place, false),
    accounts: async () => [OTHER, MEMBER],
  };
  return { readers, asked };
};
const always = (): boolean => true;
const HERE = `${HOME.account}/${HOME.region}`;

const plans: readonly (readonly [what: string, plan: Plan, places: readonly string[]])[] = [
  ['without forwarders', { home: HOME, function: FUNCTION, rules: [{ name: 'Stack-Profiles' }] }, [HERE]],
  ['with listed accounts', planWith(), [HERE, `${MEMBER}/eu-central-1`, `${MEMBER}/us-east-1`]],
  [
    'with the home account’s other Regions',
    planWith({ accounts: [HOME.account, MEMBER] }),
    [HERE, `${HOME.account}/us-east-1`, `${MEMBER}/eu-central-1`, `${MEMBER}/us-east-1`],
  ],
  [
    'with an organisation, each account and Region once',
    planWith({ organization: true, regions: ['us-east-1', 'us-east-1'] }),
    [HERE, `${MEMBER}/us-east-1`, `${HOME.account}/us-east-1`, `${OTHER}/us-east-1`],
  ],
  [
    'without a role to read with, only what the home account has',
    {
      ...planWith(),
      forwarders: { bus: BUS, accounts: [HOME.account, MEMBER], organization: true, regions: ['us-east-1'] },
    },
    [HERE, `${HOME.account}/us-east-1`],
  ],
];
test.each(plans)('a plan %s', async (_, plan, places) => {
  const { readers, asked } = readersWith();
  const checked = await checkHealth(plan, readers, always);
  expect(asked).toEqual(places);
  expect(checked.all.map(({ account, region }) => `${account}/${region}`)).toEqual(places);
  expect(inTrouble(checked)).toBe(0);
});

const rule = (changed: object) => [
  known({ name: 'rule', enabled: true, targets: [BUS], unmatched: [], ...changed }),
];
const AT_HOME = rule({ targets: [FUNCTION] });
const troubles: readonly (readonly [what: string, where: string, bad: Partial<PlaceReadings>])[] = [
  [
    'a disabled rule of the stack',
    HERE,
    { rules: [...AT_HOME, ...rule({ targets: [FUNCTION], enabled: false })] },
  ],
  ['a rule of the stack that lost its target', HERE, { rules: rule({ targets: [] }) }],
  ['a rule of the stack that has another target', HERE, { rules: rule({ targets: ['arn:of:another'] }) }],
  [
    'a rule of the stack that matches no profile',
    HERE,
    { rules: rule({ targets: [FUNCTION], unmatched: ['CreateProfile'] }) },
  ],
  ['no trail at home', HERE, { trails: known([]) }],
  ['a missing forwarder', `${MEMBER}/us-east-1`, { rules: [notKnown('ResourceNotFoundException: none')] }],
  ['a disabled forwarder', `${MEMBER}/us-east-1`, { rules: rule({ enabled: false }) }],
  [
    'a forwarder that sends elsewhere',
    `${MEMBER}/us-east-1`,
    { rules: rule({ targets: ['arn:of:another'] }) },
  ],
  ['a letter in its dead-letter queue', `${MEMBER}/us-east-1`, { queue: known({ name: 'q', messages: 1 }) }],
  ['a queue that cannot be looked at', `${MEMBER}/us-east-1`, { queue: notKnown('AccessDenied: no') }],
  ['an account that lets nobody in', `${MEMBER}/us-east-1`, { rules: [notKnown('ReadRoleError: no')] }],
];
test.each(troubles)('%s is one place in trouble', async (_, where, bad) => {
  const checked = await checkHealth(planWith(), readersWith(bad, where).readers, always);
  expect(inTrouble(checked)).toBe(1);
});

describe('an organisation that does not list its accounts here', () => {
  const refusing: HealthReaders = {
    ...readersWith().readers,
    accounts: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' })),
  };

  test('is trouble: whoever is not known is not looked at', async () => {
    const checked = await checkHealth(planWith({ organization: true, accounts: [] }), refusing, always);
    expect(checked.unlisted).toEqual({ why: 'AccessDeniedException', instead: 0 });
    expect(inTrouble(checked)).toBe(1);
  });

  test('is told, and no trouble, where the settings list accounts', async () => {
    const checked = await checkHealth(planWith({ organization: true }), refusing, always);
    expect(checked.unlisted).toEqual({ why: 'AccessDeniedException', instead: 1 });
    expect(checked.all.map(({ account }) => account)).toEqual([HOME.account, MEMBER, MEMBER, HOME.account]);
    expect(inTrouble(checked)).toBe(0);
  });
});

test('places that there is no time for are not known, and are trouble', async () => {
  const { readers, asked } = readersWith();
  const checked = await checkHealth(planWith(), readers, () => false);
  expect(asked).toEqual([HERE]);
  expect(checked.all.slice(1).map(({ covered }) => covered)).toEqual(['unknown', 'unknown']);
  expect(inTrouble(checked)).toBe(2);
});

test('no more than twenty places are looked at at a time, and their order is kept', async () => {
  let now = 0;
  let most = 0;
  const { readers } = readersWith();
  const forwarder: HealthReaders['forwarder'] = async (place) => {
    now += 1;
    most = Math.max(most, now);
    // The first take longest, so that answers come in another order.
    await new Promise((resolve) => setTimeout(resolve, place.region.endsWith('0') ? 20 : 1));
    now -= 1;
    return wellIn(place, false);
  };
  const regions = Array.from({ length: 100 }, (_, index) => `region-${index}`);
  const checked = await checkHealth(planWith({ regions }), { ...readers, forwarder }, always);
  expect(most).toBe(20);
  expect(checked.all.slice(1).map(({ region }) => region)).toEqual(regions);
});

const noPlans: readonly unknown[] = [
  null,
  'plan',
  {},
  { ...planWith(), rules: [] },
  { ...planWith(), home: { account: HOME.account } },
  { ...planWith(), function: undefined },
];
test.each(noPlans)('%j is no plan: the alarm must sound rather than nothing be looked at', (event) => {
  expect(() => planIn(event)).toThrow('no plan');
});
