import { AwsAnswerError, type Post } from '../../lambda/aws/signed-post';
import { TABLE_KEY } from '../../lambda/first-use/table';
import { isObject } from '../../lambda/json';
import { AwsError, jsonAnswer, type SandboxService } from './wire';

/** A value as DynamoDB's wire protocol has it: `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** A table with a partition key and a sort key, both text. */
export interface Table {
  readonly partition: string;
  readonly sort: string;
  /** By both keys. */
  readonly items: Map<string, Item>;
}

/** The table of first uses, with the key that `lib/first-use.ts` gives it. */
export const firstUses = (items: Map<string, Item> = new Map()): Table => ({ ...TABLE_KEY, items });

/** Calls of the table without a network. */
export const postTo = (table: Table): Post => {
  const { operations } = dynamoDbService(table);
  return async ({ path, headers, body }) => {
    const name = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    const request = { method: 'POST', path, query: new URLSearchParams(), headers, body, region: '' };
    const run = operations[name];
    if (run === undefined) throw invalid(name);
    try {
      return JSON.parse(run(request).body);
    } catch (error) {
      throw asAnswered(error);
    }
  };
};

/** The stand-in's refusal as a caller sees it on the wire. */
const asAnswered = (error: unknown): unknown =>
  error instanceof AwsError ? new AwsAnswerError(error.code, error.status) : error;

const answer = (status: number, value: unknown) => jsonAnswer(status, 'application/x-amz-json-1.0', value);

const invalid = (what: string): AwsError => new AwsError('ValidationException', 400, what);

/** Bytes of one item. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_ITEM_BYTES = 409_600;

const itemIn = (value: unknown): Item => {
  if (!isObject(value) || !Object.values(value).every(isObject)) throw invalid('an item of attribute values');
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_ITEM_BYTES)
    throw invalid('Item size has exceeded the maximum allowed size');
  return value as Item;
};

const keyOf = ({ partition, sort }: Table, item: Item): string => {
  const parts = [partition, sort].map((name) => item[name]?.S);
  if (!parts.every((part) => typeof part === 'string' && part !== ''))
    throw invalid('The provided key element does not match the schema');
  return JSON.stringify(parts);
};

/** Words of a condition: names, values, comparisons, parentheses. */
const TOKEN = /\s*(attribute_not_exists|attribute_exists|AND|OR|NOT|#\w+|:\w+|<=|>=|<>|[=<>()])/y;

const tokensOf = (expression: string): readonly string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const [, token] = TOKEN.exec(expression) ?? [];
    if (token === undefined) throw invalid(`ConditionExpression: syntax error in "${expression}"`);
    tokens.push(token);
  }
  return tokens;
};

const comparable = (value: AttributeValue | undefined): string | number | boolean | undefined => {
  if (value === undefined) return undefined;
  if (typeof value.N === 'string') return Number(value.N);
  if (typeof value.S === 'string') return value.S;
  return typeof value.BOOL === 'boolean' ? value.BOOL : undefined;
};

const COMPARISONS: Readonly<
  Record<string, (one: string | number | boolean, other: string | number | boolean) => boolean>
