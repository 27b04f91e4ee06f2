import type { Context } from '../enrich/context';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Place } from '../event/place';
import type { Settings } from '../settings';
import { matchesAny } from './allow-list';
import { arnParts } from './arn';
import type { Facts } from './check';
import type { JudgedRole } from './judged-role';

/** Whether a Region can be the place's: of a place whose Region is not known, any can. */
export const isIn = (region: string, { region: own }: Place): boolean => !own.known || own.value === region;

/** Trust anchors of the event's Region, the only ones that work with the profile; none where they are not known. */
export const usableAnchors = ({ trustAnchors, change }: Context): readonly TrustAnchor[] =>
  trustAnchors.known
    ? trustAnchors.value.filter(({ arn }) => {
        const region = arnParts(arn)?.region;
        return region === undefined || isIn(region, change.place);
      })
    : [];

/**
 * Whether a CA outside this account decides who gets a certificate: any source but a private CA of AWS, and a private
 * CA that another account owns and shares. Of an account that is not known, no CA is known to be its own.
 */
export const isExternal = (anchor: TrustAnchor, { account }: Place): boolean => {
  if (anchor.sourceType !== 'AWS_ACM_PCA') return true;
  const owner = anchor.acmPcaArn === undefined ? undefined : arnParts(anchor.acmPcaArn)?.account;
  return owner !== undefined && (!account.known || owner !== account.value);
};

export const isApproved = (anchor: Pick<TrustAnchor, 'arn'>, settings: Settings): boolean =>
  matchesAny(settings.approvedTrustAnchors, anchor.arn);

/** Whether some certificate of the anchor can, or might, reach the role: an unread trust policy rules nothing out. */
const mayReach = (anchor: TrustAnchor, role: JudgedRole): boolean =>
  role.trust.reachableFrom.includes(anchor.arn) ||
  (role.trust.trust === 'unknown' && role.facts.state !== 'missing');

/** Anchors that are not known to be disabled and may reach a role of the profile. */
export const openAnchors = ({ context, roles }: Facts): readonly TrustAnchor[] =>
  usableAnchors(context).filter(
    (anchor) => anchor.enabled !== false && roles.some((role) => mayReach(anchor, role)),
  );

/** Whether the time for which the CA's certificates hold is over; false where they are not known. */
export const isExpired = ({ certificates }: TrustAnchor, now: Date): boolean =>
  certificates.known &&
  certificates.value.length > 0 &&
  certificates.value.every(({ notAfter }) => Date.parse(notAfter) < now.getTime());

/** One anchor in a line of evidence: its name, ARN, source and the CA behind it. */
export const anchorLine = (anchor: TrustAnchor): string => {
  const source = anchor.acmPcaArn ?? anchor.sourceType;
  const state = anchor.enabled === null ? 'state unknown' : anchor.enabled ? 'enabled' : 'disabled';
  return `trust anchor "${anchor.name}": ${anchor.arn}, ${source}, ${state}`;
};

/** The certificates behind an anchor, one line each. */
export const certificateLines = ({ name, certificates }: TrustAnchor): readonly string[] =>
  certificates.known
    ? certificates.value.map(
        ({ subject, selfSigned, notAfter, sha256 }) =>
          `CA of ${name}: ${subject}${selfSigned ? ' (self-signed)' : ''}, until ${notAfter}, SHA-256 ${sha256}`,
      )
    : [`CA of ${name}: could not be read, ${certificates.reason}`];
