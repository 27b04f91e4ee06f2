import { known } from '../../../lambda/lookup';
import { anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import { ANCHOR_ARN, trustAnchor } from '../../support/context';
import { USER_ARN } from '../../support/event';

const YOUNG = { createdAt: '2026-03-04T05:01:07Z', updatedAt: '2026-03-04T05:01:07Z' };
const external = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', ...YOUNG });
const byActor = anchorEvent({ targets: [ANCHOR_ARN] });
const byOther = { ...byActor, actorArn: USER_ARN, accessKeyId: 'AKIAOTHER' };

export const cases: readonly CheckCase[] = [
  { when: 'every anchor is old', finds: [] },
  {
    when: 'somebody else made an external anchor',
    context: { trustAnchors: known([external]), anchorChanges: known([byOther]) },
    finds: [
      ['high', 'Trust anchor build-ca, on an outside CA, was created or changed shortly before or after'],
    ],
    evidence: USER_ARN,
  },
  {
    when: 'the actor made the external anchor, which another check reports',
    context: { trustAnchors: known([external]), anchorChanges: known([byActor]) },
    finds: [],
  },
  {
    when: 'the actor made an anchor on a private CA',
    context: { trustAnchors: known([trustAnchor(YOUNG)]), anchorChanges: known([byActor]) },
    finds: [['medium', 'build-ca, on a private CA of this account']],
    evidence: 'the same actor',
  },
  {
    when: 'nobody knows who made an anchor on a private CA',
    context: { trustAnchors: known([trustAnchor(YOUNG)]) },
    finds: [['medium', 'build-ca']],
    evidence: 'somebody not known',
  },
];
