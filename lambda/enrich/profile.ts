import {
  GetProfileCommand,
  ListProfilesCommand,
  type ProfileDetail,
  type RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import { sendOptions } from '../aws/client-settings';
import { present } from '../event/fields';
import type { AttributeMapping, Profile, TipConfiguration } from '../event/profile';
import { countIn, flagIn, textIn, textsIn, timeIn } from './answer';
import type { Pace } from './pacer';
import {
  type AliasField,
  aliasFields,
  asObject,
  type JsonObject,
  keptBody,
  objectAt,
  textOf,
} from './raw-answer';

/** Asks for a profile as it is now. Rejects as the SDK does. */
export type ReadProfile = (region: string, profileId: string, signal: AbortSignal) => Promise<Profile>;

/** Asks for all profiles of one Region that can be read. Rejects as the SDK does. */
export type ReadProfiles = (region: string, signal: AbortSignal) => Promise<readonly Profile[]>;

/** The profiles of one Region, and how many more there are that are not as AWS documents. */
export interface ProfileList {
  readonly profiles: readonly Profile[];
  readonly unreadable: number;
}

/** Asks for all profiles of one Region, and counts those that cannot be read. Rejects as the SDK does. */
export type ReadProfileList = (region: string, signal: AbortSignal) => Promise<ProfileList>;

/** @param pace spaces requests about profiles, which Roles Anywhere takes one a second of */
export const sdkReadProfile =
  (clientIn: (region: string) => RolesAnywhereClient, pace: Pace): ReadProfile =>
  async (region, profileId, signal) => {
    const command = new GetProfileCommand({ profileId });
    const body = keptBody(command);
    const send = () => clientIn(region).send(command, sendOptions(signal));
    const { profile } = await pace(region, signal, send);
    // Every profile has these; without them its roles would look taken out, and the alert calmer than it should be.
    if (!profile?.profileArn || !profile.roleArns) throw new Error('the answer holds no profile');
    return profileOf(profile, objectAt(body(), 'profile'));
  };

/** The quota is 250 profiles a Region; the pages beyond are for accounts with a raised one. */
const PAGE_SIZE = 50;
const MAX_PAGES = 20;

export const sdkReadProfiles = (
  clientIn: (region: string) => RolesAnywhereClient,
  pace: Pace,
): ReadProfiles => {
  const read = sdkReadProfileList(clientIn, pace);
  return async (region, signal) => (await read(region, signal)).profiles;
};

/** @param pace spaces requests about profiles */
export const sdkReadProfileList =
  (clientIn: (region: string) => RolesAnywhereClient, pace: Pace): ReadProfileList =>
  async (region, signal) => {
    const profiles: Profile[] = [];
    let listed = 0;
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new ListProfilesCommand({
        pageSize: PAGE_SIZE,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const body = keptBody(command);
      const answer = await pace(region, signal, () => clientIn(region).send(command, sendOptions(signal)));
      if (!answer.profiles) throw new Error('the answer holds no list');
      const { profiles: raw } = asObject(body());
      listed += answer.profiles.length;
      profiles.push(
        ...answer.profiles.flatMap((detail, index) => readable(detail, Array.isArray(raw) ? raw[index] : {})),
      );
      nextToken = answer.nextToken;
      if (!nextToken) return { profiles, unreadable: listed - profiles.length };
    }
    throw new Error(`more than ${MAX_PAGES} pages of profiles`);
  };

/** One that is not as AWS documents must not hide the others; nobody takes it for another one. */
const readable = (detail: ProfileDetail, raw: unknown): readonly Profile[] => {
  try {
    return [profileOf(detail, asObject(raw))];
  } catch {
    return [];
  }
};

/** The roles and managed policies that one answer can hold: the API's own limits, with room for a higher quota. */
const MAX_ARNS = 1000;

const profileOf = (detail: ProfileDetail, raw: JsonObject): Profile => {
  const sessionPolicy = textIn(detail.sessionPolicy, 'sessionPolicy');
  return {
    name: textIn(detail.name, 'name') ?? '',
    id: textIn(detail.profileId, 'profileId') ?? null,
    arn: textIn(detail.profileArn, 'profileArn') ?? null,
    enabled: flagIn(detail.enabled, 'enabled') ?? null,
    // CreateProfile: "if this value is not provided, the default value will be 3600".
    durationSeconds: countIn(detail.durationSeconds, 'durationSeconds') ?? 3600,
    roleArns: (textsIn(detail.roleArns, 'roleArns') ?? []).slice(0, MAX_ARNS),
    managedPolicyArns: (textsIn(detail.managedPolicyArns, 'managedPolicyArns') ?? []).slice(0, MAX_ARNS),
    ...(sessionPolicy ? { sessionPolicy } : {}),
    ...present({
      requireInstanceProperties: flagIn(detail.requireInstanceProperties, 'requireInstanceProperties'),
      createdBy: textIn(detail.createdBy, 'createdBy'),
      createdAt: timeIn(detail.createdAt, 'createdAt'),
      updatedAt: timeIn(detail.updatedAt, 'updatedAt'),
    }),
    ...newerFields(raw),
  };
};

/** The fields that the client is too old to know, where the answer has them in the form the API documents. */
const newerFields = (
  profile: JsonObject,
): Pick<Profile, 'acceptRoleSessionName' | 'attributeMappings' | 'tipConfiguration' | AliasField> => {
  const { acceptRoleSessionName, attributeMappings, tipConfiguration } = profile;
  return {
    ...aliasFields(profile),
    ...(tipConfiguration === undefined || tipConfiguration === null
      ? {}
      : { tipConfiguration: tipConfigurationOf(asObject(tipConfiguration)) }),
    ...(typeof acceptRoleSessionName === 'boolean' ? { acceptRoleSessionName } : {}),
    ...(Array.isArray(attributeMappings)
      ? { attributeMappings: attributeMappings.slice(0, 10).flatMap(mappingOf) }
      : {}),
  };
};

const tipConfigurationOf = ({ status, subjectSource, subjectType }: JsonObject): TipConfiguration =>
  present({
    status: textOf(status),
    subjectSource: textOf(subjectSource),
    subjectType: textOf(subjectType),
  });

const mappingOf = (mapping: unknown): readonly AttributeMapping[] => {
  const { certificateField, mappingRules } = asObject(mapping);
  if (typeof certificateField !== 'string') return [];
  const rules = Array.isArray(mappingRules) ? mappingRules.slice(0, 100) : [];
  const specifiers = rules
    .map((rule) => asObject(rule).specifier)
    .filter((specifier) => typeof specifier === 'string');
  return [{ certificateField, specifiers }];
};
