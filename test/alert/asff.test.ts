import fc from 'fast-check';
import { refusalOf } from '../../bin/sandbox/security-hub';
import { findingFrom } from '../../lambda/alert/asff';
import type { Alert } from '../../lambda/alert/schema';
import { RISK_SCORE, SEVERITIES } from '../../lambda/assess/severity';
import { attack, blind, composeTold, routine } from './assessments';

const HOME = {
  productArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  account: '111122223333',
};
const ALERT = composeTold(attack().context, attack().assessment);
const finding = (overrides: Partial<Alert> = {}) => findingFrom({ ...ALERT, ...overrides }, HOME);
const role = (arn: string): Alert['roles'][number] => ({
  ...(ALERT.roles[0] as Alert['roles'][number]),
  arn,
});

describe('a finding is one that Security Hub takes', () => {
  test.each([
    ['of an attack', attack()],
    ['of routine', routine()],
    ['of which nothing is known', blind()],
  ])('%s', (_, { context, assessment }) => {
    expect(refusalOf(findingFrom(composeTold(context, assessment), HOME))).toBeUndefined();
  });

  test.each(SEVERITIES)('of severity %s', (severity) => {
    const made = finding({ severity, riskScore: RISK_SCORE[severity] });
    expect(refusalOf(made)).toBeUndefined();
    expect(made.Severity.Label).toBe(severity.toUpperCase());
    expect(made.FindingProviderFields.Severity.Label).toBe(severity.toUpperCase());
  });

  const long = 'x'.repeat(70_000);
  const cases: readonly (readonly [what: string, overrides: Partial<Alert>])[] = [
    ['of long texts', { title: long, decision: long, because: long }],
    ['of empty texts', { title: '', decision: ' ', because: '' }],
    ['of a profile without an ARN', { profile: { ...ALERT.profile, arn: null } }],
    ['of a profile whose ARN is none', { profile: { ...ALERT.profile, arn: `arn:${long}` } }],
    [
      'of 250 roles',
      { roles: Array.from({ length: 250 }, (_, at) => role(`arn:aws:iam::111122223333:role/r${at}`)) },
    ],
    [
      'of a role with the longest path',
      { roles: [role(`arn:aws:iam::111122223333:role/${'p'.repeat(510)}/r`)] },
    ],
    ['of an event without its time', { eventTime: 'not recorded' }],
    ['of a partition that it does not know', { partition: 'aws-iso' }],
    ['of an id that is none', { alertId: `${'/'.repeat(600)}\n` }],
    ['without a command', { response: { ...ALERT.response, commands: [], links: [] } }],
  ];
  test.each(cases)('%s', (_, overrides) => {
    expect(refusalOf(finding(overrides))).toBeUndefined();
  });

  test('whatever an attacker writes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 2_000 });
    fc.assert(
      fc.property(text, text, text, text, (name, arn, userAgent, id) => {
        const hostile = finding({
          alertId: id,
          title: name,
          decision: arn,
          profile: { ...ALERT.profile, name, arn, description: name },
          actor: { ...ALERT.actor, arn, description: userAgent },
          source: { ...ALERT.source, description: userAgent },
          region: arn,
          roles: [role(arn)],
        });
        return refusalOf(hostile) === undefined;
      }),
      { numRuns: 200 },
    );
  });

  test('and the stand-in would refuse what it does not take', () => {
    expect(refusalOf({ ...finding(), Title: 'x'.repeat(257) })).toMatch(/^Title: /);
    expect(refusalOf({ ...finding(), Types: ['Persistence'] })).toMatch(/^Types/);
    expect(refusalOf({ ...finding(), Severity: { ...finding().Severity, Normalized: 50 } })).toMatch(
      /^Severity: /,
    );
  });
});

describe('the finding', () => {
  test('is the home account’s, and names the account that it is about', () => {
    const made = finding({ account: { id: '444455556666' } });
    expect(made).toMatchObject({ AwsAccountId: HOME.account, ProductArn: HOME.productArn });
    expect(made.ProductFields.Account).toBe('444455556666');
  });

  test('of one alert has one id, and of another another', () => {
    expect(finding({ triagedAt: '2030-01-01T00:00:00.000Z', severity: 'low' }).Id).toBe(finding().Id);
    expect(finding({ alertId: 'another' }).Id).not.toBe(finding().Id);
  });

  test('is newer after the second look', () => {
    const update = finding({ triagedAt: '2030-01-01T00:00:00.000Z' });
    expect(update.CreatedAt).toBe(finding().CreatedAt);
    expect(update.UpdatedAt > finding().UpdatedAt).toBe(true);
  });

  test('says what it is in the words of ATT&CK', () => {
    expect(finding().Types).toEqual(['TTPs/Persistence', 'TTPs/Privilege Escalation']);
  });

  test('recommends a whole command or none', () => {
    const stop = ALERT.response.commands.find(({ step }) => step === 'stop')?.command ?? '';
    expect(stop).toContain('disable-profile');
    expect(finding().Remediation.Recommendation.Text).toBe(`Unless this was planned: ${stop}`);
    const longer = [{ step: 'stop' as const, purpose: 'Stop', command: `${stop} ${'x'.repeat(500)}` }];
    const { Text } = finding({ response: { ...ALERT.response, commands: longer } }).Remediation
      .Recommendation;
    expect(Text).not.toContain('disable-profile');
  });

  test('of a changed trust anchor lists that first, and of nothing that has an ARN the account', () => {
    const arn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/a';
    const subject = { type: 'trust-anchor' as const, name: 'build-ca', arn };
    const about = { event: { ...ALERT.event, subject } };
    expect(refusalOf(finding(about))).toBeUndefined();
    expect(
      finding(about)
        .Resources.slice(0, 2)
        .map(({ Id }) => Id),
    ).toEqual([arn, ALERT.profile.arn]);
    const nothing = { profile: { ...ALERT.profile, arn: null }, roles: [], trustAnchors: [] };
    expect(finding(nothing).Resources).toEqual([
      expect.objectContaining({ Type: 'AwsAccount', Id: `AWS::::Account:${ALERT.account.id}` }),
    ]);
  });

  test('lists the profile first, then suspicious trust anchors, then roles', () => {
    const [first, ...rest] = finding().Resources;
    expect(first).toMatchObject({ Type: 'Other', Id: ALERT.profile.arn });
    expect(rest.map(({ Type }) => Type)).toEqual([
      ...ALERT.trustAnchors.filter(({ suspicious }) => suspicious).map(() => 'Other'),
      ...ALERT.roles.map(() => 'AwsIamRole'),
    ]);
  });
});
