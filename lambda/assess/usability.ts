import type { Context } from '../enrich/context';
import type { RoleFacts } from '../enrich/role';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Profile } from '../event/profile';
import type { TrustVerdict } from '../iam/trust';
import type { JudgedRole } from './judged-role';
import { isExpired, usableAnchors } from './usable-anchors';
import { listed } from './wording';

export type Usability = Pick<JudgedRole, 'usableNow' | 'usableBecause'>;

const no = (usableBecause: string): Usability => ({ usableNow: 'no', usableBecause });
const perhaps = (usableBecause: string): Usability => ({ usableNow: 'unknown', usableBecause });

const names = (anchors: readonly TrustAnchor[]): string =>
  `trust anchor ${listed(anchors.map(({ name }) => name))}`;

/** Which anchors let somebody reach the role, by the strongest thing that can be said for any one of them. */
const reach = (trust: TrustVerdict, context: Context): Usability => {
  if (trust.trust === 'unusable') return no('the role does not trust IAM Roles Anywhere');
  if (!context.trustAnchors.known) return perhaps(`trust anchors unknown: ${context.trustAnchors.reason}`);
  const anchors = usableAnchors(context);
  const open = anchors.filter(({ enabled }) => enabled !== false);
  if (open.length === 0) return no('no trust anchor is enabled in this Region');
  if (trust.trust === 'unknown') return perhaps("the role's trust policy could not be read");
  const reaching = open.filter(({ arn }) => trust.reachableFrom.includes(arn));
  if (reaching.length === 0) return no('no enabled trust anchor reaches the role');
  const certain = reaching.filter((anchor) => anchor.enabled === true && !isExpired(anchor, context.now));
  if (certain.length > 0) return { usableNow: 'yes', usableBecause: `${names(certain)} enabled and trusted` };
  return reaching.some(({ enabled }) => enabled === null)
    ? perhaps(`whether ${names(reaching)} is enabled is not known`)
    : perhaps(`the CA certificate of ${names(reaching)} has expired`);
};

/**
 * Whether somebody can use the role through `profile`. "No" only where it is proven: a profile that was created
 * disabled may have been enabled since, so that without GetProfile nothing is proven.
 */
export const usabilityOf = (
  role: RoleFacts,
  trust: TrustVerdict,
  profile: Profile,
  context: Context,
  profileIsCertain: boolean,
): Usability => {
  // One that something else shows to be there has a trust policy, which nobody has read.
  if (role.state === 'missing' && trust.trust === 'unusable') return no('the role does not exist');
  if (profile.enabled === false && profileIsCertain) return no('the profile is disabled');
  const reached = reach(trust, context);
  if (reached.usableNow === 'no') return reached;
  if (profile.enabled === false) {
    return perhaps('the profile was created disabled; whether it is still could not be read');
  }
  if (profile.enabled === null) return perhaps('whether the profile is enabled is not known');
  if (role.state === 'other-account') return perhaps('the role belongs to another account');
  if (reached.usableNow === 'unknown') return reached;
  return { usableNow: 'yes', usableBecause: `profile enabled; ${reached.usableBecause}` };
};
