/** Right answers made wrong: the same rewriting for the services' JSON and for their XML. */

import { isObject, type JsonObject } from '../../lambda/json';
import type { WireAnswer } from './wire';

/** One rewriting in each of the two. */
interface Rewriting {
  readonly json: (value: unknown) => unknown;
  readonly xml: (text: string) => string;
}

const rewriting =
  ({ json, xml }: Rewriting) =>
  (answer: WireAnswer): WireAnswer => ({
    ...answer,
    body: answer.body.startsWith('<') ? xml(answer.body) : JSON.stringify(json(JSON.parse(answer.body))),
  });

/** Every value that is neither an object nor a list, rewritten. */
const leaves = (value: unknown, rewrite: (leaf: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => leaves(item, rewrite));
  if (!isObject(value)) return rewrite(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, leaves(inner, rewrite)]));
};

/** An element that holds text, and no other element. */
const XML_LEAF = />[^<>]+<\//g;

/** JSON has null; XML has an element without content. */
export const leavesEmptied = rewriting({
  json: (value) => leaves(value, () => null),
  xml: (text) => text.replace(XML_LEAF, '></'),
});

const OTHER_TYPE: Readonly<Record<string, unknown>> = { string: 7, number: 'seven', boolean: 'perhaps' };

/** Numbers for texts and texts for numbers; in XML, where all is text, an element for each text. */
export const typesSwapped = rewriting({
  json: (value) => leaves(value, (leaf) => OTHER_TYPE[typeof leaf] ?? {}),
  xml: (text) => text.replace(XML_LEAF, '><Unexpected>7</Unexpected></'),
});

const withUnknown = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withUnknown);
  if (!isObject(value)) return value;
  const known = Object.entries(value).map(([key, inner]) => [key, withUnknown(inner)] as const);
  return { unexpected: { list: [1, null, 'text'] }, ...Object.fromEntries(known) };
};

export const unknownAdded = rewriting({
  json: withUnknown,
  xml: (text) =>
    text.replace(/<\w+Result>/g, (begin) => `${begin}<Unexpected><Inner>text</Inner></Unexpected>`),
});

/** The envelope stays, where there is one. */
export const resultEmptied = rewriting({
  json: () => ({}),
  xml: (text) => text.replace(/<(\w+Result)>.*<\/\1>/s, '<$1></$1>'),
});

export const padded = (answer: WireAnswer, characters: number): WireAnswer => {
  const padding = 'x'.repeat(characters);
  return rewriting({
    json: (value) => ({ padding, ...(value as JsonObject) }),
    xml: (text) => text.replace(/<\w+Result>/, (begin) => `${begin}<Padding>${padding}</Padding>`),
  })(answer);
};

/** Account ids stand between colons, or alone. Twelve digits at the end of a UUID are none. */
export const accountsSwapped = (answer: WireAnswer, account: string): WireAnswer => ({
  ...answer,
  body: answer.body.replace(/(?<![\w-])\d{12}(?![\w-])/g, account),
});
