import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  BadInputError,
  readRecordedFile,
  readRecordedStream,
  readRecording,
} from '../../bin/recorded-events';
import { readChange } from '../../lambda/event/change';
import { ACCOUNT, bridgeEvent, EVENT_ID, EVENT_TIME, REGION, record } from '../support/event';

const FILE = 'event.json';
const createUser = record({ eventName: 'CreateUser', eventSource: 'iam.amazonaws.com' });
const lookup = (...records: object[]) => ({
  Events: records.map((each) => ({
    EventId: 'x',
    EventName: 'CreateProfile',
    CloudTrailEvent: JSON.stringify(each),
  })),
});

const readRecordedEvents = (bytes: Buffer | string, name: string) => readRecording(bytes, name).events;
const read = (value: unknown) => readRecordedEvents(JSON.stringify(value), FILE);
const idsOf = (events: readonly unknown[]) => events.map((event) => readChange(event).record.id);

describe('readRecordedEvents', () => {
  test.each<[string, unknown]>([
    ['an EventBridge event', bridgeEvent()],
    ['a CloudTrail record', record()],
    ['a list of records', [createUser, record()]],
    ['a list of EventBridge events', [bridgeEvent({ eventName: 'DisableProfile' }), bridgeEvent()]],
    ['a log file', { Records: [createUser, record()] }],
    ['an answer of LookupEvents', lookup(createUser, record())],
    ['one event of LookupEvents', lookup(record()).Events[0]],
    ['the records of LookupEvents as text', [JSON.stringify(createUser), JSON.stringify(record())]],
    ['log files in a list', [{ Records: [createUser] }, { Records: [record()] }]],
  ])('finds the event in %s', (_name, value) => {
    expect(idsOf(read(value))).toEqual([EVENT_ID]);
  });

  test('keeps the order, and passes over what else there is', () => {
    const value = { Records: ['1', '2', '3'].map((eventID) => record({ eventID })) };
    value.Records.splice(1, 0, createUser, record({ errorCode: 'AccessDenied' }), {}, JSON.parse('[]'));
    expect(idsOf(read(value))).toEqual(['1', '2', '3']);
  });

  test('hands on an EventBridge event unchanged', () => {
    expect(read(bridgeEvent())).toEqual([bridgeEvent()]);
  });

  test("puts EventBridge's envelope around a record", () => {
    expect(read(record())).toEqual([
      {
        version: '0',
        id: EVENT_ID,
        'detail-type': 'AWS API Call via CloudTrail',
        source: 'aws.rolesanywhere',
        account: ACCOUNT,
        time: EVENT_TIME,
        region: REGION,
        resources: [],
        detail: record(),
      },
    ]);
  });

  const line = JSON.stringify(record());
  test.each<[string, Buffer]>([
    ['plain', Buffer.from(line)],
    ['gzip', gzipSync(line)],
    ['with a byte order mark', Buffer.from(`\ufeff${line}`)],
    ['UTF-16', Buffer.from(`\ufeff${line}`, 'utf16le')],
    ['one value a line', Buffer.from(`${JSON.stringify(createUser)}\r\n\r\n${line}\n`)],
    ['one value a line, gzip', gzipSync(`${JSON.stringify(createUser)}\n${line}\n`)],
  ])('reads a file that is %s', (_name, bytes) => {
    expect(idsOf(readRecordedEvents(bytes, FILE))).toEqual([EVENT_ID]);
  });
});

const pretty = JSON.stringify(record(), null, 2);
const lineCount = (text: string) => text.split('\n').length;
const cut = pretty.slice(0, Math.floor(pretty.length / 2));
const NONE = 'successful change that is alerted on';

