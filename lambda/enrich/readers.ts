import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { present } from '../event/fields';
import { type ReadAccountAlias, sdkReadAccountAlias } from './account-alias';
import { databaseReadCountry, type ReadCountry } from './country';
import { type IamSource, sdkIamSource } from './iam-source';
import { pacer } from './pacer';
import { type ReadProfile, type ReadProfilePage, sdkReadProfile, sdkReadProfilePage } from './profile';
import { type ReadTags, sdkReadTags } from './tags';
import { type LookUpTrail, sdkLookUpTrail } from './trail';
import { type ReadTrustAnchors, sdkReadTrustAnchors } from './trust-anchors';

/** The questions that triage can ask, each behind one narrow function. A reader rejects where it has no answer. */
export interface Readers {
  /** The account whose answers these are, where known: another account's event is then not looked up in it. */
  readonly account?: string;
  /** The Region that this installation is in, where known: one in which Roles Anywhere is used. */
  readonly region?: string;
  readonly accountAlias: ReadAccountAlias;
  readonly profile: ReadProfile;
  readonly profiles: ReadProfilePage;
  readonly tags: ReadTags;
  readonly trustAnchors: ReadTrustAnchors;
  readonly iam: IamSource;
  readonly trail: LookUpTrail;
  readonly country: ReadCountry;
}

/** The clients behind the readers. A factory is asked once per Region and request, so it should remember its clients. */
export interface Clients {
  readonly iam: IAMClient;
  readonly rolesAnywhereIn: (region: string) => RolesAnywhereClient;
  readonly cloudTrailIn: (region: string) => CloudTrailClient;
}

export interface ReaderOptions {
  /** The file of the country database. */
  readonly countryDatabase: string;
  /**
   * The account the credentials belong to.
   * @default - not known; answers that name another account are still left out
   */
  readonly account?: string;
  /**
   * The Region that this installation is in.
   * @default - not known
   */
  readonly region?: string;
  /**
   * Milliseconds between the beginnings of two CloudTrail requests in one Region, which takes two a second for the whole
   * account.
   * @default 520, as requests do not arrive as evenly as they are sent
   */
  readonly trailSpacingMs?: number;
  /**
   * Attempts of one look-up in CloudTrail, the first included.
   * @default 4
   */
  readonly trailAttempts?: number;
  /**
   * Milliseconds between two requests about trust anchors, and two about profiles: Roles Anywhere takes one a second of
   * each.
   * @default 1100
   */
  readonly trustAnchorSpacingMs?: number;
}

/** The readers that ask AWS. */
export const sdkReaders = (clients: Clients, options: ReaderOptions): Readers => {
  const rolesAnywhereIn = inRegion(clients.rolesAnywhereIn);
  const spacingMs = options.trustAnchorSpacingMs ?? 1100;
  // Roles Anywhere counts ListProfiles and GetProfile together.
  const paceProfiles = pacer(spacingMs);
  return {
    ...present({ account: options.account, region: options.region }),
    accountAlias: sdkReadAccountAlias(clients.iam),
    profile: sdkReadProfile(rolesAnywhereIn, paceProfiles),
    profiles: sdkReadProfilePage(rolesAnywhereIn, paceProfiles),
    tags: sdkReadTags(rolesAnywhereIn),
    trustAnchors: sdkReadTrustAnchors(rolesAnywhereIn, spacingMs),
    iam: sdkIamSource(clients.iam),
    trail: sdkLookUpTrail(
      inRegion(clients.cloudTrailIn),
      options.trailSpacingMs ?? 520,
      options.trailAttempts ?? 4,
    ),
    country: databaseReadCountry(options.countryDatabase),
  };
};

/** The Region comes from the event and becomes part of a host name that signed requests go to: nothing else may. */
const inRegion =
  <T>(clientIn: (region: string) => T) =>
  (region: string): T => {
    if (!/^[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}$/.test(region)) throw new Error('the event names no AWS Region');
    return clientIn(region);
  };
