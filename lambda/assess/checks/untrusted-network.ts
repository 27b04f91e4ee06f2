import type { Check } from '../check';
import { addressHiddenBy, inNetworks } from '../networks';

export const untrustedNetwork: Check = {
  id: 'untrusted-network',
  question: 'source',
  looksFor:
    'A source address outside the trusted networks, where some are set, or one that the record does not show.',
  severities: ['medium'],
  vouching: 'entry-with-networks',
  needs: ['settings'],
  atMost: ({ settings }, { source }) =>
    source === 'settings' || settings.trustedNetworks.length > 0 ? 'medium' : undefined,
  find: ({ source, actor, settings }) => {
    const { ip, vpcEndpointId } = source;
    if (settings.trustedNetworks.length === 0) return [];
    const hidden = addressHiddenBy({ source, actor });
    if (ip === undefined || hidden !== undefined)
      return [
        {
          severity: 'medium',
          vouching: 'never',
          title: `Whether the call came from a trusted network is not known: ${hidden}`,
          evidence: [`trusted: ${settings.trustedNetworks.join(', ')}`],
        },
      ];
    if (inNetworks(ip, settings.trustedNetworks)) return [];
    return [
      {
        severity: 'medium',
        title: `The call came from ${ip}, which is in none of the trusted networks`,
        evidence: [
          `trusted: ${settings.trustedNetworks.join(', ')}`,
          ...(vpcEndpointId === undefined ? [] : [`through VPC endpoint ${vpcEndpointId}`]),
        ],
      },
    ];
  },
};
