import { DOES_NOT_EXIST } from '../aws/errors';
import type { Tag } from '../event/profile';
import { known, type Lookup, notKnown } from '../lookup';
import type { IamSource, RoleDetail } from './iam-source';
import type { Ask } from './lookup-of';
import { type PolicyText, policyText, type ReadManagedPolicy } from './policies';

/** What IAM says about one role ARN of the profile. */
export type RoleFacts =
  | FoundRole
  /** IAM says there is no such role: whoever re-creates the name decides what the profile can do. */
  | { readonly state: 'missing'; readonly arn: string }
  /** The ARN belongs to another account and cannot be examined from this one. */
  | { readonly state: 'other-account'; readonly arn: string; readonly accountId: string }
  /** Past the number of roles that one alert examines. */
  | { readonly state: 'not-examined'; readonly arn: string; readonly reason: string }
  /** IAM did not answer, or the ARN is no role ARN. */
  | {
      readonly state: 'unreadable';
      readonly arn: string;
      readonly reason: string;
      /** Another role, which IAM has under this one's name: what is done by name would be done to that one. */
      readonly namesakeArn?: string;
      /**
       * The policies of the role of that name, where those could be listed though the role itself could not be read: it
       * may be another role, under another path, and a boundary may narrow it.
       */
      readonly policiesByName?: Pick<FoundRole, 'attached' | 'inline'>;
    };

export interface FoundRole {
  readonly state: 'found';
  readonly arn: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** Seconds; the longest session the role allows (3600 where IAM does not say, as its default is). */
  readonly maxSessionSeconds: number;
  readonly description?: string;
  readonly tags: readonly Tag[];
  /** The trust policy, URL-encoded JSON text. */
  readonly trustPolicy: Lookup<string>;
  /** The permissions boundary; absent where the role has none. */
  readonly boundary?: PolicyText;
  /** The attached managed policies; unknown where they could not be listed. */
  readonly attached: Lookup<readonly PolicyText[]>;
  /** The inline policies; unknown where they could not be listed. */
  readonly inline: Lookup<readonly PolicyText[]>;
}

/** The parts of a role ARN that decide how to ask for it. */
export interface RoleArn {
  readonly arn: string;
  readonly accountId: string;
  /** The last segment of the path: what IAM calls the role's name. */
  readonly name: string;
}

/** A role ARN taken apart; undefined for anything else. */
export const parseRoleArn = (arn: string): RoleArn | undefined => {
  // A role's path has at most 512 characters and its name 64 (CreateRole); nothing longer is one.
  if (arn.length > 700) return undefined;
  const parts = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/.exec(arn);
  const [, accountId, name] = parts ?? [];
  return accountId === undefined || name === undefined ? undefined : { arn, accountId, name };
};

/** What reading one role takes. */
export interface RoleReading {
  readonly iam: IamSource;
  readonly ask: Ask;
  readonly managedPolicy: ReadManagedPolicy;
}

/**
 * What IAM says about one role of this account, in three waves: the role and its lists; the inline policies and the
 * default versions; the documents of those versions. Never rejects.
 */
export const readRole = async (
  { arn, name }: RoleArn,
  { iam, ask, managedPolicy }: RoleReading,
): Promise<RoleFacts> => {
  const attached = ask('iam:ListAttachedRolePolicies', (signal) => iam.attachedPolicies(name, signal)).then(
    eachValue((policy) => policyText(managedPolicy, ask, policy.arn, policy.name)),
  );
  const inline = ask('iam:ListRolePolicies', (signal) => iam.inlinePolicies(name, signal)).then(
    eachValue(async (policyName): Promise<PolicyText> => {
      const document = await ask('iam:GetRolePolicy', (signal) => iam.inlinePolicy(name, policyName, signal));
      return { name: policyName, kind: 'inline', document };
    }),
  );
  const role = await ask('iam:GetRole', (signal) => iam.role(name, signal));
  if (!role.known) return failedRole(arn, role.reason, await attached, await inline);
  // IAM finds a role by its name alone. The same name under another path, or in the account of credentials that are not
  // this account's, is another role: its policies must not be shown as this one's. Nor is "missing" said here, because
  // whether AWS would let the name in by the wrong path is not for us to decide.
  if (role.value.arn !== arn) {
    const namesakeArn = role.value.arn;
    return {
      state: 'unreadable',
      arn,
      reason: `IAM's role of that name is another one: ${namesakeArn}`,
      namesakeArn,
    };
  }
  const { boundaryArn } = role.value;
  const boundary = boundaryArn === undefined ? undefined : await policyText(managedPolicy, ask, boundaryArn);
  return foundRole(name, role.value, boundary, await attached, await inline);
};

const CONTRADICTION = "IAM's answers contradict each other: it knows no such role, but its policies";

const failedRole = (
  arn: string,
  reason: string,
  attached: FoundRole['attached'],
  inline: FoundRole['inline'],
): RoleFacts => {
  const isListed = attached.known || inline.known;
  if (reason !== DOES_NOT_EXIST) {
    return {
      state: 'unreadable',
      arn,
      reason,
      ...(isListed ? { policiesByName: { attached, inline } } : {}),
    };
  }
  return isListed ? { state: 'unreadable', arn, reason: CONTRADICTION } : { state: 'missing', arn };
};

const foundRole = (
  name: string,
  detail: RoleDetail,
  boundary: PolicyText | undefined,
  attached: FoundRole['attached'],
  inline: FoundRole['inline'],
): FoundRole => ({
  state: 'found',
  arn: detail.arn,
  name,
  maxSessionSeconds: detail.maxSessionSeconds ?? 3600,
  tags: detail.tags,
  trustPolicy:
    detail.trustPolicy === undefined ? notKnown('IAM showed no trust policy') : known(detail.trustPolicy),
  attached,
  inline,
  ...(detail.createdAt === undefined ? {} : { createdAt: detail.createdAt }),
  ...(detail.description === undefined ? {} : { description: detail.description }),
  ...(boundary === undefined ? {} : { boundary }),
});

/** Turns each item of a list that is known; leaves a list that is not as it is. */
const eachValue =
  <T, U>(turn: (item: T) => Promise<U>) =>
  async (list: Lookup<readonly T[]>): Promise<Lookup<readonly U[]>> =>
    list.known ? known(await Promise.all(list.value.map(turn))) : list;
