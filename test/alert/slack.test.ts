import fc from 'fast-check';
import { containment } from '../../lambda/alert/block';
import type { Alert } from '../../lambda/alert/schema';
import { renderSlack, SLACK_LIMITS } from '../../lambda/alert/slack';
import { cutMarkup, fitLines, slackCode, slackProse } from '../../lambda/alert/slack-text';
import { contextOf } from '../support/context';
import { assessmentOf, attack, blind, composeTold, type Story } from './assessments';
import { hostileText, UNSEEN } from './hostile';

interface Notification {
  readonly version: string;
  readonly source: string;
  readonly content: {
    readonly textType: string;
    readonly title: string;
    readonly description: string;
    readonly nextSteps: string[];
    readonly keywords: string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: string[];
    readonly additionalContext: Record<string, string>;
    readonly enableCustomActions: boolean;
  };
}

const composed = ({ context, assessment }: Story): Alert => composeTold(context, assessment);
const notified = (alert: Alert): Notification => JSON.parse(renderSlack(alert)) as Notification;

const unescaped = (markup: string): string =>
  markup.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('slackProse', () => {
  test.each([
    ['a & b', 'a &amp; b'],
    ['<!here>', '&lt;!here&gt;'],
    ['<https://evil.example|Click>', '&lt;https[:]//evil[.]example|Click&gt;'],
    ['@channel now', '＠channel now'],
    ['#general', '＃general'],
    ['see #general', 'see ＃general'],
    ['C#, F#, 7#', 'C#, F#, 7#'],
    ['alice@example.com', 'alice@example[.]com'],
    ['*bold*', '∗bold∗'],
    ['_italic_', 'ˍitalicˍ'],
    ['an _italic_ word', 'an ˍitalicˍ word'],
    ['snake_case_name', 'snake_case_name'],
    ['1_2_a', '1_2_a'],
    ['~gone~', '∼gone∼'],
    ['`code`', 'ˋcodeˋ'],
    ['```fence', 'ˋˋˋfence'],
    [':skull:', '∶skull:'],
    [':100:', '∶100:'],
    ['05:06:07 UTC', '05:06:07 UTC'],
    ['AWS CLI 2.15.30', 'AWS CLI 2.15.30'],
    ['evil.com', 'evil[.]com'],
    ['a-.co x.y .net', 'a-[.]co x.y .net'],
    [':+1: :a1: :1a2: :ab: a:b c:d', '∶+1: ∶a1: ∶1a2: ∶ab: a:b c:d'],
    ['x(arn:aws:iam::1:role/a', 'x(arn∶aws∶iam::1:role/a'],
    ['line\nbreak', 'line\\nbreak'],
    ['see arn:aws:iam::111122223333:role/a_b, now', 'see `arn:aws:iam::111122223333:role/a_b`, now'],
    ['arn:aws:iam::1:role/`x`', 'arn∶aws∶iam::1:role/ˋxˋ'],
    ['arn:aws:iam::1:role/<!here>', '`arn:aws:iam::1:role/&lt;!here&gt;`'],
  ])('%j reads %j', (raw, expected) => {
    expect(slackProse(raw)).toBe(expected);
  });

  test('lets no formatting, mention, link or fence of an attacker through', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const markup = slackProse(text, 400);
        expect(markup).not.toMatch(/[<>*~]/);
        expect(markup).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(markup).not.toMatch(/(?<![\p{L}\p{N}])@/u);
        expect(markup).not.toContain('://');
        expect(markup).not.toMatch(UNSEEN);
        // Only code spans that hold an ARN.
        expect(markup.replace(/`arn:[^`]*`/g, '')).not.toContain('`');
      }),
    );
  });
});

describe('slackCode', () => {
  test.each([
    ["aws iam get-role --role-name 'a'", "`aws iam get-role --role-name 'a'`"],
    ['a && b > c', '`a &amp;&amp; b &gt; c`'],
    ['break `out`', '`break ˋoutˋ`'],
    ['_*~', '`_*~`'],
  ])('%j reads %j', (raw, expected) => {
    expect(slackCode(raw)).toBe(expected);
  });
});

