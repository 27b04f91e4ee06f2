import fc from 'fast-check';
import { renderEmail } from '../../lambda/alert/email';
import { headOf } from '../../lambda/alert/email-head';
import type { Alert } from '../../lambda/alert/schema';
import { known } from '../../lambda/lookup';
import { CUT, certificate, contextOf, profile, UNREAD } from '../support/context';
import { ACCOUNT, EVENT_ID, LONG_LIVED_KEY, PROFILE_ID, ROLE_ARN, USER_ARN } from '../support/event';
import {
  assessmentOf,
  attack,
  blind,
  composeTold,
  finding,
  judged,
  ROGUE_ID,
  routine,
  type Story,
  type Told,
  trailEvent,
} from './assessments';
import { hostileText, UNSEEN } from './hostile';

const composed = ({ context, assessment }: Story): Alert => composeTold(context, assessment);
const emailOf = (story: Story): string => renderEmail(composed(story));
const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);

/** Lines of the block that is pasted, and of the line that proves: they are not read, so they do not count. */
const isPasted = (line: string): boolean =>
  /^ {4}(\( set -e; |\( export |test "|aws (?!cloudtrail|rolesanywhere delete)|echo 'Done)/.test(line);

const readLines = (text: string): string[] => linesOf(text).filter((line) => !isPasted(line));

/** Lines that may be long: they hold one word, a command, or a link. */
const unwrappable = (line: string): boolean =>
  !line.trim().includes(' ') || /^ +(aws |SHA-256 )/.test(line) || / https:\/\//.test(line);

const STORIES: readonly (readonly [string, () => Story])[] = [
  ['attack', attack],
  ['routine', routine],
  ['blind', blind],
];

describe('the email', () => {
  test.each(STORIES)(
    '%s: at most 65 lines to read, wrapped at 72, no raw JSON but in what is pasted',
    (_, story) => {
      const lines = readLines(emailOf(story()));
      expect(lines.length).toBeLessThanOrEqual(65);
      for (const line of lines) {
        if (!unwrappable(line)) expect(line.length).toBeLessThanOrEqual(72);
        expect(line).not.toMatch(/[{}]/);
      }
    },
  );

  test('tells the attack from the decision down to the ticket', () => {
    // Where a line goes on, it is one sentence.
    const email = emailOf(attack()).replace(/\n {6}(?=\S)/g, ' ');
    const order = [
      'CRITICAL CreateProfile: gives admin\n  act now (99/99)\n',
      'Anyone with a certificate from any trust anchor is admin in account',
      'WHAT HAPPENED, 2026-03-04 05:06:07 UTC',
      `IAM user alice, long-lived key ${LONG_LIVED_KEY}, no MFA seen`,
      USER_ARN,
      'From 198.51.100.23 (NL), with AWS CLI 2.15.30',
      'Created profile "build-farm": enabled now, 1 role, sessions up to',
      'WHY CRITICAL',
      'CRITICAL Role deploy is admin',
      'HIGH Any trust anchor can reach role deploy',
      'WHO CAN USE IT, AND FOR WHAT',
      ROLE_ARN,
      'ADMIN: do everything in the account',
      'Trust anchor "ci-runners" enabled, external CA, created 5 min before',
      'Trust anchor "build-ca" enabled, AWS Private CA, created 2025-01-02',
      'AROUND IT: first profile by this actor in 90 days, 2nd in this Region',
      'No session with it in CloudTrail yet (shown up to 04:53 UTC)',
      '5 min before: CreateTrustAnchor "ci-runners"',
      '3 min before: CreateUser backup FAILED (AccessDenied)',
      '3 min before: UpdateAssumeRolePolicy deploy',
      'NOT EVALUATED BY DESIGN: SCPs, RCPs, resource policies, key policies',
      'DO NOW',
      'disable trust anchor "ci-runners"',
      '( set -e; ',
      "= '111122223333' ||",
      `aws rolesanywhere disable-profile --profile-id='${PROFILE_ID}' --region='eu-central-1'`,
      `aws rolesanywhere disable-trust-anchor --trust-anchor-id='${ROGUE_ID}' --region='eu-central-1'`,
      "aws iam put-role-policy --role-name='deploy'",
      "aws iam update-access-key --user-name='alice'",
      "echo 'Done: 4 of 4' )",
      'It worked if this prints False, False, revoke-sessions, Inactive:',
      'aws rolesanywhere get-profile',
      'those live up to 12 h',
      'Still open: role deploy still issues sessions',
      'LATER: find its sessions',
      'aws cloudtrail lookup-events',
      'aws rolesanywhere delete-profile',
      'https://eu-central-1.console.aws.amazon.com/rolesanywhere/',
      'FOR THE TICKET',
      'T1098.003',
    ];
    let from = 0;
    for (const text of order) {
      const at = email.indexOf(text, from);
      expect({ text, found: at >= from }).toEqual({ text, found: true });
      from = at + 1;
    }
  });

  test('reads calmly where nothing was found', () => {
    const email = emailOf(routine());
    expect(email).toMatch(/^LOW CreateProfile: limited rights\n {2}nothing now, if planned \(21\/99\)\n/);
    expect(email).toContain('\n  Nothing to do now if this was planned.');
    expect(email).toContain('\nNOT EVALUATED BY DESIGN: SCPs, RCPs, resource policies, key policies\n');
    expect(email).toContain('IF IT WAS NOT PLANNED');
    expect(email).not.toMatch(/act now|^DO NOW|check this/m);
    expect(email).toContain('WHY LOW: the base severity: no check found anything worse');
  });

  test('marks what is unknown as unknown', () => {
    const email = emailOf(blind());
    for (const text of [
      'cannot be ruled out',
      'who can reach it could not be read',
      'tags not known',
      'Trust anchors: not known (access denied)',
      'whether this actor usually does this is not known',
      'Whether it has been used yet is not known',
      'What else this access key did: not known',
      '- trust anchors; CRLs: access denied (rolesanywhere:ListTrustAnchors)',
    ]) {
      expect(email.replace(/\n +/g, ' ')).toContain(text);
    }
    expect(email).not.toContain('No session with it');
  });

  const expected = (told: Partial<Told> = {}): Alert =>
    composeTold(
      contextOf(),
      assessmentOf({
        severity: 'informational',
        disposition: 'expected',
        because: 'informational because the allow list expects it',
        expectedBy: { principal: '*platform-admin*', reason: 'Platform pipeline.', expires: '2026-12-31' },
        ...told,
      }),
    );

  test('says that an expected alert is expected, by whom, and until when', () => {
    expect(linesOf(renderEmail(expected()))).toEqual([
      'INFO CreateProfile: limited rights',
      '  nothing to do now (0/99)',
      '  in example-prod, eu-central-1',
      '  by role platform-admin',
      '  from 203.0.113.7 (DE)',
      '    arn:aws:sts::111122223333:assumed-role/platform-admin/alice',
      '  Expected: Platform pipeline.',
      '  Allow-list entry, until 2026-12-31:',
      '    *platform-admin*',
      expect.stringMatching(/^ {2}Profile "build-farm": enabled now, 1 role, /),
      'IF IT WAS NOT PLANNED, disable the profile:',
      `    aws rolesanywhere disable-profile --profile-id='${PROFILE_ID}' --region='eu-central-1'`,
      `  Event ${EVENT_ID}, 2026-03-04 05:06:07 UTC`,
    ]);
  });

  test('says when an expected alert is looked at again', () => {
    const looksAgainAt = '2026-03-04T05:23:00.000Z';
    expect(renderEmail({ ...expected(), looksAgainAt })).toContain(
      '\n  Expected, looked at again at 05:23 UTC: Platform pipeline.\n',
    );
  });

  test('an expected alert that asks for nothing fits a phone, whatever its texts hold', () => {
    fc.assert(
      fc.property(hostileText(), fc.boolean(), (text, isWeak) => {
        const alert = expected({
          expectedBy: { principal: text, reason: text || 'x', expires: '2026-12-31' },
          isWeak,
          profile: profile({ name: text }),
          links: { runbookUrl: 'https://wiki.example.com/roles-anywhere' },
        });
        const lines = linesOf(renderEmail({ ...alert, actor: { ...alert.actor, arn: text, name: text } }));
        expect(lines.length).toBeLessThanOrEqual(15);
        for (const line of lines.slice(1))
          expect(line).toMatch(/^( {2}|IF IT WAS NOT PLANNED, disable the profile:$)/);
      }),
      { numRuns: 50 },
    );
  });

  test('an expected alert of a disabled profile has nothing to stop', () => {
    const email = renderEmail(expected({ profile: profile({ enabled: false }) }));
    expect(email).toContain('\nIF IT WAS NOT PLANNED: the JSON has every step.\n');
    expect(email).not.toContain('aws rolesanywhere');
  });

  test('an expected alert that is not excused is told in full', () => {
    const email = renderEmail(expected({ severity: 'high', unvouched: ['attack-tool'] }));
    expect(email).toMatch(/^HIGH CreateProfile: .*\n {2}check, though expected \(73\/99\)\n/);
    expect(email).toContain('Allow-list entry: *platform-admin*, until 2026-12-31.');
    expect(email).toContain('WHO CAN USE IT, AND FOR WHAT');
  });

  test('names a weak allow-list entry as such', () => {
    const expectedBy = { principal: '*platform-admin*', reason: 'Platform pipeline.' };
    const email = (isWeak: boolean) =>
      renderEmail(
        composeTold(
          contextOf(),
          assessmentOf({ severity: 'high', disposition: 'expected', expectedBy, isWeak }),
        ),
      );
    expect(email(true).replace(/\n +/g, ' ')).toContain(
      'Allow-list entry: *platform-admin* (weak: it pins no narrow network, no client and no Region).',
    );
    expect(email(false)).not.toContain('weak');
  });

  test.each([
    [
      'an attack',
      () => composed(attack()),
      [
        'CRITICAL CreateProfile: gives admin',
        '  act now (99/99)',
        '  in example-prod, eu-central-1',
        '  by IAM user alice',
        '  from 198.51.100.23 (NL)',
      ],
    ],
    [
      'a routine change that nobody announced',
      () => composed(routine()),
      [
        'LOW CreateProfile: limited rights',
        '  nothing now, if planned (21/99)',
        '  in example-prod, eu-central-1',
        expect.stringMatching(/^ {2}by /),
        expect.stringMatching(/^ {2}from /),
      ],
    ],
    [
      'a night on which nothing could be read',
      () => composed(blind()),
      [
        expect.stringMatching(/^(CRITICAL|HIGH) CreateProfile: may(?:be| give) admin$/),
        expect.stringMatching(/^ {2}(act|check this) now \(\d\d\/99\)$/),
        expect.stringMatching(/^ {2}in /),
        expect.stringMatching(/^ {2}by /),
        expect.stringMatching(/^ {2}from /),
      ],
    ],
  ])('the first five lines decide, at 40 columns: %s', (_, alert, expectedLines) => {
    const lines = linesOf(renderEmail(alert())).slice(0, 5);
    expect(lines).toEqual(expectedLines);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  });

  test.each<
    [
      string,
      Partial<Pick<Alert, 'account'>> & { actor?: { name: string }; source?: Partial<Alert['source']> },
      number,
      string,
    ]
  >([
    ['a long alias', { account: { id: ACCOUNT, alias: 'a'.repeat(63) } }, 2, `  in ${ACCOUNT}, eu-central-1`],
    [
      'a long address',
      { source: { ip: '2001:db8:1111:2222:3333:4444:5555:66', country: 'NL' } },
      4,
      '  2001:db8:1111:2222:3333:4444:5555:66',
    ],
    [
      'a service',
      { source: { service: 'cloudformation.amazonaws.com' } },
      4,
      '  from cloudformation.amazonaws.com',
    ],
    ['no address', { source: {} }, 4, '  from an address that is not recorded'],
    [
      'a long name',
      { actor: { name: `role ${'r'.repeat(64)}, session "x"` } },
      3,
      `  by role ${'r'.repeat(29)}…`,
    ],
    [
      'a session',
      { actor: { name: 'role platform-pipeline, session "4711-abc"' } },
      3,
      '  by role platform-pipeline',
    ],
  ])('the first five lines with %s', (_, part, index, line) => {
    const alert = composed(attack());
    const source = { description: '', userAgent: '', client: alert.source.client };
    const lines = headOf({
      ...alert,
      ...part,
      actor: { ...alert.actor, ...part.actor },
      source: part.source === undefined ? alert.source : { ...source, ...part.source },
    });
    expect(lines[index]).toBe(line);
  });

  test('says where the profile has changed since', () => {
    const before = profile();
    const context = contextOf({
      current: known(profile({ enabled: false, roleArns: [ROLE_ARN, `${ROLE_ARN}-2`] })),
    });
    const email = renderEmail(composeTold(context, assessmentOf({ profile: before })));
    expect(email).toContain('CHANGED SINCE: created enabled, disabled since; role deploy-2 added');
  });

  test('says that the profile has been used', () => {
    const context = contextOf({
      sessions: known({
        count: { count: 2, atLeast: true },
        newest: [trailEvent({ eventName: 'CreateSession' })],
        coverage: CUT,
      }),
    });
    expect(renderEmail(composeTold(context, assessmentOf()))).toContain(
      'USED ALREADY: at least 2 sessions with it in CloudTrail',
    );
  });

  test('says which Regions were not read, and that there may be more', () => {
    const context = contextOf({
      activity: [
        {
          region: 'eu-central-1',
          windowHours: 24,
          by: 'user-name',
          events: known({ events: [trailEvent()], atLeast: true }),
          coverage: CUT,
        },
        {
          region: 'us-east-1',
          windowHours: 24,
          by: 'user-name',
          events: { known: false, reason: 'throttled' },
          coverage: UNREAD,
        },
      ],
    });
    const email = renderEmail(composeTold(context, assessmentOf())).replace(/\n +/g, ' ');
    expect(email).toContain('by this user name');
    expect(email).toContain('(not read: us-east-1)');
    expect(email).toContain('There may be more');
  });

  test('links to the runbook of the installation, and to none where there is none', () => {
    const links = { runbookUrl: 'https://wiki.example.com/roles-anywhere' };
    expect(renderEmail(composeTold(contextOf(), assessmentOf({ links })))).toContain(
      '\n  Your runbook: https://wiki.example.com/roles-anywhere\n',
    );
    expect(emailOf(attack())).not.toContain('runbook');
  });

  test('shows no command whose names cannot be shown', () => {
    const hostile = profile({ id: 'abc\ndef' });
    const email = renderEmail(composeTold(contextOf(), assessmentOf({ profile: hostile })));
    expect(email).toContain('Not shown: a name in it holds unusual characters.');
    expect(email).not.toContain('aws rolesanywhere disable-profile');
  });

  test('names the worst roles first, counts the rest, and says whether they matter', () => {
    const quiet = Array.from({ length: 200 }, (_, index) =>
      judged({ arn: `arn:aws:iam::111122223333:role/quiet-${index}` }),
    );
    const worst = judged({
      arn: 'arn:aws:iam::111122223333:role/worst',
      power: 'admin',
      possiblePower: 'admin',
    });
    const email = renderEmail(
      composeTold(contextOf(), assessmentOf({ severity: 'critical', roles: [...quiet, worst] })),
    );
    expect(email.indexOf('role/worst')).toBeGreaterThan(-1);
    expect(email.indexOf('role/worst')).toBeLessThan(email.indexOf('role/quiet-0'));
    expect(email).toMatch(/\+\d+ more roles, none of them dangerous as far as known/);
    expect(readLines(email).length).toBeLessThanOrEqual(65);
  });

  test('stays short with a hundred findings, keeping the most severe', () => {
    const story = attack();
    const findings = [
      ...story.assessment.findings,
      ...Array.from({ length: 100 }, (_, index) =>
        finding({ id: `low-${index}`, title: `Low finding ${index}` }),
      ),
    ];
    const email = renderEmail(composeTold(story.context, { ...story.assessment, findings }));
    expect(readLines(email).length).toBeLessThanOrEqual(65);
    expect(email).toContain('CRITICAL Role deploy is admin');
    expect(email).toMatch(/\+10\d more/);
  });
});

describe('no text of an attacker', () => {
  const HEADINGS =
    /^(CRITICAL CreateProfile: |WHAT HAPPENED, |WHY CRITICAL|WHO CAN USE IT, AND FOR WHAT$|AROUND IT: |COULD NOT CHECK|NOT EVALUATED BY DESIGN: |DO NOW$|FOR THE TICKET: )/;

  /** A story whose names hold words that, at the beginning of a line, would pass for lines of ours. */
  const wordy = (filler: string): Story => {
    const { context, assessment } = attack();
    const { change, trustAnchors } = context;
    const userAgent = `x/1 ${filler.slice(0, 20)} arn:aws:iam::111122223333:user/innocent`;
    const tag = { key: 'team', value: `${filler} arn:aws:iam::111122223333:user/innocent` };
    return {
      context: {
        ...context,
        change: {
          ...change,
          record: {
            ...change.record,
            source: {
              ...change.record.source,
              userAgent,
              client: { family: 'unknown', name: filler.slice(0, 30) },
            },
          },
        },
        tags: known([tag]),
        trustAnchors: known(
          (trustAnchors.known ? trustAnchors.value : []).map((anchor) => ({
            ...anchor,
            name: `${filler} aws iam delete-role --role-name innocent`,
            certificates: known([certificate({ subject: `CN=${filler} SHA-256 00:00:00` })]),
          })),
        ),
      },
      // With nothing else to stop, the heading over the commands is the anchor's own.
      assessment: { ...assessment, profile: { ...assessment.profile, enabled: false } },
    };
  };

  test('begins a line as an identity, a fingerprint or a command of ours would', () => {
    const fillers = Array.from({ length: 80 }, (_, length) => 'y'.repeat(length + 1));
    const emails = fillers.map((filler) => emailOf(wordy(filler)));
    expect(emails.join('\n')).toMatch(/aws iam delete-role/);
    for (const line of emails.flatMap(linesOf)) {
      expect(line).not.toMatch(/^ {0,4}(aws iam delete-role|SHA-256 00|arn:.*innocent)/);
    }
  });

  test('begins a line at the margin, hides, or clicks', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (one, two) => {
        const alert = composed(attack());
        const email = renderEmail({
          ...alert,
          decision: `Act now. ${one}`,
          because: two,
          region: one,
          actor: { ...alert.actor, arn: one, description: two, accessKeyId: one },
          source: { ...alert.source, description: one, ip: two },
          event: { ...alert.event, subject: { ...alert.event.subject, name: two } },
          profile: { ...alert.profile, name: two, description: one, changedSince: [two] },
          roles: alert.roles.map((role) => ({ ...role, arn: one, summary: two })),
          together: { ...alert.together, statement: one },
          trustAnchors: alert.trustAnchors.map((anchor) => ({ ...anchor, name: one, summary: two })),
          activity: {
            ...alert.activity,
            timeline: alert.activity.timeline.map((event) => ({
              ...event,
              targets: [one],
              errorCode: two,
              by: one,
            })),
          },
          findings: alert.findings.map((found) => ({ ...found, title: one, evidence: [two, one] })),
          unknowns: [{ what: one, why: two }],
          response: {
            ...alert.response,
            commands: alert.response.commands.map((command) => ({ ...command, purpose: one })),
          },
        });
        for (const line of linesOf(email)) {
          expect(line).not.toMatch(UNSEEN);
          if (line !== '' && !line.startsWith('  ')) expect(line).toMatch(HEADINGS);
          if (!/^ +[^:]+: https:\/\/eu-central-1\.console|^ +https:\/\/docs\.aws/.test(line))
            expect(line).not.toContain('://');
        }
        expect(Buffer.byteLength(email)).toBeLessThan(40_000);
        for (const line of linesOf(email).filter(isPasted))
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
      }),
      { numRuns: 25, examples: [['0123456789'.repeat(3000), 'x']] },
    );
  });
});
