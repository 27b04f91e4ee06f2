import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readers } from '../lambda/enrich/readers';
import { handlerIn, worldFrom } from '../lambda/handler';
import type { Publish } from '../lambda/publish/publish';
import { defaultSettings } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';
import { failing, fakeIam } from './enrich/fakes';
import { bridgeEvent } from './support/event';

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
};

describe('the function', () => {
  const never: Readers = {
    accountAlias: failing('AccessDenied'),
    profile: failing('AccessDenied'),
    profiles: failing('AccessDenied'),
    tags: failing('AccessDenied'),
    trustAnchors: failing('AccessDenied'),
    iam: fakeIam({}).iam,
    trail: failing('AccessDenied'),
    country: failing('Error'),
  };
  test('gives a publish no more time than it has left itself', async () => {
    const publish: Publish = (_channels, _alert, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('no more time')));
      });
    const world = { readers: never, settings: defaultSettings, gaps: [], publish };
    const started = Date.now();
    const handle = handlerIn(() => ({ world, telemetry: silentTelemetry }));
    await expect(handle(bridgeEvent(), { getRemainingTimeInMillis: () => 2_000 })).rejects.toThrow(
      'no more time',
    );
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe('the world of the function', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const withSettings = (text: string) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    return worldFrom({ ...ENVIRONMENT, SETTINGS_FILE: file });
  };

  test.each([[{}], [{ TOPIC_ARN: ' ' }]])('needs a topic: %j', (environment) => {
    expect(() => worldFrom(environment)).toThrow('The environment variable TOPIC_ARN is not set.');
  });

  test('gives the answers of the account that the topic is in', () => {
    expect(worldFrom(ENVIRONMENT).readers.account).toBe('111122223333');
  });

  test('reads other accounts only where there is a role to read with', () => {
    expect(worldFrom(ENVIRONMENT).readersFor).toBeUndefined();
    const { readersFor } = worldFrom({ ...ENVIRONMENT, CROSS_ACCOUNT_ROLE: 'Reader' });
    expect(readersFor?.('444455556666').account).toBe('444455556666');
    expect(readersFor?.('444455556666')).toBe(readersFor?.('444455556666'));
  });

  test('judges by the settings it was deployed with', () => {
    const { settings, gaps } = withSettings('{"manyRoles": 7}');
    expect(settings).toEqual({ ...defaultSettings, manyRoles: 7 });
    expect(gaps).toEqual([]);
  });

  test('judges by the defaults without settings', () => {
    expect(worldFrom(ENVIRONMENT)).toMatchObject({ settings: defaultSettings, gaps: [] });
  });

  test.each([['{"manyRoles": '], ['{"manyRoles": "seven"}'], ['null']])(
    'judges by the defaults, and says so, where the settings are %j',
    (text) => {
      const { settings, gaps } = withSettings(text);
      expect(settings).toEqual(defaultSettings);
      expect(gaps).toHaveLength(1);
      expect(gaps[0]?.why).toMatch(/^judged by the defaults instead: \w+$/);
    },
  );
});
