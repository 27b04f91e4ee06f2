import type { CheckCase } from '../../support/check-cases';
import { actor } from '../../support/context';

const sound = { principal: actor().arn, reason: 'the platform team' };
const list = (
  ...allowList: readonly { principal: string; reason: string; expires?: string; roles?: string[] }[]
) => ({
  allowList: [...allowList],
});

export const cases: readonly CheckCase[] = [
  { when: 'there is no list', finds: [] },
  { when: 'every entry holds', settings: list(sound), finds: [] },
  { when: 'an entry holds to this very day', settings: list({ ...sound, expires: '2026-03-04' }), finds: [] },
  {
    when: 'it held until yesterday, and would cover this event',
    settings: list(sound, { ...sound, expires: '2026-03-03' }),
    finds: [['low', 'An allow-list entry covers this event but does not count: it expired on 2026-03-03']],
    evidence: 'entry 2',
  },
  {
    when: 'it has expired and would not cover this event',
    settings: list({
      principal: 'arn:aws:iam::111122223333:user/bob',
      reason: 'gone',
      expires: '2025-01-01',
    }),
    finds: [['informational', 'entries that declare nothing expected']],
  },
  {
    when: 'it matches everyone',
    settings: list({ ...sound, principal: '*' }),
    finds: [['low', 'matches everyone']],
  },
  {
    when: 'a session name can match it',
    settings: list({ ...sound, principal: '*alice' }),
    finds: [['low', 'session name']],
  },
  {
    when: 'it has an empty list',
    settings: list({ ...sound, roles: [] }),
    finds: [['informational', 'declare nothing expected']],
    evidence: 'its list roles is empty',
  },
];
