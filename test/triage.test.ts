import { loadScenario } from '../bin/sandbox/load';
import type { Fault } from '../bin/sandbox/scenario';
import { triageInSandbox } from '../bin/sandboxed';
import type { Alert } from '../lambda/alert/schema';
import type { Readers } from '../lambda/enrich/readers';
import { NotAChangeError } from '../lambda/event/change';
import type { Publish } from '../lambda/publish/publish';
import { defaultSettings } from '../lambda/settings';
import { triage, type World } from '../lambda/triage';
import { failing, fakeIam, fakeReaders, noDeadline } from './enrich/fakes';
import { runStory } from './faults/run-story';
import { allow, document, profile, trustAnchor } from './support/context';
import { ACCOUNT, bridgeEvent, EVENT_ID, ROLE_ARN } from './support/event';
import { triaged } from './support/triaged';

const silent: Readers = {
  accountAlias: failing('AccessDenied'),
  profile: failing('AccessDenied'),
  profiles: failing('AccessDenied'),
  tags: failing('AccessDenied'),
  trustAnchors: failing('AccessDenied'),
  iam: fakeIam({}, {}, { role: failing('AccessDenied') }).iam,
  trail: failing('AccessDenied'),
  country: failing('Error'),
};

const published = (readers: Partial<Readers>): { readonly world: World; readonly texts: string[] } => {
  const texts: string[] = [];
  const publish: Publish = async ({ email }) => {
    texts.push(email);
  };
  return {
    world: { readers: { ...silent, ...readers }, settings: defaultSettings, gaps: [], publish },
    texts,
  };
};

/** An answer of AWS that this program cannot work with, as a fault of its own would make it. */
const poisoned = <T extends object>(value: T, key: keyof T): T =>
  Object.defineProperty({ ...value }, key, {
    enumerable: true,
    get: () => {
      throw new RangeError('a fault');
    },
  });

describe('triage', () => {
  test('sends the alert where AWS answers nothing', async () => {
    const { world, texts } = published({});
    const alert = await triaged(bridgeEvent(), world, noDeadline);
    expect(alert).toMatchObject({ alertId: EVENT_ID, severity: 'critical', disposition: 'unexpected' });
    expect(texts.join()).toContain(ROLE_ARN);
  });

  const POISONS: readonly (readonly [string, Partial<Readers>])[] = [
    ['a trust anchor', { trustAnchors: async () => [poisoned(trustAnchor(), 'name')] }],
    ['a tag', { tags: async () => [poisoned({ key: 'owner', value: 'platform' }, 'key')] }],
  ];
  test.each(POISONS)('sends the alert without what AWS answered where %s trips it', async (_, readers) => {
    const { world, texts } = published(readers);
    const faults: unknown[] = [];
    const onFault = (fault: unknown) => faults.push(fault);
    const alert: Alert = await triaged(bridgeEvent(), { ...world, onFault }, noDeadline);
    expect(faults).toEqual([new RangeError('a fault')]);
    expect(alert.severity).toBe('critical');
    expect(alert.unknowns.map(({ why }) => why)).toContain('a fault of the alerting itself (RangeError)');
    expect(texts.join()).toContain(ROLE_ARN);
  });

  test('reads the role that a role of the profile can assume, and says what it is', async () => {
    const boss = ROLE_ARN.replace(/[^/]+$/, 'boss');
    const iam = fakeIam({
      deploy: { inline: { own: document(allow('sts:AssumeRole', boss)) } },
      boss: {
        trustPolicy: document({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
        inline: { own: document(allow('*')) },
      },
    });
    const { sessionPolicy: _, ...unnarrowed } = profile();
    const readers = fakeReaders({ iam: iam.iam, profile: async () => unnarrowed });
    const { world, texts } = published(readers);
    const event = bridgeEvent({
      requestParameters: { name: 'build-farm', roleArns: [ROLE_ARN], enabled: true, durationSeconds: 3600 },
    });
    const alert = await triaged(event, world, noDeadline);
    expect(alert.severity).toBe('high');
    expect(alert.roles[0]?.reached).toEqual([
      { arn: boss, how: 'assume', power: 'admin', possiblePower: 'admin', letsIn: 'yes', unknowns: [] },
    ]);
    expect(texts.join().replace(/\s+/g, ' ')).toContain(
      'Role deploy can assume role boss, which is admin and lets it in',
    );
  });

  test('fails where the alert cannot be published, so that it is tried again', async () => {
    const { world } = published({});
    const publish = failing('InternalError');
    await expect(triage(bridgeEvent(), { ...world, publish }, noDeadline)).rejects.toThrow('told by AWS');
  });

  test('fails where the event is no profile creation', async () => {
    const { world, texts } = published({});
    const event = bridgeEvent({ eventName: 'DisableTrustAnchor' });
    await expect(triage(event, world, noDeadline)).rejects.toThrow(NotAChangeError);
    expect(texts).toEqual([]);
  });

  test('says that the settings could not be read', async () => {
    const { world } = published({});
    const gaps = [{ what: 'the settings of this installation', why: 'judged by the defaults instead' }];
    const alert = await triaged(bridgeEvent(), { ...world, gaps }, noDeadline);
    expect(alert.unknowns).toContainEqual(gaps[0]);
  });

  test.each([
    ['attack', 5_000, 6_000],
    ['routine', 25_000, 26_000],
  ])('of %s waits for CloudTrail while that can make it more severe', async (name, least, most) => {
    const story = loadScenario(name);
    const faults: readonly Fault[] = [{ operation: 'cloudtrail:LookupEvents', error: 'NoAnswer' }];
    const { published: sent, ms } = await runStory(story, story.settings, { faults });
    expect(sent).toHaveLength(1);
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThan(most);
  });

  test('asks each question about the attack once', async () => {
    const scenario = loadScenario('attack');
    const { asked } = await triageInSandbox(scenario.event, scenario);
    const once = [
      'rolesanywhere:GetProfile',
      'rolesanywhere:ListTagsForResource',
      'iam:GetRole',
      'sns:Publish',
    ];
    for (const action of once) expect(asked.filter((each) => each === action)).toHaveLength(1);
  });
});
