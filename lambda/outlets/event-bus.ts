import { fittedJson } from '../alert/fit';
import type { Alert } from '../alert/schema';
import type { Post } from '../aws/signed-post';
import { isObject } from '../json';
import { SELF_TEST } from '../self-test';
import { NotTakenError, type Outlet } from './outlet';

/** The source of the events, which rules match by. The same as the self-test's, whose detail type is another. */
export const ALERT_SOURCE = SELF_TEST.source;

/** What kind of event it is: an alert, or the update of its second look, and about which kind of change. */
const detailTypeOf = ({ update, event }: Alert): string =>
  `Roles Anywhere alert${update === undefined ? '' : ' update'}: ${event.kind}`;

/**
 * Bytes of the detail of one event, with room for the rest of its entry: EventBridge takes 256 KB for one entry.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const MAX_DETAIL_BYTES = 240_000;

/**
 * An event bus of this account and Region, which gets each alert as an event: the machine JSON as its detail, shortened
 * where the bus would not take it. An event may come twice, as EventBridge's do; its `alertId` tells.
 */
export const eventBus = (post: Post, busName: string): Outlet => ({
  name: `the event bus ${busName}`,
  tell: async (_channels, alert, signal) => {
    const answer = await post(
      {
        path: '/',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
        body: JSON.stringify({ Entries: [entryOf(alert, busName)] }),
      },
      signal,
    );
    // An entry that was refused is an answer like any other.
    const [entry] = isObject(answer) && Array.isArray(answer.Entries) ? (answer.Entries as unknown[]) : [];
    if (!isObject(entry) || typeof entry.EventId !== 'string')
      throw new NotTakenError('EventBridge', isObject(entry) ? entry.ErrorCode : undefined);
  },
});

const entryOf = (alert: Alert, busName: string) => ({
  EventBusName: busName,
  Source: ALERT_SOURCE,
  DetailType: detailTypeOf(alert),
  Resources: [...new Set([alert.event.subject.arn, alert.profile.arn])].filter((arn) => arn !== null),
  Detail: fittedJson(alert, MAX_DETAIL_BYTES),
});
