import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { isThrottled } from '../aws/errors';
import { allPages, nextMarker } from '../aws/pages';
import type { Tag } from '../event/profile';

/** A role as GetRole shows it. */
export interface RoleDetail {
  readonly arn: string;
  readonly createdAt?: string;
  readonly maxSessionSeconds?: number;
  readonly description?: string;
  readonly tags: readonly Tag[];
  /** URL-encoded JSON text. */
  readonly trustPolicy?: string;
  readonly boundaryArn?: string;
}

export interface AttachedPolicy {
  readonly name: string;
  readonly arn: string;
}

/** What IAM can be asked about roles and policies, one request each but for the lists. Each rejects as the SDK does. */
export interface IamSource {
  readonly role: (roleName: string, signal: AbortSignal) => Promise<RoleDetail>;
  readonly attachedPolicies: (roleName: string, signal: AbortSignal) => Promise<readonly AttachedPolicy[]>;
  /** The names of the inline policies. */
  readonly inlinePolicies: (roleName: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** The document, URL-encoded JSON text. */
  readonly inlinePolicy: (roleName: string, policyName: string, signal: AbortSignal) => Promise<string>;
  /** The id of the managed policy's default version, the one in force. */
  readonly defaultVersion: (policyArn: string, signal: AbortSignal) => Promise<string>;
  /** The document, URL-encoded JSON text. */
  readonly policyVersion: (policyArn: string, versionId: string, signal: AbortSignal) => Promise<string>;
  /**
   * How many requests IAM has refused so far because too many came, those included that the client made again.
   * @default - nobody counts
   */
  readonly timesThrottled?: () => number;
}

/** A page holds 100 or fewer, as IAM likes; a role takes 20 managed policies, and 10,240 characters of inline ones. */
const PAGES = { most: 25, what: 'pages' };

export const sdkIamSource = (client: IAMClient): IamSource => ({
  timesThrottled: countingThrottled(client),

  role: async (roleName, signal) => {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: roleName }), { abortSignal: signal });
    if (Role?.Arn === undefined) throw new Error('the answer holds no role');
    const boundaryArn = Role.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: Role.Arn,
      tags: (Role.Tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' })),
      ...(Role.CreateDate === undefined ? {} : { createdAt: Role.CreateDate.toISOString() }),
      ...(Role.MaxSessionDuration === undefined ? {} : { maxSessionSeconds: Role.MaxSessionDuration }),
      ...(Role.Description === undefined ? {} : { description: Role.Description }),
      ...(Role.AssumeRolePolicyDocument === undefined ? {} : { trustPolicy: Role.AssumeRolePolicyDocument }),
      ...(boundaryArn === undefined ? {} : { boundaryArn }),
    };
  },

  attachedPolicies: (RoleName, signal) =>
    allPages(PAGES, async (Marker) => {
      const command = new ListAttachedRolePoliciesCommand({ RoleName, MaxItems: 100, ...marked(Marker) });
      const page = await client.send(command, { abortSignal: signal });
      const items = (page.AttachedPolicies ?? []).map(({ PolicyName, PolicyArn }) => {
        if (PolicyArn === undefined) throw new Error('the answer holds a policy without its ARN');
        return { name: PolicyName ?? PolicyArn, arn: PolicyArn };
      });
      return { items, next: nextMarker(page) };
    }),

  inlinePolicies: (RoleName, signal) =>
    allPages(PAGES, async (Marker) => {
      const command = new ListRolePoliciesCommand({ RoleName, MaxItems: 100, ...marked(Marker) });
      const page = await client.send(command, { abortSignal: signal });
      return { items: page.PolicyNames ?? [], next: nextMarker(page) };
    }),

  inlinePolicy: async (RoleName, PolicyName, signal) => {
    const command = new GetRolePolicyCommand({ RoleName, PolicyName });
    return document((await client.send(command, { abortSignal: signal })).PolicyDocument);
  },

  defaultVersion: async (PolicyArn, signal) => {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }), { abortSignal: signal });
    if (Policy?.DefaultVersionId === undefined) throw new Error('the answer names no default version');
    return Policy.DefaultVersionId;
  },

  policyVersion: async (PolicyArn, VersionId, signal) => {
    const command = new GetPolicyVersionCommand({ PolicyArn, VersionId });
    return document((await client.send(command, { abortSignal: signal })).PolicyVersion?.Document);
  },
});

/** Has the client count the requests that were throttled, each attempt by itself. */
const countingThrottled = (client: IAMClient): (() => number) => {
  let times = 0;
  client.middlewareStack.add(
    (next) => async (given) => {
      try {
        return await next(given);
      } catch (error) {
        if (isThrottled(error)) times += 1;
        throw error;
      }
    },
    // Inside the retries, which begin this step.
    { step: 'finalizeRequest', priority: 'low', name: 'countThrottled', override: true },
  );
  return () => times;
};

const document = (text: string | undefined): string => {
  if (text === undefined) throw new Error('the answer holds no policy document');
  return text;
};

const marked = (Marker: string | undefined) => (Marker === undefined ? {} : { Marker });
