/** In-memory AWS: readers that answer from plain data, and count what they were asked. */

import type { Deadline } from '../../lambda/enrich/deadline';
import type { IamSource, RoleDetail } from '../../lambda/enrich/iam-source';
import { askUntil } from '../../lambda/enrich/lookup-of';
import type { ProfilePage } from '../../lambda/enrich/profile';
import type { Readers } from '../../lambda/enrich/readers';
import type { LookUpTrail, TrailQuery, TrailRecord } from '../../lambda/enrich/trail';
import type { Profile } from '../../lambda/event/profile';
import { PINNED_TRUST, profile, trustAnchor } from '../support/context';
import { ACCOUNT, EVENT_TIME, REGION, USER_ARN } from '../support/event';

/** A deadline that never comes. */
export const noDeadline: Deadline = {
  signal: new AbortController().signal,
  remainingMs: () => Number.POSITIVE_INFINITY,
};

export const ask = askUntil(noDeadline);

/** What a call never gets: an answer. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** An error as the SDK throws it. */
export const awsError = (name: string, message = 'told by AWS'): Error =>
  Object.assign(new Error(message), { name });

/** A function that always fails that way. */
export const failing = (name: string) => async (): Promise<never> => {
  throw awsError(name);
};

export interface FakeRole extends Partial<RoleDetail> {
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, string>>;
}

export interface FakeIam {
  readonly iam: IamSource;
  /** Every request, "GetRole deploy". */
  readonly calls: string[];
  /** The most requests that were open at one time, from the one with this number on. */
  readonly mostOpen: (from?: number) => number;
}

/** IAM with these roles by name, and these managed policies by ARN. */
export const fakeIam = (
  roles: Readonly<Record<string, FakeRole>>,
  policies: Readonly<Record<string, string>> = {},
  overrides: Partial<IamSource> = {},
): FakeIam => {
  const calls: string[] = [];
  let open = 0;
  const openWith: number[] = [];
  const asked = async <T>(call: string, answer: () => T): Promise<T> => {
    calls.push(call);
    open += 1;
    openWith.push(open);
    await new Promise(setImmediate);
    open -= 1;
    return answer();
  };
  const found = <T>(item: T | undefined): T => {
    if (item === undefined) throw awsError('NoSuchEntityException');
    return item;
  };
  const iam: IamSource = {
    role: (name) =>
      asked(`GetRole ${name}`, () => ({
        arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        tags: [],
        trustPolicy: PINNED_TRUST,
        ...found(roles[name]),
      })),
    attachedPolicies: (name) =>
      asked(`ListAttachedRolePolicies ${name}`, () =>
        (found(roles[name]).attached ?? []).map((arn) => ({ arn, name: arn.split('/').at(-1) ?? arn })),
      ),
    inlinePolicies: (name) =>
      asked(`ListRolePolicies ${name}`, () => Object.keys(found(roles[name]).inline ?? {})),
    inlinePolicy: (name, policy) =>
      asked(`GetRolePolicy ${name} ${policy}`, () => found(found(roles[name]).inline?.[policy])),
    defaultVersion: (arn) =>
      asked(`GetPolicy ${arn}`, () => {
        found(policies[arn]);
        return 'v3';
      }),
    policyVersion: (arn, version) => asked(`GetPolicyVersion ${arn} ${version}`, () => found(policies[arn])),
    ...overrides,
  };
  return { iam, calls, mostOpen: (from = 0) => Math.max(...openWith.slice(from)) };
};

/** A CloudTrail record as the trail reader gives it. */
export const trailRecord = (overrides: Partial<TrailRecord> = {}): TrailRecord => ({
  eventId: 'e-1',
  time: EVENT_TIME,
  region: REGION,
  eventSource: 'rolesanywhere.amazonaws.com',
  eventName: 'CreateProfile',
  readOnly: false,
  actorArn: USER_ARN,
  actorNames: [USER_ARN],
  accountId: ACCOUNT,
  request: {},
  response: {},
  resources: [],
  ...overrides,
});

export interface FakeTrail {
  readonly lookUp: LookUpTrail;
  readonly queries: { readonly region: string; readonly query: TrailQuery; readonly page: number }[];
}

/** A trail that answers each question with pages of records, chosen by Region and the attribute's value. */
export const fakeTrail = (
  answer: (region: string, query: TrailQuery) => readonly TrailRecord[],
  pageSize = 50,
): FakeTrail => {
  const queries: FakeTrail['queries'] = [];
  const lookUp: LookUpTrail = async (region, query, nextToken) => {
    const page = Number(nextToken ?? 0);
    queries.push({ region, query, page });
    const records = answer(region, query);
    const end = (page + 1) * pageSize;
    const shown = records.slice(page * pageSize, end);
    return end < records.length ? { records: shown, nextToken: String(page + 1) } : { records: shown };
  };
  return { lookUp, queries };
};

/** All profiles of a Region on one page. */
export const onePage = (...profiles: readonly Profile[]): ProfilePage => ({ profiles, unclear: [] });

/** Readers that answer everything, and find nothing wrong. */
export const fakeReaders = (overrides: Partial<Readers> = {}): Readers => ({
  accountAlias: async () => 'example-prod',
  profile: async () => profile(),
  profiles: async () => onePage(profile()),
  tags: async () => [{ key: 'owner', value: 'platform' }],
  trustAnchors: async () => [trustAnchor()],
  iam: fakeIam({ deploy: {} }).iam,
  trail: fakeTrail(() => []).lookUp,
  country: async () => 'DE',
  ...overrides,
});
