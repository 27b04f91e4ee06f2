import type { Lookup } from '../lookup';
import type { Certificate } from './certificate';

export interface TrustAnchor {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  /** AWS_ACM_PCA, CERTIFICATE_BUNDLE (an external CA) or SELF_SIGNED_REPOSITORY. */
  readonly sourceType: string;
  /** The private CA of an AWS_ACM_PCA anchor. */
  readonly acmPcaArn?: string;
  /** The certificates of a bundle; an empty list for AWS_ACM_PCA anchors, whose certificate is not shown here. */
  readonly certificates: Lookup<readonly Certificate[]>;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}
