import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated, source, trustAnchor } from '../../support/context';

export const cases: readonly CheckCase[] = [
  { when: 'the AWS CLI made the call', finds: [] },
  {
    when: 'the user agent is an attack tool',
    context: {
      change: profileCreated({
        source: source({
          userAgent: 'stratus-red-team_1',
          client: { family: 'attack-tool', name: 'Stratus Red Team' },
        }),
      }),
    },
    finds: [['high', 'made with an attack tool, Stratus Red Team, by its user agent']],
    evidence: 'user agent: stratus-red-team_1',
  },
  {
    when: "the profile bears an attack tool's name",
    context: { change: profileCreated({ profile: profile({ name: 'malicious-rolesanywhere-profile' }) }) },
    finds: [['high', 'Names that attack tools use: malicious-rolesanywhere-profile']],
  },
  {
    when: 'a trust anchor does',
    context: { trustAnchors: known([trustAnchor({ name: 'malicious-rolesanywhere-trust-anchor' })]) },
    finds: [['high', 'malicious-rolesanywhere-trust-anchor']],
  },
  {
    when: "a name only holds a tool's letters",
    context: { change: profileCreated({ profile: profile({ name: 'alpacuna' }) }) },
    finds: [],
  },
];
