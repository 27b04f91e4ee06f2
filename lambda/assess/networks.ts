import ipaddr from 'ipaddr.js';
import type { CallRecord } from '../event/change';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

const networkOf = (cidr: string): Network | undefined =>
  ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : undefined;

/**
 * Whether an address lies in one of some networks. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) counts as
 * the IPv4 address it is; a text that is no address lies in none.
 */
export const inNetworks = (address: string, networks: readonly string[]): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return networks.some((cidr) => {
    const network = networkOf(cidr);
    return network !== undefined && network[0].kind() === parsed.kind() && parsed.match(network);
  });
};

/**
 * Bits of the widest network that one owner can hold: IANA gave no organization more than a /8 of IPv4, and gives whole
 * registries a /12 of IPv6 at most.
 * @see https://www.iana.org/assignments/ipv4-address-space
 * @see https://www.iana.org/assignments/ipv6-unicast-address-assignments
 */
const WIDEST_OWNED = { ipv4: 8, ipv6: 13 } as const;

/** Whether a network is wider than any that one owner holds, so that an address in it says nothing; a text that is none is not. */
export const isOfManyOwners = (cidr: string): boolean => {
  const network = networkOf(cidr);
  return network !== undefined && network[1] < WIDEST_OWNED[network[0].kind()];
};

/** Ranges of addresses that no network outside can be reached by. */
const PRIVATE_RANGES: readonly string[] = [
  'private',
  'uniqueLocal',
  'linkLocal',
  'loopback',
  'carrierGradeNat',
];

/** Whether an address is one of a private network, as calls through a VPC endpoint have; a text that is none is not. */
export const isPrivate = (address: string): boolean =>
  ipaddr.isValid(address) && PRIVATE_RANGES.includes(ipaddr.process(address).range());

/**
 * Why a record does not show the caller's address, where it does not: an AWS service called in the caller's place. An
 * address beside a service's name is the service's.
 */
export const addressHiddenBy = ({
  actor,
  source,
}: Pick<CallRecord, 'actor' | 'source'>): string | undefined => {
  const service = source.service ?? actor.invokedBy;
  if (service !== undefined) return `${service} made the call, and hides the address of whoever asked for it`;
  return source.ip === undefined ? 'the record holds no address' : undefined;
};
