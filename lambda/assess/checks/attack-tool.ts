import type { Check } from '../check';
import type { Facts } from '../facts';
import { roleName } from '../role-names';
import { evidenceLines, listed, shortened } from '../wording';

/**
 * Names that attack tools give to what they make, and where each is written down. Somebody careful changes them, so
 * their absence means nothing.
 */
const TOOL_NAMES: readonly { readonly pattern: RegExp; readonly tool: string; readonly source: string }[] = [
  {
    pattern: /stratus-red-team/i,
    tool: 'Stratus Red Team',
    source:
      'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.rolesanywhere-create-trust-anchor/',
  },
  {
    pattern: /malicious-rolesanywhere/i,
    tool: 'Stratus Red Team',
    source:
      'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.rolesanywhere-create-trust-anchor/',
  },
  { pattern: /\bpacu\b/i, tool: 'Pacu', source: 'https://github.com/RhinoSecurityLabs/pacu' },
  { pattern: /\bcloudfox\b/i, tool: 'CloudFox', source: 'https://github.com/BishopFox/cloudfox' },
];

const namesIn = ({ asCreated, profile, anchors, roles }: Facts): readonly string[] => [
  ...new Set([asCreated.name, profile.name]),
  ...roles.map(({ arn }) => roleName(arn)),
  ...(anchors.known ? anchors.value.map(({ name }) => name) : []),
];

export const attackTool: Check = {
  id: 'attack-tool',
  question: 'source',
  looksFor: 'A user agent, or names of things, that an attack tool leaves behind.',
  severities: ['high'],
  vouching: 'never',
  needs: ['trust-anchors'],
  find: (facts) => {
    const { client, userAgent } = facts.source;
    const bearers = namesIn(facts).flatMap((name) => {
      const row = TOOL_NAMES.find(({ pattern }) => pattern.test(name));
      return row === undefined ? [] : [{ name, ...row }];
    });
    const evidence = [
      ...(client.family === 'attack-tool' ? [`user agent: ${userAgent}`] : []),
      ...bearers.map(({ name, tool, source }) => `${name}: ${tool}, ${source}`),
    ];
    if (evidence.length === 0) return [];
    return [
      {
        severity: 'high',
        title:
          client.family === 'attack-tool'
            ? `The call was made with an attack tool, ${shortened(client.name)}, by its user agent`
            : `Names that attack tools use: ${listed(bearers.map(({ name }) => name))}`,
        evidence: evidenceLines(evidence),
      },
    ];
  },
};
