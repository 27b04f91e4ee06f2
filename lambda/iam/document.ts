import { isObject, type JsonObject } from '../json';
import { type ActionList, actionListOf } from './actions';
import { type Condition, readCondition, UNCONDITIONAL } from './conditions';
import type { Rule } from './decision';
import type { Extent } from './extent';
import { type Glob, hasVariable, type KnownKeys, NOTHING_KNOWN, type Template, templateOf } from './pattern';

/** Identity policies, boundaries and session policies say on what they work; trust policies say for whom. */
export type DocumentKind = 'permissions' | 'trust';

/** Whom a statement of a trust policy speaks of; negated, everyone else. */
export interface Principals {
  readonly negated: boolean;
  /** "AWS", "Service", "Federated" or "CanonicalUser" with the name; "*" on its own counts as AWS "*". */
  readonly named: readonly { readonly type: string; readonly name: string }[];
}

export interface Statement {
  /** Index in its document. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: ActionList;
  /** Absent in trust policies. */
  readonly resources?: ResourceList;
  /** Absent in permissions policies. */
  readonly principals?: Principals;
  readonly condition: Condition;
}

/** Resource or NotResource, as written. */
export interface ResourceList {
  readonly texts: readonly string[];
  readonly negated: boolean;
  /** Whether `${...}` in the texts is a policy variable. */
  readonly variables: boolean;
  /** Where it applies when nothing about the request is known. */
  readonly rule: Rule;
}

export type PolicyDocument =
  | { readonly readable: true; readonly statements: readonly Statement[] }
  | { readonly readable: false };

const UNREADABLE: PolicyDocument = { readable: false };

const VERSIONS: ReadonlySet<unknown> = new Set(['2012-10-17', '2008-10-17']);
const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** An element by its name; inherited ones are none of the document's. */
const elementOf = (fields: JsonObject, element: string): unknown =>
  Object.hasOwn(fields, element) ? fields[element] : undefined;

const onlyHas = (fields: JsonObject, elements: ReadonlySet<string>): boolean =>
  Object.keys(fields).every((element) => elements.has(element));

/** One text or a list of texts; undefined for anything else, an empty list and an empty text included. */
const textsOf = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value) ? value : [value];
  const texts = list.filter((text): text is string => typeof text === 'string' && text !== '');
  return texts.length > 0 && texts.length === list.length ? texts : undefined;
};

interface Choice {
  readonly value: unknown;
  readonly negated: boolean;
}

/** Exactly one of an element and its negation. */
const eitherOf = (fields: JsonObject, element: string): Choice | undefined => {
  const plain = Object.hasOwn(fields, element);
  const negated = Object.hasOwn(fields, `Not${element}`);
  if (plain === negated) return undefined;
  return { value: fields[plain ? element : `Not${element}`], negated };
};

const readActions = (fields: JsonObject): ActionList | undefined => {
  const choice = eitherOf(fields, 'Action');
  const texts = textsOf(choice?.value);
  return choice === undefined || texts === undefined ? undefined : actionListOf(texts, choice.negated);
};

const ARN_COLONS = 5;

/**
 * The patterns one resource text stands for. IAM completes an ARN of fewer than six segments with wildcards
 * ("arn:aws:sqs" is every queue); where that could differ from reading it as it stands, both are kept, as undecided.
 */
const resourceTemplates = (text: string, known: KnownKeys, variables: boolean): Template[] => {
  const template = templateOf(text, known, { wildcards: true, variables });
  const missing = ARN_COLONS + 1 - text.split(':', ARN_COLONS + 1).length;
  if (!text.startsWith('arn:') || missing <= 0 || text.endsWith('*')) return [template];
  const completed = templateOf(`${text}${':*'.repeat(missing)}`, known, { wildcards: true, variables });
  if (template.nothing) return [template];
  return [template, completed].map(({ glob }) => ({ glob: { ...glob, text }, decided: false }));
};

const extentOf = (globs: readonly Glob[], negated: boolean): Extent =>
  globs.length > 0 ? [{ globs, negated }] : negated ? [] : null;

/** Where a statement applies, given what is known about the request. */
const resourceRule = ({ texts, negated, variables }: Omit<ResourceList, 'rule'>, known: KnownKeys): Rule => {
  const templates = texts
    .flatMap((text) => resourceTemplates(text, known, variables))
    // AWS may also take a statement with such a variable for invalid, which differs only where what is named is left out.
    .flatMap((template) =>
      !template.nothing ? [template] : negated ? [{ ...template, decided: false }] : [],
    );
  const all = templates.map(({ glob }) => glob);
  const decided = templates.filter((template) => template.decided).map(({ glob }) => glob);
  if (decided.length === all.length) {
    const extent = extentOf(all, negated);
    return { sure: extent, may: extent };
  }
  return negated
    ? { sure: extentOf(all, true), may: extentOf(decided, true) }
    : { sure: extentOf(decided, false), may: extentOf(all, false) };
};

