import fc from 'fast-check';
import { renderChannels } from '../../lambda/alert/channels';
import { composeAlert } from '../../lambda/alert/compose';
import { assess } from '../../lambda/assess/assess';
import type { Profile } from '../../lambda/event/profile';
import { known } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings-file';
import { adminRole, contextOf, profile, profileCreated, userActor } from '../support/context';
import { PROFILE_ARN, PROFILE_ID, USER_ARN } from '../support/event';
import { hostileText, UNSEEN } from './hostile';

const FIRST_ID = 'ffffffff-0000-4000-8000-000000000001';
const made = '2026-03-04T05:06:01.000Z';
const { sessionPolicy: _narrows, ...wide } = profile({ createdBy: USER_ARN });
const first: Profile = {
  ...wide,
  id: FIRST_ID,
  arn: PROFILE_ARN.replace(PROFILE_ID, FIRST_ID),
  name: 'site-1',
  createdAt: made,
  updatedAt: made,
};

const channelsOf = (before: readonly Profile[], own: Profile = wide) => {
  const context = contextOf({
    change: profileCreated({ profile: own, actor: userActor() }),
    profiles: known([own, ...before]),
    roles: [adminRole()],
  });
  const alert = composeAlert(assess(context, defaultSettings));
  return { alert, ...renderChannels(alert) };
};

describe('the second of a burst', () => {
  const second = channelsOf([first]);
  const alone = channelsOf([]);

  test('is mailed short, with severity, place, person, origin and commands', () => {
    const lines = second.email.split('\n');
    expect(second.alert.severity).toBe('critical');
    expect(lines.slice(0, 5)).toEqual(alone.email.split('\n').slice(0, 5));
    expect(second.email.replace(/\s+/g, ' ')).toContain(
      '2nd of a burst by this actor since 05:06 UTC: same roles and settings as the first, "site-1" ' +
        `(${FIRST_ID}), and no worse verdict.`,
    );
    expect(second.email).toContain(USER_ARN);
    for (const { command, step } of second.alert.response.commands) {
      expect(second.email.includes(command)).toBe(step !== 'investigate' && step !== 'remove');
    }
    expect(lines.length).toBeLessThan(alone.email.split('\n').length / 2);
    expect(lines.length).toBeLessThanOrEqual(36);
  });

  test('fits 40 columns in its first five lines', () => {
    for (const line of second.email.split('\n').slice(0, 5)) expect(line.length).toBeLessThanOrEqual(40);
  });

  test('says so in the subject, in Slack and in the text message', () => {
    expect(second.subject).toMatch(/^\[CRITICAL, 2nd alike\] .*build-farm/);
    expect(second.subject.length).toBeLessThanOrEqual(99);
    expect(second.sms).toMatch(/^CRITICAL: .*2nd of a burst/);
    const { content } = JSON.parse(second.slack);
    expect(content.title).toContain('CRITICAL (2nd of a burst)');
    expect(content.description).toContain('2nd of a burst by this actor');
    expect(content.description).toContain('disable-profile');
    expect(content.description.length).toBeLessThan(JSON.parse(alone.slack).content.description.length * 0.7);
  });

  test('stands in the thread of the first, whose own alert is told in full', () => {
    const ofFirst = channelsOf([], first);
    const threadOf = ({ slack }: { slack: string }): string => JSON.parse(slack).metadata.threadId;
    expect(threadOf(second)).toBe(threadOf(ofFirst));
    expect(threadOf(second)).not.toBe(threadOf(alone));
    expect(ofFirst.email).toContain('WHO CAN USE IT');
  });

  test('is whole in the machine JSON', () => {
    const { burst, thread, ...rest } = second.alert;
    const { thread: _own, ...whole } = alone.alert;
    expect(burst).toEqual({
      nth: 2,
      first: { name: 'site-1', id: FIRST_ID, arn: first.arn, createdAt: made },
    });
    expect(thread).toMatch(/^[0-9a-f]{32}$/);
    expect(Object.keys(rest).sort()).toEqual(Object.keys(whole).sort());
    expect(rest.roles).toEqual(whole.roles);
  });

  test('is told in full where it is an update', () => {
    const update = {
      of: 'x',
      changed: ['News'],
      severityBefore: 'low',
      dispositionBefore: 'unexpected',
    } as const;
    const { email, subject } = renderChannels({ ...second.alert, update: { ...update, changed: ['News'] } });
    expect(email).toContain('WHO CAN USE IT');
    expect(subject).toMatch(/^\[UPDATE CRITICAL\]/);
  });
});

test('a hostile name of the first profile forges no line and no mention', () => {
  fc.assert(
    fc.property(hostileText(), (name) => {
      const { email, slack, sms, subject } = channelsOf([{ ...first, name }]);
      const atMargin = email.split('\n').filter((line) => /^\S/.test(line));
      expect(atMargin.filter((line) => !/^(?:CRITICAL CreateProfile: |DO NOW$)/.test(line))).toEqual([]);
      expect(email.replaceAll('\n', '')).not.toMatch(UNSEEN);
      expect(JSON.parse(slack).content.description).not.toMatch(/<!|<@|<http|(?<![\p{L}\p{N}])@/u);
      expect([sms.length <= 140, subject.length <= 99]).toEqual([true, true]);
    }),
    { numRuns: 150, seed: 10 },
  );
});
