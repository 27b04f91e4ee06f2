/**
 * Fields of a Roles Anywhere answer that the client's release (3.332.0) is too old to know and drops: they are read from
 * the answer's own text.
 */

import { present } from '../event/fields';
import type { JsonObject } from '../json';

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The resource alias of a profile, a trust anchor or a CRL (API reference, 2026-11). */
export interface Aliases {
  readonly aliasName?: string;
  readonly aliasArn?: string;
  readonly previousAliasName?: string;
}
export type AliasField = keyof Aliases;

export const aliasFields = ({ aliasName, aliasArn, previousAliasName }: JsonObject): Aliases =>
  present({
    aliasName: textOf(aliasName),
    aliasArn: textOf(aliasArn),
    previousAliasName: textOf(previousAliasName),
  });

/** A command as far as its middleware goes; each command has input and output types of its own. */
interface Command {
  readonly middlewareStack: {
    readonly add: (
      middleware: <Args, Result extends { readonly response: unknown }>(
        next: (args: Args) => Promise<Result>,
      ) => (args: Args) => Promise<Result>,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ) => void;
  };
}

/**
 * Keeps the body of the answer to one command.
 * @returns the body, once it is there; undefined for what is no JSON
 */
export const keptBody = (command: Command): (() => unknown) => {
  let body: unknown;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      body = await keepBody(result.response);
      return result;
    },
    // Low priority is closest to the wire.
    { step: 'deserialize', priority: 'low', name: 'keepBody' },
  );
  return () => body;
};

/** Reads an answer's body and puts it back as bytes, for the client to read again. */
const keepBody = async (response: unknown): Promise<unknown> => {
  if (typeof response !== 'object' || response === null || !('body' in response)) return undefined;
  const bytes = await bytesOf(response.body);
  if (bytes === undefined) return undefined;
  response.body = bytes;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

const bytesOf = async (body: unknown): Promise<Buffer | undefined> => {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};
