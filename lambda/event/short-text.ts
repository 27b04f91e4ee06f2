/** Anything that is not printable ASCII: what a name in a message of ours may not carry. */
const UNPRINTABLE = /[^\x20-\x7e]/g;

/** A short, printable rendering of text that somebody else wrote, for names and error messages. */
export const shortText = (text: string, max = 60): string => {
  const start = text.slice(0, max + 1).replace(UNPRINTABLE, '?');
  return start.length <= max ? start : `${start.slice(0, max - 3)}...`;
};
