import { type Clock, type Pace, pacer } from '../enrich/pacer';

/** A limit on how often AWS is asked something. */
export interface Quota {
  readonly group: string;
  /** What the requests of the group have in their path; IAM's have nothing, as all of them are one group here. */
  readonly path: RegExp;
  readonly perSecond: number;
  readonly source: string;
}

const ROLES_ANYWHERE = 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/quotas.html';

/** The request quotas of Roles Anywhere, each for one account and Region. */
export const ROLES_ANYWHERE_QUOTAS: readonly Quota[] = [
  { group: 'profiles', path: /^\/profiles?(\/|$)/, perSecond: 1, source: ROLES_ANYWHERE },
  { group: 'trust anchors', path: /^\/trustanchors?(\/|$)/, perSecond: 1, source: ROLES_ANYWHERE },
  { group: 'subjects', path: /^\/subjects?(\/|$)/, perSecond: 1, source: ROLES_ANYWHERE },
  {
    group: 'tags',
    path: /^\/(ListTagsForResource|TagResource|UntagResource)$/,
    perSecond: 1,
    source: ROLES_ANYWHERE,
  },
];

/**
 * IAM publishes no number, for the account or an API: token buckets, refilled each second, shared with everybody in the
 * account, that nobody can have raised. Practitioners report throttling from 5 to 10 requests a second of one API on. Ten a
 * second over all of them, of which three in four are spread over three APIs, stay below that and leave others their part.
 */
export const IAM_QUOTA: Quota = {
  group: 'iam',
  path: /^/,
  perSecond: 10,
  source:
    'https://aws.amazon.com/blogs/security/how-to-monitor-and-query-iam-resources-at-scale-part-2/, https://repost.aws/knowledge-center/iam-sts-throttling-error',
};

/** Requests do not arrive as evenly as they are sent. */
const MARGIN = 1.05;

/** A request handler of the SDK, as far as pacing goes. */
interface Handler<Request, Options, Answer> {
  readonly handle: (request: Request, options?: Options) => Promise<Answer>;
}

interface Abortable {
  readonly abortSignal?: unknown;
}

const NEVER = new AbortController().signal;

/**
 * A request handler that keeps to quotas: each attempt, a retry included, waits for its turn in its group.
 * @param clock the time, for a simulation
 */
export const keepingTo = <
  Request extends { readonly path: string },
  Options extends Abortable,
  Answer,
  Inner extends Handler<Request, Options, Answer>,
>(
  quotas: readonly Quota[],
  inner: Inner & Handler<Request, Options, Answer>,
  clock?: Clock,
): Inner => {
  const paces = quotas.map((quota) => ({ quota, pace: paceOf(quota, clock) }));
  return {
    ...inner,
    handle: (request: Request, options?: Options): Promise<Answer> => {
      const paced = paces.find(({ quota }) => quota.path.test(request.path));
      const send = () => inner.handle(request, options);
      const signal = options?.abortSignal;
      return paced === undefined
        ? send()
        : paced.pace(paced.quota.group, signal instanceof AbortSignal ? signal : NEVER, send);
    },
  };
};

const paceOf = ({ perSecond }: Quota, clock: Clock | undefined): Pace => {
  const spacingMs = (1000 / perSecond) * MARGIN;
  return clock === undefined ? pacer(spacingMs) : pacer(spacingMs, clock);
};
