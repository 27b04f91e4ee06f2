import { activityOf, anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
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
    when: 'there is one more',
    context: { activity: activityOf(profileEvent()) },
    finds: [['medium', 'The actor also created 1 other profile around this one']],
  },
];
