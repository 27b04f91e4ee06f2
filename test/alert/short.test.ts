import fc from 'fast-check';
import type { Alert } from '../../lambda/alert/schema';
import { renderSms, SMS_MAX } from '../../lambda/alert/sms';
import { renderSubject, SUBJECT_MAX } from '../../lambda/alert/subject';
import { attack, composeTold, routine, type Story } from './assessments';
import { hostileText } from './hostile';

const composed = ({ context, assessment }: Story): Alert => composeTold(context, assessment);

const hostileAlert = fc
  .tuple(hostileText(), hostileText(), fc.constantFrom(...(['informational', 'critical'] as const)))
  .map(([name, other, severity]): Alert => {
    const alert = composed(attack());
    return {
      ...alert,
      severity,
      disposition: 'expected',
      region: other,
      account: { id: other },
      actor: { ...alert.actor, arn: other },
      event: { ...alert.event, subject: { ...alert.event.subject, name } },
    };
  });

const named = (alert: Alert, name: string): Alert => ({
  ...alert,
  event: { ...alert.event, subject: { ...alert.event.subject, name } },
});

describe('the subject', () => {
  test.each([
    [
      'attack',
      attack,
      '[CRITICAL] Roles Anywhere profile build-farm gives admin - 111122223333 eu-central-1',
    ],
    [
      'routine',
      routine,
      '[LOW] Roles Anywhere profile build-farm gives limited permissions - 111122223333 eu-central-1',
    ],
  ])('of %s', (_, story, expected) => {
    expect(renderSubject(composed(story()))).toBe(expected);
  });

  test('cuts the name, not what it can do and where', () => {
    const alert = composed(attack());
    const subject = renderSubject(named(alert, 'n'.repeat(255)));
    expect(subject).toMatch(
      /^\[CRITICAL\] Roles Anywhere profile n+\.\.\. gives admin - 111122223333 eu-central-1$/,
    );
  });

  test.each([
    ['informational', '[EXPECTED] '],
    ['high', '[HIGH, expected] '],
  ] as const)('of an expected alert of severity %s begins %s', (severity, tag) => {
    expect(renderSubject({ ...composed(routine()), severity, disposition: 'expected' }).startsWith(tag)).toBe(
      true,
    );
  });

  test('names account and Region in full, even beside long words', () => {
    const alert = composed(attack());
    const subject = renderSubject({
      ...alert,
      severity: 'high',
      disposition: 'expected',
      claim: 'may give dangerous permissions',
      region: 'ap-southeast-1',
      event: named(alert, 'build-farm-of-march').event,
    });
    expect(subject).toBe(
      '[HIGH, expected] Profile build-farm... may give dangerous permissions - 111122223333 ap-southeast-1',
    );
  });

  test('is printable ASCII of at most 99 characters whatever comes in', () => {
    fc.assert(
      fc.property(hostileAlert, (alert) => {
        const subject = renderSubject(alert);
        expect(subject).toMatch(/^[\x20-\x7e]+$/);
        expect(subject.length).toBeLessThanOrEqual(SUBJECT_MAX);
        expect(subject).toMatch(/^\[/);
      }),
    );
  });
});

describe('the SMS', () => {
  test('says how bad, what, where and by whom', () => {
    expect(renderSms(composed(attack()))).toBe(
      'CRITICAL: Roles Anywhere profile build-farm gives admin, account 111122223333 eu-central-1, by alice',
    );
  });

  test('is one line of at most 140 characters of the basic GSM alphabet', () => {
    fc.assert(
      fc.property(hostileAlert, (alert) => {
        const sms = renderSms(alert);
        expect(sms).toMatch(/^[\x20-\x7e]+$/);
        expect(sms).not.toMatch(/[`^{}[\]\\|~]/);
        expect(sms.length).toBeLessThanOrEqual(SMS_MAX);
      }),
    );
  });
});
