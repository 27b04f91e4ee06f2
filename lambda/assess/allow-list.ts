import type { Context } from '../enrich/context';
import { NAMELESS } from '../event/profile';
import { covers as globCovers, globOf, literalOf } from '../iam/pattern';
import type { Lookup } from '../lookup';
import type { AllowListEntry, Settings } from '../settings';
import type { Finding } from './check';
import { inNetworks, isOfManyOwners } from './networks';
import type { Opened } from './opened';
import { breadthOf } from './pattern-breadth';
import { allRoleArns } from './profile-now';

/** What is wrong with an allow-list entry. All but a weak one declare nothing expected. */
export interface AllowListProblem {
  /** The entry's position in the list, from 0. */
  readonly index: number;
  readonly entry: AllowListEntry;
  readonly kind: 'expired' | 'too-broad' | 'matches-nothing' | 'weak';
  /** In words, for the person who wrote the entry. */
  readonly problem: string;
}

/** What an allow-list entry that covers a change says of it. */
export interface Expectation {
  readonly entry: AllowListEntry;
  /** True where the entry pins no narrow network, no client and no Region: whoever holds its principal's key matches it. */
  readonly isWeak: boolean;
}

const matchesPattern = (pattern: string, text: string): boolean =>
  globCovers(globOf(pattern), literalOf(text));

/** Whether some pattern matches the whole text; `*` and `?` are wildcards, and case counts. */
export const matchesAny = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, text));

/** The lists of an entry, each of which must match where it is there. */
const LISTS = [
  'changes',
  'profileNames',
  'roles',
  'accounts',
  'regions',
  'sourceNetworks',
  'clients',
] as const;

/** Whether the entry says where from: a network that is half the internet says nothing. */
const pinsNetworks = ({ sourceNetworks }: AllowListEntry): boolean =>
  sourceNetworks !== undefined && !sourceNetworks.some(isOfManyOwners);

/** Whether the entry says which roles are meant: a pattern that any role matches names none. */
const pinsRoles = ({ roles }: AllowListEntry): boolean =>
  roles !== undefined && !roles.some((pattern) => breadthOf(pattern) === 'everyone');

/** Whether nothing in the entry tells its principal from a thief of its credentials. */
const isWeak = (entry: AllowListEntry): boolean =>
  !pinsNetworks(entry) && entry.clients === undefined && entry.regions === undefined;

const problemsOf = (
  entry: AllowListEntry,
  now: Date,
): readonly Omit<AllowListProblem, 'index' | 'entry'>[] => {
  const breadth = breadthOf(entry.principal);
  const today = now.toISOString().slice(0, 10);
  const emptyList = LISTS.find((key) => entry[key]?.length === 0);
  return [
    ...(entry.expires !== undefined && entry.expires < today
      ? [{ kind: 'expired' as const, problem: `it expired on ${entry.expires}` }]
      : []),
    ...(breadth === 'everyone'
      ? [{ kind: 'too-broad' as const, problem: 'its principal pattern matches everyone' }]
      : []),
    ...(breadth === 'session-name'
      ? [
          {
            kind: 'too-broad' as const,
            problem:
              'its principal pattern can be matched by a session name, which whoever assumes a role chooses',
          },
        ]
      : []),
    ...(emptyList === undefined
      ? []
      : [
          {
            kind: 'matches-nothing' as const,
            problem: `its list ${emptyList} is empty, so that it matches nothing`,
          },
        ]),
    ...(isWeak(entry)
      ? [
          {
            kind: 'weak' as const,
            problem:
              entry.sourceNetworks === undefined
                ? 'it pins neither sourceNetworks, nor clients, nor regions, so whoever holds the key matches it too'
                : 'its sourceNetworks are so wide that they say nothing of where a call comes from, so whoever holds the key matches it too',
          },
        ]
      : []),
  ];
};

/**
 * What is wrong with the entries of an allow list: expired, so broad that they would match everyone, impossible to match,
 * or weak. Also for the synth, which warns about them.
 */
export const allowListProblems = (
  entries: readonly AllowListEntry[],
  now: Date,
): readonly AllowListProblem[] =>
  entries.flatMap((entry, index) => problemsOf(entry, now).map((problem) => ({ index, entry, ...problem })));

/** A place that the record does not tell is in no list. */
const isIn = (place: Lookup<string>, list: readonly string[]): boolean =>
  place.known && list.includes(place.value);

/**
 * Whether every role of the profile, as created and as it is now, is one that the entry names. A profile without roles can
 * be given any, so it matches no entry that names roles.
 */
