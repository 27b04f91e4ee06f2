import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, foundRole, profile, profileCreated, trustPolicy } from '../../support/context';
import { ACCOUNT } from '../../support/event';

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const trust = known(trustPolicy());

export const cases: readonly CheckCase[] = [
  { when: 'the role is pinned to one trust anchor', finds: [] },
  {
    when: 'a harmless role trusts any',
    context: { change: created, roles: [foundRole({ trustPolicy: trust })] },
    finds: [['medium', 'Role deploy trusts any trust anchor of the account']],
  },
  {
    when: 'an admin role trusts any',
    context: { change: created, roles: [adminRole({ trustPolicy: trust })] },
    finds: [['high', 'Role deploy trusts any trust anchor']],
  },
  {
    when: 'a role of unknown permissions trusts any',
    context: {
      change: created,
      roles: [
        foundRole({
          trustPolicy: trust,
          attached: notKnown('access denied'),
          inline: notKnown('access denied'),
        }),
      ],
    },
    finds: [['high', 'Role deploy trusts any trust anchor']],
  },
  {
    when: 'only the account is named, which every anchor of it shares',
    context: {
      change: created,
      roles: [
        foundRole({ trustPolicy: known(trustPolicy({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })) }),
      ],
    },
    finds: [['medium', 'Role deploy trusts any trust anchor']],
  },
  {
    when: 'a harmless and an admin role both do',
    context: {
      change: created,
      roles: [
        foundRole({ trustPolicy: trust }),
        adminRole({ arn: `arn:aws:iam::${ACCOUNT}:role/boss`, name: 'boss', trustPolicy: trust }),
      ],
    },
    finds: [
      ['high', 'Role boss'],
      ['medium', 'Role deploy'],
    ],
  },
];
