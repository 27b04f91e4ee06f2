import fc from 'fast-check';
import type { Alert } from '../../lambda/alert/schema';
import { renderSlack, SLACK_LIMITS } from '../../lambda/alert/slack';
import { cutMarkup, fitLines, slackCode, slackProse } from '../../lambda/alert/slack-text';
import { attack, blind, composeTold, routine, type Story } from './assessments';
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

describe('slackProse', () => {
  test.each([
    ['a & b', 'a &amp; b'],
    ['<!here>', '&lt;!here&gt;'],
    ['<https://evil.example|Click>', '&lt;https[:]//evil[.]example|Click&gt;'],
    ['@channel now', '＠channel now'],
    ['#general', '＃general'],
    ['alice@example.com', 'alice@example[.]com'],
    ['*bold*', '∗bold∗'],
    ['_italic_', 'ˍitalicˍ'],
    ['snake_case_name', 'snake_case_name'],
    ['~gone~', '∼gone∼'],
    ['`code`', 'ˋcodeˋ'],
    ['```fence', 'ˋˋˋfence'],
    [':skull:', '∶skull:'],
    [':100:', '∶100:'],
    ['05:06:07 UTC', '05:06:07 UTC'],
    ['AWS CLI 2.15.30', 'AWS CLI 2.15.30'],
    ['evil.com', 'evil[.]com'],
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

  test('tells the decision first, then who, why and what the roles can do', () => {
    const { description } = notified(composed(attack())).content;
    const order = [
      'CRITICAL (99/99)',
      'Act now.',
      '*Who*',
      '*Why critical*',
      '*What each role can do*',
      'live up to 12 h',
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

  test('gives every command of the attack whole, ready to paste', () => {
    const alert = composed(attack());
    const { nextSteps } = notified(alert).content;
    for (const { command } of alert.response.commands) {
      expect(nextSteps.some((step) => step.endsWith(`\`${command}\``))).toBe(true);
    }
  });

  test('shows a command that is too long, or holds unusual characters, not at all', () => {
    const alert = composed(routine());
    const [first, ...rest] = alert.response.commands;
    if (first === undefined) throw new Error('no command to vary');
    for (const command of [`aws ${'x'.repeat(400)}`, 'aws `id`', 'aws a\nb']) {
      const steps = notified({
        ...alert,
        response: { ...alert.response, commands: [{ ...first, command }, ...rest] },
      }).content.nextSteps;
      expect(steps[0]).toContain('the command is in the email and the JSON');
      expect(steps[0]).not.toContain('aws ');
    }
  });

  test('one event has one thread, another profile another', () => {
    const thread = (alert: Alert) => notified(alert).metadata.threadId;
    const alert = composed(attack());
    expect(thread(alert)).toBe(thread(composed(attack())));
    expect(thread({ ...alert, alertId: 'another' })).not.toBe(thread(alert));
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
