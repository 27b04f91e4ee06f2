import { activityOf, trailEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';

const denied = (eventName: string, errorCode = 'AccessDenied') => trailEvent({ eventName, errorCode });
const reads = (count: number) =>
  Array.from({ length: count }, () => denied('ListUsers', 'AccessDeniedException'));

export const cases: readonly CheckCase[] = [
  { when: 'nothing was refused', context: { activity: activityOf(trailEvent()) }, finds: [] },
  {
    when: 'a sensitive call was refused',
    context: { activity: activityOf(denied('PutRolePolicy')) },
    finds: [['medium', '1 sensitive call of the actor was denied around the event']],
    evidence: 'PutRolePolicy on deploy (AccessDenied)',
  },
  {
    when: 'a service words its refusal in its own way',
    context: { activity: activityOf(denied('CreateUser', 'Client.UnauthorizedOperation')) },
    finds: [['medium', '1 sensitive call']],
  },
  {
    when: 'cutting an alert off from people was refused',
    context: {
      activity: activityOf({ ...denied('Unsubscribe'), eventSource: 'sns.amazonaws.com' }),
    },
    finds: [['medium', '1 sensitive call']],
  },
  {
    when: 'daily work was refused',
    context: {
      activity: activityOf({ ...denied('RunInstances'), eventSource: 'ec2.amazonaws.com' }),
    },
    finds: [],
  },
  {
    when: 'a call failed for another reason',
    context: { activity: activityOf(denied('CreateRole', 'EntityAlreadyExists')) },
    finds: [],
  },
  { when: 'four harmless calls were refused', context: { activity: activityOf(...reads(4)) }, finds: [] },
  {
    when: 'five harmless calls were refused',
    context: { activity: activityOf(...reads(5)) },
    finds: [['medium', '5 calls of the actor were denied']],
  },
];
