import { isObject } from '../../lambda/json';
import { AwsError, element, formOf, queryProtocol, type SandboxService } from './wire';

/** What was published, as subscribers get it. */
export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** Texts by protocol; `default` alone where the message has one text for all. */
  readonly message: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

export interface MessageAttribute {
  readonly type: string;
  readonly value: string;
}

/** Bytes of one message, its attributes included. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_BYTES = 262_144;
/** A subject has fewer characters than this. */
const SUBJECT_LIMIT = 100;
const MAX_ATTRIBUTE_NAME = 256;

const protocol = queryProtocol('http://sns.amazonaws.com/doc/2010-03-31/');

const invalid = (what: string) => new AwsError('InvalidParameter', 400, `Invalid parameter: ${what}`);

/** SNS: takes what SNS takes, refuses what it refuses, and adds what it took to the list. */
export const snsService = (published: PublishedMessage[]): SandboxService => ({
  name: 'sns',
  operationOf: protocol.operationOf,
  operations: {
    Publish: (request) => {
      const parameters = formOf(request);
      const topicArn = topicIn(parameters, request.region);
      const subject = subjectIn(parameters);
      const text = parameters.get('Message') ?? '';
      if (text === '') throw invalid('Empty message');
      const attributes = attributesIn(parameters);
      if (Buffer.byteLength(text) + attributesBytes(attributes) > MAX_BYTES)
        throw invalid('Message too long');
      const message = textsIn(text, parameters.get('MessageStructure'));
      const messageId = `00000000-0000-4000-8000-${String(published.length + 1).padStart(12, '0')}`;
      published.push({
        messageId,
        topicArn,
        ...(subject === undefined ? {} : { subject }),
        message,
        attributes,
      });
      return protocol.answered('Publish', [element('MessageId', messageId)]);
    },
  },
  failed: protocol.failed,
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
  faults: {
    AccessDenied: { code: 'AuthorizationError', status: 403 },
    Throttling: { code: 'Throttling', status: 400 },
    NotFound: { code: 'NotFound', status: 404 },
    ServiceFailure: { code: 'InternalError', status: 500 },
    ExpiredToken: { code: 'ExpiredToken', status: 403 },
    UnknownKey: { code: 'InvalidClientTokenId', status: 403 },
    WrongSignature: { code: 'SignatureDoesNotMatch', status: 403 },
  },
});

const topicIn = (parameters: URLSearchParams, region: string): string => {
  const arn = parameters.get('TopicArn') ?? '';
  const [, topicRegion] = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/.exec(arn) ?? [];
  if (topicRegion === undefined || topicRegion !== region) throw invalid('TopicArn');
  return arn;
};

const subjectIn = (parameters: URLSearchParams): string | undefined => {
  const subject = parameters.get('Subject');
  if (subject === null) return undefined;
  if (subject === '' || subject.length >= SUBJECT_LIMIT || /\p{Cc}|\u2028|\u2029/u.test(subject))
    throw invalid('Subject');
  return subject;
};

const textsIn = (text: string, structure: string | null): Readonly<Record<string, string>> => {
  if (structure === null) return { default: text };
  if (structure !== 'json') throw invalid('MessageStructure');
  const parsed = parsedJson(text);
  if (!isObject(parsed)) {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  // A value that is no text is ignored, not refused.
  const texts = Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  if (texts.default === undefined) throw invalid('Message Structure - No default entry in JSON message body');
  return texts;
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const attributesIn = (parameters: URLSearchParams): Readonly<Record<string, MessageAttribute>> => {
  const attributes: Record<string, MessageAttribute> = {};
  for (let index = 1; parameters.has(`MessageAttributes.entry.${index}.Name`); index += 1) {
    const entry = `MessageAttributes.entry.${index}`;
    const name = parameters.get(`${entry}.Name`) ?? '';
    const type = parameters.get(`${entry}.Value.DataType`) ?? '';
    const value =
      parameters.get(`${entry}.Value.StringValue`) ?? parameters.get(`${entry}.Value.BinaryValue`) ?? '';
    checkAttribute(name, type, value);
    attributes[name] = { type, value };
  }
  return attributes;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const checkAttribute = (name: string, type: string, value: string): void => {
  if (
    !/^[\w-]+(\.[\w-]+)*$/.test(name) ||
    name.length > MAX_ATTRIBUTE_NAME ||
    /^(aws|amazon)\./i.test(name)
  ) {
    throw new AwsError('ParameterValueInvalid', 400, `Invalid message attribute name '${name}'.`);
  }
  if (!/^(String|String\.Array|Number|Binary)(\.[\w.-]+)?$/.test(type)) {
    throw new AwsError(
      'ParameterValueInvalid',
      400,
      `The message attribute '${name}' has an invalid type, '${type}'.`,
    );
  }
  if (value === '') {
    throw new AwsError(
      'ParameterValueInvalid',
      400,
      `The message attribute '${name}' must contain a non-empty value.`,
    );
  }
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/.test(value)) {
    throw new AwsError(
      'ParameterValueInvalid',
      400,
      `The message attribute '${name}' has an invalid character.`,
    );
  }
  if (type === 'Number' && !/^-?\d+(\.\d+)?$/.test(value)) {
    throw new AwsError('ParameterValueInvalid', 400, `The message attribute '${name}' is no number.`);
  }
};

const attributesBytes = (attributes: Readonly<Record<string, MessageAttribute>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { type, value }]) => sum + Buffer.byteLength(name + type + value),
    0,
  );
