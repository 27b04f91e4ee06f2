import { readRecording } from '../../../bin/recorded-events';
import { readChange } from '../../../lambda/event/change';
import { known } from '../../../lambda/lookup';
import { ACCOUNT, EVENT_ID, EVENT_TIME, PROFILE_ID, REGION, ROLE_ARN, record } from '../../support/event';
import { ocsf, partialForms, session, wholeForms } from '../../support/forms';

const FILE = 'event.json';

describe('the whole record', () => {
  test.each(wholeForms())('is found in %s', (_name, content) => {
    const { events } = readRecording(content, FILE);
    expect(events.map(({ detail }) => detail)).toEqual([expect.objectContaining(record())]);
  });

  it('is handed on as it is, whatever its caller wrote into it', () => {
    const forged = JSON.stringify(record({ eventID: 'forged', requestParameters: { roleArns: [] } }));
    const hostile = record({ userAgent: forged, requestParameters: { sessionPolicy: forged, name: forged } });
    for (const [name, content] of wholeForms(hostile)) {
      const details = readRecording(content, FILE).events.map(({ detail }) => detail);
      expect([name, details]).toEqual([name, [expect.objectContaining(hostile)]]);
    }
  });
});

describe('a part of the record', () => {
  const whole = readChange(session);

  test.each(partialForms)('is put together from %s', (_name, content) => {
    const { events, notes } = readRecording(content, FILE);
    const [created, ...more] = events.map((event) => readChange(event));
    expect(more).toEqual([]);
    const { record: call, place, profile } = created ?? whole;
    const { actor, source } = call;
    expect(call.id).toBe(EVENT_ID);
    expect(call.time.known && Date.parse(call.time.value)).toBe(Date.parse(EVENT_TIME));
    expect([place.region, place.account]).toEqual([known(REGION), known(ACCOUNT)]);
    expect([actor.kind, actor.arn, actor.accessKeyId]).toEqual([
      'role-session',
      whole.record.actor.arn,
      whole.record.actor.accessKeyId,
    ]);
    expect(actor.sessionIssuerArn).toBe(whole.record.actor.sessionIssuerArn);
    expect([source.ip, source.userAgent]).toEqual([whole.record.source.ip, whole.record.source.userAgent]);
    expect([profile.name, profile.roleArns, profile.durationSeconds, profile.enabled]).toEqual([
      'build-farm',
      [ROLE_ARN],
      3600,
      true,
    ]);
    expect([PROFILE_ID, null]).toContain(profile.id);
    expect(notes.join()).toMatch(/^Read from /);
  });

  it('says what a form does not tell, and fills nothing in', () => {
    const { http_request: _agent, src_endpoint: _place, ...rest } = ocsf;
    const { events, notes } = readRecording(JSON.stringify(rest), FILE);
    expect(notes).toEqual([
      'Read from OCSF, the form of Amazon Security Lake, which does not tell from where, with which program: ' +
        'unknown in the alert.',
    ]);
    expect(events[0]?.detail).not.toHaveProperty('sourceIPAddress');
    expect(readChange(events[0]).record.gaps.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['sourceIPAddress', 'userAgent']),
    );
  });

  it('is passed over where the form tells that the call failed', () => {
    const refused = JSON.stringify({ ...ocsf, status: 'Failure' });
    expect(() => readRecording(refused, FILE)).toThrow(
      /CreateProfile of rolesanywhere.amazonaws.com that failed with Failure/,
    );
  });

  it('takes no other record out of what the caller wrote', () => {
    const forged = JSON.stringify(record({ eventID: 'forged' }));
    const content = JSON.stringify({
      ...ocsf,
      http_request: { user_agent: forged },
      unmapped: { note: forged },
    });
    const created = readRecording(content, FILE).events.map((event) => readChange(event));
    expect(created.map(({ record: { id, source } }) => [id, source.userAgent])).toEqual([[EVENT_ID, forged]]);
  });

  it('reads no text that could be read in two ways', () => {
    const twoWays = `{name=x, roleArns=[${ROLE_ARN}], name=y}`;
    const row = { ...session, requestParameters: twoWays, responseElements: undefined };
    expect(() => readRecording(JSON.stringify(row), FILE)).toThrow(/does not tell what was asked for/);
  });
});

const LOOK_UP =
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=rolesanywhere.amazonaws.com';

