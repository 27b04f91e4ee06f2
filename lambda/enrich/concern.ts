import type { Opening, RecordedAnchor } from '../event/opening';
import type { Place } from '../event/place';
import type { Profile } from '../event/profile';
import { ifKnown, known, type Lookup, notKnown } from '../lookup';
import { certificatesIn } from './certificate';
import type { Ask } from './lookup-of';
import type { Readers } from './readers';
import { type RegionProfiles, readProfiles } from './region-profiles';
import { parseRoleArn } from './role';
import type { TrustAnchor } from './trust-anchors';

/** What AWS answered about one Region that a change may open something in. */
export interface RegionAnswers extends RegionProfiles {
  readonly region: string;
  readonly trustAnchors: Lookup<readonly TrustAnchor[]>;
}

/** What AWS answered about a change to something else than a profile: what there is that it may open. */
export interface Concern {
  /** The Regions that were looked at. */
  readonly regions: readonly RegionAnswers[];
  /** The trust anchor that it is about, as the record shows it. */
  readonly anchor?: TrustAnchor;
  /** The role that it is about: its ARN, as far as that could be learned. */
  readonly roleArn?: string;
}

/** Regions that one alert looks at; each takes the requests of a whole Region. */
const MOST_REGIONS = 4;

/**
 * Where to look. A trust anchor and a revocation list work in their own Region. A role is there in all: it is looked for
 * where Roles Anywhere is used, and where the alerting is.
 */
export const regionsOf = (
  opening: Opening,
  { region }: Place,
  used: readonly string[],
): readonly string[] => {
  const own = ifKnown(region);
  if (opening.by !== 'role') return own === undefined ? [] : [own];
  const regions = used.length > 0 ? used : own === undefined ? [] : [own];
  return [...new Set(regions)].slice(0, MOST_REGIONS);
};

/** All profiles and trust anchors of some Regions, each at the rate that its service takes. Never rejects. */
export const readRegions = (
  ask: Ask,
  readers: Pick<Readers, 'profiles' | 'profile' | 'trustAnchors'>,
  regions: readonly string[],
): Promise<readonly RegionAnswers[]> =>
  Promise.all(
    regions.map(async (region) => {
      const [profiles, trustAnchors] = await Promise.all([
        readProfiles(ask, readers, region),
        ask('rolesanywhere:ListTrustAnchors', (signal) => readers.trustAnchors(region, signal)),
      ]);
      return { region, ...profiles, trustAnchors };
    }),
  );

/** Profiles whose roles can be had through them: all that are not known to be disabled. */
const open = ({ profiles }: RegionProfiles): readonly Profile[] =>
  profiles.filter(({ enabled }) => enabled !== false);

/**
 * The roles that a change may open, those of profiles that nothing narrows first.
 * @param roleArn the role that it is about, where it is one's
 */
export const rolesOf = (
  regions: readonly RegionAnswers[],
  roleArn: string | undefined,
): readonly string[] => {
  if (roleArn !== undefined) return [roleArn];
  const profiles = regions.flatMap(open);
  const isNarrowed = ({ sessionPolicy, managedPolicyArns }: Profile): boolean =>
    sessionPolicy !== undefined || managedPolicyArns.length > 0;
  const [narrowed, bare] = [profiles.filter(isNarrowed), profiles.filter((each) => !isNarrowed(each))];
  return [...new Set([...bare, ...narrowed].flatMap(({ roleArns }) => roleArns))];
};

/** Managed session policies that one alert reads: each takes two requests. */
const MOST_POLICIES = 20;

/** The managed policies that narrow sessions of those roles, and how many of them are left out. */
export const sessionPoliciesOf = (
  regions: readonly RegionAnswers[],
  roleArns: readonly string[],
): { readonly read: readonly string[]; readonly left: readonly string[] } => {
  const naming = regions
    .flatMap(open)
    .filter((profile) => profile.roleArns.some((arn) => roleArns.includes(arn)));
  const all = [...new Set(naming.flatMap(({ managedPolicyArns }) => managedPolicyArns))];
  return { read: all.slice(0, MOST_POLICIES), left: all.slice(MOST_POLICIES) };
};

export const LEFT_OUT = notKnown(`one alert reads at most ${MOST_POLICIES} managed session policies`);

/** The ARN of the role that a record names; IAM knows it by its name alone, and its path only by asking. */
export const roleArnOf = async (
  ask: Ask,
  { iam }: Pick<Readers, 'iam'>,
  { role }: Extract<Opening, { readonly by: 'role' }>,
  { partition, account }: Place,
): Promise<string> => {
  if (role.arn !== null) return role.arn;
  const named = `arn:${partition}:iam::${ifKnown(account) ?? ''}:role/${role.name}`;
  // What is no role's name is not asked for.
  if (parseRoleArn(named) === undefined) return named;
  const shown = await ask('iam:GetRole', (signal) => iam.role(role.name, signal));
  return shown.known ? shown.value.arn : named;
};

const bundleIn = (
  bundle: string | undefined,
  sourceType: string | undefined,
): TrustAnchor['certificates'] => {
  if (bundle === undefined)
    return sourceType === 'AWS_ACM_PCA' ? known([]) : notKnown('the record shows no certificate');
  try {
    return known(certificatesIn(bundle));
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : 'the certificate bundle cannot be read');
  }
};

/** A trust anchor that a record shows, in the form in which AWS lists it. */
export const asTrustAnchor = ({ arn, id, bundle, ...anchor }: RecordedAnchor): TrustAnchor => ({
  ...anchor,
  arn: arn ?? '',
  id: id ?? '',
  sourceType: anchor.sourceType ?? 'unknown',
  certificates: bundleIn(bundle, anchor.sourceType),
});
