import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { FirstLook } from '../../lambda/assess/second-look';
import { readChange } from '../../lambda/event/change';
import { queuedIn } from '../../lambda/second-look/queue';
import {
  bodyOf,
  MAX_BODY_BYTES,
  NotASecondLookError,
  queueIdOf,
  requestIn,
} from '../../lambda/second-look/request';
import { hostileText } from '../alert/hostile';
import { anyCharacter } from '../support/any-character';
import { ACCOUNT, bridgeEvent, EVENT_ID, record } from '../support/event';

const first: FirstLook = {
  severity: 'low',
  disposition: 'unexpected',
  findings: [{ id: 'long-session', severity: 'low' }],
  unread: [{ source: 'tags', severity: 'informational' }],
};

const name = (length: number): string => randomBytes(length).toString('hex').slice(0, length);
const roleArns = (count: number): readonly string[] =>
  Array.from({ length: count }, () => `arn:aws:iam::${ACCOUNT}:role/${name(500)}/${name(64)}`);
const withRoles = (request: readonly string[], response: readonly string[] = request) =>
  bridgeEvent({
    requestParameters: { roleArns: request },
    responseElements: { profile: { roleArns: response } },
  });

/** The characters that SQS takes. */
const SQS_TEXT = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+$/u;

describe('a request for a second look', () => {
  test.each([
    ['as EventBridge hands it', bridgeEvent()],
    ['as CloudTrail writes it', record()],
  ])('comes back as it was, with its event %s', (_, event) => {
    expect(requestIn(bodyOf({ event, first }))).toEqual({ event, first });
  });

  test('of the largest profile there is comes back as it was', () => {
    const event = withRoles(roleArns(250));
    expect(JSON.stringify(event).length).toBeGreaterThan(MAX_BODY_BYTES);
    const body = bodyOf({ event, first });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
    expect(requestIn(body)).toEqual({ event, first });
  });

  test.each([
    ['as EventBridge hands it', withRoles(roleArns(500), roleArns(500))],
    ['as CloudTrail writes it', withRoles(roleArns(500), roleArns(500)).detail],
  ])('that is larger than any queue takes goes without its bulk, and says so: %s', (_, event) => {
    const request = requestIn(bodyOf({ event, first }));
    expect(request.first).toEqual({ ...first, isAbridged: true });
    const { record: call, profile } = readChange(request.event);
    expect(call.id).toBe(EVENT_ID);
    expect(profile.roleArns).toEqual([]);
    expect(call.gaps).toContainEqual({
      what: 'requestParameters',
      why: 'left out of the second look because it is too large',
    });
  });

  test('that is too large without its bulk, too, is refused', () => {
    const event = bridgeEvent({ userAgent: randomBytes(400_000).toString('base64') });
    expect(() => bodyOf({ event, first })).toThrow(RangeError);
  });

  test('is text that SQS takes, whatever an attacker writes', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), fc.string({ unit: anyCharacter })), (userAgent) => {
        const event = record({ userAgent: `${userAgent}\ufffe\uffff\u0000` });
        const body = bodyOf({ event, first });
        expect(body).toMatch(SQS_TEXT);
        expect(requestIn(body)).toEqual({ event: JSON.parse(JSON.stringify(event)), first });
      }),
    );
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['another version', JSON.stringify({ version: 2, first, event: {} })],
    ['no first look', JSON.stringify({ version: 1, event: {} })],
    ['what was not packed', JSON.stringify({ version: 1, first, packed: 'bm90IHBhY2tlZA==' })],
  ])('is none where there is %s', (_, body) => {
    expect(() => requestIn(body)).toThrow(NotASecondLookError);
  });
});

describe('the id of its message', () => {
  test('is the alert’s where SQS takes it, else a digest of it', () => {
    expect(queueIdOf(EVENT_ID)).toBe(EVENT_ID);
    for (const odd of ['', 'a b', 'é', 'x'.repeat(129)]) expect(queueIdOf(odd)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('an event of Lambda’s', () => {
  const message = { messageId: 'm1', body: '{}', eventSource: 'aws:sqs' };
  test.each([
    ['of a queue is one', { Records: [message] }, [{ messageId: 'm1', body: '{}' }]],
    ['of EventBridge is none', bridgeEvent(), undefined],
    ['of CloudTrail is none', { Records: [record()] }, undefined],
    ['of a topic is none', { Records: [{ ...message, eventSource: 'aws:sns' }] }, undefined],
    ['without records is none', { Records: 'none' }, undefined],
    ['that is nothing is none', null, undefined],
  ])('%s', (_, event, queued) => {
    expect(queuedIn(event)).toEqual(queued === undefined ? undefined : [{ messageId: 'm1', body: '{}' }]);
  });
});
