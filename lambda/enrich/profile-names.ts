import type { Opening } from '../event/opening';
import type { Profile } from '../event/profile';
import { isContainer, isObject, type JsonObject } from '../json';
import type { TrailRecord } from './trail';

/**
 * What a record may call one profile by. A session can be asked for by the profile's ARN, or by its alias's; whether
 * CloudTrail writes the alias as it was given or resolves it is not documented.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/ (resource aliases)
 */
export interface ProfileNames {
  /** ARNs and ids: as unique within a text as anywhere. */
  readonly ids: readonly string[];
  /** Alias ARNs: unique, though one may begin with another. */
  readonly aliasArns: readonly string[];
  /** Alias names: any word may be one. */
  readonly aliasNames: readonly string[];
}

/** All names that some showings of one profile, earlier or later, have for it. */
export const namesOf = (profiles: readonly Partial<Profile>[]): ProfileNames => ({
  ids: distinct(profiles.flatMap(({ arn, id }) => [arn, id])),
  aliasArns: distinct(profiles.map(({ aliasArn }) => aliasArn)),
  aliasNames: distinct(
    profiles.flatMap(({ aliasName, previousAliasName }) => [aliasName, previousAliasName]),
  ),
});

/** What a session names that came in by a change to something else: the trust anchor, or the role. */
export const namesOfOpening = (opening: Opening): ProfileNames => {
  switch (opening.by) {
    case 'trust-anchor': {
      const { arn, id, aliasName, previousAliasName } = opening.anchor;
      const aliases = distinct([aliasName, previousAliasName]);
      return {
        ids: distinct([arn, id]),
        aliasArns: aliases.map((name) => `:alias/trust-anchor/${name}`),
        aliasNames: [],
      };
    }
    case 'crl':
      return { ids: distinct([opening.crl.trustAnchorArn]), aliasArns: [], aliasNames: [] };
    case 'role':
      // A record of IAM's may leave out the path: the name stands last in every ARN of the role.
      return { ids: [], aliasArns: [`/${opening.role.name}`], aliasNames: [] };
  }
};

/** Names that records which name the profile gave it: aliases that were put on it and may be gone since. */
export const namesGiven = (names: ProfileNames, records: readonly TrailRecord[]): ProfileNames => {
  const given = records
    .filter(({ eventSource }) => eventSource === 'rolesanywhere.amazonaws.com')
    .filter((record) => isAbout(record, names))
    .flatMap(({ request, response }) => [request, response].flatMap(withProfile))
    .map(({ aliasArn, aliasName, previousAliasName }) => ({
      aliasArn: textOf(aliasArn),
      aliasName: textOf(aliasName),
      previousAliasName: textOf(previousAliasName),
    }));
  return {
    ids: names.ids,
    aliasArns: distinct([...names.aliasArns, ...given.map(({ aliasArn }) => aliasArn)]),
    aliasNames: distinct([
      ...names.aliasNames,
      ...given.flatMap(({ aliasName, previousAliasName }) => [aliasName, previousAliasName]),
    ]),
  };
};

/** Values of one record that are looked at for a mention of the profile. */
const MAX_VALUES = 2000;

/** Whether a record names the profile, in its request, response or resources. Not recursive, and not for ever. */
export const isAbout = ({ request, response, resources }: TrailRecord, names: ProfileNames): boolean =>
  [request, response, resources].some((part) => {
    const open: (readonly [key: string, value: unknown])[] = [['', part]];
    for (let looked = 0; open.length > 0 && looked < MAX_VALUES; looked += 1) {
      const [key, value] = open.pop() ?? ['', undefined];
      if (typeof value === 'string' && isNameOf(value, key, names)) return true;
      if (isContainer(value)) open.push(...Object.entries(value).slice(0, MAX_VALUES));
    }
    return false;
  });

const isNameOf = (text: string, key: string, { ids, aliasArns, aliasNames }: ProfileNames): boolean =>
  ids.some((id) => text.includes(id)) ||
  aliasArns.some((arn) => holdsWhole(text, arn)) ||
  aliasNames.some(
    (name) => (/profile/i.test(key) && text === name) || holdsWhole(text, `:alias/profile/${name}`),
  );

/** Whether a text holds an ARN, and not only a longer one that begins with it. */
const holdsWhole = (text: string, arn: string): boolean => {
  for (let at = text.indexOf(arn); at >= 0; at = text.indexOf(arn, at + 1)) {
    if (!/^[\w+=,.@/-]/.test(text.slice(at + arn.length))) return true;
  }
  return false;
};

const withProfile = (value: unknown): readonly JsonObject[] => {
  if (!isObject(value)) return [];
  return isObject(value.profile) ? [value, value.profile] : [value];
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const distinct = (texts: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => text || [])),
];
