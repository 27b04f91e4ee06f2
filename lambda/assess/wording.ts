/** How findings put lists, names and times into words: bounded, so that no event can make a line endless. */

const NAME_LENGTH = 128;
const LINE_LENGTH = 600;

/** A text of at most `length` characters; what is cut shows as an ellipsis. */
export const shortened = (text: string, length = NAME_LENGTH): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** "a, b and c", or "a, b, c and 247 more". */
export const listed = (names: readonly string[], limit = 3): string => {
  const shown = names.slice(0, limit).map((name) => shortened(name));
  const more = names.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
};

/** Evidence of at most `limit` lines and one that counts what is left out; evidence of that length stays as it is. */
export const evidenceLines = (lines: readonly string[], limit = 10): readonly string[] => {
  if (lines.length === limit + 1) return lines.map((line) => shortened(line, LINE_LENGTH));
  const shown = lines.slice(0, limit).map((line) => shortened(line, LINE_LENGTH));
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
};

/** The word for one or for several. */
export const plural = (count: number, one: string, several: string): string => (count === 1 ? one : several);

/** "3 roles", "1 role". */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${plural(count, one, several)}`;

/** The first letter in lower case, where it begins a word and not an abbreviation such as AWS. */
export const midSentence = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;

/** Seconds as people say them: "12 h", "1 h 30 min", "45 min", "90 s". */
export const durationText = (seconds: number): string => {
  if (seconds < 60 || seconds % 60 !== 0) return `${seconds} s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter(Boolean).join(' ');
};

/** When something happened, seen from another moment: "3 min before", "2 h after"; empty where a time is unreadable. */
export const beforeOrAfter = (time: string, moment: string | undefined): string => {
  const apart = Date.parse(time) - Date.parse(moment ?? '');
  if (Number.isNaN(apart)) return '';
  const minutes = Math.round(Math.abs(apart) / 60_000);
  const length =
    minutes < 1
      ? 'less than a minute'
      : minutes < 120
        ? `${minutes} min`
        : minutes < 48 * 60
          ? `${Math.round(minutes / 60)} h`
          : `${Math.round(minutes / 1440)} days`;
  return `${length} ${apart <= 0 ? 'before' : 'after'}`;
};
