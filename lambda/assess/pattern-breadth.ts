import { parseArn } from '../arn';
import { covers, globOf, literalOf } from '../iam/pattern';

/**
 * How much of the world a principal pattern lets in. An attacker chooses session names freely, and many roles can be
 * created by whoever wants a matching name, so a pattern must name who it means.
 */
export type Breadth = 'named' | 'everyone' | 'session-name';

/** Longest session name STS takes (sts:AssumeRole, RoleSessionName). */
const SESSION_NAME_LENGTH = 64;

/** The characters of a session name (sts:AssumeRole, RoleSessionName): `[\w+=,.@-]`. */
const SESSION_CHARACTER = /^[\w+=,.@-]$/;

/** Accounts and names that nobody means. */
const NOBODY = 'zq7nobody';
const NO_ACCOUNT = '000000000000';

/** The positions in `pattern` at which a match of all of `text` can stand: `*` and `?` are wildcards. */
const positionsAfter = (pattern: string, text: string): ReadonlySet<number> => {
  const closed = (positions: ReadonlySet<number>): ReadonlySet<number> => {
    const all = new Set(positions);
    // A set hands out what is added while it is walked, so a run of stars is skipped in one pass.
    for (const position of all) if (pattern[position] === '*') all.add(position + 1);
    return all;
  };
  let positions = closed(new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const position of positions) {
      const token = pattern[position];
      if (token === '*') next.add(position);
      else if (token === '?' || token === character) next.add(position + 1);
    }
    if (next.size === 0) return next;
    positions = closed(next);
  }
  return positions;
};

/** Whether somebody who may choose what follows `prefix`, within a session name, can make `pattern` match. */
const matchesSomeSession = (pattern: string, prefix: string): boolean =>
  [...positionsAfter(pattern, prefix)].some((position) => {
    const needed = [...pattern.slice(position)].filter((token) => token !== '*');
    return (
      needed.length <= SESSION_NAME_LENGTH &&
      needed.every((token) => token === '?' || SESSION_CHARACTER.test(token))
    );
  });

/** The partition and account a pattern names, so that `...:111122223333:*` is measured in its own account. */
const placeOf = (pattern: string): { readonly partition: string; readonly account: string } => {
  const parts = parseArn(pattern);
  const literal = (text: string | undefined, fallback: string): string =>
    text === undefined || /[*?]/.test(text) ? fallback : text;
  return { partition: literal(parts?.partition, 'aws'), account: literal(parts?.account, NO_ACCOUNT) };
};

/** How broad a principal pattern of the allow list is. */
export const breadthOf = (pattern: string): Breadth => {
  const { partition, account } = placeOf(pattern);
  const iam = `arn:${partition}:iam::${account}`;
  const sts = `arn:${partition}:sts::${account}`;
  const strangers = [
    NOBODY,
    `${iam}:user/${NOBODY}`,
    `${iam}:role/${NOBODY}`,
    `${sts}:assumed-role/${NOBODY}/${NOBODY}`,
    `${sts}:federated-user/${NOBODY}`,
  ];
  const glob = globOf(pattern);
  if (strangers.some((stranger) => covers(glob, literalOf(stranger)))) return 'everyone';
  const chosenBySession = [`${sts}:assumed-role/${NOBODY}/`, `${sts}:federated-user/`];
  const named = /[*?]/.test(pattern);
  return named && chosenBySession.some((prefix) => matchesSomeSession(pattern, prefix))
    ? 'session-name'
    : 'named';
};
