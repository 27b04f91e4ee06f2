import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { ANCHOR_ARN, certificate, foundRole, trustAnchor, trustPolicy } from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT, REGION } from '../../support/event';

const external = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) });
const elsewhere = {
  ...external,
  arn: `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/other`,
  id: 'other',
  name: 'other',
};
const OWN_CA = trustAnchor().acmPcaArn ?? '';

export const cases: readonly CheckCase[] = [
  { when: 'the anchor is a private CA of this account', finds: [] },
  {
    when: 'the anchor is an external CA',
    context: { trustAnchors: known([external]) },
    finds: [['medium', 'Trust anchor build-ca relies on a CA outside this account']],
    evidence: 'CN=Build CA, O=Example (self-signed)',
  },
  {
    when: 'the anchor is a private CA that another account shares',
    context: { trustAnchors: known([trustAnchor({ acmPcaArn: OWN_CA.replace(ACCOUNT, OTHER_ACCOUNT) })]) },
    finds: [['medium', 'build-ca']],
  },
  {
    when: 'the anchor is of a kind that this program does not know',
    context: { trustAnchors: known([trustAnchor({ sourceType: 'SOMETHING_NEW' })]) },
    finds: [['medium', 'build-ca']],
  },
  { when: 'it is disabled', context: { trustAnchors: known([{ ...external, enabled: false }]) }, finds: [] },
  {
    when: 'whether it is enabled is not known',
    context: { trustAnchors: known([{ ...external, enabled: null }]) },
    finds: [['medium', 'build-ca']],
  },
  {
    when: 'it is approved',
    context: { trustAnchors: known([external]) },
    settings: { approvedTrustAnchors: [ANCHOR_ARN] },
    finds: [],
  },
  {
    when: 'it reaches no role of the profile',
    context: { trustAnchors: known([trustAnchor(), elsewhere]) },
    finds: [],
  },
  {
    when: 'it reaches a role that trusts any anchor',
    context: { trustAnchors: known([elsewhere]), roles: [foundRole({ trustPolicy: known(trustPolicy()) })] },
    finds: [['medium', 'other']],
  },
  {
    when: 'the trust policy that would tell whether it reaches the role could not be read',
    context: {
      trustAnchors: known([elsewhere]),
      roles: [foundRole({ trustPolicy: notKnown('access denied') })],
    },
    finds: [['medium', 'other']],
  },
];
