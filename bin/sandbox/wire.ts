/** What the stand-in's services have in common: a request as they read it, and an answer as they give it. */

export interface WireRequest {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** From the credential scope of the signature. */
  readonly region: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service of the stand-in. */
export interface SandboxService {
  /** The name in the credential scope and in IAM actions. */
  readonly name: string;
  /** The operation that a request asks for; `undefined` where it asks for none that AWS has a name for. */
  readonly operationOf: (request: WireRequest) => string | undefined;
  readonly operations: Readonly<Record<string, (request: WireRequest) => WireAnswer>>;
  /** An error as this service words it. */
  readonly failed: (error: AwsError) => WireAnswer;
  /** What a fault of each kind looks like in this service. */
  readonly faults: Readonly<Record<AnsweredFault, FaultAnswer>>;
}

/** The faults that each service has a word of its own for. */
export type AnsweredFault =
  | 'AccessDenied'
  | 'Throttling'
  | 'NotFound'
  | 'ServiceFailure'
  | 'ExpiredToken'
  | 'UnknownKey'
  | 'WrongSignature';

export interface FaultAnswer {
  readonly code: string;
  readonly status: number;
}

/** An error that AWS answers with. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The request id of every answer: the stand-in has nothing to tell apart. */
const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

export const jsonAnswer = (
  status: number,
  contentType: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer => ({
  status,
  headers: { 'content-type': contentType, 'x-amzn-requestid': REQUEST_ID, ...headers },
  body: JSON.stringify(value),
});

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** One XML element. Content is text, which is escaped, or elements already made by this function. */
export const element = (name: string, content: string | number | boolean | readonly Xml[]): Xml => ({
  xml: `<${name}>${
    Array.isArray(content)
      ? content.map(({ xml }) => xml).join('')
      : String(content).replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character)
  }</${name}>`,
});

export interface Xml {
  readonly xml: string;
}

/** The list form of the Query protocol. */
export const members = (name: string, items: readonly (readonly Xml[] | string)[]): Xml =>
  element(
    name,
    items.map((item) => element('member', item)),
  );

const forms = new WeakMap<WireRequest, URLSearchParams>();

/** The parameters of a request of the Query protocol. Read once of each request: the form of a publish is long. */
export const formOf = (request: WireRequest): URLSearchParams => {
  const form = forms.get(request) ?? new URLSearchParams(request.body);
  forms.set(request, form);
  return form;
};

/** Answers of the Query protocol: parameters in a form, XML back. */
export const queryProtocol = (namespace: string) => {
  const answer = (status: number, root: string, content: readonly Xml[]): WireAnswer => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID },
    body: element(root, content).xml.replace(`<${root}>`, `<${root} xmlns="${namespace}">`),
  });
  return {
    operationOf: (request: WireRequest): string | undefined => formOf(request).get('Action') ?? undefined,
    answered: (operation: string, content: readonly Xml[]): WireAnswer =>
      answer(200, `${operation}Response`, [
        element(`${operation}Result`, content),
        element('ResponseMetadata', [element('RequestId', REQUEST_ID)]),
      ]),
    failed: ({ code, status, message }: AwsError): WireAnswer =>
      answer(status, 'ErrorResponse', [
        element('Error', [
          element('Type', status >= 500 ? 'Receiver' : 'Sender'),
          element('Code', code),
          element('Message', message),
        ]),
        element('RequestId', REQUEST_ID),
      ]),
  };
};

/** A slice of a list and where the next one begins. */
export const pageOf = <T>(items: readonly T[], start: number, size: number) => ({
  items: items.slice(start, start + size),
  next: start + size < items.length ? start + size : undefined,
});

/** Page tokens are opaque in AWS: nobody may count on what is in them. */
export const pageToken = (start: number): string => Buffer.from(`page-from:${start}`).toString('base64url');

/** Where a page begins, from its token; `undefined` for what is no token of ours. */
export const pageStart = (token: string | null | undefined): number | undefined => {
  if (token === null || token === undefined || token === '') return 0;
  const [, start] = /^page-from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  return start === undefined ? undefined : Number(start);
};
