import type { Tag } from '../event/profile';
import type { Lookup } from '../lookup';

/** One policy by name, with its document where it could be read. */
export interface PolicyText {
  /** The policy's name; for people. */
  readonly name: string;
  /** The full ARN of a managed policy; absent for an inline one. */
  readonly arn?: string;
  readonly kind: 'inline' | 'managed';
  /** JSON text, or URL-encoded JSON text as IAM returns it. */
  readonly document: Lookup<string>;
}

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
  | { readonly state: 'unreadable'; readonly arn: string; readonly reason: string };

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
