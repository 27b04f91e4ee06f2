import { known } from '../../../lambda/lookup';
import { activityOf, anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import { actor, profile, userActor } from '../../support/context';
import { EVENT_ID } from '../../support/event';

const profileEvent = (eventId?: string) =>
  anchorEvent({
    eventName: 'CreateProfile',
    targets: ['other'],
    ...(eventId === undefined ? {} : { eventId }),
  });

export const cases: readonly CheckCase[] = [
  { when: 'this is the only one', finds: [] },
  {
    when: 'CloudTrail returns this very event',
    context: { activity: activityOf(profileEvent(EVENT_ID)) },
    finds: [],
  },
  {
    when: 'another service has a CreateProfile',
    context: { activity: activityOf({ ...profileEvent(), eventSource: 'transfer.amazonaws.com' }) },
    finds: [],
  },
  {
    when: 'a list shows those of others, of the actor long ago, and itself',
    context: {
      profiles: known([
        profile({ createdBy: actor().arn }),
        profile({ id: 'theirs', createdBy: userActor().arn }),
        profile({ id: 'of nobody' }),
        profile({ id: 'old', createdBy: actor().arn, createdAt: '2026-02-04T05:06:07.000Z' }),
      ]),
    },
    finds: [],
  },
  {
    when: 'the list shows two more that CloudTrail does not show yet',
    context: {
      profiles: known([
        profile(),
        profile({ id: 'one', name: 'site-1', createdBy: actor().arn, createdAt: '2026-03-04T05:05:07.000Z' }),
        profile({ id: 'two', name: 'site-2', createdBy: actor().arn, createdAt: '2026-03-04T05:06:00.000Z' }),
      ]),
    },
    finds: [['medium', 'The actor also created 2 other profiles around this one']],
    evidence: '2026-03-04T05:05:07.000Z (1 min before): profile "site-1" (one)',
  },
  {
    when: 'there is one more',
    context: { activity: activityOf(profileEvent()) },
    finds: [['medium', 'The actor also created 1 other profile around this one']],
  },
];