const coversRoles = (patterns: readonly string[], context: Context): boolean => {
  const roles = allRoleArns(context);
  return roles.length > 0 && roles.every((arn) => matchesAny(patterns, arn));
};

/** Whether all that a change opens is what the entry names, and something is: what was not read may be anything else. */
const coversAll = (patterns: readonly string[], { unread }: Opened, names: readonly string[]): boolean =>
  unread.length === 0 && names.length > 0 && names.every((name) => matchesAny(patterns, name));

/** The name in the record; that of a profile that was there before may be left out of it, and is none then. */
const nameRecorded = ({ kind, profile }: Context['change']): readonly string[] =>
  kind.makesProfile || profile.name !== NAMELESS ? [profile.name] : [];

/**
 * Whether the entry speaks of such changes. One that names none is about profiles: whoever declared a pipeline's profiles
 * expected has not said so of a trust anchor, or of a role that it opens.
 */
const coversKind = ({ changes }: AllowListEntry, { kind, subject }: Context['change']): boolean =>
  changes === undefined ? subject.type === 'profile' : changes.some((name) => name === kind.name);

/** Whether the entry speaks of this change, leaving aside whether it still holds. A pin that cannot be evaluated does not match. */
export const coversChange = (entry: AllowListEntry, context: Context, opened?: Opened): boolean => {
  const { change, current } = context;
  const { record, place } = change;
  const { actor, source } = record;
  const { profileNames, accounts, regions, sourceNetworks, clients } = entry;
  return (
    coversKind(entry, change) &&
    [actor.arn, actor.sessionIssuerArn].some(
      (arn) => arn !== undefined && matchesPattern(entry.principal, arn),
    ) &&
    // The profile as it is now may bear another name and other roles, so unread it matches no entry that pins them.
    (profileNames === undefined ||
      (opened === undefined
        ? current.known &&
          [...nameRecorded(change), current.value.name].every((name) => matchesAny(profileNames, name))
        : coversAll(
            profileNames,
            opened,
            opened.profiles.map(({ name }) => name),
          ))) &&
    (entry.roles === undefined ||
      (opened === undefined
        ? current.known && coversRoles(entry.roles, context)
        : coversAll(
            entry.roles,
            opened,
            opened.ways.map(({ role }) => role.arn),
          ))) &&
    (accounts === undefined || isIn(place.account, accounts)) &&
    (regions === undefined || isIn(place.region, regions)) &&
    (sourceNetworks === undefined || (source.ip !== undefined && inNetworks(source.ip, sourceNetworks))) &&
    (clients === undefined || clients.some((client) => client === source.client.family))
  );
};

/** What the allow list says of a change: the first entry that declares it expected, and what is wrong with others. */
export const expectationOf = (
  context: Context,
  { allowList }: Settings,
  opened?: Opened,
): {
  readonly expectation: Expectation | undefined;
  readonly allowListProblems: readonly (AllowListProblem & { readonly covers: boolean })[];
} => {
  const problems = allowListProblems(allowList, context.now);
  const isSound = (entry: AllowListEntry): boolean =>
    !problems.some((problem) => problem.entry === entry && problem.kind !== 'weak');
  const entry = allowList.find((each) => coversChange(each, context, opened) && isSound(each));
  return {
    expectation: entry === undefined ? undefined : { entry, isWeak: isWeak(entry) },
    allowListProblems: problems.map((problem) => ({
      ...problem,
      covers: coversChange(problem.entry, context, opened),
    })),
  };
};

/**
 * Whether the entry that declares a change expected excuses a finding: only what its author could know. A finding about
 * CAs is excused where the entry pins every one of them.
 */
export const vouchesFor = (
  { entry }: Expectation,
  { vouching, authorities }: Pick<Finding, 'vouching' | 'authorities'>,
): boolean => {
  switch (vouching) {
    case 'entry':
      return true;
    case 'entry-with-roles':
      return pinsRoles(entry);
    case 'entry-with-networks':
      return pinsNetworks(entry);
    case 'entry-with-clients':
      return entry.clients !== undefined;
    case 'entry-with-regions':
      return entry.regions !== undefined;
    case 'entry-with-ca':
      return (
        authorities !== undefined &&
        authorities.length > 0 &&
        authorities.every((sha256) => entry.trustAnchorSha256?.some((pin) => sameFingerprint(pin, sha256)))
      );
    case 'never':
      return false;
  }
};

/** Fingerprints with and without colons, in either case. */
const sameFingerprint = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();
