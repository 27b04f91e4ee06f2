import { fillScenario } from '../../../bin/sandbox/fill';
import { placeholderValue } from '../../../bin/sandbox/placeholders';
import { type Scenario, scenarioSchema } from '../../../bin/sandbox/scenario';
import { type Change, NotAChangeError, readChange } from '../../../lambda/event/change';
import {
  ACCOUNT,
  bridgeEvent,
  LONG_LIVED_KEY,
  PROFILE_ARN,
  PROFILE_ID,
  REGION,
  ROLE_ARN,
  record,
  USER_ARN,
} from '../../support/event';

const scenarioWith = (parts: object): Scenario => scenarioSchema.parse({ description: 'A story', ...parts });
const roleNamed = (arn: string) => ({ arn, trustPolicy: {} });

const inPartition = (partition: string): Change => {
  const change = readChange(record());
  return { ...change, place: { ...change.place, partition } };
};

describe('placeholderValue', () => {
  it.each([
    ['account', ACCOUNT],
    ['region', REGION],
    ['partition', 'aws'],
    ['globalRegion', 'us-east-1'],
    ['actorArn', USER_ARN],
    ['accessKeyId', LONG_LIVED_KEY],
    ['userName', 'alice'],
    ['sourceIp', '203.0.113.7'],
    ['profileId', PROFILE_ID],
    ['profileArn', PROFILE_ARN],
    ['profileName', 'build-farm'],
    ['role[0].arn', ROLE_ARN],
    ['role[0].name', 'deploy'],
    ['role[1].arn', undefined],
    ['eventTime', '2026-03-04T05:06:07Z'],
    ['eventTime-5m', '2026-03-04T05:01:07Z'],
    ['eventTime+10s', '2026-03-04T05:06:17Z'],
    ['eventTime-2h', '2026-03-04T03:06:07Z'],
    ['eventTime-90d', '2025-12-04T05:06:07Z'],
    ['constructor', undefined],
  ])('%s is %s', (name, value) => {
    expect(placeholderValue(name, readChange(record()))).toBe(value);
  });

  it.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-iso', 'us-east-1'],
  ])('knows the global Region of %s', (partition, globalRegion) => {
    expect(placeholderValue('globalRegion', inPartition(partition))).toBe(globalRegion);
  });
});

describe('fillScenario', () => {
  it('fills texts wherever they are, keys included', () => {
    const { roles, policies, tags, settings } = fillScenario(
      scenarioWith({
        roles: [{ ...roleNamed('{{role[0].arn}}'), inline: { p: { Resource: 'x-{{account}}-{{region}}' } } }],
        policies: { 'arn:{{partition}}:iam::aws:policy/X': {} },
        tags: { '{{profileArn}}': [{ key: 'maker', value: '{{userName}}' }] },
        settings: { expectedRegions: ['{{region}}'] },
      }),
      bridgeEvent(),
    );
    expect(roles).toMatchObject([{ arn: ROLE_ARN, inline: { p: { Resource: `x-${ACCOUNT}-${REGION}` } } }]);
    expect(Object.keys(policies)).toEqual(['arn:aws:iam::aws:policy/X']);
    expect(tags).toEqual({ [PROFILE_ARN]: [{ key: 'maker', value: 'alice' }] });
    expect(settings).toEqual({ expectedRegions: [REGION] });
  });

  it('leaves out an entry that names what the event does not hold', () => {
    const { roles, tags, countries } = fillScenario(
      scenarioWith({
        roles: [roleNamed('{{role[0].arn}}'), roleNamed('{{role[1].arn}}')],
        tags: { '{{profileArn}}': [], '{{role[1].arn}}': [] },
        countries: { '{{sourceIp}}': 'NL', '192.0.2.1': 'DE' },
      }),
      record({ sourceIPAddress: undefined }),
    );
    expect(roles.map(({ arn }) => arn)).toEqual([ROLE_ARN]);
    expect(Object.keys(tags)).toEqual([PROFILE_ARN]);
    expect(countries).toEqual({ '192.0.2.1': 'DE' });
  });

  it('does not fill what comes from the event', () => {
    const { profiles } = fillScenario(
      scenarioWith({}),
      record({ responseElements: { profile: { name: '{{account}}' } } }),
    );
    expect(profiles[0]?.name).toBe('{{account}}');
  });

  it('shows the created profile as the event has it, session policy included, but for what the scenario changes', () => {
    const { profiles } = fillScenario(
      scenarioWith({ profiles: [{ profileId: '{{profileId}}', enabled: false }, { profileId: 'another' }] }),
      record({ requestParameters: { sessionPolicy: '{}' } }),
    );
    expect(profiles).toMatchObject([
      {
        profileId: PROFILE_ID,
        name: 'build-farm',
        roleArns: [ROLE_ARN],
        sessionPolicy: '{}',
        enabled: false,
      },
      { profileId: 'another' },
    ]);
  });

  it('completes records of the trail as calls of the same actor', () => {
    const { trail } = fillScenario(
      scenarioWith({
        trail: [
          { eventTime: '{{eventTime-1m}}', eventSource: 'iam.amazonaws.com', eventName: 'CreateRole' },
          {
            eventTime: '{{eventTime-1m}}',
            eventSource: 'rolesanywhere.amazonaws.com',
            eventName: 'CreateTrustAnchor',
            userIdentity: { type: 'Root' },
          },
        ],
      }),
      record(),
    );
    expect(trail).toMatchObject([
      { awsRegion: 'us-east-1', userIdentity: { arn: USER_ARN }, sourceIPAddress: '203.0.113.7' },
      { awsRegion: REGION, userIdentity: { type: 'Root' }, eventTime: '2026-03-04T05:05:07Z' },
    ]);
    expect(new Set(trail.map(({ eventID }) => eventID)).size).toBe(2);
  });

  it('takes an event with strange texts as it is', () => {
    const { roles } = fillScenario(
      scenarioWith({ roles: [roleNamed('{{role[0].arn}}')] }),
      record({ responseElements: { profile: { roleArns: ['$& not {{account}} an arn'] } } }),
    );
    expect(roles[0]?.arn).toBe('$& not {{account}} an arn');
  });

  it('refuses another event', () => {
    expect(() => fillScenario(scenarioWith({}), record({ eventName: 'DisableTrustAnchor' }))).toThrow(
      NotAChangeError,
    );
  });
});
