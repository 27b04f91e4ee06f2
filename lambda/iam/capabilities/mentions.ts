/**
 * What policies mention, found by a glance at them. These spare questions whose answer is plain, so they may find too much
 * but must never miss anything.
 */

import { isObject } from '../../json';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const parsed = (document: unknown): unknown => {
  if (typeof document !== 'string') return document;
  // IAM returns documents URL-encoded; JSON starts with a brace.
  return JSON.parse(document.trimStart().startsWith('{') ? document : decodeURIComponent(document));
};

/** The text of a document, colons in plain; empty where it has none. */
const textOf = (document: unknown): string => {
  try {
    return typeof document === 'string' ? document.replace(/%3a/gi, ':') : (JSON.stringify(document) ?? '');
  } catch {
    return '';
  }
};

/** The services of a statement that allows something; `undefined` where it may be any service. */
const servicesOf = (statement: unknown): readonly string[] | undefined => {
  if (!isObject(statement) || statement.Effect === 'Deny') return [];
  if (statement.NotAction !== undefined) return undefined;
  const services: string[] = [];
  for (const action of listOf(statement.Action)) {
    const service = typeof action === 'string' ? action.slice(0, Math.max(action.indexOf(':'), 0)) : '';
    if (service === '' || service.includes('*') || service.includes('?')) return undefined;
    services.push(service.toLowerCase());
  }
  return services;
};

/**
 * The services that those of the documents which can be read allow anything of; `undefined` where that may be every
 * service. Documents that cannot be read are passed over.
 */
export const allowedServices = (documents: readonly unknown[]): ReadonlySet<string> | undefined => {
  const found = new Set<string>();
  for (const document of documents) {
    try {
      const fields = parsed(document);
      for (const statement of isObject(fields) ? listOf(fields.Statement) : []) {
        const services = servicesOf(statement);
        if (services === undefined) return undefined;
        for (const service of services) found.add(service);
      }
    } catch {
      // Whoever reads the policies finds it unreadable, too.
    }
  }
  return found;
};

const REGION_IN_ARN = /arn:[^:"\\]*:[^:"\\]*:([a-z]{2}[a-z0-9-]*-\d):/g;

/** Regions that the documents name in ARNs, `most` at most. */
export const namedRegions = (documents: readonly unknown[], most: number): readonly string[] => {
  const found = new Set<string>();
  for (const document of documents) {
    for (const [, region] of textOf(document).matchAll(REGION_IN_ARN)) {
      if (region !== undefined) found.add(region);
      if (found.size === most) return [...found];
    }
  }
  return [...found];
};

const ACCOUNT_IN_ARN = /:(\d{12})(?=:)/g;

/** Accounts other than `own` that the documents name in ARNs, `most` at most. */
export const foreignAccounts = (
  documents: readonly unknown[],
  own: string,
  most: number,
): readonly string[] => {
  const found = new Set<string>();
  for (const document of documents) {
    for (const [, account] of textOf(document).matchAll(ACCOUNT_IN_ARN)) {
      if (account !== undefined && account !== own) found.add(account);
      if (found.size === most) return [...found];
    }
  }
  return [...found];
};
