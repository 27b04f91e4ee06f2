import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { z } from 'zod';
import { MESSAGE_MAX_BYTES, messageOf, renderChannels } from '../../lambda/alert/channels';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { known } from '../../lambda/lookup';
import { CUT, contextOf, profile, trustAnchor } from '../support/context';
import { ACCOUNT, EVENT_ID } from '../support/event';
import {
  assessmentOf,
  attack,
  capability,
  composeTold,
  finding,
  judged,
  OPEN_TRUST,
  trailEvent,
} from './assessments';
import { hostileText } from './hostile';

const validate = new Ajv({ strict: false }).compile(z.toJSONSchema(alertSchema));
const bytes = (text: string): number => Buffer.byteLength(text);

/** The most AWS lets a profile hold, every role with a hundred capabilities, and much found and done besides. */
const enormous = (text = 'x'.repeat(300)): Alert => {
  const arn = (index: number) => `arn:aws:iam::${ACCOUNT}:role/${'path/'.repeat(20)}role-${index}`;
  const capabilities = Array.from({ length: 100 }, (_, index) =>
    capability({
      id: `capability-${index}`,
      phrase: text,
      actions: Array.from({ length: 20 }, () => 'iam:PassRole'),
    }),
  );
  const quiet = Array.from({ length: 247 }, (_, index) => judged({ arn: arn(index), capabilities }));
  const worst = [
    judged({ arn: arn(900), power: 'admin', possiblePower: 'admin', trust: OPEN_TRUST, capabilities }),
    judged({ arn: arn(901), power: 'escalation', possiblePower: 'escalation', capabilities }),
    judged({ arn: arn(902), power: 'unknown', possiblePower: 'admin', capabilities }),
  ];
  const roles = [...quiet, ...worst];
  const context = contextOf({
    tags: known(Array.from({ length: 200 }, (_, index) => ({ key: `key-${index}`, value: text }))),
    trustAnchors: known(Array.from({ length: 50 }, (_, index) => trustAnchor({ name: `${text}-${index}` }))),
    activity: [
      {
        region: 'eu-central-1',
        windowHours: 24,
        coverage: CUT,
        by: 'access-key',
        events: known({
          events: Array.from({ length: 500 }, (_, index) =>
            trailEvent({ eventId: `event-${index}`, targets: [text] }),
          ),
          atLeast: true,
        }),
      },
    ],
  });
  return composeTold(
    context,
    assessmentOf({
      severity: 'critical',
      roles,
      profile: profile({
        roleArns: roles.map((role) => role.arn),
        sessionPolicy: text.repeat(20),
        managedPolicyArns: Array.from({ length: 50 }, (_, index) => `arn:aws:iam::aws:policy/Policy${index}`),
      }),
      findings: [
        finding({
          severity: 'critical',
          title: 'The worst',
          evidence: Array.from({ length: 250 }, () => text),
        }),
        ...Array.from({ length: 60 }, () => finding({ title: text, evidence: [text] })),
      ],
      unknowns: Array.from({ length: 300 }, () => ({ what: text, why: text })),
    }),
  );
};

describe('renderChannels', () => {
  test('gives each protocol its own text', () => {
    const channels = renderChannels(composeTold(attack().context, attack().assessment));
    const message = JSON.parse(messageOf(channels)) as Record<string, string>;
    expect(Object.keys(message).sort()).toEqual([
      'default',
      'email',
      'email-json',
      'firehose',
      'http',
      'https',
      'lambda',
      'sms',
      'sqs',
    ]);
    expect(message.email).toBe(channels.email);
    expect(message.default).toBe(channels.email);
    expect(message.https).toBe(channels.slack);
    expect(message.http).toBe(channels.slack);
    expect(message.sms).toBe(channels.sms);
    for (const protocol of ['sqs', 'lambda', 'firehose', 'email-json'])
      expect(message[protocol]).toBe(channels.json);
  });

  test('an alert that fits is whole', () => {
    const alert = composeTold(attack().context, attack().assessment);
    expect(JSON.parse(renderChannels(alert).json)).toEqual(alert);
  });

  test.each([
    ['ASCII', 'x'.repeat(300)],
    ['text that JSON doubles', '"\\'.repeat(150)],
    ['text of three bytes a character', '東'.repeat(300)],
    ['text that JSON escapes sixfold', '\u0001'.repeat(300)],
    ['half surrogates', '\ud83d'.repeat(300)],
  ])('250 roles and 50 policies fit, in %s', (_, text) => {
    const channels = renderChannels(enormous(text));
    expect(bytes(messageOf(channels))).toBeLessThanOrEqual(MESSAGE_MAX_BYTES - 2048);
    const machine = JSON.parse(channels.json) as Alert;
    expect(validate(machine)).toBe(true);
    expect(machine.roles.slice(0, 3).map(({ power }) => power)).toEqual(['admin', 'escalation', 'unknown']);
    expect(machine.findings[0]?.title).toBe('The worst');
    expect(machine.alertId).toBe(EVENT_ID);
  });

  test('says what the machine JSON leaves out', () => {
    const alert = enormous();
    const machine = JSON.parse(renderChannels(alert).json) as Alert;
    const roles = machine.omitted?.find(({ what }) => what === 'roles');
    expect(machine.roles.length + (roles?.count ?? 0)).toBe(250);
    expect(machine.omitted?.some(({ what }) => what === 'roles.capabilities')).toBe(true);
  });

  test('drops a command that is too long rather than cut it', () => {
    const alert = enormous();
    const command = `aws ${'x'.repeat(9000)}`;
    const [first] = alert.response.commands;
    if (first === undefined) throw new Error('no command to vary');
    const machine = JSON.parse(
      renderChannels({ ...alert, response: { ...alert.response, commands: [{ ...first, command }, first] } })
        .json,
    ) as Alert;
    expect(machine.response.commands).toEqual([first]);
  });

  test('fits whatever an attacker writes, however long', () => {
    fc.assert(
      fc.property(hostileText(200), (text) => {
        const channels = renderChannels(enormous(text.repeat(20)));
        expect(bytes(messageOf(channels))).toBeLessThanOrEqual(MESSAGE_MAX_BYTES - 2048);
        expect((JSON.parse(channels.json) as Alert).roles[0]?.power).toBe('admin');
      }),
      { numRuns: 4 },
    );
  });
});
