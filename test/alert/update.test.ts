import { composeAlert } from '../../lambda/alert/compose';
import { renderEmail } from '../../lambda/alert/email';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { renderSlack } from '../../lambda/alert/slack';
import { renderSms } from '../../lambda/alert/sms';
import { renderSubject } from '../../lambda/alert/subject';
import { assess } from '../../lambda/assess/assess';
import { firstLookOf, SECOND_LOOK_MS, updateOf } from '../../lambda/assess/second-look';
import { SOURCE_IDS } from '../../lambda/assess/sources';
import type { Context } from '../../lambda/enrich/context';
import { attributesOf } from '../../lambda/publish/publish';
import { defaultSettings } from '../../lambda/settings';
import { activityOf, trailEvent } from '../support/activity';
import { contextOf, NOW, profile, profileCreated } from '../support/context';
import { EVENT_ID, ROLE_ARN } from '../support/event';
import { composeTold, finding, routine } from './assessments';

const LATER = new Date(NOW.getTime() + SECOND_LOOK_MS);
const { sessionPolicy: _narrow, ...open } = profile();
const change = profileCreated({ profile: open });
const unread: Partial<Context> = {
  change,
  roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'throttled (iam:GetRole)' }],
};
const stopLogging = trailEvent({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' });

const updated = (before: Partial<Context>, after: Partial<Context>): Alert => {
  const first = assess(contextOf({ change, ...before }), defaultSettings);
  const second = assess(contextOf({ change, now: LATER, ...after }), defaultSettings, [], false);
  const update = updateOf(firstLookOf(first), second);
  if (update === undefined) throw new Error('nothing to tell');
  return alertSchema.parse(composeAlert({ ...second, update }));
};

const worse = () => updated({}, { activity: activityOf(stopLogging) });
const resolved = () => updated(unread, {});

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
const slackOf = (alert: Alert) => JSON.parse(renderSlack(alert));

describe('an update that is worse', () => {
  test('says so in the subject', () => {
    expect(renderSubject(worse())).toMatch(/^\[UPDATE HIGH\] Profile build-farm /);
  });

  test.each([
    ['the email', (alert: Alert) => renderEmail(alert).replace(/\n +/g, ' ')],
    ['Slack', (alert: Alert) => slackOf(alert).content.description],
  ])('tells in the first line of %s what has changed', (_, render) => {
    expect(firstLine(render(worse()))).toMatch(/^UPDATE \(was LOW\): The actor also /);
  });

  test('tells it in an SMS, with profile and account', () => {
    expect(renderSms(worse())).toMatch(
      /^UPDATE HIGH: The actor also .*, profile build-farm, account \d{12} /,
    );
  });

  test('names the first alert, and is not looked at again', () => {
    expect(worse()).toMatchObject({
      alertId: EVENT_ID,
      update: { of: EVENT_ID, severityBefore: 'low', dispositionBefore: 'unexpected' },
    });
    expect(worse().looksAgainAt).toBeUndefined();
    expect(renderEmail(worse())).not.toContain('looked at again');
  });

  test('is in the thread of the first, and no copy of it', () => {
    const first = slackOf(composeTold(routine().context, routine().assessment));
    const second = slackOf(worse());
    expect(second.metadata.threadId).toBe(first.metadata.threadId);
    expect(second.id).not.toBe(first.id);
    expect(second.content.title).toContain('UPDATE HIGH: ');
  });
});

describe('an update that is calmer', () => {
  test('says what was read', () => {
    expect(resolved()).toMatchObject({
      severity: 'low',
      update: { changed: ['role deploy now read: limited'] },
    });
    expect(firstLine(renderEmail(resolved()))).toBe('UPDATE (was CRITICAL): role deploy now read: limited');
  });

  test('reaches whoever got the first', () => {
    expect(attributesOf(resolved())).toMatchObject({
      severity: { StringValue: 'critical' },
      riskScore: { StringValue: '99' },
    });
    const { update } = resolved();
    if (update === undefined) throw new Error('no update');
    const before = { ...update, severityBefore: 'high' as const };
    expect(attributesOf({ ...resolved(), disposition: 'expected', update: before })).toMatchObject({
      severity: { StringValue: 'high' },
      disposition: { StringValue: 'unexpected' },
    });
  });
});

describe('what has changed', () => {
  const read = (source: (typeof SOURCE_IDS)[number]): readonly string[] => {
    const second = assess(contextOf({ change, now: LATER }), defaultSettings, [], false);
    const first = { severity: 'high', disposition: 'unexpected' } as const;
    return (
      composeAlert({ ...second, update: { first, news: [{ kind: 'read', source }] } }).update?.changed ?? []
    );
  };

  test.each(SOURCE_IDS)('is said of %s', (source) => {
    expect(read(source)).toEqual([expect.stringMatching(/now (read|known)/)]);
  });

  test('is the title of what was found, which an attacker may have written', () => {
    const second = assess(contextOf({ change, now: LATER }), defaultSettings, [], false);
    const title = 'Trust anchor x\u202e\n*bold* <!channel> was made';
    const first = { severity: 'low', disposition: 'unexpected' } as const;
    const update = { first, news: [{ kind: 'worse', finding: finding({ title }) }] } as const;
    const alert = composeAlert({ ...second, update });
    expect(alert.update?.changed).toEqual([title]);
    expect(slackOf(alert).content.description).not.toMatch(/<!channel>|\*bold\*|\u202e/);
    expect(renderEmail(alert)).not.toContain('\u202e');
    expect(renderSms(alert)).toMatch(/^[\x20-\x7e]{1,140}$/);
  });
});