describe('cutMarkup', () => {
  test.each([
    ['short', 10, 'short'],
    ['short', 5, 'short'],
    ['short', 4, 'sho…'],
    ['abc &amp; def', 8, 'abc …'],
    ['abc &amp; def', 12, 'abc &amp; d…'],
    ['abc `code` end', 9, 'abc …'],
    ['*bold* text', 5, '…'],
    ['ab🚨cd', 4, 'ab…'],
  ])('%j to %i is %j', (markup, max, expected) => {
    expect(cutMarkup(markup, max)).toBe(expected);
  });

  test('never within an entity, a pair or an open span, and never too long', () => {
    fc.assert(
      fc.property(hostileText(), fc.integer({ min: 2, max: 300 }), (text, max) => {
        const markup = cutMarkup(slackProse(text, 400), max);
        expect(markup.length).toBeLessThanOrEqual(max);
        expect(markup).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(markup).not.toMatch(UNSEEN);
        expect(markup.split('`').length % 2).toBe(1);
      }),
    );
  });
});

describe('fitLines', () => {
  test.each([
    [['a', 'b'], 100, 'a\nb'],
    [['a'.repeat(39), 'b'.repeat(39)], 100, `${'a'.repeat(39)}\n${'b'.repeat(39)}`],
    [['a'.repeat(39), 'b'.repeat(40)], 100, `${'a'.repeat(39)}\n+1 more lines`],
    [['a'.repeat(40), 'b'.repeat(40), 'c'], 70, `${'a'.repeat(40)}\n+2 more lines`],
  ])('%j within %i', (lines, max, expected) => {
    expect(fitLines(lines, max)).toBe(expected);
  });
});

