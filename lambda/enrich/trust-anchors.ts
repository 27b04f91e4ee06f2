import {
  ListTrustAnchorsCommand,
  type RolesAnywhereClient,
  type TrustAnchorDetail,
} from '@aws-sdk/client-rolesanywhere';
import { allPages } from '../aws/pages';
import { present } from '../event/fields';
import { asObject, type JsonObject } from '../json';
import { known, type Lookup, notKnown } from '../lookup';
import { flagIn, needed, textIn, timeIn } from './answer';
import { type Certificate, certificatesIn } from './certificate';
import { pacer } from './pacer';
import { type AliasField, aliasFields, keptBody, textOf } from './raw-answer';

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
  /** A name that may stand in place of the id; it can be taken off, and given to another anchor. */
  readonly aliasName?: string;
  readonly aliasArn?: string;
  /** The alias before the last change. */
  readonly previousAliasName?: string;
  /** Whether the revocation lists that certificates themselves name are asked; switched off, revoked ones work again. */
  readonly crlDpRevocationEnabled?: boolean;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

/**
 * Asks for all trust anchors of the account in one Region. Rejects as the SDK does, and where there are more than can be
 * read: a list with an anchor missing would claim that nothing else can reach a role.
 */
export type ReadTrustAnchors = (region: string, signal: AbortSignal) => Promise<readonly TrustAnchor[]>;

/** The quota is 50 anchors a Region and one page holds them; the pages beyond are for accounts with a raised quota. */
const PAGE_SIZE = 50;
const PAGES = { most: 25, what: 'pages of trust anchors' };

/** @param spacingMs milliseconds between two requests; Roles Anywhere takes one a second about trust anchors */
export const sdkReadTrustAnchors = (
  clientIn: (region: string) => RolesAnywhereClient,
  spacingMs: number,
): ReadTrustAnchors => {
  const pace = pacer(spacingMs);
  return (region, signal) =>
    allPages(PAGES, async (nextToken) => {
      const command = new ListTrustAnchorsCommand({
        pageSize: PAGE_SIZE,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const body = keptBody(command);
      const answer = await pace(region, signal, () =>
        clientIn(region).send(command, { abortSignal: signal }),
      );
      // "There is no anchor" calms, so only a list says it: an empty answer, or somebody else's, does not.
      if (!answer.trustAnchors) throw new Error('the answer holds no list');
      const raw = rawAnchors(body());
      const items = answer.trustAnchors.map((detail) => ({
        ...trustAnchorOf(detail),
        ...newerFields(raw, detail),
      }));
      return { items, next: answer.nextToken || undefined };
    });
};

/** The anchors of an answer by their ARN, with the fields that the client drops. */
const rawAnchors = (body: unknown): ReadonlyMap<string, JsonObject> => {
  const { trustAnchors } = asObject(body);
  const raw = Array.isArray(trustAnchors) ? trustAnchors.map(asObject) : [];
  return new Map(
    raw.flatMap((anchor) => {
      const arn = textOf(anchor.trustAnchorArn);
      return arn === undefined ? [] : [[arn, anchor] as const];
    }),
  );
};

const newerFields = (
  raw: ReadonlyMap<string, JsonObject>,
  { trustAnchorArn }: TrustAnchorDetail,
): Pick<TrustAnchor, AliasField | 'crlDpRevocationEnabled'> => {
  const anchor = raw.get(trustAnchorArn ?? '') ?? {};
  const { crlDpRevocationEnabled } = anchor;
  return {
    ...aliasFields(anchor),
    ...(typeof crlDpRevocationEnabled === 'boolean' ? { crlDpRevocationEnabled } : {}),
  };
};

const trustAnchorOf = (detail: TrustAnchorDetail): TrustAnchor => ({
  arn: needed(textIn(detail.trustAnchorArn, 'trustAnchorArn'), 'trustAnchorArn'),
  id: textIn(detail.trustAnchorId, 'trustAnchorId') ?? '',
  name: textIn(detail.name, 'name') ?? '',
  enabled: flagIn(detail.enabled, 'enabled') ?? null,
  sourceType: textIn(detail.source?.sourceType, 'sourceType') ?? 'unknown',
  certificates: certificatesOf(detail),
  ...present({
    acmPcaArn: textIn(detail.source?.sourceData?.acmPcaArn, 'acmPcaArn'),
    createdAt: timeIn(detail.createdAt, 'createdAt'),
    updatedAt: timeIn(detail.updatedAt, 'updatedAt'),
  }),
});

const certificatesOf = ({ source }: TrustAnchorDetail): Lookup<readonly Certificate[]> => {
  const bundle = textIn(source?.sourceData?.x509CertificateData, 'x509CertificateData');
  if (bundle === undefined) {
    return source?.sourceType === 'AWS_ACM_PCA' ? known([]) : notKnown('AWS showed no certificate');
  }
  try {
    return known(certificatesIn(bundle));
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : 'the certificate bundle cannot be read');
  }
};
