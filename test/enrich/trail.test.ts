import type { CloudTrailClient, Event as LookupEvent } from '@aws-sdk/client-cloudtrail';
import fc from 'fast-check';
import { readActivity, readSessions } from '../../lambda/enrich/activity';
import { readHistory } from '../../lambda/enrich/history';
import { sdkLookUpTrail, type TrailRecord } from '../../lambda/enrich/trail';
import { trailSearch, wholeOf } from '../../lambda/enrich/trail-search';
import { NOW, profileCreated } from '../support/context';
import { ACCOUNT, EVENT_TIME, REGION, record } from '../support/event';
import { ask, noDeadline } from './fakes';

/** A client that answers every look-up with these events. */
const clientWith = (Events: readonly LookupEvent[]): CloudTrailClient =>
  ({ send: async () => ({ Events }) }) as unknown as CloudTrailClient;

const lookUp = (events: readonly LookupEvent[]) => sdkLookUpTrail(() => clientWith(events), 0, 1);

const eventTime = new Date(EVENT_TIME);
const query = { attribute: 'EventName', value: 'x', from: eventTime, to: NOW } as const;

const read = async (event: LookupEvent): Promise<TrailRecord | undefined> =>
  (await lookUp([event])(REGION, query, undefined, noDeadline.signal)).records[0];

const beside: LookupEvent = {
  EventId: 'e-1',
  EventName: 'PutRolePolicy',
  EventSource: 'iam.amazonaws.com',
  EventTime: eventTime,
  ReadOnly: 'true',
  Username: 'alice',
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
};

describe('a record of the trail', () => {
  it.each([
    ['missing', undefined],
    ['cut', JSON.stringify(record()).slice(0, 500)],
    ['no object', '[1]'],
    ['far too long', JSON.stringify(record({ padding: 'x'.repeat(400_000) }))],
  ])('whose text is %s is what LookupEvents says beside it', async (_, text) => {
    const event = text === undefined ? beside : { ...beside, CloudTrailEvent: text };
    expect(await read(event)).toEqual({
      eventId: 'e-1',
      time: '2026-03-04T05:06:07.000Z',
      region: REGION,
      eventSource: 'iam.amazonaws.com',
      eventName: 'PutRolePolicy',
      readOnly: true,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      actorNames: ['alice'],
    });
  });

  it('bounds the texts of its caller', async () => {
    const long = record({ errorCode: 'x'.repeat(5000), userIdentity: { arn: 'y'.repeat(5000) } });
    const found = await read({ CloudTrailEvent: JSON.stringify(long) });
    expect([found?.errorCode?.length, found?.actorArn?.length]).toEqual([1024, 1024]);
  });

  it('of any shape is survived, by every question', async () => {
    const created = profileCreated();
    const shape = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({
          eventTime: fc.anything(),
          eventSource: fc.constantFrom('rolesanywhere.amazonaws.com', 7, null),
          eventName: fc.constantFrom('CreateProfile', 'CreateSession', {}),
          errorCode: fc.anything(),
          userIdentity: fc.anything(),
          requestParameters: fc.anything(),
          responseElements: fc.anything(),
          resources: fc.anything(),
          readOnly: fc.anything(),
        })
        .map((fields) => JSON.stringify(fields, (_, value) => (typeof value === 'bigint' ? 1 : value))),
    );
    await fc.assert(
      fc.asyncProperty(shape, async (text) => {
        const search = trailSearch(lookUp([{ ...beside, CloudTrailEvent: text }]), ask, ACCOUNT);
        const window = { hours: 24, from: eventTime, to: NOW };
        const history = await wholeOf(readHistory(search, created, REGION, eventTime, NOW));
        const { events } = await wholeOf(readActivity(search, created, REGION, 24, window, NOW));
        const sessions = await wholeOf(readSessions(search, created, REGION, eventTime, NOW));
        expect([history.known, events.known, sessions.known]).toEqual([true, true, true]);
      }),
    );
  });
});
