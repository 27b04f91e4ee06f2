import { isExternal } from '../assess/anchors';
import type { Assessment } from '../assess/assessment';
import { beforeOrAfter } from '../assess/wording';
import type { Certificate } from '../enrich/certificate';
import type { Context } from '../enrich/context';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Place } from '../event/place';
import { ifKnown } from '../lookup';
import type { Alert } from './schema';
import { madeBy } from './timeline';
import { day } from './words';

type AnchorInAlert = Alert['trustAnchors'][number];
type Change = AnchorInAlert['changes'][number];

const SOURCE_TYPES: Readonly<Record<string, string>> = {
  AWS_ACM_PCA: 'AWS Private CA',
  CERTIFICATE_BUNDLE: 'external CA',
  SELF_SIGNED_REPOSITORY: 'self-signed repository',
};

/** CloudTrail's names for changes of an anchor, as people say them. */
const DONE: Readonly<Record<string, string>> = {
  CreateTrustAnchor: 'created',
  UpdateTrustAnchor: 'changed',
  EnableTrustAnchor: 'enabled',
  DisableTrustAnchor: 'disabled',
};

const changesOf = (anchor: TrustAnchor, context: Context): Change[] =>
  (context.anchorChanges.known ? context.anchorChanges.value : [])
    .filter(({ targets }) => targets.includes(anchor.arn) || targets.includes(anchor.id))
    .map((event) => ({
      time: event.time,
      eventName: event.eventName,
      by: madeBy(event, context.change.record.actor),
      ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    }));

const succeeded = ({ errorCode }: Change): boolean => errorCode === undefined;

const certificateText = ({ subject, issuer, selfSigned, notAfter }: Certificate, now: Date): string => {
  const from = selfSigned ? 'self-signed' : `issued by "${issuer}"`;
  const expired = new Date(notAfter).getTime() < now.getTime();
  return `"${subject}", ${from}, ${expired ? 'EXPIRED' : 'until'} ${day(notAfter)}`;
};

const certificatesText = ({ certificates }: TrustAnchor, now: Date): string[] => {
  if (!certificates.known) return [`certificates not known (${certificates.reason})`];
  const [first, ...rest] = certificates.value;
  return [
    ...(first === undefined ? [] : [certificateText(first, now)]),
    ...(rest.length === 0 ? [] : [`+${rest.length} more in its bundle`]),
  ];
};

const summaryOf = (
  anchor: TrustAnchor,
  changes: readonly Change[],
  approved: boolean | undefined,
  context: Context,
): string => {
  const lately = changes
    .filter(succeeded)
    .slice(-2)
    .map(
      ({ eventName, time, by }) =>
        `${DONE[eventName] ?? eventName} ${beforeOrAfter(time, ifKnown(context.change.record.time))} by ${by}`,
    );
  const shared =
    anchor.sourceType === 'AWS_ACM_PCA' && isExternal(anchor, context.change.place)
      ? ' of another account'
      : '';
  const facts = [
    anchor.enabled === null ? 'state unknown' : anchor.enabled ? 'enabled' : 'disabled',
    (SOURCE_TYPES[anchor.sourceType] ?? anchor.sourceType) + shared,
    ...(approved === undefined ? [] : [approved ? 'approved' : 'NOT APPROVED']),
    ...(lately.length > 0 || anchor.createdAt === undefined ? lately : [`created ${day(anchor.createdAt)}`]),
  ].join(', ');
  return [facts, ...certificatesText(anchor, context.now)].join('; ');
};

/**
 * An anchor to switch off first: it is usable, its CA is outside the account, nobody approved it, and it changed just
 * now or an approved list exists that leaves it out.
 */
const isSuspicious = (
  anchor: TrustAnchor,
  changes: readonly Change[],
  approved: boolean | undefined,
  place: Place,
): boolean =>
  anchor.enabled !== false &&
  isExternal(anchor, place) &&
  approved !== true &&
  (approved === false || changes.some(succeeded));

const anchorOf = (anchor: TrustAnchor, context: Context, approvedArns?: readonly string[]): AnchorInAlert => {
  const approved = approvedArns?.includes(anchor.arn);
  const changes = changesOf(anchor, context);
  const { certificates } = anchor;
  return {
    arn: anchor.arn,
    id: anchor.id,
    name: anchor.name,
    summary: summaryOf(anchor, changes, approved, context),
    suspicious: isSuspicious(anchor, changes, approved, context.change.place),
    enabled: anchor.enabled,
    sourceType: anchor.sourceType,
    ...(anchor.acmPcaArn === undefined ? {} : { acmPcaArn: anchor.acmPcaArn }),
    certificates: certificates.known ? certificates.value.map((one) => ({ ...one })) : [],
    ...(certificates.known ? {} : { certificatesUnknown: certificates.reason }),
    ...(anchor.createdAt === undefined ? {} : { createdAt: anchor.createdAt }),
    ...(anchor.updatedAt === undefined ? {} : { updatedAt: anchor.updatedAt }),
    ...(approved === undefined ? {} : { approved }),
    changes,
  };
};

const weight = ({ suspicious, enabled, sourceType }: AnchorInAlert): number =>
  (suspicious ? 4 : 0) + (enabled === false ? 0 : 2) + (sourceType === 'AWS_ACM_PCA' ? 0 : 1);

/** The account's trust anchors in the event's Region, the suspicious first, then the usable. */
export const anchorsOf = (context: Context, assessment: Assessment): AnchorInAlert[] =>
  (context.trustAnchors.known ? context.trustAnchors.value : [])
    .map((anchor) => anchorOf(anchor, context, assessment.approvedTrustAnchors))
    .sort((a, b) => weight(b) - weight(a));
