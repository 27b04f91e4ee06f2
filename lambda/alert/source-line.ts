import type { Source } from '../event/source';
import type { ClientFamily } from '../event/user-agent';
import { cut } from './plain';

/** Clients whose short name tells too little: people see the start of the user agent. */
const UNTOLD: readonly ClientFamily[] = ['unknown', 'http-client'];

const isSilent = (userAgent: string): boolean => /^[\s[\]]*$/.test(userAgent);

/**
 * How far to believe the client's name: nobody pretends to be an attack tool, silence declares nothing, and where an AWS
 * service made the call, or CloudTrail says that it was the console, it is AWS's own word.
 */
const claimed = ({ client, userAgent, service, fromConsole }: Source): string => {
  if (client.family === 'console' && fromConsole === true) return '';
  if (client.family === 'attack-tool' || service !== undefined || isSilent(userAgent)) return '';
  return UNTOLD.includes(client.family) ? `, self-declared: ${cut(userAgent, 60)}` : ', self-declared';
};

/** Where the call came from, in one line: "198.51.100.23 (NL), with AWS CLI 2.15.30, self-declared". */
export const describeSource = (source: Source, country: string | undefined): string => {
  const from =
    source.ip === undefined
      ? (source.service ?? 'an address that the record does not hold')
      : `${source.ip}${country === undefined ? '' : ` (${country})`}`;
  const owner = source.vpcEndpointAccountId === undefined ? '' : ` of account ${source.vpcEndpointAccountId}`;
  const endpoint =
    source.vpcEndpointId === undefined ? '' : `, through VPC endpoint ${source.vpcEndpointId}${owner}`;
  const agent = source.client.family === 'ai-agent' ? 'an AI agent, ' : '';
  return `${from}${endpoint}, with ${agent}${source.client.name}${claimed(source)}`;
};
