/** What the commands share: how options are read, how an error is worded, and how a command ends. */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BadInputError } from './recording/bad-input';

/**
 * The options of a command line; nothing else may stand on it.
 * @throws BadInputError where something does
 */
export const optionsIn = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) => {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    // Node's message goes on with advice about positional arguments; its first sentence says what is wrong.
    const [what] = /(?:Unknown|Unexpected|Option)[^.\n]*/.exec(String(cause)) ?? ['unknown option'];
    throw new BadInputError(`${what}; --help shows what there is`, { cause });
  }
};

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** A message on one line, for a sentence that goes on after it. */
export const errorLine = (error: unknown): string => errorMessage(error).replace(/\s+/g, ' ');

/**
 * Runs a command to its exit status.
 * @param failed the status where it fails, which a line on standard error says
 */
export const runCommand = async (main: () => Promise<number>, failed: number): Promise<void> => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exitCode = failed;
  }
};
