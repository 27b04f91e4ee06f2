import { activityOf, anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';

const crl = (eventName: string, errorCode?: string) =>
  anchorEvent({ eventName, targets: ['revoked'], ...(errorCode === undefined ? {} : { errorCode }) });

export const cases: readonly CheckCase[] = [
  { when: 'the actor changed none', finds: [] },
  {
    when: 'the actor imported one',
    context: { activity: activityOf(crl('ImportCrl')) },
    finds: [['medium', 'The actor also imported a certificate revocation list']],
  },
  {
    when: 'the actor disabled one',
    context: { activity: activityOf(crl('DisableCrl')) },
    finds: [['high', 'disabled a certificate revocation list']],
  },
  {
    when: 'the actor deleted one',
    context: { activity: activityOf(crl('DeleteCrl')) },
    finds: [['high', 'deleted']],
  },
  {
    when: 'the actor failed to delete one',
    context: { activity: activityOf(crl('DeleteCrl', 'AccessDeniedException')) },
    finds: [],
  },
];
