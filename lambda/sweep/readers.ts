import { IAMClient } from '@aws-sdk/client-iam';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { clientSettings, type Environment, rolesAnywhereSettings } from '../aws/client-settings';
import type { wholeAnswers } from '../aws/whole-answers';
import { sdkReadAccountAlias } from '../enrich/account-alias';
import type { Credentials } from '../enrich/assumed-role';
import { sdkIamSource } from '../enrich/iam-source';
import type { Clock, Pace } from '../enrich/pacer';
import { sdkReadProfileList } from '../enrich/profile';
import { sdkReadTags } from '../enrich/tags';
import { sdkReadTrustAnchors } from '../enrich/trust-anchors';
import { IAM_QUOTA, keepingTo, type Quota, ROLES_ANYWHERE_QUOTAS } from './quotas';
import { sdkReadRoleList } from './role-list';
import { sdkReadSubjects } from './subjects';
import type { SweepReaders } from './sweep';

export interface SweepReaderOptions {
  /**
   * Credentials of a role in another account.
   * @default - those of the environment
   */
  readonly credentials?: () => Promise<Credentials>;
  /**
   * Where requests wait for their turn; none where there is no real AWS to spare.
   * @default - the wall clock
   */
  readonly clock?: Clock;
  /**
   * What sends the requests of each client; a stand-in brings its own.
   * @default - the network
   */
  readonly requestHandler?: RequestHandler;
  /** @default - AWS's quotas, and our own for IAM */
  readonly quotas?: readonly Quota[];
}

type RequestHandler = ReturnType<typeof wholeAnswers>;

/** The clients' own handler keeps to the quotas, so that every attempt counts and no reader needs a pace of its own. */
const UNPACED: Pace = (_queue, _signal, call) => call();

/**
 * The readers that ask AWS, at the pace that it allows.
 * @param home the Region whose partition's IAM is asked
 */
export const sdkSweepReaders = (
  home: string,
  environment: Environment,
  {
    credentials,
    clock,
    requestHandler,
    quotas = [...ROLES_ANYWHERE_QUOTAS, IAM_QUOTA],
  }: SweepReaderOptions = {},
): SweepReaders => {
  const as = credentials === undefined ? {} : { credentials };
  const iamSettings = clientSettings('iam', environment);
  const ofIam = quotas.filter(({ group }) => group === IAM_QUOTA.group);
  const ofRolesAnywhere = quotas.filter(({ group }) => group !== IAM_QUOTA.group);
  const iam = new IAMClient({
    region: home,
    ...iamSettings,
    ...as,
    requestHandler: keepingTo(ofIam, requestHandler ?? iamSettings.requestHandler, clock),
  });
  const clients = new Map<string, RolesAnywhereClient>();
  const rolesAnywhereIn = (region: string): RolesAnywhereClient => {
    const before = clients.get(region);
    if (before !== undefined) return before;
    const settings = rolesAnywhereSettings(environment);
    const client = new RolesAnywhereClient({
      region,
      ...settings,
      ...as,
      requestHandler: keepingTo(ofRolesAnywhere, requestHandler ?? settings.requestHandler, clock),
    });
    clients.set(region, client);
    return client;
  };
  return {
    accountAlias: sdkReadAccountAlias(iam),
    profiles: sdkReadProfileList(rolesAnywhereIn, UNPACED),
    trustAnchors: sdkReadTrustAnchors(rolesAnywhereIn, 0),
    subjects: sdkReadSubjects(rolesAnywhereIn),
    tags: sdkReadTags(rolesAnywhereIn),
    iam: sdkIamSource(iam),
    roles: sdkReadRoleList(iam),
  };
};
