import { readChange } from '../../../lambda/event/change';
import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, certificate, profile, trustPolicy } from '../../support/context';
import { anchorContext, changedAnchor, openedContext } from '../../support/opened';
import { anchorUpdated, bundle } from '../../support/openings';

const { sessionPolicy: _narrow, ...open } = profile();

/** A request of UpdateTrustAnchor with nothing in it but this. */
const updated = (request: object) =>
  readChange({ ...anchorUpdated({}), requestParameters: { trustAnchorId: 'plant', ...request } });

const anchor = changedAnchor({ sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) });
const around = { answers: { trustAnchors: known([anchor]) }, concern: { anchor } };
const dangerous = {
  roles: [adminRole({ trustPolicy: known(trustPolicy()) })],
  answers: { trustAnchors: known([anchor]), profiles: [open] },
  concern: { anchor },
};

export const cases: readonly CheckCase[] = [
  { when: 'a profile was created', finds: [] },
  { when: 'an anchor was created', context: anchorContext(), finds: [] },
  { when: 'an anchor got another name', context: openedContext(updated({ name: 'x' }), around), finds: [] },
  {
    when: 'an anchor got another CA, and leads to little',
    context: openedContext(updated({ source: bundle() }), around),
    finds: [['medium', 'The CA of trust anchor plant was replaced']],
    evidence: 'SHA-256 AB:AB',
  },
  {
    when: 'an anchor got another CA, and leads to admin',
    context: openedContext(updated({ source: bundle() }), dangerous),
    finds: [['high', 'was replaced']],
  },
  {
    when: 'what an anchor got is not recorded',
    context: openedContext(
      readChange({ ...anchorUpdated({}), requestParameters: { omitted: true } }),
      dangerous,
    ),
    finds: [['high', 'was replaced']],
  },
];