describe('readRecordedEvents of something else', () => {
  test.each<[string, Buffer | string, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t\n', 'empty'],
    ['truncated JSON', cut, `not JSON (unexpected end of input at line ${lineCount(cut)})`],
    ['JSON cut within a text', '{\n"a": "b', 'not JSON (unexpected end of input at line 2)'],
    ['JSON cut after a comma', '[\n1,\n', 'not JSON (unexpected end of input at line 2)'],
    ['a comma too many', '{\n"a": 1,\n"b": [1,\n2,],\n"c": 3\n}', 'not JSON (mistake at line 4)'],
    ['two values', '{"a": 1}\n}', 'not JSON (mistake at line 2)'],
    ['prose', 'Dear team,\nplease see below', 'not JSON (mistake at line 1)'],
    [
      'a bad line among JSON lines',
      `${JSON.stringify(record())}\n{}\n{oops}\n`,
      'not JSON (mistake at line 3)',
    ],
    ['cut gzip', gzipSync(pretty).subarray(0, 100), 'not a complete gzip file (unexpected end of file)'],
    ['a number', '7', 'holds no CloudTrail event: it is a number'],
    [
      'an object',
      '{"a": 1}',
      'holds no CloudTrail event: it is an object without eventSource and eventName (its names: a)',
    ],
    ['an empty list', '[]', 'holds no CloudTrail event: it is an empty list'],
    ['an empty object', '{}', 'holds no CloudTrail event: it is an empty object'],
    [
      'an empty log file',
      '{"Records": []}',
      'holds no CloudTrail event: it is an object whose Records is empty',
    ],
    [
      'an empty answer of LookupEvents',
      '{"Events": []}',
      'holds no CloudTrail event: it is an object whose Events is empty',
    ],
    [
      'an event of another service',
      JSON.stringify(createUser),
      `holds 1 CloudTrail event, which is no ${NONE} (CreateUser of iam.amazonaws.com)`,
    ],
    [
      'events of other services',
      JSON.stringify([createUser, createUser, record({ eventSource: 'transfer.amazonaws.com' })]),
      `holds 3 CloudTrail events, none of them a ${NONE} (CreateUser of iam.amazonaws.com, CreateProfile of transfer.amazonaws.com)`,
    ],
    [
      'a failed call',
      JSON.stringify(bridgeEvent({ errorCode: 'AccessDenied' })),
      `holds 1 CloudTrail event, which is no ${NONE} (CreateProfile of rolesanywhere.amazonaws.com that failed with AccessDenied)`,
    ],
    [
      'many others',
      JSON.stringify({ Records: [...'abcdefg'].map((eventName) => record({ eventName })) }),
      `holds 7 CloudTrail events, none of them a ${NONE} (${[...'abcde'].map((name) => `${name} of rolesanywhere.amazonaws.com`).join(', ')}, +2 more)`,
    ],
    [
      'an event of LookupEvents that is no JSON',
      JSON.stringify({ Events: [{ CloudTrailEvent: '{' }] }),
      'holds no CloudTrail event: it is an event of LookupEvents whose CloudTrailEvent is not JSON; give what ' +
        'CloudTrail recorded: aws cloudtrail lookup-events --lookup-attributes ' +
        'AttributeKey=EventSource,AttributeValue=rolesanywhere.amazonaws.com | npm start -- --event -',
    ],
  ])('%s is refused', (_name, bytes, why) => {
    expect(() => readRecordedEvents(bytes, FILE)).toThrow(new BadInputError(`${FILE}: ${why}`));
    expect(() => readRecordedEvents(bytes, FILE)).toThrow(BadInputError);
  });

  test('a million nested lists are no trouble', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(() => readRecordedEvents(deep, FILE)).toThrow(
      new BadInputError(
        `${FILE}: holds no CloudTrail event: it is a list of one: a list, as far as it was looked at: ` +
          'no further than 100 levels deep',
      ),
    );
  });

  test('a gzip file that unpacks without end is refused', () => {
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 257 }, () => megabyte));
    expect(() => readRecordedEvents(bomb, FILE)).toThrow(
      new BadInputError(`${FILE}: unpacked, larger than 256 MB`),
    );
  });

  test('whatever the file holds, the answer is events or one short line', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc.nat({ max: pretty.length }).map((length) => Buffer.from(pretty.slice(0, length))),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        try {
          expect(readRecordedEvents(bytes, FILE).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(BadInputError);
          expect((error as Error).message).toMatch(/^event\.json: [\x20-\x7e]{1,500}$/);
        }
      }),
    );
  });
});

describe('readRecordedFile', () => {
  const directory = mkdtempSync(join(tmpdir(), 'recorded-events-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('reads a file', async () => {
    const path = join(directory, 'event.json.gz');
    writeFileSync(path, gzipSync(JSON.stringify({ Records: [record()] })));
    expect(idsOf((await readRecordedFile(path)).events)).toEqual([EVENT_ID]);
  });

  test.each([
    ['missing.json', 'no such file'],
    ['', 'a directory, not a file'],
  ])('%j is refused', async (name, why) => {
    const path = join(directory, name);
    await expect(readRecordedFile(path)).rejects.toThrow(new BadInputError(`${path}: ${why}`));
  });

  test('what has no end is refused', async () => {
    const zeros = new Uint8Array(16 * 1024 * 1024);
    const endless = (async function* () {
      for (;;) yield zeros;
    })();
    await expect(readRecordedStream(endless, 'pipe')).rejects.toThrow(
      new BadInputError('pipe: larger than 256 MB'),
    );
  });
});
