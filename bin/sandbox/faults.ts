import { PAGES, type Paging } from './paging';
import { accountsSwapped, leavesEmptied, padded, resultEmptied, typesSwapped, unknownAdded } from './rewrite';
import type { Fault } from './scenario';
import {
  AwsError,
  pageStart,
  pageToken,
  type SandboxService,
  type WireAnswer,
  type WireRequest,
} from './wire';

/** What happens on the wire to one request. */
export type Reply =
  /** An HTTP answer, whole; `informational` is a 1xx status that goes before it. */
  | { readonly form: 'whole'; readonly answer: WireAnswer; readonly informational?: true }
  /** The head of an answer and half of its body, and then nothing more, or the end of the connection. */
  | { readonly form: 'half'; readonly answer: WireAnswer; readonly rest: 'silence' | 'end' }
  /** A byte of the body each so many milliseconds. */
  | { readonly form: 'dripping'; readonly answer: WireAnswer; readonly everyMs: number }
  /** Bytes that are no HTTP. */
  | { readonly form: 'raw'; readonly bytes: string }
  /** No answer, and the connection stays open, is reset (RST) or closed (FIN). */
  | { readonly form: 'silence' | 'reset' | 'close' };

/** A request that a fault befalls. */
export interface Befallen {
  readonly service: SandboxService;
  /** "iam:GetRole". */
  readonly call: string;
  readonly request: WireRequest;
  /** Does what the request asks for, and gives the right answer: what SNS has taken is then published. */
  readonly right: (request?: WireRequest) => WireAnswer;
}

/** A kind of fault. */
export interface FaultKind {
  /** What the service, or what is between, does; a clause whose subject is AWS. */
  readonly does: string;
  /**
   * Whether a caller gets what it asked for in spite of it: for once late, or in a form that it can do without.
   * Any other fault that lasts leaves the caller without an answer.
   */
  readonly passes: boolean;
  /** How often it befalls a call that is then answered, in the variant of it that passes. */
  readonly thenFine?: number;
  /**
   * The answer is one that AWS gives in good order: knowledge where nothing contradicts it, and not a failure.
   * @default false
   */
  readonly wellFormed?: boolean;
  /** Milliseconds before the reply. */
  readonly afterMs?: number;
  /**
   * Which calls it can befall, "iam:GetRole".
   * @default - all
   */
  readonly befalls?: (call: string) => boolean;
  readonly reply: (befallen: Befallen) => Reply;
}

const whole = (answer: WireAnswer): Reply => ({ form: 'whole', answer });

/** The service's own word for an error. */
const error =
  (
    kind: keyof SandboxService['faults'],
    message: (call: string) => string,
    headers: () => Readonly<Record<string, string>> = () => ({}),
  ) =>
  ({ service, call }: Befallen): Reply => {
    const { code, status } = service.faults[kind];
    const answer = service.failed(new AwsError(code, status, message(call)));
    return whole({ ...answer, headers: { ...answer.headers, ...headers() } });
  };

/** An error that no service lists. */
const unlisted =
  (code: string, status: number, message: string) =>
  ({ service }: Befallen): Reply =>
    whole(service.failed(new AwsError(code, status, message)));

