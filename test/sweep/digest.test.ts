/** What is new or worse since the last sweep, what was missed, and how people read it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { MESSAGE_MAX_BYTES, messageOf } from '../../lambda/alert/channels';
import { SLACK_LIMITS } from '../../lambda/alert/slack';
import { known, notKnown } from '../../lambda/lookup';
import {
  type Digest,
  digestOf,
  missedAlertsOf,
  resultToKeep,
  toBeAlerted,
  worseIn,
} from '../../lambda/sweep/digest';
import { digestChannels } from '../../lambda/sweep/digest-text';
import type { ProfileRow } from '../../lambda/sweep/row';
import { anyCharacter } from '../support/any-character';
import { ACCOUNT, PROFILE_ARN, REGION, ROLE_ARN } from '../support/event';
import { sample } from './digest-sample';
import { accountRow, looseRow, profileRow, regionRow, resultOf, roleSummary } from './rows';

const LAST = '2026-03-02T02:00:00.000Z';
const THIS = '2026-03-09T02:00:00.000Z';
const NONE = known(new Set<string>());
const WHOLE = 's3://sweeps/result.json';
const NEW_ARN = `${PROFILE_ARN.slice(0, -4)}0002`;

const admin = { power: 'admin', possiblePower: 'admin' } as const;

describe('a profile is worse', () => {
  const before = profileRow();

  test.each<readonly [string, Partial<ProfileRow>, readonly string[]]>([
    ['in nothing, where nothing changed', {}, []],
    ['in nothing, where only the time did', { judgedAt: '2026-03-16T02:00:00.000Z' }, []],
    ['by its severity', { severity: 'high', riskScore: 73 }, ['was low']],
    ['by what it gives', { power: 'admin' }, ['gave limited, gives admin']],
    ['by what cannot be ruled out', { power: 'admin', isCertain: false }, ['gave limited, gives admin?']],
    [
      'by a role whose policies grew',
      { roles: [roleSummary(admin)] },
      ['role deploy grew from limited to admin'],
    ],
    [
      'by a role of which nothing is known any more',
      { roles: [roleSummary({ power: 'unknown', possiblePower: 'admin' })] },
      ['role deploy grew from limited to admin?'],
    ],
    [
      'by a role that lets in more',
      { roles: [roleSummary({ trust: 'any-anchor' })] },
      ['role deploy lets in any trust anchor, not just named trust anchors'],
    ],
    [
      'by a role that was added',
      { roles: [roleSummary(), roleSummary({ arn: `${ROLE_ARN}2` })] },
      ['role deploy2 added: limited'],
    ],
    [
      'by a new finding',
      { findings: [{ id: 'long-session', severity: 'medium', title: 'A session may last up to 12 h' }] },
      ['new: A session may last up to 12 h'],
    ],
    [
      'in nothing by a new finding of low severity',
      { findings: [{ id: 'a', severity: 'low', title: 'A' }] },
      [],
    ],
    ['in nothing by a role that is gone', { roles: [] }, []],
    ['in nothing where it is calmer', { severity: 'informational', riskScore: 0, power: 'none' }, []],
  ])('%s', (_what, overrides, reasons) => {
    expect(worseIn(profileRow(overrides), before)).toEqual(reasons);
  });

  test('where it was disabled and is enabled, and can be used', () => {
    const disabled = profileRow({ enabled: false, usableNow: 'no' });
    expect(worseIn(profileRow(), disabled)).toEqual(['enabled since', 'can be used now']);
  });
});

describe('a digest', () => {
  const last = resultOf([profileRow()], LAST);

  test('of a week in which nothing changed says so, calmly', () => {
    const digest = digestOf(resultOf([profileRow()], THIS), last, NONE);
    expect(digest).toMatchObject({ severity: 'informational', new: [], worse: [], missed: [], gone: 0 });
    expect(digestChannels(digest, WHOLE).subject).toBe(
      `[INFORMATIONAL] Roles Anywhere weekly sweep: nothing new or worse - ${ACCOUNT}`,
    );
  });

  test('of an old profile whose role grew by an IAM change says what grew', () => {
    const grown = profileRow({
      severity: 'critical',
      riskScore: 99,
      power: 'admin',
      because: 'critical because role deploy is admin',
      roles: [roleSummary(admin)],
    });
    const digest = digestOf(resultOf([grown], THIS), last, NONE);
    expect(digest).toMatchObject({ severity: 'critical', riskScore: 99, worse: [{ arn: PROFILE_ARN }] });
    const { email } = digestChannels(digest, WHOLE);
    expect(email).toContain('CRITICAL (99/99): act now');
    expect(email.replace(/\s+/g, ' ')).toContain('role deploy grew from limited to admin');
  });

  test('is the first where there is none before, and nothing was missed', () => {
    const fresh = profileRow({ createdAt: '2026-03-08T00:00:00.000Z' });
    const digest = digestOf(resultOf([fresh], THIS), undefined, NONE);
    expect(digest).toMatchObject({ missed: [], new: [{ arn: PROFILE_ARN }] });
    expect(digest.comparedWith).toBeUndefined();
    expect(digestChannels(digest, WHOLE).email).toContain('first sweep');
  });

  test('counts what is gone, but not what could not be listed', () => {
    expect(digestOf(resultOf([], THIS), last, NONE).gone).toBe(1);
    expect(digestOf(resultOf([], THIS, [regionRow(null)]), last, NONE).gone).toBe(0);
  });

  test.each([
    ['a Region that could not be listed', [regionRow(null)], 'high'],
    ['some profiles that could not be read', [regionRow([PROFILE_ARN], { profiles: 2 })], 'high'],
    [
      'roles that could not be listed',
      [accountRow({ gaps: [{ what: 'the roles in no profile', why: 'access denied (iam:ListRoles)' }] })],
      'medium',
    ],
  ] as const)('is no calmer for %s', (_what, others, severity) => {
    const profiles = others.some((row) => row.kind === 'region' && row.profileArns === null)
      ? []
      : [profileRow()];
    const digest = digestOf(resultOf(profiles, THIS, others), last, NONE);
    expect(digest.severity).toBe(severity);
    expect(digest.gaps.length + (severity === 'high' && profiles.length > 0 ? 1 : 0)).toBeGreaterThan(0);
  });

  test('tells of roles in no profile that are new or worse, and of no others', () => {
    const spare = looseRow();
    const before = resultOf([profileRow()], LAST, [spare]);
    expect(digestOf(resultOf([profileRow()], THIS, [spare]), before, NONE).looseRoles).toEqual([]);
    const grown = digestOf(resultOf([profileRow()], THIS, [looseRow(admin)]), before, NONE);
    expect(grown).toMatchObject({
      severity: 'medium',
      looseRoles: [{ gives: 'admin', letsIn: 'named trust anchors' }],
    });
  });
});

describe('a missed event', () => {
  const last = resultOf([profileRow()], LAST);
  const made = (createdAt: string | undefined) => {
    const { createdAt: _before, ...row } = profileRow({ arn: NEW_ARN, name: 'backup-sync' });
    return createdAt === undefined ? row : { ...row, createdAt };
  };
  const now = (createdAt: string | undefined) => resultOf([profileRow(), made(createdAt)], THIS);

  test.each([
    ['made since the last sweep, and not in the log', '2026-03-05T00:00:00.000Z', [], true],
    ['made since the last sweep, and in the log', '2026-03-05T00:00:00.000Z', [NEW_ARN], false],
    ['made before the last sweep began', '2026-03-02T01:59:59.000Z', [], false],
    ['made just then', '2026-03-02T02:00:00.000Z', [], true],
    ['of no known time', undefined, [], true],
    ['made minutes ago, so that its alert may be under way', '2026-03-09T02:10:00.000Z', [], false],
  ])('of a profile %s: %s', (_what, createdAt, logged, isMissed) => {
    const digest = digestOf(now(createdAt), last, known(new Set(logged)));
    expect(digest.missed.map(({ arn }) => arn)).toEqual(isMissed ? [NEW_ARN] : []);
    expect(digest.new.map(({ arn }) => arn)).toEqual(isMissed ? [] : [NEW_ARN]);
  });

  test('counts high at least, and is told by itself', () => {
    const digest = digestOf(now('2026-03-05T00:00:00.000Z'), last, NONE);
    expect(digest.severity).toBe('high');
    const [alert, ...others] = missedAlertsOf(digest);
    expect(others).toEqual([]);
    if (alert === undefined) throw new Error('no alert');
    expect(alert).toMatchObject({ kind: 'missed-event', severity: 'high', digestId: `missed-${NEW_ARN}` });
    const { subject, email } = digestChannels(alert, WHOLE);
    expect(subject).toContain('profile backup-sync had no alert, gives limited');
    expect(email).toContain('NO ALERT WAS PUBLISHED ABOUT');
    expect(email).toContain(NEW_ARN);
  });

  test('is not known where the log could not be read, which is no calmer', () => {
    const digest = digestOf(
      now('2026-03-05T00:00:00.000Z'),
      last,
      notKnown('access denied (logs:FilterLogEvents)'),
    );
    expect(digest).toMatchObject({ severity: 'high', missed: [], new: [{ arn: NEW_ARN }] });
    expect(digest.gaps).toEqual([
      {
        what: 'whether an alert was published about 1 of the new profiles',
        why: 'access denied (logs:FilterLogEvents)',
      },
    ]);
  });

  test('of a profile too new is asked for by the next sweep', () => {
    const kept = resultToKeep(now('2026-03-09T02:10:00.000Z'), last);
    const next = resultOf([profileRow(), made('2026-03-09T02:10:00.000Z')], '2026-03-16T02:00:00.000Z');
    expect(digestOf(next, kept, NONE).missed.map(({ arn }) => arn)).toEqual([NEW_ARN]);
  });

  test('of a Region that could not be listed meanwhile is found when it can', () => {
    const blind = resultToKeep(resultOf([], THIS, [regionRow(null)]), last);
    const next = resultOf([profileRow(), made('2026-03-05T00:00:00.000Z')], '2026-03-16T02:00:00.000Z');
    const digest = digestOf(next, blind, NONE);
    expect(digest.missed.map(({ arn }) => arn)).toEqual([NEW_ARN]);
    expect(digest.new).toEqual([]);
  });

  test('in a Region that was never swept is none: it is its first sweep', () => {
    const elsewhere = { ...made('2026-03-05T00:00:00.000Z'), region: 'us-east-1' };
    const first = resultOf([profileRow(), elsewhere], THIS, [
      regionRow([PROFILE_ARN]),
      regionRow([NEW_ARN], { region: 'us-east-1' }),
    ]);
    expect(toBeAlerted(first.rows, last, new Date(first.finishedAt))).toEqual([]);
  });
});

describe('rendered', () => {
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.constantFrom('\r\nCRITICAL', '<!channel>', '`x` *b* <https://e|v>', '\u001b[2J\u202e', '=cmd()'),
  );
  const profiles = fc.record({ name: hostile, createdBy: hostile, because: hostile, reason: hostile });

  const digestWith = (
    entries: readonly { name: string; createdBy: string; because: string; reason: string }[],
  ): Digest => {
    const base = digestOf(
      resultOf([profileRow({ severity: 'critical', riskScore: 99 })], THIS),
      undefined,
      NONE,
    );
    const [entry] = base.new;
    if (entry === undefined) throw new Error('no entry');
    const all = entries.map(({ reason, ...each }) => ({ ...entry, ...each, reasons: [reason] }));
    return { ...base, missed: all, new: all, worse: all };
  };

  test('whatever a name holds, nothing breaks out of its channel', () => {
    fc.assert(
      fc.property(fc.array(profiles, { minLength: 1, maxLength: 20 }), (entries) => {
        for (const digest of [digestWith(entries), ...missedAlertsOf(digestWith(entries)).slice(0, 1)]) {
          const { subject, email, slack, sms } = digestChannels(digest, WHOLE);
          expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
          expect(sms).toMatch(/^[\x20-\x7e]{1,140}$/);
          expect(email).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
          for (const line of email.split('\n').slice(1)) expect(line).not.toMatch(/^CRITICAL/);
          const { content } = JSON.parse(slack) as {
            readonly content: {
              readonly title: string;
              readonly description: string;
              readonly nextSteps: string[];
            };
          };
          expect(content.title.length).toBeLessThanOrEqual(SLACK_LIMITS.title);
          expect(content.description.length).toBeLessThanOrEqual(SLACK_LIMITS.description);
          expect(`${content.title}${content.description}`).not.toMatch(/<[!@#]|<https?:/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([1, 500])('%i profiles fit into one message, and what is left out is counted', (count) => {
    const long = 'x'.repeat(2000);
    const entry = { name: 'n'.repeat(255), createdBy: long, because: long, reason: long };
    const digest = digestWith(Array.from({ length: count }, () => entry));
    const channels = digestChannels(digest, WHOLE);
    expect(Buffer.byteLength(messageOf(channels))).toBeLessThanOrEqual(MESSAGE_MAX_BYTES - 1000);
    const { missed, more } = JSON.parse(channels.json) as { missed: unknown[]; more: { missed: number } };
    expect(missed.length + more.missed).toBe(count);
  });

  test('the machine JSON says what it is of', () => {
    const digest = digestOf(resultOf([profileRow()], THIS), undefined, NONE);
    expect(JSON.parse(digestChannels(digest, WHOLE).json)).toMatchObject({
      schemaVersion: '1.0',
      kind: 'sweep-digest',
      severity: 'low',
      accounts: [{ id: ACCOUNT, alias: 'example-prod' }],
      whole: WHOLE,
      new: [{ region: REGION }],
    });
  });
});

test('docs/sweep.md shows a digest as it is mailed', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'sweep.md'), 'utf8');
  const { subject, email } = digestChannels(sample, WHOLE);
  expect(page).toContain(`\n\`\`\`text\nSubject: ${subject}\n\n${email.trimEnd()}\n\`\`\`\n`);
});