/** Where a statement applies; without policy variables, that does not depend on the request. */
export const ruleOf = (resources: ResourceList, known: KnownKeys): Rule =>
  resources.variables && known.size > 0 ? resourceRule(resources, known) : resources.rule;

const readResources = (fields: JsonObject, modern: boolean): ResourceList | undefined => {
  const choice = eitherOf(fields, 'Resource');
  const texts = textsOf(choice?.value);
  if (choice === undefined || texts === undefined) return undefined;
  const list = { texts, negated: choice.negated, variables: modern && texts.some(hasVariable) };
  return { ...list, rule: resourceRule(list, NOTHING_KNOWN) };
};

const PRINCIPAL_TYPES: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

const readPrincipals = (fields: JsonObject): Principals | undefined => {
  const choice = eitherOf(fields, 'Principal');
  if (choice === undefined) return undefined;
  const { value, negated } = choice;
  if (value === '*') return { negated, named: [{ type: 'AWS', name: '*' }] };
  if (!isObject(value) || !onlyHas(value, PRINCIPAL_TYPES)) return undefined;
  const lists = Object.entries(value).map(([type, names]) => textsOf(names)?.map((name) => ({ type, name })));
  if (lists.length === 0 || lists.some((list) => list === undefined)) return undefined;
  return { negated, named: lists.flatMap((list) => list ?? []) };
};

const readStatement = (
  raw: unknown,
  index: number,
  modern: boolean,
  kind: DocumentKind,
): Statement | undefined => {
  if (!isObject(raw) || !onlyHas(raw, STATEMENT_ELEMENTS)) return undefined;
  const sid = elementOf(raw, 'Sid');
  const effect = elementOf(raw, 'Effect');
  const actions = readActions(raw);
  if ((effect !== 'Allow' && effect !== 'Deny') || actions === undefined) return undefined;
  if (sid !== undefined && typeof sid !== 'string') return undefined;
  const about = kind === 'trust' ? readPrincipals(raw) : readResources(raw, modern);
  const foreign = kind === 'trust' ? ['Resource', 'NotResource'] : ['Principal', 'NotPrincipal'];
  if (about === undefined || foreign.some((element) => Object.hasOwn(raw, element))) return undefined;
  return {
    index,
    ...(sid === undefined ? {} : { sid }),
    effect,
    actions,
    ...('named' in about ? { principals: about } : { resources: about }),
    condition: Object.hasOwn(raw, 'Condition') ? readCondition(raw.Condition, modern) : UNCONDITIONAL,
  };
};

const readFields = (fields: unknown, kind: DocumentKind): PolicyDocument => {
  if (!isObject(fields) || !onlyHas(fields, DOCUMENT_ELEMENTS)) return UNREADABLE;
  const version = Object.hasOwn(fields, 'Version') ? fields.Version : '2008-10-17';
  if (!VERSIONS.has(version) || !Object.hasOwn(fields, 'Statement')) return UNREADABLE;
  const { Statement: raw } = fields;
  const statements: Statement[] = [];
  for (const [index, one] of (Array.isArray(raw) ? raw : [raw]).entries()) {
    const statement = readStatement(one, index, version === '2012-10-17', kind);
    if (statement === undefined) return UNREADABLE;
    statements.push(statement);
  }
  return { readable: true, statements };
};

/** No JSON begins so; IAM returns documents URL-encoded. */
const ENCODED = /^\s*%/;

/** The texts and the signs of JSON; what lies between them, numbers and words, names no element. */
const JSON_TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * Whether an object somewhere in valid JSON text has one name twice. IAM stores such a policy, and nobody documents which
 * of the two it goes by; JSON.parse silently takes the last.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/33026
 */
const repeatsElement = (json: string): boolean => {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of json.matchAll(JSON_TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = token;
    else if (!addName(open.at(-1), last)) return true;
  }
  return false;
};

/** False where the name, in quotation marks, is there already. */
const addName = (names: Set<string> | undefined, quoted: string): boolean => {
  // Escapes spell one name in several ways.
  const name: string = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
  if (names?.has(name)) return false;
  names?.add(name);
  return true;
};

const parseOnce = (json: string): unknown => {
  const value: unknown = JSON.parse(json);
  return repeatsElement(json) ? undefined : value;
};

const parseJson = (text: string): unknown => {
  if (ENCODED.test(text)) return parseOnce(decodeURIComponent(text));
  try {
    return parseOnce(text);
  } catch {
    // IAM returns documents URL-encoded; if this is no such text either, the second error is the caller's to see.
    return parseOnce(decodeURIComponent(text));
  }
};

/**
 * Reads a policy document: an object, JSON text, or URL-encoded JSON text. One element that IAM would not accept makes
 * the whole document unreadable, because what it was meant to say cannot be known.
 */
export const readDocument = (document: unknown, kind: DocumentKind): PolicyDocument => {
  try {
    return readFields(typeof document === 'string' ? parseJson(document) : document, kind);
  } catch {
    return UNREADABLE;
  }
};
