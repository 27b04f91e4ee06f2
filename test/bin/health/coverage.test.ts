import { coverageOf, coverageTable, type PlaceReadings } from '../../../bin/health/coverage';
import { known, notKnown } from '../../../lambda/lookup';

const BUS = 'arn:aws:events:eu-central-1:111122223333:event-bus/RolesAnywhereProfileAlert';
const COVERED: PlaceReadings = {
  account: '444455556666',
  region: 'us-east-1',
  home: false,
  trails: known([{ name: 'all', homeRegion: 'us-east-1', logging: true, managementWrites: true }]),
  rule: known({ name: 'Forwarder-Profiles', enabled: true, targets: [BUS], matches: true }),
  queue: known({ name: 'undelivered', messages: 0 }),
};

test('a place with a trail and a forwarder is covered', () => {
  expect(coverageOf(COVERED, BUS)).toEqual({
    account: '444455556666',
    region: 'us-east-1',
    covered: 'yes',
    why: [],
  });
});

test('so is the place of the stack, whose rule has the function for a target', () => {
  const rule = known({ name: 'Stack-Profiles', enabled: true, targets: ['arn:of:function'], matches: true });
  expect(coverageOf({ ...COVERED, home: true, rule }, BUS).covered).toBe('yes');
});

const rule = (changed: object) =>
  known({ name: 'Forwarder-Profiles', enabled: true, targets: [BUS], matches: true, ...changed });
const cases: readonly (readonly [
  what: string,
  changed: Partial<PlaceReadings>,
  covered: string,
  why: RegExp,
])[] = [
  ['without a trail', { trails: known([]) }, 'no', /no trail/],
  [
    'without a forwarder',
    { rule: notKnown('ResourceNotFoundException: Rule does not exist') },
    'no',
    /there is no forwarder/,
  ],
  [
    'whose stack lost its rule',
    { home: true, rule: notKnown('ResourceNotFoundException: none') },
    'no',
    /no rule of the stack/,
  ],
  ['whose rule is disabled', { rule: rule({ enabled: false }) }, 'no', /disabled/],
  ['whose rule was emptied', { rule: rule({ targets: [] }) }, 'no', /no target/],
  ['whose rule was changed', { rule: rule({ matches: false }) }, 'no', /does not match/],
  ['that sends to somebody else', { rule: rule({ targets: ['arn:of:another'] }) }, 'no', /another bus/],
  [
    'that nobody may look at',
    { rule: notKnown('ReadRoleError: no'), trails: notKnown('ReadRoleError: no') },
    'unknown',
    /could not be looked at/,
  ],
  [
    'whose trail nobody may look at',
    { trails: notKnown('AccessDenied: no') },
    'unknown',
    /could not be looked at/,
  ],
  ['where an event is stuck', { queue: known({ name: 'undelivered', messages: 1 }) }, 'yes', /holds 1/],
];
test.each(cases)('a place %s', (_, changed, covered, why) => {
  const coverage = coverageOf({ ...COVERED, ...changed }, BUS);
  expect(coverage.covered).toBe(covered);
  expect(coverage.why.map(({ what }) => what).join('\n')).toMatch(why);
});

test('the table counts', () => {
  const all = [coverageOf(COVERED, BUS), coverageOf({ ...COVERED, trails: known([]) }, BUS)];
  expect(coverageTable(all)).toMatch(
    /^444455556666 {2}us-east-1 {7}yes\n.*no trail.*\n1 covered, 1 not, 0 not known$/s,
  );
});
