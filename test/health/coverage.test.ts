import { coverageTable } from '../../bin/health/words';
import { type PlaceReadings, placeCoverage } from '../../lambda/health/coverage';
import { known, notKnown } from '../../lambda/lookup';

const BUS = 'arn:aws:events:eu-central-1:111122223333:event-bus/RolesAnywhereProfileAlert';
const COVERED: PlaceReadings = {
  account: '444455556666',
  region: 'us-east-1',
  home: false,
  trails: known([{ name: 'all', homeRegion: 'us-east-1', logging: true, managementWrites: true }]),
  rules: [known({ name: 'Forwarder-Profiles', enabled: true, targets: [BUS], unmatched: [] })],
  queue: known({ name: 'undelivered', messages: 0 }),
};

test('a place with a trail and a forwarder is covered', () => {
  expect(placeCoverage(COVERED, BUS)).toEqual({
    account: '444455556666',
    region: 'us-east-1',
    covered: 'yes',
    why: [],
  });
});

test('so is the place of the stack, whose rule has the function for a target', () => {
  const own = (name: string) => known({ name, enabled: true, targets: ['arn:of:function'], unmatched: [] });
  const rules = [own('Stack-Profiles'), own('Stack-Forwarded')];
  expect(placeCoverage({ ...COVERED, home: true, rules }, 'arn:of:function').covered).toBe('yes');
});

const rule = (changed: object) => [
  known({ name: 'Forwarder-Profiles', enabled: true, targets: [BUS], unmatched: [], ...changed }),
];
const cases: readonly (readonly [
  what: string,
  changed: Partial<PlaceReadings>,
  covered: string,
  why: RegExp,
])[] = [
  ['without a trail', { trails: known([]) }, 'no', /no trail/],
  [
    'without a forwarder',
    { rules: [notKnown('ResourceNotFoundException: Rule does not exist')] },
    'no',
    /there is no forwarder/,
  ],
  [
    'whose stack lost its rule',
    { home: true, rules: [...COVERED.rules, notKnown('ResourceNotFoundException: none')] },
    'no',
    /no rule of the stack/,
  ],
  ['whose rule is disabled', { rules: rule({ enabled: false }) }, 'no', /disabled/],
  ['whose rule was emptied', { rules: rule({ targets: [] }) }, 'no', /no target/],
  ['whose rule was changed', { rules: rule({ unmatched: ['CreateProfile'] }) }, 'no', /does not match/],
  [
    'that sends to somebody else, too',
    { rules: rule({ targets: [BUS, 'arn:of:another'] }) },
    'no',
    /something else than .*event-bus/,
  ],
  [
    'whose stack hands one of its buses to something else',
    { home: true, rules: [...COVERED.rules, ...rule({ targets: ['arn:of:another'] })] },
    'no',
    /rule of the stack hands profiles to something else/,
  ],
  ['whose stack has no rules at all', { home: true, rules: [] }, 'no', /no rule of the stack/],
  [
    'that nobody may look at',
    { rules: [notKnown('ReadRoleError: no')], trails: notKnown('ReadRoleError: no') },
    'unknown',
    /could not be looked at/,
  ],
  [
    'whose trail nobody may look at',
    { trails: notKnown('AccessDenied: no') },
    'unknown',
    /could not be looked at/,
  ],
  [
    'whose queue nobody may look at',
    { queue: notKnown('AccessDenied: no') },
    'yes',
    /queue of profiles .* could not be looked at/,
  ],
  ['where an event is stuck', { queue: known({ name: 'undelivered', messages: 1 }) }, 'yes', /holds 1/],
];
test.each(cases)('a place %s', (_, changed, covered, why) => {
  const coverage = placeCoverage({ ...COVERED, ...changed }, BUS);
  expect(coverage.covered).toBe(covered);
  expect(coverage.why.map(({ what }) => what).join('\n')).toMatch(why);
});

const drifts: readonly (readonly [what: string, drift: PlaceReadings['drift'], why: RegExp | undefined])[] = [
  [
    'that drifted',
    known({ stackName: 'Forwarder', drifted: ['Profiles'], checkedAt: new Date('2026-11-01') }),
    /stack Forwarder drifted, as of 2026-11-01T00:00:00.000Z: Profiles/,
  ],
  [
    'that had not drifted when somebody looked',
    known({ stackName: 'Forwarder', drifted: [], checkedAt: new Date('2026-11-01') }),
    undefined,
  ],
  [
    'of whose drift nobody knows',
    known({ stackName: 'Forwarder', drifted: [] }),
    /nobody has ever looked whether stack Forwarder drifted/,
  ],
  [
    'whose stack nobody may look at',
    notKnown('AccessDenied: no'),
    /whether its stack drifted .*AccessDenied/,
  ],
];
test.each(drifts)('a place %s is covered, and it is said', (_, drift, why) => {
  const coverage = placeCoverage({ ...COVERED, ...(drift === undefined ? {} : { drift }) }, BUS);
  expect(coverage.covered).toBe('yes');
  expect(coverage.why.map(({ what }) => what)).toEqual(why === undefined ? [] : [expect.stringMatching(why)]);
});

test('what is stuck is sent again at home, and judged by hand where the function cannot be called', () => {
  const queue = known({ name: 'undelivered', messages: 1 });
  const mendOf = (home: boolean) =>
    placeCoverage({ ...COVERED, home, queue }, BUS).why.map(({ mend }) => mend);
  expect(mendOf(true)).toEqual(['npm run redrive']);
  expect(mendOf(false)).toEqual([expect.stringMatching(/by hand|credentials of that account/)]);
});

test('the table counts', () => {
  const all = [placeCoverage(COVERED, BUS), placeCoverage({ ...COVERED, trails: known([]) }, BUS)];
  expect(coverageTable(all)).toMatch(
    /^444455556666 {2}us-east-1 {7}yes\n.*no trail.*\n1 covered, 1 not, 0 not known$/s,
  );
});
