import { anchorsUnverified } from '../../../lambda/assess/checks/anchors-unverified';
import { known, notKnown } from '../../../lambda/lookup';
import { describeCheck } from '../../support/check-cases';

describeCheck(anchorsUnverified, [
  { when: 'the anchors are known', finds: [] },
  { when: 'there are none', context: { trustAnchors: known([]) }, finds: [] },
  {
    when: 'they could not be listed',
    context: { trustAnchors: notKnown('throttled (rolesanywhere:ListTrustAnchors)') },
    finds: [['high', 'The trust anchors could not be listed']],
    evidence: 'throttled',
  },
]);
