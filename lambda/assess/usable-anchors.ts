import { parseArn } from '../arn';
import type { Context } from '../enrich/context';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Place } from '../event/place';

/** Whether a Region can be the place's: of a place whose Region is not known, any can. */
export const isIn = (region: string, { region: own }: Place): boolean => !own.known || own.value === region;

/** Trust anchors of the event's Region, the only ones that work with the profile; none where they are not known. */
export const usableAnchors = ({ trustAnchors, change }: Context): readonly TrustAnchor[] =>
  trustAnchors.known
    ? trustAnchors.value.filter(({ arn }) => {
        const region = parseArn(arn)?.region;
        return region === undefined || isIn(region, change.place);
      })
    : [];

/**
 * Whether a CA outside this account decides who gets a certificate: any source but a private CA of AWS, and a private
 * CA that another account owns and shares. Of an account that is not known, no CA is known to be its own.
 */
export const isExternal = (anchor: TrustAnchor, { account }: Place): boolean => {
  if (anchor.sourceType !== 'AWS_ACM_PCA') return true;
  const owner = anchor.acmPcaArn === undefined ? undefined : parseArn(anchor.acmPcaArn)?.account;
  return owner !== undefined && (!account.known || owner !== account.value);
};

/** Whether the time for which the CA's certificates hold is over; false where they are not known. */
export const isExpired = ({ certificates }: TrustAnchor, now: Date): boolean =>
  certificates.known &&
  certificates.value.length > 0 &&
  certificates.value.every(({ notAfter }) => Date.parse(notAfter) < now.getTime());
