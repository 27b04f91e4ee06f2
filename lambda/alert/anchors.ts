import type { Assessment } from '../assess/assessment';
import type { Context } from '../enrich/context';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Alert } from './schema';
import { madeBy } from './timeline';

type AnchorInAlert = Alert['trustAnchors'][number];

const changesOf = (anchor: TrustAnchor, context: Context): AnchorInAlert['changes'] =>
  (context.anchorChanges.known ? context.anchorChanges.value : [])
    .filter(({ targets }) => targets.includes(anchor.arn) || targets.includes(anchor.id))
    .map((event) => ({
      time: event.time,
      eventName: event.eventName,
      by: madeBy(event, context.created.actor),
      ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    }));

const anchorOf = (anchor: TrustAnchor, context: Context, approved?: readonly string[]): AnchorInAlert => ({
  arn: anchor.arn,
  id: anchor.id,
  name: anchor.name,
  enabled: anchor.enabled,
  sourceType: anchor.sourceType,
  ...(anchor.acmPcaArn === undefined ? {} : { acmPcaArn: anchor.acmPcaArn }),
  certificates: anchor.certificates.known ? anchor.certificates.value.map((one) => ({ ...one })) : [],
  ...(anchor.certificates.known ? {} : { certificatesUnknown: anchor.certificates.reason }),
  ...(anchor.createdAt === undefined ? {} : { createdAt: anchor.createdAt }),
  ...(anchor.updatedAt === undefined ? {} : { updatedAt: anchor.updatedAt }),
  ...(approved === undefined ? {} : { approved: approved.includes(anchor.arn) }),
  changes: changesOf(anchor, context),
});

/**
 * An anchor to switch off first: it is usable, its CA is nobody's but its maker's, nobody approved it, and it changed just
 * now or an approved list exists that leaves it out.
 */
export const isSuspicious = (anchor: AnchorInAlert): boolean =>
  anchor.enabled !== false &&
  anchor.sourceType !== 'AWS_ACM_PCA' &&
  anchor.approved !== true &&
  (anchor.approved === false || anchor.changes.some(({ errorCode }) => errorCode === undefined));

const weight = (anchor: AnchorInAlert): number =>
  (isSuspicious(anchor) ? 4 : 0) +
  (anchor.enabled === false ? 0 : 2) +
  (anchor.sourceType === 'AWS_ACM_PCA' ? 0 : 1);

/** The account's trust anchors in the event's Region, the suspicious first, then the usable. */
export const anchorsOf = (context: Context, assessment: Assessment): AnchorInAlert[] =>
  (context.trustAnchors.known ? context.trustAnchors.value : [])
    .map((anchor) => anchorOf(anchor, context, assessment.approvedTrustAnchors))
    .sort((a, b) => weight(b) - weight(a));
