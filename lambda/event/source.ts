import { isIP } from 'node:net';
import { fromConsole } from './console';
import { inner, note, type Part, present, text } from './fields';
import { shortText } from './short-text';
import { type Client, readClient } from './user-agent';

/** Where the call came from. Either `ip` or `service` is there, neither where the record is silent. */
export interface Source {
  readonly ip?: string;
  /** An AWS service's DNS name, or "AWS Internal", where the record has that instead of an address. */
  readonly service?: string;
  /** The VPC endpoint the call came through. */
  readonly vpcEndpointId?: string;
  /** The account that owns the VPC endpoint. */
  readonly vpcEndpointAccountId?: string;
  readonly userAgent: string;
  readonly client: Client;
  /** Whether CloudTrail itself says that it was the console, or a session of it. */
  readonly fromConsole?: boolean;
  /** The TLS version and host name the client used, where recorded. */
  readonly tls?: { readonly version?: string; readonly host?: string };
}

/** "cloudformation.amazonaws.com", "AWS Internal": what CloudTrail records where an AWS service made the call. */
const AWS_SERVICE = /^(?:AWS Internal|(?:[a-z0-9-]{1,63}\.){1,6}(?:amazonaws\.com(?:\.cn)?|aws\.internal))$/i;

/** Reads where the call came from and with which program. */
export const readSource = (record: Part): Source => {
  const from = text(record, 'sourceIPAddress', 'expected');
  const ip = from !== undefined && isIP(from) !== 0 ? from : undefined;
  const service = from !== undefined && AWS_SERVICE.test(from) ? from : undefined;
  if (from !== undefined && ip === undefined && service === undefined)
    note(record, 'sourceIPAddress', `neither an IP address nor an AWS service: "${shortText(from)}"`);

  const userAgent = text(record, 'userAgent', 'expected') ?? '';
  const tlsDetails = inner(record, 'tlsDetails');
  const tls = present({
    version: text(tlsDetails, 'tlsVersion'),
    host: text(tlsDetails, 'clientProvidedHostHeader'),
  });
  return {
    userAgent,
    client: readClient(userAgent, fromConsole(record)),
    ...present({
      fromConsole: fromConsole(record),
      ip,
      service,
      vpcEndpointId: text(record, 'vpcEndpointId'),
      vpcEndpointAccountId: text(record, 'vpcEndpointAccountId'),
      tls: Object.keys(tls).length === 0 ? undefined : tls,
    }),
  };
};
