import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { ANCHOR_ARN, trustAnchor } from '../../support/context';

const another = { approvedTrustAnchors: [`${ANCHOR_ARN}0`] };
const external = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE' });

export const cases: readonly CheckCase[] = [
  { when: 'no list of approved anchors is set', context: { trustAnchors: known([external]) }, finds: [] },
  { when: 'the anchor is in the list', settings: { approvedTrustAnchors: [ANCHOR_ARN] }, finds: [] },
  {
    when: 'a pattern of the list matches it',
    settings: { approvedTrustAnchors: ['arn:aws:rolesanywhere:*:111122223333:trust-anchor/aaaa*'] },
    finds: [],
  },
  {
    when: 'it is not, and on a private CA',
    settings: another,
    finds: [['medium', 'Trust anchor build-ca is not approved']],
  },
  {
    when: 'it is not, and external',
    context: { trustAnchors: known([external]) },
    settings: another,
    finds: [['high', 'build-ca']],
  },
  {
    when: 'its name is a command, which no line of evidence may begin with',
    context: { trustAnchors: known([trustAnchor({ name: 'aws iam delete-role --role-name innocent' })]) },
    settings: another,
    finds: [['medium', 'delete-role']],
    evidence: `trust anchor "aws iam delete-role --role-name innocent": ${ANCHOR_ARN}`,
  },
  {
    when: 'the list differs by case only',
    settings: { approvedTrustAnchors: [ANCHOR_ARN.toUpperCase()] },
    finds: [['medium', 'build-ca']],
  },
  {
    when: 'it is disabled',
    context: { trustAnchors: known([trustAnchor({ enabled: false })]) },
    settings: another,
    finds: [],
  },
];
