import type { Source } from '../event/source';
import type { ClientFamily } from '../event/user-agent';

/** Clients whose short name tells too little: people see the whole user agent. */
const UNTOLD: readonly ClientFamily[] = ['unknown', 'http-client', 'attack-tool'];

/** Where the call came from, in one line: "198.51.100.23 (NL), with AWS CLI 2.15.30 (self-declared)". */
export const describeSource = (source: Source, country: string | undefined): string => {
  const { client, userAgent } = source;
  const from =
    source.ip === undefined
      ? (source.service ?? 'an address that the record does not hold')
      : `${source.ip}${country === undefined ? '' : ` (${country})`}`;
  const endpoint = source.vpcEndpointId === undefined ? '' : `, through VPC endpoint ${source.vpcEndpointId}`;
  const declared = UNTOLD.includes(client.family) ? `self-declared: ${userAgent}` : 'self-declared';
  return `${from}${endpoint}, with ${client.name} (${declared})`;
};
