import { counted } from '../../lambda/assess/wording';
import { shortText } from '../../lambda/event/short-text';
import type { RedriveTarget, Redriving } from './deployment';
import { type DeadLetter, letterOf } from './letters';

/** Who is told, and asked. */
export interface Terminal {
  readonly say: (line: string) => void;
  /** True where somebody says yes; false where nobody can be asked. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** How a redrive ended: everything that could be sent was, something was not, or nothing was asked to be. */
export type Outcome = 'delivered' | 'incomplete' | 'shown';

/**
 * Shows what the dead-letter queues hold and, on confirmation, has the function triage it again. A message is deleted
 * only after the function has taken its event; whatever else happens, it shows in its queue again.
 */
export const redrive = async (
  { queueUrls, functionName }: RedriveTarget,
  redriving: Redriving,
  terminal: Terminal,
): Promise<Outcome> => {
  const letters: DeadLetter[] = [];
  const left = new Set<DeadLetter>();
  try {
    for (const queueUrl of queueUrls) {
      for (const message of await redriving.receive(queueUrl)) {
        const letter = letterOf(message);
        letters.push(letter);
        left.add(letter);
      }
    }
    return await confirmed(letters, left, functionName, redriving, terminal);
  } finally {
    for (const { message } of left) await quietly(redriving.release(message));
  }
};

const confirmed = async (
  letters: readonly DeadLetter[],
  left: Set<DeadLetter>,
  functionName: string,
  redriving: Redriving,
  { say, confirm }: Terminal,
): Promise<Outcome> => {
  if (letters.length === 0) {
    say('Nothing is in the dead-letter queues (or another reader holds it for the moment).');
    return 'delivered';
  }
  for (const [index, { line }] of letters.entries()) say(`${index + 1}. ${line}`);
  const sendable = letters.filter(({ event }) => event !== undefined);
  if (sendable.length === 0) {
    say('None of it is an event that the function takes: nothing to send.');
    return 'incomplete';
  }
  if (
    !(await confirm(`Send ${counted(sendable.length, 'event')} through the function ${functionName} again?`))
  ) {
    say('Nothing was sent, and nothing deleted.');
    return 'shown';
  }
  let delivered = 0;
  for (const letter of sendable) {
    const problem = await sendOne(letter, left, functionName, redriving);
    if (problem === undefined) delivered += 1;
    say(`${letters.indexOf(letter) + 1}. ${problem ?? 'alert sent, message deleted'}`);
  }
  say(`${delivered} of ${counted(letters.length, 'event')} delivered; ${left.size} left in the queues.`);
  return left.size === 0 ? 'delivered' : 'incomplete';
};

/** Why a letter is not out of its queue; undefined where it is. */
const sendOne = async (
  letter: DeadLetter,
  left: Set<DeadLetter>,
  functionName: string,
  redriving: Redriving,
): Promise<string | undefined> => {
  const { message, event } = letter;
  try {
    await redriving.hold(message);
    const { failure } = await redriving.send(functionName, event);
    if (failure !== undefined)
      return `the function failed, and the message stays: ${shortText(failure, 300)}`;
  } catch (error) {
    return `not sent, and the message stays: ${errorText(error)}`;
  }
  try {
    await redriving.remove(message);
    left.delete(letter);
    return undefined;
  } catch (error) {
    return `alert sent, but the message could not be deleted, and shows again: ${errorText(error)}`;
  }
};

/** A message that cannot be released shows again by itself, when its time is over. */
const quietly = async (work: Promise<void>): Promise<void> => {
  await work.catch(() => undefined);
};

export const errorText = (error: unknown): string =>
  shortText(error instanceof Error ? `${error.name}: ${error.message}` : String(error), 300);
