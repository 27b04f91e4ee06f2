import type { Check } from '../check';
import { inNetworks } from '../networks';

export const untrustedNetwork: Check = {
  id: 'untrusted-network',
  question: 'source',
  looksFor: 'A source address outside the trusted networks, where some are set.',
  severities: ['medium'],
  find: ({ context: { change }, settings }) => {
    const { ip, vpcEndpointId } = change.record.source;
    if (settings.trustedNetworks.length === 0 || ip === undefined) return [];
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
