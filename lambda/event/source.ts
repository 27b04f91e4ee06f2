import type { Client } from './user-agent';

/** Where the call came from. Either `ip` or `service` is there, neither where the record is silent. */
export interface Source {
  readonly ip?: string;
  /** An AWS service's DNS name, or "AWS Internal", where the record has that instead of an address. */
  readonly service?: string;
  /** The VPC endpoint the call came through. */
  readonly vpcEndpointId?: string;
  readonly userAgent: string;
  readonly client: Client;
  /** The TLS version and host name the client used, where recorded. */
  readonly tls?: { readonly version?: string; readonly host?: string };
}
