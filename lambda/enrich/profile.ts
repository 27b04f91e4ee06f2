import {
  GetProfileCommand,
  ListProfilesCommand,
  type ProfileDetail,
  type RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import { allPages } from '../aws/pages';
import { present } from '../event/fields';
import type { AttributeMapping, Profile, TipConfiguration } from '../event/profile';
import { asObject, type JsonObject, objectAt } from '../json';
import { countIn, flagIn, textIn, textsIn, timeIn } from './answer';
import type { Pace } from './pacer';
import { type AliasField, aliasFields, keptBody, textOf } from './raw-answer';

/** Asks for a profile as it is now. Rejects as the SDK does. */
export type ReadProfile = (region: string, profileId: string, signal: AbortSignal) => Promise<Profile>;

/** @param pace spaces requests about profiles, which Roles Anywhere takes one a second of */
export const sdkReadProfile =
  (clientIn: (region: string) => RolesAnywhereClient, pace: Pace): ReadProfile =>
  async (region, profileId, signal) => {
    const command = new GetProfileCommand({ profileId });
    const body = keptBody(command);
    const send = () => clientIn(region).send(command, { abortSignal: signal });
    const { profile } = await pace(region, signal, send);
    // Every profile has these; without them its roles would look taken out, and the alert calmer than it should be.
    if (!profile?.profileArn || !profile.roleArns) throw new Error('the answer holds no profile');
    return profileOf(profile, objectAt(body(), 'profile'));
  };

/** One page of a Region's profiles. */
export interface ProfilePage {
  readonly profiles: readonly Profile[];
  /** Ids of those that it shows without their roles, or not as AWS documents: each can be asked for by itself. */
  readonly unclear: readonly string[];
  readonly nextToken?: string;
}

/** Asks for one page of a Region's profiles. Rejects as the SDK does. */
export type ReadProfilePage = (
  region: string,
  /** Where the page before ended; absent for the first. */
  nextToken: string | undefined,
  signal: AbortSignal,
) => Promise<ProfilePage>;

const PAGE_SIZE = 50;

/** @param pace spaces requests about profiles, which Roles Anywhere takes one a second of */
export const sdkReadProfilePage =
  (clientIn: (region: string) => RolesAnywhereClient, pace: Pace): ReadProfilePage =>
  async (region, nextToken, signal) => {
    const command = new ListProfilesCommand({
      pageSize: PAGE_SIZE,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const body = keptBody(command);
    const answer = await pace(region, signal, () => clientIn(region).send(command, { abortSignal: signal }));
    if (!answer.profiles) throw new Error('the answer holds no list');
    const { profiles: raw } = asObject(body());
    const shown = answer.profiles.map((detail, index) =>
      readable(detail, Array.isArray(raw) ? raw[index] : {}),
    );
    return {
      profiles: shown.flatMap((each) => (typeof each === 'object' ? each : [])),
      unclear: shown.filter((each) => typeof each === 'string'),
      ...(answer.nextToken ? { nextToken: answer.nextToken } : {}),
    };
  };

/** The profiles of one Region, and how many more there are that neither the list nor GetProfile shows as AWS documents. */
export interface ProfileList {
  readonly profiles: readonly Profile[];
  readonly unreadable: number;
}

/** Asks for all profiles of one Region, and counts those that cannot be read. Rejects as the SDK does. */
export type ReadProfileList = (region: string, signal: AbortSignal) => Promise<ProfileList>;

/** The quota is 250 profiles a Region, in five pages; the pages beyond are for accounts with a raised one. */
export const MAX_PROFILE_PAGES = 20;
const PAGES = { most: MAX_PROFILE_PAGES, what: 'pages of profiles' };

/** @param pace spaces requests about profiles */
export const sdkReadProfileList = (
  clientIn: (region: string) => RolesAnywhereClient,
  pace: Pace,
): ReadProfileList => {
  const readPage = sdkReadProfilePage(clientIn, pace);
  const readOne = sdkReadProfile(clientIn, pace);
  const readUnclear = async (
    region: string,
    id: string,
    signal: AbortSignal,
  ): Promise<Profile | undefined> => {
    // One without an id cannot be asked for.
    const profile = id === '' ? undefined : await readOne(region, id, signal).catch(() => undefined);
    signal.throwIfAborted();
    return profile;
  };
  return async (region, signal) => {
    const found = await allPages(PAGES, async (nextToken) => {
      const page = await readPage(region, nextToken, signal);
      const items: (Profile | undefined)[] = [...page.profiles];
      for (const id of page.unclear) items.push(await readUnclear(region, id, signal));
      return { items, next: page.nextToken };
    });
    const profiles = found.filter((profile) => profile !== undefined);
    return { profiles, unreadable: found.length - profiles.length };
  };
};

/** One that is not as AWS documents must not hide the others, and nobody takes it for another one: its id, if it has any. */
const readable = (detail: ProfileDetail, raw: unknown): Profile | string => {
  const id = typeof detail?.profileId === 'string' ? detail.profileId : '';
  try {
    return detail.roleArns ? profileOf(detail, asObject(raw)) : id;
  } catch {
    return id;
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