/** An answer from something that is no AWS service. */
const foreign =
  (status: number, contentType: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  (): Reply =>
    whole({ status, headers: { 'content-type': contentType, ...headers }, body });

/** The right answer, rewritten. */
const rewritten =
  (rewrite: (answer: WireAnswer) => WireAnswer) =>
  ({ right }: Befallen): Reply =>
    whole(rewrite(right()));

/** The request has no effect. */
const without = (form: 'silence' | 'reset' | 'close') => (): Reply => ({ form });

/** The request has its effect, and the answer is lost. */
const lost =
  (form: 'silence' | 'reset' | 'close') =>
  ({ right }: Befallen): Reply => {
    right();
    return { form };
  };

const denied = error('AccessDenied', (call) => `The caller is not authorized to perform: ${call}`);

const isPaged = (call: string): boolean => call in PAGES;

const paged =
  (reply: (paging: Paging, befallen: Befallen) => Reply) =>
  (befallen: Befallen): Reply => {
    const paging = PAGES[befallen.call];
    return paging === undefined ? whole(befallen.right()) : reply(paging, befallen);
  };

/** Where the page after the one asked for begins, when each is one long. */
const nextToken = (paging: Paging, request: WireRequest): string =>
  pageToken((pageStart(paging.tokenOf(request)) ?? 0) + 1);

const PAGE_OF_A_PROXY =
  '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>';
const HOUR_MS = 3_600_000;

const isPublish = (call: string): boolean => call === 'sns:Publish';
const isTrustAnchors = (call: string): boolean => call === 'rolesanywhere:ListTrustAnchors';

/**
 * What can go wrong with a call, one kind a row. Each is something that AWS, the network or a proxy between is known to
 * do; what a service's own errors are called stands with the service.
 */
export const FAULTS = {
  AccessDenied: {
    does: 'says that the caller may not',
    passes: false,
    reply: denied,
  },
  NotFound: {
    does: 'says that there is no such thing',
    passes: false,
    wellFormed: true,
    reply: error('NotFound', (call) => `What ${call} asks for does not exist.`),
  },
  Throttling: {
    does: 'says that too much is asked',
    passes: false,
    thenFine: 2,
    reply: error('Throttling', () => 'Rate exceeded'),
  },
  TooManyRequests: {
    does: 'answers with status 429 and a code that nobody knows',
    passes: false,
    thenFine: 2,
    reply: unlisted('SlowDownPlease', 429, 'Slow down.'),
  },
  ServiceFailure: {
    does: 'fails on its own side',
    passes: false,
    thenFine: 1,
    reply: error('ServiceFailure', () => 'The service failed on its own side.'),
  },
  Unavailable: {
    does: 'is behind a load balancer that has no server left (503, HTML)',
    passes: false,
    thenFine: 1,
    reply: foreign(503, 'text/html', '<html><body><h1>503 Service Unavailable</h1></body></html>'),
  },
  Invalid: {
    does: 'refuses the request as malformed',
    passes: false,
    reply: unlisted('ValidationException', 400, 'A value failed to satisfy a constraint.'),
  },
  UnknownError: {
    does: 'refuses with an error that nobody has heard of',
    passes: false,
    reply: unlisted('SomethingNewException', 418, 'A thing that nobody has heard of.'),
  },
  ExpiredToken: {
    does: "says that the caller's credentials have expired",
    passes: false,
    reply: error('ExpiredToken', () => 'The security token included in the request is expired.'),
  },
  UnknownKey: {
    does: "does not know the caller's credentials",
    passes: false,
    reply: error('UnknownKey', () => 'The security token included in the request is invalid.'),
  },
  ClockSkew: {
    does: "says that the caller's clock is wrong",
    passes: false,
    thenFine: 1,
    reply: error(
      'WrongSignature',
      () => 'Signature expired: the request was signed an hour ago.',
      () => ({ date: new Date(Date.now() + HOUR_MS).toUTCString() }),
    ),
  },
  KmsThrottling: {
    does: "may not use the topic's key so often",
    passes: false,
    thenFine: 2,
    befalls: isPublish,
    reply: unlisted('KMSThrottling', 400, 'The rate of requests to KMS was exceeded.'),
  },
  KmsDisabled: {
    does: "finds the topic's key disabled",
    passes: false,
    befalls: isPublish,
    reply: unlisted('KMSDisabled', 400, 'The key is disabled.'),
  },
  NoAnswer: {
    does: 'takes the request and never answers',
    passes: false,
    thenFine: 1,
    reply: without('silence'),
  },
  Reset: {
    does: 'resets the connection',
    passes: false,
    thenFine: 1,
    reply: without('reset'),
  },
  Closed: {
    does: 'closes the connection without a word',
    passes: false,
    thenFine: 1,
    reply: without('close'),
  },
  AnswerLost: {
    does: 'does what it is asked, and the connection is reset before the answer',
    passes: false,
    thenFine: 1,
    reply: lost('reset'),
  },
  AnswerNeverSent: {
    does: 'does what it is asked, and never answers',
    passes: false,
    thenFine: 1,
    reply: lost('silence'),
  },
  NotHttp: {
    does: 'answers with something that is no HTTP, such as the alert of a TLS port',
    passes: false,
    reply: () => ({ form: 'raw', bytes: '\u0015\u0003\u0003\u0000\u0002\u0002\u0046' }),
  },
  Slow: {
    does: 'answers after 2 seconds',
    passes: true,
    afterMs: 2_000,
    reply: ({ right }) => whole(right()),
  },
  VerySlow: {
    does: 'answers after 40 seconds',
    passes: false,
    afterMs: 40_000,
    reply: ({ right }) => whole(right()),
  },
  HangingBody: {
    does: 'sends half of its answer and then nothing more',
    passes: false,
    thenFine: 1,
    reply: ({ right }) => ({ form: 'half', answer: right(), rest: 'silence' }),
  },
  DrippingBody: {
    does: 'sends a byte of its answer every 2 seconds',
    passes: false,
    reply: ({ right }) => ({ form: 'dripping', answer: right(), everyMs: 2_000 }),
  },
  CutBody: {
    does: 'closes the connection in the middle of its answer',
    passes: false,
    thenFine: 1,
    reply: ({ right }) => ({ form: 'half', answer: right(), rest: 'end' }),
  },
  Malformed: {
    does: 'ends its answer in the middle as if that were all',
    passes: false,
    reply: rewritten((answer) => ({
      ...answer,
      body: answer.body.slice(0, Math.floor(answer.body.length / 2)),
    })),
  },
  WrongLength: {
    does: 'gives its answer a length that is 10 bytes short',
    passes: false,
    reply: rewritten((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-length': String(Math.max(0, answer.body.length - 10)) },
    })),
  },
  BrokenCharacters: {
    does: 'puts control characters into its answer, where no JSON and no XML can have them',
    passes: false,
    reply: rewritten((answer) => ({
      ...answer,
      body: `${answer.body.slice(0, 1)}\u0000\u0001${answer.body.slice(1)}`,
    })),
  },
  EmptyBody: {
    does: 'answers 200 with nothing in it',
    passes: false,
    reply: rewritten((answer) => ({ ...answer, body: '' })),
  },
  NoContent: {
    does: 'answers 204, no content',
    passes: false,
    reply: rewritten(({ headers }) => ({ status: 204, headers, body: '' })),
  },
  EmptyResult: {
    does: 'answers with a document that has no field',
    passes: false,
    reply: rewritten(resultEmptied),
  },
  Html: {
    does: 'is behind a proxy that answers 200 with a page of its own',
    passes: false,
    reply: foreign(200, 'text/html', PAGE_OF_A_PROXY),
  },
  Text: {
    does: 'is behind something that answers 200 with a word',
    passes: false,
    reply: foreign(200, 'text/plain', 'OK'),
  },
  Redirect: {
    does: 'sends the caller elsewhere (307)',
    passes: false,
    reply: foreign(307, 'text/html', '', { location: 'https://signin.example.com/' }),
  },
  Informational: {
    does: 'sends an informational status (103) before its answer',
    passes: true,
    reply: ({ right }) => ({ form: 'whole', answer: right(), informational: true }),
  },
  Nulls: {
    does: 'leaves every value of its answer empty',
    passes: false,
    reply: rewritten(leavesEmptied),
  },
  WrongTypes: {
    does: 'answers with values of other types',
    passes: false,
    reply: rewritten(typesSwapped),
  },
  ExtraFields: {
    does: 'adds fields that nobody knows to its answer',
    passes: true,
    reply: rewritten(unknownAdded),
  },
  WrongContentType: {
    does: 'calls its answer plain text',
    passes: true,
    reply: rewritten((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/plain' },
    })),
  },
  Huge: {
    does: 'answers with 4 MB, most of it a field that nobody knows',
    passes: true,
    reply: rewritten((answer) => padded(answer, 4 * 1024 * 1024)),
  },
  WrongAccount: {
    does: 'answers about another account',
    passes: false,
    befalls: (call) => !isPublish(call),
    reply: rewritten((answer) => accountsSwapped(answer, '999988887777')),
  },
  EmptyPageFirst: {
    does: 'begins a list with an empty page that has a token',
    passes: true,
    befalls: isPaged,
    reply: paged((paging, { request, right }) =>
      whole(
        paging.tokenOf(request) === undefined
          ? paging.followed(paging.emptied(right()), pageToken(0))
          : right(),
      ),
    ),
  },
  EmptyPages: {
    does: 'answers with empty pages that each have a token',
    passes: false,
    befalls: isPaged,
    reply: paged((paging, { request, right }) =>
      whole(
        paging.followed(paging.emptied(right(paging.from(request, undefined))), nextToken(paging, request)),
      ),
    ),
  },
  EndlessPages: {
    does: 'answers with one page after another for ever',
    passes: false,
    befalls: isPaged,
    reply: paged((paging, { request, right }) =>
      whole(paging.followed(right(paging.from(request, undefined)), nextToken(paging, request))),
    ),
  },
  TokenLoop: {
    does: 'answers with a page whose token leads to the same page',
    passes: false,
    befalls: isPaged,
    reply: paged((paging, { request, right }) =>
      whole(paging.followed(right(paging.from(request, undefined)), pageToken(0))),
    ),
  },
  SecondPageDenied: {
    does: 'answers with the first page and refuses the next',
    passes: false,
    befalls: isPaged,
    reply: paged((paging, befallen) =>
      paging.tokenOf(befallen.request) === undefined
        ? whole(paging.followed(befallen.right(), pageToken(1)))
        : denied(befallen),
    ),
  },
  BrokenCertificate: {
    does: 'shows trust anchors whose certificate nobody can read',
    passes: false,
    befalls: isTrustAnchors,
    reply: rewritten((answer) => ({
      ...answer,
      body: answer.body.replace(
        /("x509CertificateData":")(?:[^"\\]|\\.)*"/g,
        '$1-----BEGIN CERTIFICATE-----\\nMIIBAQUA////\\n-----END CERTIFICATE-----"',
      ),
    })),
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultId = keyof typeof FAULTS;

export const FAULT_IDS = Object.keys(FAULTS) as readonly FaultId[];

/** Whether a fault of the scenario speaks of this call: "iam:GetRole", "iam:*" or "*". */
export const speaksOf = ({ operation }: Fault, call: string): boolean =>
  operation === '*' ||
  operation === call ||
  (operation.endsWith(':*') && call.startsWith(operation.slice(0, -1)));

/** Whether a fault of this kind can befall this call at all. */
export const befalls = (id: FaultId, call: string): boolean => {
  const kind: FaultKind = FAULTS[id];
  return kind.befalls?.(call) ?? true;
};

/** Hands out the faults of a scenario: the first one that can befall the call and is not used up. */
export const faultsOf = (faults: readonly Fault[]) => {
  const left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }));
  return (call: string): Fault | undefined => {
    const next = left.find(
      ({ fault, times }) =>
        times > 0 && speaksOf(fault, call) && (fault.error === undefined || befalls(fault.error, call)),
    );
    if (next === undefined) return undefined;
    next.times -= 1;
    return next.fault;
  };
};
