import { shortText } from '../../lambda/event/short-text';

/** What the user gave cannot be used; the message is one line that names it and says why. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
}

/** @throws BadInputError always */
export const refuse = (name: string, why: string): never => {
  throw new BadInputError(`${shortText(name, 200)}: ${why}`);
};
