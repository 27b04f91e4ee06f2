import { readChange } from '../../../lambda/event/change';
import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, profile, trustPolicy } from '../../support/context';
import { anchorContext, changedAnchor, crlContext, openedContext } from '../../support/opened';
import { anchorUpdated } from '../../support/openings';

const { sessionPolicy: _narrow, ...open } = profile();
const dangerous = {
  roles: [adminRole({ trustPolicy: known(trustPolicy()) })],
  answers: { profiles: [open] },
};
const withoutLists = readChange({
  ...anchorUpdated({}),
  requestParameters: { trustAnchorId: 'plant', crlDpRevocationEnabled: false },
});

export const cases: readonly CheckCase[] = [
  { when: 'a profile was created', finds: [] },
  { when: 'an anchor was created', context: anchorContext(), finds: [] },
  { when: 'a list was imported', context: crlContext('ImportCrl', dangerous), finds: [] },
  { when: 'a list was enabled', context: crlContext('EnableCrl', dangerous), finds: [] },
  {
    when: 'a list was disabled, and its anchor leads to little',
    context: crlContext('DisableCrl'),
    finds: [
      ['medium', 'Revocation list revoked is not asked any more: certificates that were revoked are valid'],
    ],
    evidence: 'trust anchor "plant"',
  },
  {
    when: 'a list was deleted, and its anchor leads to admin',
    context: crlContext('DeleteCrl', dangerous),
    finds: [['high', 'Revocation list revoked is gone: certificates that were revoked are valid again']],
  },
  {
    when: 'a list was replaced',
    context: crlContext('UpdateCrl', dangerous),
    finds: [['high', 'may be valid again']],
  },
  {
    when: "the CA's own lists are not asked any more",
    context: openedContext(withoutLists, { ...dangerous, concern: { anchor: changedAnchor() } }),
    finds: [['high', "The revocation lists that the CA's certificates name"]],
  },
];