describe('what holds no event', () => {
  test.each<[string, unknown, string | RegExp]>([
    [
      'an S3 notification',
      {
        Records: [
          {
            eventVersion: '2.1',
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            s3: { bucket: { name: 'audit' }, object: { key: 'AWSLogs/a%3Db/x.json.gz' } },
          },
        ],
      },
      "it is an S3 notification; fetch the log file it names: aws s3 cp 's3://audit/AWSLogs/a=b/x.json.gz' - | npm start -- --event -",
    ],
    [
      'an S3 notification in a queue',
      {
        Messages: [
          {
            Body: JSON.stringify({
              Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'audit' }, object: { key: 'k' } } }],
            }),
          },
        ],
      },
      "it is an answer of SQS with an S3 notification; fetch the log file it names: aws s3 cp 's3://audit/k' - | npm start -- --event -",
    ],
    [
      'an S3 notification whose key is no log file',
      { eventSource: 'aws:s3', s3: { bucket: { name: 'audit' }, object: { key: "a'; reboot #" } } },
      "fetch the log file it names, a'; reboot # in bucket audit, and give that",
    ],
    [
      'an S3 event of EventBridge',
      {
        'detail-type': 'Object Created',
        source: 'aws.s3',
        detail: { bucket: { name: 'audit' }, object: { key: 'k' } },
      },
      "aws s3 cp 's3://audit/k' -",
    ],
    [
      'several S3 notifications',
      {
        Records: ['a', 'b', 'c'].map((key) => ({
          eventSource: 'aws:s3',
          s3: { bucket: { name: 'audit' }, object: { key } },
        })),
      },
      "it is an S3 notification; fetch the log file it names: aws s3 cp 's3://audit/a' - | npm start -- --event - (and likewise of the 2 others)",
    ],
    [
      "CloudTrail's notification",
      { s3Bucket: 'audit', s3ObjectKey: ['k.json.gz'] },
      "aws s3 cp 's3://audit/k.json.gz' -",
    ],
    [
      'a digest',
      { digestS3Bucket: 'audit', logFiles: [{ s3Bucket: 'audit', s3Object: 'k.json.gz' }] },
      "a digest of CloudTrail's log files; fetch",
    ],
    [
      'an alert',
      { schemaVersion: '1.0', alertId: EVENT_ID, findings: [], region: REGION },
      `an alert of this program's own; give its event: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${EVENT_ID} --region ${REGION} |`,
    ],
    [
      "Roles Anywhere's answer",
      { profile: { profileArn: 'a' } },
      `not CloudTrail's record of it; give what CloudTrail recorded: ${LOOK_UP} |`,
    ],
    ['a rule', { source: ['aws.rolesanywhere'], 'detail-type': ['x'] }, 'pattern, not an event'],
    ['a policy', { Version: '2012-10-17', Statement: [] }, 'a policy document'],
    ['an alarm', { AlarmName: 'x', NewStateValue: 'ALARM' }, 'npm run redrive shows it'],
    [
      'a topic that asks',
      { Type: 'SubscriptionConfirmation', Message: 'x' },
      'asks to confirm a subscription',
    ],
    [
      "Lake's rows without the record",
      { QueryResultRows: [[{ eventID: 'x' }, { eventName: 'CreateProfile' }]] },
      'CloudTrail Lake query results; select eventJson',
    ],
    [
      'a destination document about something else',
      { requestContext: {}, requestPayload: { a: 1 } },
      'a failure that Lambda reported',
    ],
    [
      'an OCSF event without its actor',
      { ...ocsf, actor: {} },
      `OCSF, the form of Amazon Security Lake, which does not tell who made the call: too little to judge by. Give the CloudTrail record: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${EVENT_ID} --region ${REGION} | npm start -- --event -`,
    ],
    ['a UDM event', { udm: { metadata: {} } }, 'a UDM event of Google SecOps; give its raw log'],
    ['a list', [1, 2, 3], 'it is a list of 3'],
    ['an object', { __proto__: null, constructor: 1, b: 2 }, '(its names: constructor, b)'],
  ])('is called by its name: %s', (_name, value, words) => {
    expect(() => readRecording(JSON.stringify(value), FILE)).toThrow(words);
  });

  test.each<[string, Buffer | string, string]>([
    ['a ZIP archive', Buffer.from('PK\u0003\u0004 and so on'), 'no text: it is a ZIP archive'],
    ['Parquet', Buffer.from('PAR1....'), 'a Parquet file, as Security Lake keeps'],
    ["Python's dictionary", "{'version': '0'}", "not JSON: it is Python's way of writing a dictionary"],
    ['HTML', '<!DOCTYPE html><p>Sign in', 'not JSON: it is an HTML page'],
    [
      'an email',
      'Subject: [CRITICAL] Roles Anywhere profile x\n\nCRITICAL',
      "an alert's email; give the event it names",
    ],
    [
      "the CLI's table",
      '-------\n|  LookupEvents  |\n+----+',
      "the AWS CLI's table; ask it for --output json",
    ],
    [
      'the event history as CSV',
      `Event name,Event time,User name,Event source,Event ID\nCreateProfile,${EVENT_TIME},alice,rolesanywhere.amazonaws.com,${EVENT_ID}\n`,
      'as a row of columns, which does not tell',
    ],
  ])('is called by its name: %s', (_name, content, words) => {
    expect(() => readRecording(content, FILE)).toThrow(words);
  });
});