> = {
  '=': (one, other) => one === other,
  '<>': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

interface Operands {
  readonly item: Item;
  readonly names: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Whether an item meets a condition: comparisons, attribute_exists, attribute_not_exists, AND, OR, NOT and parentheses.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const meets = (expression: string, { item, names, values }: Operands): boolean => {
  const tokens = [...tokensOf(expression)];
  const used = new Set<string>();

  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected))
      throw invalid(`ConditionExpression: syntax error near "${token ?? 'its end'}"`);
    return token;
  };
  const attribute = (): AttributeValue | undefined => {
    const token = take();
    const name = names[token];
    if (typeof name !== 'string') throw invalid(`an attribute name is not defined: ${token}`);
    used.add(token);
    return item[name];
  };
  const operand = (): AttributeValue | undefined => {
    if (tokens[0]?.startsWith('#') === true) return attribute();
    const token = take();
    const value = values[token];
    if (!isObject(value)) throw invalid(`an attribute value is not defined: ${token}`);
    used.add(token);
    return value;
  };
  const isThere = (): boolean => {
    take('(');
    const there = attribute() !== undefined;
    take(')');
    return there;
  };
  const single = (): boolean => {
    const [next] = tokens;
    if (next === 'NOT') {
      take();
      return !single();
    }
    if (next === '(') {
      take();
      const inside = either();
      take(')');
      return inside;
    }
    if (next === 'attribute_not_exists' || next === 'attribute_exists')
      return (take() === 'attribute_exists') === isThere();
    const one = comparable(operand());
    const compare = COMPARISONS[take()];
    if (compare === undefined) throw invalid('ConditionExpression: syntax error');
    const other = comparable(operand());
    // What is not there, or of another type, compares with nothing.
    return one !== undefined && other !== undefined && typeof one === typeof other && compare(one, other);
  };
  const both = (): boolean => {
    let met = single();
    while (tokens[0] === 'AND') {
      take();
      const next = single();
      met = met && next;
    }
    return met;
  };
  const either = (): boolean => {
    let met = both();
    while (tokens[0] === 'OR') {
      take();
      const next = both();
      met = met || next;
    }
    return met;
  };

  const met = either();
  if (tokens.length > 0) throw invalid(`ConditionExpression: syntax error near "${tokens[0]}"`);
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((each) => !used.has(each));
  if (unused.length > 0) throw invalid(`unused in expressions: ${unused.join(', ')}`);
  return met;
};

/** DynamoDB: one table, GetItem, PutItem with conditions, and UpdateItem as a counter. */
export const dynamoDbService = (table: Table): SandboxService => {
  const requestIn = (body: string): Readonly<Record<string, unknown>> => {
    const request: unknown = JSON.parse(body);
    if (!isObject(request) || typeof request.TableName !== 'string' || request.TableName === '')
      throw invalid('TableName');
    return request;
  };
  return {
    name: 'dynamodb',
    operationOf: ({ headers }) => {
      const target = headers['x-amz-target'];
      return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
    },
    operations: {
      GetItem: ({ body }) => {
        const found = table.items.get(keyOf(table, itemIn(requestIn(body).Key)));
        return answer(200, found === undefined ? {} : { Item: found });
      },
      PutItem: ({ body }) => {
        const request = requestIn(body);
        const item = itemIn(request.Item);
        const key = keyOf(table, item);
        const { ConditionExpression: condition } = request;
        const names = isObject(request.ExpressionAttributeNames) ? request.ExpressionAttributeNames : {};
        const values = isObject(request.ExpressionAttributeValues) ? request.ExpressionAttributeValues : {};
        const before = table.items.get(key) ?? {};
        if (typeof condition === 'string' && !meets(condition, { item: before, names, values }))
          throw new AwsError('ConditionalCheckFailedException', 400, 'The conditional request failed');
        table.items.set(key, item);
        return answer(200, {});
      },
      // Adds to numbers, which is all that is asked of it.
      UpdateItem: ({ body }) => {
        const request = requestIn(body);
        const key = itemIn(request.Key);
        const names = isObject(request.ExpressionAttributeNames) ? request.ExpressionAttributeNames : {};
        const values = isObject(request.ExpressionAttributeValues) ? request.ExpressionAttributeValues : {};
        const [, name = '', value = ''] = /^ADD (#\w+) (:\w+)$/.exec(String(request.UpdateExpression)) ?? [];
        const attribute = names[name];
        const added = values[value];
        if (typeof attribute !== 'string' || !isObject(added) || typeof added.N !== 'string')
          throw invalid('UpdateExpression: the stand-in knows "ADD #name :number"');
        const before = table.items.get(keyOf(table, key)) ?? key;
        const sum = { N: String(Number(before[attribute]?.N ?? 0) + Number(added.N)) };
        table.items.set(keyOf(table, key), { ...before, [attribute]: sum });
        return answer(200, {});
      },
    },
    failed: ({ code, status, message }) =>
      answer(status, { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message }),
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
    faults: {
      AccessDenied: { code: 'AccessDeniedException', status: 400 },
      Throttling: { code: 'ThrottlingException', status: 400 },
      NotFound: { code: 'ResourceNotFoundException', status: 400 },
      ServiceFailure: { code: 'InternalServerError', status: 500 },
      ExpiredToken: { code: 'ExpiredTokenException', status: 400 },
      UnknownKey: { code: 'UnrecognizedClientException', status: 400 },
      WrongSignature: { code: 'InvalidSignatureException', status: 400 },
    },
  };
};
