/**
 * One argument for a POSIX shell, whatever it holds: in single quotes nothing is special but the quote itself.
 * NUL is dropped, since no argument of a process can hold it.
 */
export const quoted = (argument: string): string =>
  `'${argument.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;

/**
 * A command line of fixed words and quoted arguments: `` command`aws iam get-role --role-name=${name}` ``.
 * The fixed words are ours; everything put in between is quoted.
 */
export const command = (words: TemplateStringsArray, ...args: readonly string[]): string =>
  words.reduce((line, word, index) => line + quoted(args[index - 1] ?? '') + word);

/** A text within a query of the AWS CLI. Source: JMESPath specification, raw string literals. */
export const jmesText = (text: string): string => `'${text.replace(/['\\]/g, (one) => `\\${one}`)}'`;

/** Octets of one line; a mail may hold no longer one. Source: RFC 5322, 2.1.1. */
const MAX_LINE = 998;

/**
 * The AWS CLI reads a value that begins so from a file, and its version 1 fetches it from the web (AWS CLI User Guide, "Load
 * parameters from a file"). And anywhere in a line a reader of mail makes a link of it, to click at night.
 */
const ADDRESS = /:\/\//;

/**
 * Whether a command can be shown to people exactly as it must be typed. Where a name in it holds line breaks,
 * control characters, look-alikes or a back quote, or holds an address, a channel shows none rather
 * than one that does something else.
 */
export const showable = (line: string): boolean =>
  line.length <= MAX_LINE && /^[\x20-\x5f\x61-\x7e]*$/.test(line) && !ADDRESS.test(line);

/** What stands in place of a command that cannot be shown. */
export const NOT_SHOWN =
  'Not shown: a name in it holds unusual characters. Take it from the JSON, with care.';
