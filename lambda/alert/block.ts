/** Commands as they are pasted: whole, stopping at the first that fails, and leaving the reader's shell as it was. */

import type { Alert } from './schema';
import { command, showable } from './shell';
import { NOW, type Step } from './steps';

type ResponseCommand = Alert['response']['commands'][number];

/** What is pasted, and what cannot be. */
export interface Block {
  /** Empty where there is nothing to run. */
  readonly lines: readonly string[];
  /** The commands in it. */
  readonly commands: readonly ResponseCommand[];
  /** Commands that cannot be shown as they must be typed. */
  readonly unshown: readonly ResponseCommand[];
  /** Commands left out to spare room. */
  readonly left: number;
}

/**
 * Version 2 of the AWS CLI would open a pager, or a prompt of its own, which both swallow what was pasted after them; version
 * 1 knows neither variable. Within parentheses a shell reads all before it runs anything, and nothing outlives them. A comment
 * would be a command to an interactive zsh.
 */
const OPENING = `( set -e; export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off; trap 'test $? = 0 || echo STOPPED, the rest was not run >&2' EXIT`;

/** A Region's name, or what could be one; as an event's text may be of any length, and a line of mail may not. */
const REGION = /^[a-z0-9-]{1,64}$/;

/** Whose account the shell is signed in to, before anything changes. */
const guard = ({ account, region }: Alert): readonly string[] => {
  const isRegion = REGION.test(region);
  const askRegion = isRegion ? [] : [`: "\${REGION:?set REGION to the Region of the event first}"`];
  if (!/^\d{12}$/.test(account.id)) {
    return [
      ...askRegion,
      "echo 'The event names no account: nothing checks that this shell is signed in to the right one.'",
    ];
  }
  const inRegion = isRegion ? command` --region=${region}` : ' --region="$REGION"';
  return [
    ...askRegion,
    // Twelve digits need no quoting.
    `test "$(aws sts get-caller-identity${inRegion} --query=Account --output=text)" = '${account.id}' || { echo 'Nothing done: this shell is not signed in to account ${account.id}' >&2; exit 1; }`,
  ];
};

const ofEachStep = (
  all: readonly ResponseCommand[],
  steps: readonly Step[],
  limit: number,
): readonly ResponseCommand[] =>
  steps.flatMap((step) => all.filter((one) => one.step === step).slice(0, limit));

/**
 * The block that contains.
 * @param limit commands of one step
 */
export const containment = (alert: Alert, limit = Number.POSITIVE_INFINITY): Block => {
  const all = alert.response.commands.filter(({ step }) => NOW.includes(step));
  const unshown = all.filter((one) => !showable(one.command));
  const shown = all.filter((one) => showable(one.command));
  const commands = ofEachStep(shown, NOW, limit);
  const lines =
    commands.length === 0
      ? []
      : [
          OPENING,
          ...guard(alert),
          ...commands.map((one) => one.command),
          `echo 'Done: ${commands.length} of ${commands.length}' )`,
        ];
  return { lines, commands, unshown, left: shown.length - commands.length };
};

/** Octets of the line that proves, well below what a line of mail may have. */
const PROOF_MAX = 990;

/**
 * One read-only line, and what it must print, line by line; absent where there is nothing to prove. It asks only about what
 * the block does, and about as much of that as one line holds.
 */
export const proof = (
  { response }: Alert,
  { commands }: Block,
): { readonly line: string; readonly prints: readonly string[] } | undefined => {
  const lineOf = (proofs: readonly { readonly command: string }[]): string =>
    `( export AWS_PAGER=''; ${proofs.map((one) => one.command).join('; ')} )`;
  const kept: Alert['response']['proof'] = [];
  for (const one of response.proof) {
    const isOfBlock = commands.some(({ command: done }) => done === one.of);
    if (isOfBlock && showable(one.command) && lineOf([...kept, one]).length <= PROOF_MAX) kept.push(one);
  }
  return kept.length === 0 ? undefined : { line: lineOf(kept), prints: kept.map(({ prints }) => prints) };
};
