/** CloudTrail events around the base event, for contexts to vary. */

import type { RegionActivity } from '../../lambda/enrich/activity';
import type { TrailEvent } from '../../lambda/enrich/trail-event';
import { known } from '../../lambda/lookup';
import { actor, WHOLE } from './context';
import { REGION, TEMPORARY_KEY } from './event';

let count = 0;

/** A role created by the base actor, with the same key, five minutes before the profile. */
export const trailEvent = (overrides: Partial<TrailEvent> = {}): TrailEvent => {
  count += 1;
  return {
    eventId: `eeeeeeee-0000-4000-8000-${String(count).padStart(12, '0')}`,
    time: '2026-03-04T05:01:07Z',
    region: REGION,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateRole',
    actorArn: actor().arn,
    accessKeyId: TEMPORARY_KEY,
    sourceIp: '203.0.113.7',
    targets: ['deploy'],
    ...overrides,
  };
};

/** The same of Roles Anywhere. */
export const anchorEvent = (overrides: Partial<TrailEvent> = {}): TrailEvent =>
  trailEvent({
    eventSource: 'rolesanywhere.amazonaws.com',
    eventName: 'CreateTrustAnchor',
    targets: ['build-ca'],
    ...overrides,
  });

/** What the actor did, complete, as one Region shows it. */
export const activityOf = (...events: readonly TrailEvent[]): readonly RegionActivity[] => [
  {
    region: REGION,
    windowHours: 24,
    by: 'access-key',
    events: known({ events, atLeast: false }),
    coverage: WHOLE,
  },
];