describe('renderSlack', () => {
  test('is a custom notification of Amazon Q Developer', () => {
    const { version, source, content, metadata } = notified(composed(attack()));
    expect({ version, source, textType: content.textType }).toEqual({
      version: '1.0',
      source: 'custom',
      textType: 'client-markdown',
    });
    expect(metadata.enableCustomActions).toBe(true);
    expect(metadata.relatedResources).toContain('arn:aws:iam::111122223333:role/deploy');
    expect(Object.values(metadata.additionalContext).every((value) => typeof value === 'string')).toBe(true);
  });

  /** The description, each block to copy as what stands before it. */
  const told = (alert: Alert): readonly string[] =>
    notified(alert)
      .content.description.replace(/```\n[^`]*\n```/g, '(to copy)')
      .split('\n');

  test('says of the attack, from top to bottom', () => {
    expect(told(composed(attack()))).toEqual([
      '*CRITICAL (99/99)* Act now. Anyone with a certificate from any trust anchor is admin in account example-prod (111122223333) as role deploy.',
      '',
      '*Who*',
      '• 2026-03-04 05:06:07 UTC: IAM user alice, long-lived key AKIAIOSFODNN7EXAMPLE, no MFA seen',
      '• `arn:aws:iam::111122223333:user/alice`',
      '• from 198.51.100.23 (NL), with AWS CLI 2.15.30, self-declared',
      '• profile "build-farm": enabled now, 1 role, sessions up to 12 h, no session policy, certificate holders choose the session name, no tags',
      '',
      '*Why critical*',
      '• CRITICAL Role deploy is admin, and somebody can use it now',
      '• CRITICAL The same key created trust anchor "ci-runners" on an external CA 4 min before',
      '• HIGH Any trust anchor can reach role deploy',
      '• HIGH The trust policy of role deploy was changed 2 min before',
      '• MEDIUM A long-lived access key made the call',
      '• MEDIUM The first profile by this actor in 90 days',
      '+3 more findings',
      '',
      '*Do now*',
      'Paste it whole into bash, zsh or CloudShell, not PowerShell:',
      '(to copy)',
      'It worked if this prints False, False, revoke-sessions, Inactive:',
      '(to copy)',
      '',
      'Disabling ends no session already issued: those live up to 12 h (one made by 05:08 UTC, until 17:08 UTC).',
      'Still open: role deploy still issues sessions to whomever it trusts; trust anchor "build-ca" still reaches it; other keys, password and federated sessions of alice; not undone: UpdateAssumeRolePolicy deploy',
      '',
      '*What each role can do*',
      '• `arn:aws:iam::111122223333:role/deploy` ADMIN: do everything in the account, via managed policy AdministratorAccess, statement 1; open to any trust anchor; up to 12 h; usable now',
      'CloudTrail shows no session made with the profile yet (shown up to 04:53 UTC).',
      '',
      '*Later*',
      '(to copy)',
    ]);
  });

  test('says of what could not be checked, from top to bottom', () => {
    expect(told(composed(blind()))).toEqual([
      '*HIGH (73/99)* Check this now. As it was created: Admin rights in account 111122223333 as role deploy cannot be ruled out; who can reach it could not be read.',
      '',
      '*Who*',
      '• 2026-03-04 05:06:07 UTC: role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA',
      '• `arn:aws:sts::111122223333:assumed-role/platform-admin/alice`',
      '• from 203.0.113.7, with AWS CLI 2.15.30, self-declared',
      '• profile "build-farm": enabled when created, 1 role, sessions up to 1 h, narrowed by a session policy, tags not known',
      '',
      '*Why high*',
      '• HIGH What role deploy can do could not be verified',
      '',
      '*Do now*',
      'Paste it whole into bash, zsh or CloudShell, not PowerShell:',
      '(to copy)',
      'It worked if this prints False, revoke-sessions, revoke-sessions:',
      '(to copy)',
      '',
      'Disabling ends no session already issued: those live up to 1 h (one made by 05:08 UTC, until 06:08 UTC).',
      'Still open: role deploy still issues sessions to whomever it trusts; any trust anchor (they could not be read)',
      '',
      '*What each role can do*',
      '• `arn:aws:iam::111122223333:role/deploy` UNKNOWN: access denied (iam:GetRole); nothing is ruled out',
      '',
      '*Could not check*',
      '• role deploy: access denied (iam:GetRole)',
      '• trust anchors: access denied (rolesanywhere:ListTrustAnchors)',
      '• CRLs: access denied (rolesanywhere:ListTrustAnchors)',
      '• earlier profiles: access denied (cloudtrail:LookupEvents)',
      '',
      '*Later*',
      '(to copy)',
    ]);
  });

  test('says of an alert that holds least, from top to bottom', () => {
    const alert = composed(attack());
    const response = { ...alert.response, commands: [], proof: [], byHand: [], stillOpen: [], links: [] };
    const least = {
      ...alert,
      findings: [],
      roles: [],
      unknowns: [],
      because: 'critical because so',
      response,
    };
    expect(told(least).slice(7)).toEqual([
      '',
      '*Why critical*',
      'so',
      '',
      'Disabling ends no session already issued: those live up to 12 h (one made by 05:08 UTC, until 17:08 UTC).',
      'CloudTrail shows no session made with the profile yet (shown up to 04:53 UTC).',
    ]);
    expect(notified(least).content.nextSteps).toEqual([]);
  });

  test('says beside it, for people and for machines', () => {
    const alert = composed(attack());
    const { content, metadata, ...rest } = JSON.parse(renderSlack(alert));
    const name =
      'Roles Anywhere profile "build-farm" gives admin in example-prod (111122223333), eu-central-1';
    expect(rest).toEqual({ version: '1.0', source: 'custom', id: alert.alertId });
    expect({ ...content, description: '' }).toEqual({
      textType: 'client-markdown',
      title: `:rotating_light: CRITICAL: ${name}`,
      description: '',
      nextSteps: [
        'Disable the profile (enable-profile undoes it)',
        'Disable trust anchor "ci-runners" (stops every profile that uses it)',
        'End all sessions of role deploy so far, legitimate users too',
        'Stop alice: deactivate the access key',
        'Find its sessions (CloudTrail lags by minutes)',
        'Delete the profile, once its settings are kept',
        'Delete the trust anchor, once its CA certificates are kept',
        `<${alert.response.links[0]?.url}|${alert.response.links[0]?.label} in the console>`,
      ],
      keywords: ['critical', 'unexpected', '111122223333', 'eu-central-1', 'T1098.003'],
    });
    expect(metadata).toEqual({
      threadId: alert.thread,
      summary: name,
      eventType: 'RolesAnywhereProfileCreated',
      relatedResources: [alert.profile.arn, 'arn:aws:iam::111122223333:role/deploy'],
      additionalContext: {
        severity: 'critical',
        riskScore: '99',
        disposition: 'unexpected',
        accountId: '111122223333',
        region: 'eu-central-1',
        profileId: alert.profile.id,
        profileName: 'build-farm',
        actor: 'arn:aws:iam::111122223333:user/alice',
        eventId: alert.alertId,
        sessionsUpTo: '12 h',
      },
      enableCustomActions: true,
    });
  });

  const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
  const varied = (changes: (alert: Alert) => Partial<Alert>): readonly string[] => {
    const alert = composed(attack());
    return told({ ...alert, ...changes(alert) });
  };
  const session = (sessions: Partial<NonNullable<Alert['activity']['sessions']>>) => (alert: Alert) => ({
    activity: {
      ...alert.activity,
      sessions: { ...(alert.activity.sessions as NonNullable<Alert['activity']['sessions']>), ...sessions },
    },
  });

  test.each<[string, (alert: Alert) => Partial<Alert>, string, boolean]>([
    ['six findings are all', ({ findings }) => ({ findings: findings.slice(0, 6) }), 'more findings', false],
    ['seven are one more', ({ findings }) => ({ findings: findings.slice(0, 7) }), '+1 more findings', true],
    ['six roles are all', ({ roles: [one] }) => ({ roles: one ? many(6, one) : [] }), 'more roles', false],
    [
      'seven are one more',
      ({ roles: [one] }) => ({ roles: one ? many(7, one) : [] }),
      '+1 more roles, none of them worse',
      true,
    ],
    [
      'roles together',
      ({ together }) => ({ together: { ...together, statement: 'one hands the other over' } }),
      'Together: one hands the other over',
      true,
    ],
    ['roles alone', () => ({}), 'Together', false],
    ['nothing unknown', () => ({ unknowns: [] }), '*Could not check*', false],
    [
      'five unknowns are all',
      () => ({ unknowns: many(5, { what: 'tags', why: 'denied' }) }),
      'more unknowns',
      false,
    ],
    [
      'six are one more',
      () => ({ unknowns: many(6, { what: 'tags', why: 'denied' }) }),
      '+1 more unknowns',
      true,
    ],
    ['each with its reason', () => ({ unknowns: [{ what: 'tags', why: 'denied' }] }), '• tags: denied', true],
    [
      'a session',
      session({ count: 2, atLeast: true }),
      '*Used already*: CloudTrail shows at least 2 session(s) made with the profile.',
      true,
    ],
    ['sessions that could not be counted', session({ count: 0, atLeast: true }), 'CloudTrail shows', false],
    ['nothing urgent', () => ({ urgent: false }), '*If it was not planned*', true],
    [
      'a change since',
      ({ profile }) => ({ profile: { ...profile, changedSince: ['one role more', 'enabled'] } }),
      '• The profile has changed since: one role more; enabled',
      true,
    ],
    ['none since', () => ({}), 'has changed since', false],
    [
      'what a person has to do',
      ({ response }) => ({ response: { ...response, byHand: ['Ask alice', 'Ask bob'] } }),
      '• By hand: Ask bob',
      true,
    ],
    ['nothing open', ({ response }) => ({ response: { ...response, stillOpen: [] } }), 'Still open', false],
    [
      'why, where a finding tells it already',
      () => ({ because: 'critical because of the base severity' }),
      'of the base severity',
      false,
    ],
    [
      'why, where no finding is as severe',
      ({ findings }) => ({
        findings: findings.filter(({ severity }) => severity !== 'critical'),
        because: 'critical because of the base severity',
      }),
      'of the base severity',
      true,
    ],
    [
      'why, where nothing was found',
      () => ({ findings: [], because: 'critical because of the base severity' }),
      'of the base severity',
      true,
    ],
    [
      'nothing to run',
      ({ response }) => ({ response: { ...response, commands: [], proof: [] } }),
      '(to copy)',
      false,
    ],
    ['nothing to prove', ({ response }) => ({ response: { ...response, proof: [] } }), 'It worked if', false],
    [
      'nothing for later',
      ({ response }) => ({
        response: { ...response, commands: response.commands.filter(({ step }) => step === 'stop') },
      }),
      '*Later*',
      false,
    ],
  ])('tells of %s', (_, changes, text, isThere) => {
    const lines = varied(changes);
    if (isThere) expect(lines).toContain(text);
    else expect(lines.join('\n')).not.toContain(text);
  });

  test.each<[string, Partial<Alert>, string]>([
    ['high', { severity: 'high' }, ':red_circle: HIGH: '],
    ['medium', { severity: 'medium' }, ':large_orange_circle: MEDIUM: '],
    ['low', { severity: 'low' }, 'LOW: '],
    ['expected', { disposition: 'expected' }, ':rotating_light: CRITICAL (expected): '],
  ])('heads one that is %s so', (_, changes, head) => {
    const alert = composed(attack());
    const { content } = notified({ ...alert, ...changes });
    expect(content.title).toBe(`${head}${alert.title}`);
    expect(content.keywords.includes('T1098.003')).toBe(changes.severity !== 'low');
  });

  test('tells the decision first, then who, why and what the roles can do', () => {
    const { description } = notified(composed(attack())).content;
    const order = [
      'CRITICAL (99/99)',
      'Act now.',
      '*Who*',
      '*Why critical*',
      '*Do now*',
      'It worked if this prints',
      'live up to 12 h',
      '*What each role can do*',
      '*Later*',
    ];
    expect(order.map((text) => description.indexOf(text))).toEqual(
      order.map((text) => description.indexOf(text)).sort((a, b) => a - b),
    );
    expect(order.every((text) => description.includes(text))).toBe(true);
  });

  test('names what could not be checked', () => {
    expect(notified(composed(blind())).content.description).toContain(
      '• trust anchors: access denied (rolesanywhere:ListTrustAnchors)',
    );
  });

  test('holds the block of the attack whole, and every command that can wait', () => {
    const alert = composed(attack());
    const { description, nextSteps } = notified(alert).content;
    const text = unescaped(description);
    expect(text).toContain(`\`\`\`\n${containment(alert).lines.join('\n')}\n\`\`\``);
    for (const { command } of alert.response.commands) expect(text).toContain(`\n${command}\n`);
    expect(nextSteps[0]).toBe('Disable the profile (enable-profile undoes it)');
    expect(nextSteps.join('\n')).not.toContain('the command is in');
  });

  test.each([1, 35, 64])('holds the block where the role has a name of %i characters', (length) => {
    const { context, assessment } = attack();
    const arn = `arn:aws:iam::111122223333:role/${'r'.repeat(length)}`;
    const roles = assessment.roles.map((role) => ({ ...role, arn }));
    const alert = composeTold(context, { ...assessment, roles });
    expect(unescaped(notified(alert).content.description)).toContain(containment(alert).lines.join('\n'));
  });

  test('holds a command with unusual characters not at all, and the rest of the block', () => {
    const alert = composed(attack());
    const [first, ...rest] = alert.response.commands;
    if (first === undefined) throw new Error('no command to vary');
    for (const command of [
      `aws ${'x'.repeat(1000)}`,
      'aws `id`',
      'aws a\nb',
      "aws x --y='file:///etc/passwd'",
    ]) {
      const { nextSteps, description } = notified({
        ...alert,
        response: { ...alert.response, commands: [{ ...first, command }, ...rest] },
      }).content;
      expect(nextSteps[0]).toContain('the command is in the email and the JSON');
      expect(unescaped(description)).not.toContain(command);
      expect(description).toContain('aws rolesanywhere disable-trust-anchor');
    }
  });

  test('holds no half of a block that is too long for Slack, and says where it is', () => {
    const alert = composed(attack());
    const [first] = alert.response.commands;
    if (first === undefined) throw new Error('no command to vary');
    const commands = Array.from({ length: 20 }, (_, index) => ({
      ...first,
      command: `aws ${index} ${'x'.repeat(500)}`,
    }));
    const { nextSteps, description } = notified({
      ...alert,
      response: { ...alert.response, commands },
    }).content;
    expect(description).not.toContain('set -e');
    expect(nextSteps[0]).toContain('the command is in the email and the JSON (too long for Slack)');
  });

  test('one event has one thread, another profile another', () => {
    const thread = (alert: Alert) => notified(alert).metadata.threadId;
    const alert = composed(attack());
    expect(thread(alert)).toBe(thread(composed(attack())));
    expect(thread({ ...alert, thread: 'another' })).not.toBe(thread(alert));
  });

  test('escapes what it tells beside the text, and no session length that was assumed', () => {
    const alert = composed(attack());
    const context = (changed: Partial<Alert['profile']>) =>
      notified({ ...alert, profile: { ...alert.profile, ...changed } }).metadata.additionalContext;
    expect(context({ name: '<!channel>&' }).profileName).toBe('&lt;!channel&gt;&amp;');
    expect(context({}).sessionsUpTo).toBe('12 h');
    expect(context({ durationAssumed: true }).sessionsUpTo).toBeUndefined();
  });

  const expected = (isWeak: boolean): Notification['content'] =>
    notified(
      composeTold(
        contextOf(),
        assessmentOf({
          severity: 'informational',
          disposition: 'expected',
          because: 'informational because the allow list expects it',
          expectedBy: { principal: '*platform-admin*', reason: 'Platform pipeline.', expires: '2026-12-31' },
          isWeak,
          links: { runbookUrl: 'https://wiki.example.com/a?b&c' },
        }),
      ),
    ).content;

  test('is short where nobody has to do anything: who, what, by which entry, and what stops it', () => {
    const { description, nextSteps } = expected(false);
    expect(description.replace(/```\n[^`]*\n```/g, '(to copy)').split('\n')).toEqual([
      '*INFORMATIONAL (0/99)* Expected: Platform pipeline. Nothing to do now. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy.',
      'Allow-list entry: ∗platform-admin∗, until 2026-12-31.',
      '',
      '*Who*',
      '• 2026-03-04 05:06:07 UTC: role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA',
      '• `arn:aws:sts::111122223333:assumed-role/platform-admin/alice`',
      '• from 203.0.113.7 (DE), with AWS CLI 2.15.30, self-declared',
      '• profile "build-farm": enabled now, 1 role, sessions up to 1 h, narrowed by a session policy, tags owner=platform',
      '',
      '*If it was not planned*',
      'Paste it whole into bash, zsh or CloudShell, not PowerShell:',
      '(to copy)',
      'It worked if this prints False:',
      '(to copy)',
    ]);
    expect(description).toContain('Allow-list entry: ∗platform-admin∗, until 2026-12-31.');
    expect(description).toContain('*Who*');
    expect(description).not.toMatch(/Why informational|What each role can do|CloudTrail shows/);
    expect([description, ...nextSteps].join('\n').match(/aws [a-z]+ (?!get-)[a-z-]+ --/g)).toEqual([
      'aws rolesanywhere disable-profile --',
    ]);
  });

  test('names a weak allow-list entry as such', () => {
    expect(expected(true).description).toContain('weak: it pins no narrow network');
    expect(expected(false).description).not.toContain('weak');
  });

  test('links to the runbook of the installation', () => {
    expect(expected(false).nextSteps).toContain('<https://wiki.example.com/a?b&amp;c|Your runbook>');
    expect(notified(composed(attack())).content.nextSteps.join()).not.toContain('runbook');
  });

  test('stays within every length whatever an attacker writes', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (one, two) => {
        const alert = composed(attack());
        const { content, metadata } = notified({
          ...alert,
          title: one,
          decision: two,
          region: one,
          actor: { ...alert.actor, arn: one, description: two },
          event: { ...alert.event, subject: { ...alert.event.subject, name: one } },
          profile: { ...alert.profile, name: one, arn: two },
          roles: Array.from({ length: 250 }, () => ({
            ...(alert.roles[0] as Alert['roles'][number]),
            arn: two,
            summary: one,
          })),
          findings: alert.findings.map((finding) => ({ ...finding, title: two })),
          unknowns: [{ what: one, why: two }],
          response: {
            ...alert.response,
            commands: alert.response.commands.map((command) => ({ ...command, purpose: one, command: two })),
          },
        });
        expect(content.title.length).toBeLessThanOrEqual(SLACK_LIMITS.title);
        expect(content.description.length).toBeLessThanOrEqual(SLACK_LIMITS.description);
        for (const step of content.nextSteps) expect(step.length).toBeLessThanOrEqual(SLACK_LIMITS.nextStep);
        for (const word of content.keywords) expect(word.length).toBeLessThanOrEqual(SLACK_LIMITS.keyword);
        for (const text of [content.title, content.description, ...content.nextSteps, metadata.summary]) {
          expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
          expect(text.replace(/<https:\/\/[^|]*\|[^>]*>/g, '')).not.toMatch(/[<>]/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
