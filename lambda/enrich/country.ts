import ipaddr from 'ipaddr.js';
import type { Reader, Response } from 'maxmind';
import { asObject } from '../json';

/** Asks in which country an address is registered. Rejects for what is no address and where the database is missing. */
export type ReadCountry = (ip: string) => Promise<string | undefined>;

/**
 * Looks addresses up in an offline database (MaxMind's file format, `country_code` in each record). The file is opened
 * at the first address that needs it and kept open for the next alert.
 * @param path the database file
 */
export const databaseReadCountry = (path: string): ReadCountry => {
  let opened: Promise<Reader<Response>> | undefined;
  const database = (): Promise<Reader<Response>> => {
    opened ??= opening(path).catch(() => {
      // Forgotten, so that the next alert tries again; the path and the system's message are nobody's business.
      opened = undefined;
      throw new Error('the country database cannot be opened');
    });
    return opened;
  };
  return async (ip) => {
    if (!ipaddr.isValid(ip)) throw new Error('the source is not an IP address');
    const address = ipaddr.process(ip);
    // Private and reserved addresses are in no country, whatever a registry says about their range.
    if (address.range() !== 'unicast') return undefined;
    return countryIn((await database()).get(address.toString()));
  };
};

/** Its reader is loaded with it: it would take its time of every start. */
const opening = async (path: string): Promise<Reader<Response>> => {
  const { open } = await import('maxmind');
  return open<Response>(path);
};

const countryIn = (record: unknown): string | undefined => {
  const code = asObject(record).country_code;
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined;
};
