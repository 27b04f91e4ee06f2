import { settingsSchema } from '../lambda/settings';
import { defaultSettings, settingsIn } from '../lambda/settings-file';

const ENTRY = { principal: 'arn:aws:iam::111122223333:role/deploy', reason: 'The pipeline makes them' };

test('the defaults are those of the schema', () => {
  expect(defaultSettings).toEqual(settingsSchema.parse({}));
});

test.each([
  [{}],
  [{ manyRoles: 7, baseSeverity: 'critical' }],
  [{ workingHoursUtc: { start: 22, end: 6 }, requiredTags: ['owner'] }],
  [{ trustedNetworks: ['192.0.2.0/24', '2001:db8::/32'], expectedCountries: ['DE'] }],
  [{ approvedTrustAnchors: ['arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/abc*'] }],
  [{ allowList: [ENTRY, { ...ENTRY, accounts: ['111122223333'], roles: ['*'], expires: '2030-01-31' }] }],
])('what synth has checked is read as it was written: %j', (given) => {
  const checked = settingsSchema.parse(given);
  expect(settingsIn(JSON.stringify(checked))).toEqual(checked);
  expect(settingsIn(JSON.stringify(given))).toEqual(checked);
});

test('each key of the schema is known to the reader, which refuses others', () => {
  const all = {
    ...settingsSchema.parse({}),
    workingHoursUtc: { start: 8, end: 18 },
    consoleLinkPrefix: 'https://portal.example.com/?to=',
    runbookUrl: 'https://wiki.example.com',
    containAtOrAbove: 'critical' as const,
  };
  expect(Object.keys(all).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  expect(settingsIn(JSON.stringify(all))).toEqual(all);
});

test.each([
  ['null'],
  ['[]'],
  ['7'],
  ['""'],
  ['{"manyRoles": "7"}'],
  ['{"manyRoles": null}'],
  ['{"longSessionSeconds": []}'],
  ['{"baseSeverity": "fatal"}'],
  ['{"containAtOrAbove": "informational"}'],
  ['{"containAtOrAbove": true}'],
  ['{"baseSeverity": ["low"]}'],
  ['{"requiredTags": "owner"}'],
  ['{"requiredTags": [1]}'],
  ['{"trustedNetworks": {"length": 0}}'],
  ['{"workingHoursUtc": {"start": 8}}'],
  ['{"workingHoursUtc": []}'],
  ['{"allowList": [null]}'],
  ['{"allowList": [{"principal": "*"}]}'],
  ['{"allowList": [{"principal": "*", "reason": "known", "roles": "*"}]}'],
  ['{"allowList": [{"principal": "*", "reason": "known", "role": ["*"]}]}'],
  ['{"manyRole": 7}'],
  ['{"toString": 7}'],
])('what synth would not have written is refused: %s', (text) => {
  expect(() => settingsIn(text)).toThrow(TypeError);
});

test.each([[''], ['{"manyRoles": 7'], ['settings']])('what is no JSON is refused: %j', (text) => {
  expect(() => settingsIn(text)).toThrow(SyntaxError);
});
