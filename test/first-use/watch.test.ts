import { firstUses, type Item, postTo } from '../../bin/sandbox/dynamodb';
import type { Alert } from '../../lambda/alert/schema';
import { AwsAnswerError, type Post } from '../../lambda/aws/signed-post';
import { type Change, readChange } from '../../lambda/event/change';
import { certificateKey } from '../../lambda/first-use/certificate-key';
import { firstUseTable } from '../../lambda/first-use/table';
import { everySessionIsNews, MOST_CERTIFICATES, type Watch, watchOver } from '../../lambda/first-use/watch';
import { ifKnown } from '../../lambda/lookup';
import { bridgeEvent, type Overrides, PROFILE_ARN } from '../support/event';
import { session } from '../support/session';

const NOW = new Date('2026-03-04T05:08:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const { signal } = new AbortController();
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const created = readChange(bridgeEvent());
const sessionOf = (overrides: Overrides): Change => readChange(bridgeEvent(overrides));
const used = (eventID = 'one-session', request: Overrides = {}, response: Overrides = {}): Change =>
  sessionOf(session(request, response, { eventID }));
/** A session of another certificate: the record shows no more of it than its name. */
const byOther = (serial: string, eventID = `session-of-${serial}`): Change =>
  used(
    eventID,
    { cert: undefined },
    {
      credentialSet: [
        { assumedRoleUser: { arn: `arn:aws:sts::111122223333:assumed-role/deploy/${serial}` } },
      ],
    },
  );

const alertOf = (overrides: Partial<Alert> = {}): Alert =>
  ({
    alertId: created.record.id,
    severity: 'high',
    disposition: 'unexpected',
    profile: { arn: PROFILE_ARN },
    ...overrides,
  }) as Alert;

interface Stage {
  readonly watch: Watch;
  readonly items: Map<string, Item>;
  /** Calls of the table, by their operations. */
  readonly asked: string[];
  /** From now on fails what is named. */
  readonly failing: Set<string>;
  /** The same table, another function. */
  readonly another: () => Watch;
}

const stage = (days = 90): Stage => {
  const items = new Map<string, Item>();
  const asked: string[] = [];
  const failing = new Set<string>();
  const right = postTo(firstUses(items));
  const post: Post = async (request, within) => {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    asked.push(operation);
    if (failing.has(operation)) throw new AwsAnswerError('AccessDeniedException', 400);
    return right(request, within);
  };
  const another = () => watchOver(firstUseTable(post, 'first-uses'), days);
  return { watch: another(), items, asked, failing, another };
};

/** An alert goes out about a change. */
const alerted = async (watch: Watch, alert = alertOf(), at = NOW, change = created): Promise<void> => {
  const watched = await watch.begin(change, at, signal);
  await watched.published(alert, at, signal);
};

/** A session comes, and where it is news its alert goes out, or fails to. */
const comes = async (watch: Watch, change: Change, at = NOW, publishes = true): Promise<boolean> => {
  const watched = await watch.begin(change, at, signal);
  if (watched.isNews && publishes) await watched.published(alertOf(), at, signal);
  return watched.isNews;
};

describe('a session', () => {
  test('of a profile that no alert was about is no news, for one read', async () => {
    const { watch, asked } = stage();
    expect(await comes(watch, used())).toBe(false);
    expect(asked).toEqual(['GetItem']);
  });

  test('of a profile that an alert was about is news once for a certificate', async () => {
    const { watch, another } = stage();
    await alerted(watch);
    const first = await watch.begin(used(), NOW, signal);
    expect(first.isNews).toBe(true);
    expect(first.firstAlert).toEqual({
      known: true,
      value: { alertId: created.record.id, severity: 'high', at: '2026-03-04T05:06:07Z' },
    });
    await first.published(alertOf(), NOW, signal);
    expect(await comes(watch, used('the-next-hour'), later(60 * MINUTE))).toBe(false);
    expect(await comes(another(), used('the-hour-after'), later(120 * MINUTE))).toBe(false);
    expect(await comes(another(), byOther('0b'))).toBe(true);
  });

  test('delivered twice is news once', async () => {
    const { watch, another } = stage();
    await alerted(watch);
    expect(await comes(watch, used())).toBe(true);
    expect(await comes(watch, used())).toBe(false);
    expect(await comes(another(), used())).toBe(false);
  });

  test('is news while the alert about its profile is still being made', async () => {
    const { watch } = stage();
    const making = await watch.begin(created, NOW, signal);
    await new Promise(setImmediate);
    const watched = await watch.begin(used(), NOW, signal);
    expect(watched.isNews).toBe(true);
    expect(ifKnown(watched.firstAlert ?? { known: false, reason: '' })).toEqual({
      alertId: created.record.id,
      at: '2026-03-04T05:06:07Z',
    });
    await making.published(alertOf(), NOW, signal);
  });

  test('by the alias of the profile is one of the profile', async () => {
    const { watch } = stage();
    const profile = { arn: PROFILE_ARN, aliasName: 'prod/backup' } as Alert['profile'];
    await alerted(watch, alertOf({ profile }));
    const alias = 'arn:aws:rolesanywhere:eu-central-1:111122223333:alias/profile/prod/backup';
    expect(await comes(watch, used('by-alias', { profileArn: alias }))).toBe(true);
    expect(await comes(watch, used('by-another', { profileArn: `${alias}-2` }))).toBe(false);
  });
});

describe('where a publish fails', () => {
  test('the same event is news again, however often, and then told once', async () => {
    const { watch, another } = stage();
    await alerted(watch);
    expect(await comes(watch, used(), NOW, false)).toBe(true);
    expect(await comes(another(), used(), later(MINUTE), false)).toBe(true);
    expect(await comes(watch, used(), later(3 * MINUTE))).toBe(true);
    expect(await comes(watch, used(), later(4 * MINUTE))).toBe(false);
  });

  test('another event of the certificate waits for it, and tells where it failed for good', async () => {
    const { watch } = stage();
    await alerted(watch);
    expect(await comes(watch, used('fails'), NOW, false)).toBe(true);
    expect(await comes(watch, used('another'), later(2 * MINUTE))).toBe(false);
    expect(await comes(watch, used('an-hour-later'), later(60 * MINUTE))).toBe(true);
    expect(await comes(watch, used('two-hours-later'), later(120 * MINUTE))).toBe(false);
  });

  test('an alert counts only where it went out: the last of the bound is not lost', async () => {
    const { watch } = stage();
    await alerted(watch);
    for (let count = 1; count < MOST_CERTIFICATES; count += 1)
      expect(await comes(watch, byOther(`a${count.toString(16).padStart(3, '0')}`))).toBe(true);
    expect(await comes(watch, used(), NOW, false)).toBe(true);
    expect(await comes(watch, used(), later(MINUTE))).toBe(true);
  });
});

describe('many certificates of one profile', () => {
  test('are told up to a bound, the last one says so, and another alert begins anew', async () => {
    const { watch } = stage();
    await alerted(watch);
    const told: (number | undefined)[] = [];
    for (let count = 1; count <= MOST_CERTIFICATES + 5; count += 1) {
      const watched = await watch.begin(byOther(`b${count.toString(16).padStart(3, '0')}`), NOW, signal);
      if (!watched.isNews) continue;
      told.push(ifKnown(watched.firstAlert ?? { known: false, reason: '' })?.certificatesTold);
      await watched.published(alertOf(), NOW, signal);
    }
    expect(told).toHaveLength(MOST_CERTIFICATES);
    expect(told.filter((each) => each !== undefined)).toEqual([MOST_CERTIFICATES]);
    await alerted(watch, alertOf(), later(DAY));
    expect(await comes(watch, used(), later(DAY))).toBe(true);
  });
});

describe('where the table', () => {
  test.each(['GetItem', 'PutItem'])(
    'does not answer %s, the session is news, and says why',
    async (operation) => {
      const { watch, failing } = stage();
      await alerted(watch);
      failing.add(operation);
      const watched = await watch.begin(used(), NOW, signal);
      expect(watched.isNews).toBe(true);
      expect(watched.firstAlert?.known).toBe(operation === 'PutItem');
      if (operation === 'GetItem')
        expect(watched.firstAlert).toEqual({ known: false, reason: 'access denied (dynamodb:GetItem)' });
    },
  );

  test('answers nothing at all, one function tells of a certificate once', async () => {
    const { watch, failing, another } = stage();
    for (const operation of ['GetItem', 'PutItem', 'UpdateItem']) failing.add(operation);
    const first = await watch.begin(used(), NOW, signal);
    await expect(first.published(alertOf(), NOW, signal)).rejects.toThrow('AccessDeniedException');
    expect((await watch.begin(used('next'), NOW, signal)).isNews).toBe(false);
    expect((await watch.begin(byOther('0c'), NOW, signal)).isNews).toBe(true);
    expect((await another().begin(used('next'), NOW, signal)).isNews).toBe(true);
  });

  test('does not take a profile, the alert is out, and it is said', async () => {
    const { watch, failing } = stage();
    failing.add('PutItem');
    const watched = await watch.begin(created, NOW, signal);
    expect(watched.isNews).toBe(true);
    await expect(watched.published(alertOf(), NOW, signal)).rejects.toThrow('AccessDeniedException');
  });
});

describe('a profile', () => {
  test('that the allow list excused entirely is not watched', async () => {
    const { watch } = stage();
    await alerted(watch, alertOf({ severity: 'informational', disposition: 'expected' }));
    expect(await comes(watch, used())).toBe(false);
  });

  test.each([
    ['high', 'expected'],
    ['informational', 'unexpected'],
  ] as const)('whose alert is %s and %s is', async (severity, disposition) => {
    const { watch } = stage();
    await alerted(watch, alertOf({ severity, disposition }));
    expect(await comes(watch, used())).toBe(true);
  });

  test.each([
    ['an excused', alertOf({ alertId: 'second', severity: 'informational', disposition: 'expected' })],
    ['a calmer', alertOf({ alertId: 'second', severity: 'low' })],
  ])('stays as it was where %s alert about it follows', async (_, second) => {
    const { watch } = stage();
    await alerted(watch);
    const update = { ...created, record: { ...created.record, id: 'second' } };
    await alerted(watch, second, later(DAY), update);
    expect(await watch.firstAlert(used(), later(DAY), signal)).toMatchObject({
      value: { alertId: created.record.id, severity: 'high' },
    });
    expect(await comes(watch, used(), later(DAY))).toBe(true);
  });

  test('is worse where a worse alert follows', async () => {
    const { watch } = stage();
    await alerted(watch);
    const update = { ...created, record: { ...created.record, id: 'second' } };
    await alerted(watch, alertOf({ alertId: 'second', severity: 'critical' }), NOW, update);
    expect(await watch.firstAlert(used(), NOW, signal)).toMatchObject({
      value: { alertId: 'second', severity: 'critical' },
    });
  });

  test('is watched for its days, counted from the last alert', async () => {
    const { watch, another } = stage(7);
    await alerted(watch);
    expect(await comes(watch, used(), later(8 * DAY))).toBe(false);
    await alerted(another(), alertOf(), later(5 * DAY));
    expect(await comes(watch, used(), later(8 * DAY))).toBe(true);
    expect(await comes(watch, byOther('0d'), later(13 * DAY))).toBe(false);
  });
});

describe('a record that names no profile', () => {
  const nameless = (eventID: string, serial = '5fa31c07'): Change =>
    used(
      eventID,
      { profileArn: undefined, cert: undefined },
      {
        credentialSet: [
          { assumedRoleUser: { arn: `arn:aws:sts::111122223333:assumed-role/deploy/${serial}` } },
        ],
      },
    );

  test('is told once for a certificate, since nothing says that its profile is not watched', async () => {
    const { watch } = stage();
    expect(await comes(watch, nameless('one'))).toBe(true);
    expect(await comes(watch, nameless('two'))).toBe(false);
    expect(await comes(watch, nameless('three', 'aa'))).toBe(true);
    expect((await watch.begin(nameless('four', 'bb'), NOW, signal)).firstAlert).toEqual({
      known: false,
      reason: 'the record names no profile',
    });
  });

  test('is bound by the same number as any', async () => {
    const { watch } = stage();
    let told = 0;
    for (let count = 0; count < MOST_CERTIFICATES + 5; count += 1)
      if (await comes(watch, nameless(`n${count}`, `c${count.toString(16).padStart(3, '0')}`))) told += 1;
    expect(told).toBe(MOST_CERTIFICATES);
  });
});

test('nothing that an attacker writes is in the table but the ARN of a profile that an alert was about', async () => {
  const { watch, items } = stage();
  await alerted(watch);
  await comes(watch, used('hostile', {}, { subjectArn: 'arn:aws:rolesanywhere:x:y:subject/<script>' }));
  expect(JSON.stringify([...items])).not.toMatch(/host-17|script|CredHelper|203\.0\.113/);
});

describe('what tells a certificate from others', () => {
  const keyOf = ({ session: shown, record }: Change) => {
    if (shown === undefined) throw new Error('not a session');
    return certificateKey(shown, record.source.ip);
  };
  const bare = { cert: undefined };

  test('is its fingerprint, by whichever role and anchor it comes', () => {
    expect(
      keyOf(used('a', { roleArn: 'arn:aws:iam::111122223333:role/other', trustAnchorArn: undefined })),
    ).toBe(keyOf(used()));
  });

  test('is all that is known of it where the record does not hold it: another CA may give the same names', () => {
    const anchor = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/other';
    expect(keyOf(used('a', { ...bare, trustAnchorArn: anchor }))).not.toBe(keyOf(used('b', bare)));
    expect(keyOf(used('a', bare))).toBe(keyOf(used('b', bare)));
    expect(keyOf(byOther('aa'))).not.toBe(keyOf(byOther('bb')));
  });

  test('is the address where nothing is known of it', () => {
    const from = (sourceIPAddress: string) =>
      sessionOf(session(bare, { credentialSet: undefined }, { sourceIPAddress }));
    expect(keyOf(from('192.0.2.1'))).not.toBe(keyOf(from('192.0.2.2')));
    expect(keyOf(from('192.0.2.1'))).toBe(keyOf(from('192.0.2.1')));
  });
});

test('without a table, each session that somebody asks about is news', async () => {
  const watch = everySessionIsNews('not looked up');
  const watched = await watch.begin(used(), NOW, signal);
  expect(watched).toMatchObject({ isNews: true, firstAlert: { known: false, reason: 'not looked up' } });
  await watched.published(alertOf(), NOW, signal);
  expect((await watch.begin(created, NOW, signal)).firstAlert).toBeUndefined();
});
