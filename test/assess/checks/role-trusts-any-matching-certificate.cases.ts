import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, foundRole, profile, profileCreated, trustPolicy } from '../../support/context';

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const trust = known(trustPolicy({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build' } }));

export const cases: readonly CheckCase[] = [
  { when: 'the role is pinned to one trust anchor', finds: [] },
  {
    when: 'the role trusts any anchor outright',
    context: { roles: [foundRole({ trustPolicy: known(trustPolicy()) })] },
    finds: [],
  },
  {
    when: 'a harmless role asks for a common name only',
    context: { change: created, roles: [foundRole({ trustPolicy: trust })] },
    finds: [['low', 'Role deploy trusts any trust anchor that issues a matching certificate']],
    evidence: 'aws:PrincipalTag/x509Subject/CN',
  },
  {
    when: 'an admin role does',
    context: { change: created, roles: [adminRole({ trustPolicy: trust })] },
    finds: [['medium', 'Role deploy']],
  },
];
