import type { AnchorChange } from '../assess/anchor-changes';
import type { AnchorCall, AnchorFacts } from '../assess/anchors';
import type { Facts } from '../assess/facts';
import { beforeOrAfter } from '../assess/wording';
import type { Certificate } from '../enrich/certificate';
import type { TrustAnchor } from '../enrich/trust-anchors';
import { ifKnown, type Lookup } from '../lookup';
import type { Alert } from './schema';
import { day } from './words';

type AnchorInAlert = Alert['trustAnchors'][number];

const SOURCE_TYPES: Readonly<Record<string, string>> = {
  AWS_ACM_PCA: 'AWS Private CA',
  CERTIFICATE_BUNDLE: 'external CA',
  SELF_SIGNED_REPOSITORY: 'self-signed repository',
};

/** CloudTrail's names for calls about an anchor, as people say them. */
const DONE: Readonly<Record<string, string>> = {
  CreateTrustAnchor: 'created',
  UpdateTrustAnchor: 'changed',
  EnableTrustAnchor: 'enabled',
  DisableTrustAnchor: 'disabled',
};

const certificateText = ({ subject, issuer, selfSigned, notAfter }: Certificate, now: Date): string => {
  const from = selfSigned ? 'self-signed' : `issued by "${issuer}"`;
  const expired = new Date(notAfter).getTime() < now.getTime();
  return `"${subject}", ${from}, ${expired ? 'EXPIRED' : 'until'} ${day(notAfter)}`;
};

const certificatesText = ({ certificates, publishedBy }: AnchorFacts, now: Date): string[] => {
  if (!certificates.known) return [`certificates not known (${certificates.reason})`];
  const [first, ...rest] = certificates.value;
  return [
    ...(first === undefined ? [] : [certificateText(first, now)]),
    ...(rest.length === 0 ? [] : [`+${rest.length} more in its bundle`]),
    ...(publishedBy === undefined ? [] : [`its private key is PUBLISHED by ${publishedBy}`]),
  ];
};

const isUnseen = ({ maker }: AnchorChange): boolean => maker === 'unknown';

/** How it was made or changed lately: by CloudTrail where that shows it, else by the anchor's own times. */
const latelyText = ({ calls, changes }: AnchorFacts, when: Lookup<string>): string[] => {
  const apart = (time: string): string => beforeOrAfter(time, ifKnown(when)) || `at ${time}`;
  const shown = calls
    .filter(({ errorCode }) => errorCode === undefined)
    .slice(-2)
    .map(({ eventName, time, by }) => `${DONE[eventName] ?? eventName} ${apart(time)} by ${by}`);
  const unseen = changes
    .filter(isUnseen)
    .map(({ how, time }) => `${how} ${apart(time)}, by whom CloudTrail does not show`);
  return shown.length > 0 ? shown : unseen;
};

const summaryOf = (anchor: AnchorFacts, { when, now }: Facts): string => {
  const lately = latelyText(anchor, when);
  const shared = anchor.sourceType === 'AWS_ACM_PCA' && anchor.isExternal ? ' of another account' : '';
  const facts = [
    anchor.enabled === null ? 'state unknown' : anchor.enabled ? 'enabled' : 'disabled',
    (SOURCE_TYPES[anchor.sourceType] ?? anchor.sourceType) + shared,
    ...(anchor.aliasName === undefined ? [] : [`alias "${anchor.aliasName}"`]),
    ...(anchor.crlDpRevocationEnabled === undefined
      ? []
      : [`revocation by the CA's lists ${anchor.crlDpRevocationEnabled ? 'on' : 'OFF'}`]),
    ...(anchor.isApproved === undefined ? [] : [anchor.isApproved ? 'approved' : 'NOT APPROVED']),
    ...(lately.length > 0 || anchor.createdAt === undefined ? lately : [`created ${day(anchor.createdAt)}`]),
  ].join(', ');
  return [facts, ...certificatesText(anchor, now)].join('; ');
};

/** Some facts of an anchor that no list shows: what a record tells. */
const asFacts = (anchor: TrustAnchor): AnchorFacts => ({
  ...anchor,
  isExternal: anchor.sourceType !== 'AWS_ACM_PCA',
  isOpen: false,
  isExpired: false,
  changes: [],
  calls: [],
  isSuspicious: false,
});

/** The trust anchor that the change is about, as it is now; as the record shows it where it could not be read, or is gone. */
export const anchorInAlert = (facts: Facts): AnchorInAlert | undefined => {
  const anchor = facts.opened?.anchor;
  if (anchor === undefined) return undefined;
  const listed = (ifKnown(facts.anchors) ?? []).find(({ arn }) => arn === anchor.arn);
  return inAlert(listed ?? asFacts(anchor), facts);
};

const callInAlert = (call: AnchorCall): AnchorInAlert['changes'][number] => ({ ...call });

/** The account's trust anchors in the event's Region as the alert shows them, in the order of the facts. */
export const anchorsInAlert = (facts: Facts): AnchorInAlert[] =>
  (ifKnown(facts.anchors) ?? []).map((anchor) => inAlert(anchor, facts));

const inAlert = (anchor: AnchorFacts, facts: Facts): AnchorInAlert => ({
  arn: anchor.arn,
  id: anchor.id,
  name: anchor.name,
  summary: summaryOf(anchor, facts),
  suspicious: anchor.isSuspicious,
  enabled: anchor.enabled,
  sourceType: anchor.sourceType,
  ...(anchor.acmPcaArn === undefined ? {} : { acmPcaArn: anchor.acmPcaArn }),
  certificates: anchor.certificates.known ? anchor.certificates.value.map((one) => ({ ...one })) : [],
  ...(anchor.certificates.known ? {} : { certificatesUnknown: anchor.certificates.reason }),
  ...(anchor.createdAt === undefined ? {} : { createdAt: anchor.createdAt }),
  ...(anchor.updatedAt === undefined ? {} : { updatedAt: anchor.updatedAt }),
  ...(anchor.aliasName === undefined ? {} : { aliasName: anchor.aliasName }),
  ...(anchor.crlDpRevocationEnabled === undefined
    ? {}
    : { crlDpRevocationEnabled: anchor.crlDpRevocationEnabled }),
  ...(anchor.isApproved === undefined ? {} : { approved: anchor.isApproved }),
  ...(anchor.publishedBy === undefined ? {} : { publishedBy: anchor.publishedBy }),
  changes: anchor.calls.map(callInAlert),
});
