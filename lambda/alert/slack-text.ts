/** Texts of the event, made safe for Slack's markdown: no mention, link, code fence or formatting of an attacker's making. */

import { clean, cut } from './plain';

/** Slack's own escapes; nothing else is special within a code span. Source: Slack, "Formatting text for app surfaces". */
export const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Slack has no escape for its formatting characters, so each becomes one that looks alike and means nothing. An
 * underscore formats only at the edge of a word: within one, as in a policy's name, it stays.
 */
const LOOK_ALIKES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\*/g, '∗'],
  [/~/g, '∼'],
  [/`/g, 'ˋ'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ'],
  // Mentions and channels begin a word; addresses within one turn into links through their domain, which is defanged.
  [/(?<![\p{L}\p{N}])@/gu, '＠'],
  [/(?<![\p{L}\p{N}])#/gu, '＃'],
  // A bare domain turns into a link; a version number does not.
  [/(?<=[\p{L}\p{N}-])\.(?=\p{L}{2})/gu, '[.]'],
  // :name: turns into an emoji; a time of day does not.
  [/:(?=(?:100|1234|[\w+-]{0,60}[a-z_+-][\w+-]{0,60}):)/gi, '∶'],
];

const proseToken = (text: string): string =>
  entities(LOOK_ALIKES.reduce((safe, [pattern, replacement]) => safe.replace(pattern, replacement), text));

/** An ARN as one word of visible ASCII without a back quote, and the punctuation after it. */
const ARN = /^([("]*)(arn:[\x21-\x5f\x61-\x7e]*[^\s,;:.)"'`])([,;:.)"']*)$/;

const code = (text: string): string => `\`${entities(text)}\``;

/** What any of the rules above, an entity or an ARN begins with; most words have none of it. */
const SPECIAL = /[*~`_@#.:&<>]/;

/** One line of prose for Slack; ARNs in it become code, so that they can be copied as they are. */
export const slackProse = (text: string, max = 500): string =>
  clean(text, max)
    .split(' ')
    .map((word) => {
      if (!SPECIAL.test(word)) return word;
      const [, open = '', arn, close = ''] = ARN.exec(word) ?? [];
      return arn === undefined ? proseToken(word) : `${open}${code(arn)}${close}`;
    })
    .join(' ');

/** One line as a code span; a back quote, which would end it, becomes its look-alike. */
export const slackCode = (text: string, max = 1100): string => code(clean(text, max).replaceAll('`', 'ˋ'));

/** Lines as a code block, to be copied as they are; for lines without control characters and back quotes. */
export const slackCodeBlock = (lines: readonly string[]): string[] => ['```', ...lines.map(entities), '```'];

/**
 * Cuts escaped markup to at most `max` characters: never within an entity or a surrogate pair, never with a code span or
 * bold text left open.
 */
export const cutMarkup = (markup: string, max: number): string => {
  if (markup.length <= max) return markup;
  let kept = cut(markup, max - 1, '').replace(/&[a-z]{0,4}$/, '');
  for (const mark of ['`', '*']) {
    if (kept.split(mark).length % 2 === 0) kept = kept.slice(0, kept.lastIndexOf(mark));
  }
  return `${kept}…`;
};

/** As many whole lines as fit into `max` characters, and how many are left. */
export const fitLines = (lines: readonly string[], max: number): string => {
  const kept: string[] = [];
  // Room for the line that says how many are left.
  let room = max - 20;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
  }
  const rest = lines.length - kept.length;
  return rest === 0 ? kept.join('\n') : [...kept, `+${rest} more lines`].join('\n');
};
