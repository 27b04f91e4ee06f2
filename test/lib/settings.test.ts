import { defaultSettings } from '../../lambda/settings';
import { readSettings, SETTING_KEYS, somebodyListens } from '../../lib/settings';
import { COUNTRIES } from '../../lib/settings/places';
import { settingsOf } from './stack';

type Context = Readonly<Record<string, unknown>>;

const EMAIL = { email: 'you@example.com' };

const TEAMS = {
  teamsTenantId: '11111111-0000-4000-8000-000000000001',
  teamsTeamId: '22222222-0000-4000-8000-000000000002',
  teamsChannelId: '19%3aexample%40thread.tacv2',
};

const problemsIn = (context: Context, region?: string): readonly string[] => {
  const reading = readSettings(context, region);
  return reading.ok ? [] : reading.problems;
};

describe('settings that hold', () => {
  test('are the defaults where nothing but an address is given', () => {
    expect(settingsOf(EMAIL)).toEqual({
      stack: { stackName: 'RolesAnywhereProfileAlert', terminationProtection: true },
      deployment: {
        email: ['you@example.com'],
        emailMinimumSeverity: 'informational',
        emails: [],
        slackChannels: [],
        machinesTopic: false,
        securityHub: false,
        firstUse: false,
        firstUseDays: 90,
        responderArns: [],
        noSubscribers: false,
        logRetentionDays: 90,
        memberAccounts: [],
        forwarderRegions: [],
        weeklySweep: false,
      },
      judgement: defaultSettings,
    });
  });

  const deployment: readonly (readonly [what: string, given: Context, read: Context])[] = [
    ['one address', { email: 'a@example.com' }, { email: ['a@example.com'] }],
    [
      'addresses with commas',
      { email: 'a@example.com, b@example.com,' },
      { email: ['a@example.com', 'b@example.com'] },
    ],
    ['addresses as JSON text', { email: '["a@example.com"]' }, { email: ['a@example.com'] }],
    [
      'addresses as a list',
      { email: ['a@example.com', 'b@example.com'] },
      { email: ['a@example.com', 'b@example.com'] },
    ],
    [
      'addresses with severities as text',
      { emails: '[{"address":"a@example.com","minimumSeverity":"high"},{"address":"b@example.com"}]' },
      {
        emails: [
          { address: 'a@example.com', minimumSeverity: 'high' },
          { address: 'b@example.com', minimumSeverity: 'informational' },
        ],
      },
    ],
    ['a truth as text', { email: '', noSubscribers: 'true' }, { email: [], noSubscribers: true }],
    ['a truth', { noSubscribers: true }, { noSubscribers: true }],
    ['a number as text', { logRetentionDays: '7' }, { logRetentionDays: 7 }],
    [
      'an account of digits stays text',
      { memberAccounts: '111122223333' },
      { memberAccounts: ['111122223333'] },
    ],
    ['an organisation', { organizationId: 'o-a1b2c3d4e5' }, { organizationId: 'o-a1b2c3d4e5' }],
    [
      'Slack instead of e-mail',
      { email: [], slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' },
      { email: [], slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' },
    ],
  ];
  test.each(deployment)('deployment: %s', (_, given, read) => {
    expect(settingsOf(given).deployment).toMatchObject(read);
  });

  const entry = { principal: 'arn:aws:iam::111122223333:role/ci', reason: 'the pipeline' };
  const judgement: readonly (readonly [what: string, given: Context, read: Context])[] = [
    ['an allow-list', { allowList: [entry] }, { allowList: [entry] }],
    ['an allow-list as JSON text', { allowList: JSON.stringify([entry]) }, { allowList: [entry] }],
    ['a thousand entries', { allowList: Array(1000).fill(entry) }, { allowList: Array(1000).fill(entry) }],
    [
      'networks with commas',
      { trustedNetworks: '192.0.2.0/24,2001:db8::/32' },
      { trustedNetworks: ['192.0.2.0/24', '2001:db8::/32'] },
    ],
    ['a number as text', { manyRoles: ' 5 ' }, { manyRoles: 5 }],
    ['a choice', { baseSeverity: 'high' }, { baseSeverity: 'high' }],
  ];
  test.each(judgement)('judgement: %s', (_, given, read) => {
    expect(settingsOf(given).judgement).toEqual({ ...defaultSettings, ...read });
  });

  test.each([
    '@aws-cdk/core:checkSecretUsage',
    'aws:cdk:bundling-stacks',
    'availability-zones:account=111122223333:region=eu-central-1',
    'acknowledged-issue-numbers',
    'cli-telemetry',
  ])('the key %s is the CDK’s own', (key) => {
    expect(problemsIn({ ...EMAIL, [key]: 'anything' })).toEqual([]);
  });
});

describe('settings that stop the synth', () => {
  const cases: readonly (readonly [given: Context, problems: readonly string[]])[] = [
    [{ email: 'you' }, ['email[0]: got "you", expected an e-mail address, such as you@example.com']],
    [{ email: ['a@example.com', 3] }, ['email[1]: got 3, expected text']],
    [{ email: 7 }, ['email: got 7, expected a list']],
    [{ email: '["a@example.com"' }, ['email: got "[\\"a@example.com\\"", expected a list']],
    [
      { emailMinimumSeverity: 'urgent' },
      [
        'emailMinimumSeverity: got "urgent", expected one of "informational"|"low"|"medium"|"high"|"critical"',
      ],
    ],
    [
      { stackName: '7up' },
      ['stackName: got "7up", expected a letter, then letters, digits and hyphens, at most 128'],
    ],
    [{ noSubscribers: 'yes' }, ['noSubscribers: got "yes", expected true or false']],
    [
      { logRetentionDays: 8 },
      [
        'logRetentionDays: got 8, expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
      ],
    ],
    [
      { organizationId: 'o-1' },
      ['organizationId: got "o-1", expected the id of an organisation, such as o-a1b2c3d4e5'],
    ],
    [
      { forwarderRegions: 'eu-central-1,eu-centrall-1' },
      ['forwarderRegions[1]: got "eu-centrall-1", expected a Region of AWS, did you mean eu-central-1?'],
    ],
    [{ memberAccounts: '1111' }, ['memberAccounts[0]: got "1111", expected a 12-digit account id']],
    [
      { crossAccountRoleName: 'path/Reader' },
      ['crossAccountRoleName: got "path/Reader", expected the name of a role, without its path'],
    ],
    [
      { crossAccountExternalId: 'alerts' },
      ['crossAccountRoleName: got nothing, expected a value because crossAccountExternalId is set'],
    ],
    [
      { emails: [{ address: 'a@example.com', minimumSeverity: 'loud' }, { minimumSeverity: 'low' }] },
      [
        'emails[0].minimumSeverity: got "loud", expected one of "informational"|"low"|"medium"|"high"|"critical"',
        'emails[1].address: got nothing, expected text',
      ],
    ],
    [
      {
        emails: [{ address: 'a@example.com' }, { address: 'you@example.com' }, { address: 'a@example.com' }],
      },
      [
        'emails[1].address: got "you@example.com", expected an address that is named once',
        'emails[2].address: got "a@example.com", expected an address that is named once',
      ],
    ],
    [
      { slackChannelId: '#security' },
      ['slackChannelId: got "#security", expected a Slack channel id, such as C0123456789'],
    ],
    [
      { slackWorkspaceId: 'T0123456789' },
      ['slackChannelId: got nothing, expected a value because slackWorkspaceId is set'],
    ],
    [
      { slackChannels: [{ channelId: 'C0123456789', minimumSeverity: 'high' }] },
      ['slackWorkspaceId: got nothing, expected a value because slackChannels is set'],
    ],
    [
      {
        slackWorkspaceId: 'T0123456789',
        slackChannels: [{ channelId: 'C0123456789', minimumSeverity: 'high' }],
      },
      [],
    ],
    [
      {
        slackWorkspaceId: 'T0123456789',
        slackChannelId: 'C0123456789',
        slackChannels: ['C0123456789', 'C9876543210', 'C9876543210'].map((channelId) => ({
          channelId,
          minimumSeverity: 'high',
        })),
      },
      [
        'slackChannels[0].channelId: got "C0123456789", expected a channel that is named once',
        'slackChannels[2].channelId: got "C9876543210", expected a channel that is named once',
      ],
    ],
    [
      { eventBusName: 'arn:aws:events:eu-central-1:111122223333:event-bus/alerts', securityHub: 'yes' },
      [
        'eventBusName: got "arn:aws:events:eu-central-1:111122223333:event-bus/alerts", expected the name of an event bus, such as security-alerts',
        'securityHub: got "yes", expected true or false',
      ],
    ],
    [
      { containAtOrAbove: 'informational', responderArns: ['*', 'arn:aws:iam::111122223333:*'] },
      [
        'responderArns[0]: got "*", expected the ARN of a user or a role, which may hold wildcards but not be one',
        'responderArns[1]: got "arn:aws:iam::111122223333:*", expected the ARN of a user or a role, which may hold wildcards but not be one',
        'containAtOrAbove: got "informational", expected one of "low"|"medium"|"high"|"critical"',
      ],
    ],
    [
      { containmentRoleName: 'Containment' },
      ['containAtOrAbove: got nothing, expected a value because containmentRoleName is set'],
    ],
    [{ containmentRoleName: 'Containment', containAtOrAbove: 'critical' }, []],
    [
      { ...TEAMS, teamsChannelId: '19:example@thread.tacv2', teamsTeamId: 'security' },
      [
        'teamsTeamId: got "security", expected an id such as 00000000-0000-4000-8000-000000000000',
        'teamsChannelId: got "19:example@thread.tacv2", expected a channel id as the link to the channel has it, ' +
          'such as 19%3aexample%40thread.tacv2',
      ],
    ],
    [
      { teamsTeamId: TEAMS.teamsTeamId },
      [
        'teamsTenantId: got nothing, expected a value because teamsTeamId is set',
        'teamsChannelId: got nothing, expected a value because teamsTeamId is set',
      ],
    ],
    [{ teamsChannelId: '' }, [expect.stringContaining('teamsChannelId: got "", expected a channel id')]],
    [
      { slackChannelId: 'C0123456789' },
      ['slackWorkspaceId: got nothing, expected a value because slackChannelId is set'],
    ],
    ...['consoleLinkPrefix', 'runbookUrl'].flatMap((key) =>
      ['http://wiki.example.com', 'wiki', 'https://a b', 'https://a|b', 'https://<a>'].map(
        (given): [Record<string, unknown>, string[]] => [
          { [key]: given },
          [`${key}: got "${given}", expected an https address`],
        ],
      ),
    ),
    [{ manyRoles: 'few' }, ['manyRoles: got "few", expected a whole number from 1 to 250']],
    [{ manyRoles: '' }, ['manyRoles: got "", expected a whole number from 1 to 250']],
    [{ manyRoles: 2.5 }, ['manyRoles: got 2.5, expected a whole number from 1 to 250']],
    [{ manyRoles: 0 }, ['manyRoles: got 0, expected a whole number from 1 to 250']],
    [
      { longSessionSeconds: 43_201 },
      ['longSessionSeconds: got 43201, expected a whole number from 900 to 43200'],
    ],
    [
      { expectedCountries: 'DE,fr' },
      ['expectedCountries[1]: got "fr", expected a two-letter country code in capitals'],
    ],
    [
      { expectedCountries: 'DE,UK' },
      ['expectedCountries[1]: got "UK", expected a country code of ISO 3166-1, did you mean GB?'],
    ],
    [{ expectedCountries: 'QQ' }, ['expectedCountries[0]: got "QQ", expected a country code of ISO 3166-1']],
    [
      { expectedRegions: 'eu-central-1,eu-centrall-1' },
      ['expectedRegions[1]: got "eu-centrall-1", expected a Region of AWS, did you mean eu-central-1?'],
    ],
    [
      {
        allowList: [
          { principal: 'arn:aws:iam::111122223333:role/ci', reason: 'ci', regions: ['mars-north-1'] },
        ],
      },
      ['allowList[0].regions[0]: got "mars-north-1", expected a Region of AWS, such as eu-central-1'],
    ],
    [
      { workingHoursUtc: { start: 9, end: 9 } },
      [
        'workingHoursUtc: got {"start":9,"end":9}, expected a start and an end that differ; 0 and 24 are the whole day',
      ],
    ],
    [
      { trustedNetworks: ['0.0.0.0/0'] },
      ['trustedNetworks[0]: got "0.0.0.0/0", expected a network that is not the whole internet'],
    ],
    [
      { approvedTrustAnchors: ['*'] },
      [
        'approvedTrustAnchors[0]: got "*", expected the ARN of a trust anchor, whose id may hold wildcards but not be one',
      ],
    ],
    [
      { expectedRegions: ['mars'] },
      ['expectedRegions[0]: got "mars", expected a Region, such as eu-central-1'],
    ],
    [
      { trustedNetworks: ['192.0.2.0'] },
      ['trustedNetworks[0]: got "192.0.2.0", expected a network in CIDR form, such as 192.0.2.0/24'],
    ],
    [{ allowList: {} }, ['allowList: got {}, expected a list']],
    [{ allowList: '[{' }, ['allowList: got "[{", expected a list']],
    [
      { allowList: [{ principal: '*', reason: 'all', expires: 'soon', accounts: ['1'] }] },
      [
        'allowList[0].accounts[0]: got "1", expected a 12-digit account id',
        'allowList[0].expires: got "soon", expected a date, such as 2030-12-31',
      ],
    ],
    [
      { allowList: [{ principle: '*', reason: 'all' }] },
      [
        'allowList[0].principal: got nothing, expected text',
        'allowList[0].principle: unknown key, did you mean principal?',
      ],
    ],
    [
      { allowList: [{ principal: '*', reason: 'all', colour: 1 }] },
      [
        'allowList[0].colour: unknown key, expected one of principal, changes, profileNames, roles, accounts, regions, sourceNetworks, clients, trustAnchorSha256, reason, expires',
      ],
    ],
    [
      {
        allowList: [
          { principal: 'arn:aws:iam::111122223333:role/deploy', reason: 'x', changes: ['MakeProfile'] },
        ],
      },
      [
        expect.stringMatching(
          /^allowList\[0\]\.changes\[0\]: got "MakeProfile", expected one of .*"CreateTrustAnchor"/,
        ),
      ],
    ],
    [{ manyRole: 5 }, ['manyRole: unknown setting, did you mean manyRoles?']],
    [{ 'allow-list': [] }, ['allow-list: unknown setting, did you mean allowList?']],
    [{ colour: 1 }, [`colour: unknown setting, expected one of ${SETTING_KEYS.join(', ')}`]],
    [
      { manyRoles: 0, emial: 'a@example.com' },
      [
        'emial: unknown setting, did you mean email?',
        'manyRoles: got 0, expected a whole number from 1 to 250',
      ],
    ],
  ];
  test.each(cases)('%j', (given, problems) => {
    expect(problemsIn({ ...EMAIL, ...given })).toEqual(problems);
  });

  test('a long value is cut', () => {
    const [problem] = problemsIn({ ...EMAIL, stackName: 'x'.repeat(5000) });
    expect(problem?.length).toBeLessThan(200);
  });

  test('chat where AWS does not offer it', () => {
    const slack = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };
    for (const region of ['cn-north-1', 'us-gov-west-1']) {
      expect(problemsIn(slack, region)).toEqual([
        `slackWorkspaceId: got "T0123456789", expected none: AWS offers no chat applications in ${region}`,
      ]);
    }
    for (const region of ['us-east-1', 'eu-central-1', undefined])
      expect(problemsIn(slack, region)).toEqual([]);
    expect(problemsIn(TEAMS, 'us-gov-east-1')).toEqual([
      `teamsTeamId: got "${TEAMS.teamsTeamId}", expected none: AWS offers no chat applications in us-gov-east-1`,
    ]);
    expect(problemsIn(TEAMS, 'eu-central-1')).toEqual([]);
    expect(problemsIn(EMAIL, 'cn-north-1')).toEqual([]);
  });
});

describe('countries', () => {
  test('that ISO 3166-1 names are taken, and Kosovo, which the country database answers', () => {
    const expectedCountries = [...COUNTRIES];
    expect(expectedCountries).toHaveLength(249 + 1);
    expect(problemsIn({ ...EMAIL, expectedCountries })).toEqual([]);
  });
});

test.each([
  [{}, false],
  [{ email: [] }, false],
  [{ noSubscribers: true }, true],
  [EMAIL, true],
  [TEAMS, true],
  [{ emails: [{ address: 'a@example.com', minimumSeverity: 'critical' }] }, true],
  [{ slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' }, true],
])('whether somebody listens: %j', (context, listens) => {
  const reading = readSettings(context);
  expect(reading.ok && somebodyListens(reading.settings.deployment)).toBe(listens);
});

test('the stack is protected from being deleted unless somebody says otherwise', () => {
  expect(settingsOf({ terminationProtection: 'false', stackName: 'A7' }).stack).toEqual({
    stackName: 'A7',
    terminationProtection: false,
  });
});

test('no key is two settings at once', () => {
  expect(new Set(SETTING_KEYS).size).toBe(SETTING_KEYS.length);
});
