import { isObject } from './json';
import type { AllowListEntry, Settings } from './settings';

/**
 * The settings as the function reads them: what synth has checked with the whole schema is only looked at again for
 * what would break the judging. The schema's library would cost a fifth of the start of every alert.
 */

/** What holds where nothing is set: the same as the schema's defaults. */
export const defaultSettings: Settings = {
  baseSeverity: 'low',
  allowList: [],
  approvedTrustAnchors: [],
  trustedNetworks: [],
  expectedCountries: [],
  expectedRegions: [],
  requiredTags: [],
  longSessionSeconds: 3600,
  manyRoles: 3,
  activityWindowHours: 24,
  maxExaminedRoles: 50,
  secondLook: true,
};

const BASE_SEVERITIES: readonly Settings['baseSeverity'][] = ['low', 'medium', 'high', 'critical'];

type Kind = (value: unknown) => boolean;

const isText: Kind = (value) => typeof value === 'string';
const isCount: Kind = (value) => Number.isFinite(value);
const listOf =
  (kind: Kind): Kind =>
  (value) =>
    Array.isArray(value) && value.every(kind);
const optional =
  (kind: Kind): Kind =>
  (value) =>
    value === undefined || kind(value);

/** One kind for each key; the compiler asks for the row of a new setting. */
type Kinds<T> = { readonly [Key in keyof Required<T>]: Kind };

const objectOf =
  <T>(kinds: Kinds<T>): Kind =>
  (value) =>
    isObject(value) &&
    Object.entries<Kind>(kinds).every(([key, kind]) => kind(value[key])) &&
    Object.keys(value).every((key) => Object.hasOwn(kinds, key));

const isBaseSeverity: Kind = (value) => BASE_SEVERITIES.some((severity) => severity === value);

const isSettings = objectOf<Settings>({
  baseSeverity: isBaseSeverity,
  allowList: listOf(
    objectOf<AllowListEntry>({
      principal: isText,
      changes: optional(listOf(isText)),
      profileNames: optional(listOf(isText)),
      roles: optional(listOf(isText)),
      accounts: optional(listOf(isText)),
      regions: optional(listOf(isText)),
      sourceNetworks: optional(listOf(isText)),
      clients: optional(listOf(isText)),
      trustAnchorSha256: optional(listOf(isText)),
      reason: isText,
      expires: optional(isText),
    }),
  ),
  approvedTrustAnchors: listOf(isText),
  trustedNetworks: listOf(isText),
  expectedCountries: listOf(isText),
  expectedRegions: listOf(isText),
  requiredTags: listOf(isText),
  longSessionSeconds: isCount,
  manyRoles: isCount,
  workingHoursUtc: optional(
    objectOf<NonNullable<Settings['workingHoursUtc']>>({ start: isCount, end: isCount }),
  ),
  activityWindowHours: isCount,
  maxExaminedRoles: isCount,
  secondLook: (value) => typeof value === 'boolean',
  containAtOrAbove: optional(isBaseSeverity),
  consoleLinkPrefix: optional(isText),
  runbookUrl: optional(isText),
});

/**
 * The settings in the text of the file that synth wrote.
 * @throws SyntaxError where it is no JSON, TypeError where a setting is of another kind or unknown
 */
export const settingsIn = (text: string): Settings => {
  const given: unknown = JSON.parse(text);
  const settings = isObject(given) ? { ...defaultSettings, ...given } : given;
  if (!isSettings(settings))
    throw new TypeError('the settings are not of the kinds that they were checked for');
  return settings as Settings;
};
