import { z } from 'zod';
import { KINDS } from './event/kinds/list';
import { CLIENT_FAMILIES } from './event/user-agent';

const cidr = z.union([z.cidrv4(), z.cidrv6()], {
  error: 'expected a network in CIDR form, such as 192.0.2.0/24',
});

const fingerprint = z
  .string()
  .regex(
    /^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/,
    'expected a SHA-256 fingerprint: 32 pairs of hexadecimal digits, with colons or without',
  );

const changeKind = z.enum(KINDS.map(({ name }) => name));

/** Changes that somebody has declared expected. */
const allowListEntry = z.strictObject({
  /** The actor's ARN, or its session issuer's; `*` and `?` are wildcards. */
  principal: z.string().min(1),
  /** Kinds of change, by the names that alerts have for them. Without, it speaks of changes to profiles alone. */
  changes: z.array(changeKind).optional(),
  /** Patterns the profile's name must match one of. */
  profileNames: z.array(z.string().min(1)).optional(),
  /** Patterns every role ARN of the profile must match one of. */
  roles: z.array(z.string().min(1)).optional(),
  /** Twelve-digit account ids. */
  accounts: z.array(z.string().regex(/^\d{12}$/, 'expected a 12-digit account id')).optional(),
  regions: z.array(z.string().min(1)).optional(),
  /** Networks the call must come from. A call without an address, such as one through a service, matches none. */
  sourceNetworks: z.array(cidr).optional(),
  /** Kinds of client the call must be made with, by its user agent, which its sender writes. */
  clients: z.array(z.enum(CLIENT_FAMILIES)).optional(),
  /** SHA-256 fingerprints of CAs: only an entry that pins the CA vouches for a new trust anchor on an outside CA. */
  trustAnchorSha256: z.array(fingerprint).optional(),
  /** Why it is expected; shown in the alert. */
  reason: z.string().trim().min(1),
  /** The last day it holds, YYYY-MM-DD (UTC). */
  expires: z.iso.date().optional(),
});
export type AllowListEntry = Readonly<z.infer<typeof allowListEntry>>;

const httpsUrl = z
  .string()
  .max(500, 'expected an https address of at most 500 characters')
  .regex(/^https:\/\/[A-Za-z0-9][^\s"'<>|\\^`]*$/, 'expected an https address');

const whole = (min: number, max: number) => {
  const expected = `expected a whole number from ${min} to ${max}`;
  return z.number(expected).int(expected).min(min, expected).max(max, expected);
};

/** An id of wildcards alone would approve anchors that somebody has yet to make. */
const approvedAnchor = z
  .string()
  .regex(
    /^arn:[^:]+:rolesanywhere:[^:]+:[^:]+:trust-anchor\/.*[^*?].*$/,
    'expected the ARN of a trust anchor, whose id may hold wildcards but not be one',
  );

/**
 * How this installation judges. Checked at synth, and shipped with the function as one JSON file, which
 * `settings-file.ts` reads: the function takes only types from here.
 */
export const settingsSchema = z.strictObject({
  /** The severity of an alert without findings; Elastic's rule says low. */
  baseSeverity: z.enum(['low', 'medium', 'high', 'critical']).default('low'),
  allowList: z.array(allowListEntry).default([]),
  /** Trust-anchor ARNs, or patterns of them, that somebody has approved. */
  approvedTrustAnchors: z.array(approvedAnchor).default([]),
  /** Networks that administrators work from. Empty: no network is judged. */
  trustedNetworks: z
    .array(
      cidr.refine((network) => !network.endsWith('/0'), 'expected a network that is not the whole internet'),
    )
    .default([]),
  /** ISO 3166-1 alpha-2 codes that administrators work from. Empty: no country is judged. */
  expectedCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'expected a two-letter country code in capitals'))
    .default([]),
  /** Regions in which Roles Anywhere is used. Empty: no Region is judged. */
  expectedRegions: z
    .array(z.string().regex(/^[a-z]{2,}(-[a-z0-9]+)+$/, 'expected a Region, such as eu-central-1'))
    .default([]),
  /** Tag keys every profile must bear. */
  requiredTags: z.array(z.string().min(1)).default([]),
  /** Seconds; a session that may last longer is a finding. */
  longSessionSeconds: whole(900, 43_200).default(3600),
  /** More roles than this in one profile is a finding. */
  manyRoles: whole(1, 250).default(3),
  /** Hours of the day, UTC, in which administrators work: from `start` up to `end`, past midnight where `end` is smaller. Not set: no hour is judged. */
  workingHoursUtc: z
    .strictObject({ start: whole(0, 23), end: whole(0, 24) })
    .refine(
      ({ start, end }) => start !== end,
      'expected a start and an end that differ; 0 and 24 are the whole day',
    )
    .optional(),
  /** Hours before the event in which the actor's other calls are looked up. */
  activityWindowHours: whole(1, 168).default(24),
  /** Roles whose policies one alert examines, in the profile's order. */
  maxExaminedRoles: whole(1, 250).default(50),
  /** Whether each change is looked at again after 15 minutes, when CloudTrail shows what happened around it. */
  secondLook: z.boolean().default(true),
  /** Profiles whose alert is at least as severe, and unexpected, are disabled at once. Not set: nothing is changed, ever. */
  containAtOrAbove: z.enum(['low', 'medium', 'high', 'critical']).optional(),
  /**
   * What goes before each console link, which follows percent-encoded: an access portal's address. `{account}` in it becomes
   * the account's id. Not set: links open the console itself.
   */
  consoleLinkPrefix: httpsUrl.optional(),
  /** Your own page about what to do; each alert links to it. */
  runbookUrl: httpsUrl.optional(),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export { defaultSettings } from './settings-file';
