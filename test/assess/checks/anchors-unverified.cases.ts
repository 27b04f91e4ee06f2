import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';

export const cases: readonly CheckCase[] = [
  { when: 'the anchors are known', finds: [] },
  { when: 'there are none', context: { trustAnchors: known([]) }, finds: [] },
  {
    when: 'they could not be listed',
    context: { trustAnchors: notKnown('throttled (rolesanywhere:ListTrustAnchors)') },
    finds: [['high', 'The trust anchors could not be listed']],
    evidence: 'throttled',
  },
];
