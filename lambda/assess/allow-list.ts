import type { Context } from '../enrich/context';
import { covers as globCovers, globOf, literalOf } from '../iam/pattern';
import type { Lookup } from '../lookup';
import type { AllowListEntry } from '../settings';
import { breadthOf } from './pattern-breadth';
import { allRoleArns } from './profile-now';

/** An allow-list entry that declares nothing expected, and why. */
export interface AllowListProblem {
  /** The entry's position in the list, from 0. */
  readonly index: number;
  readonly entry: AllowListEntry;
  readonly kind: 'expired' | 'too-broad' | 'matches-nothing';
  /** In words, for the person who wrote the entry. */
  readonly problem: string;
}

const matchesPattern = (pattern: string, text: string): boolean =>
  globCovers(globOf(pattern), literalOf(text));

/** Whether some pattern matches the whole text; `*` and `?` are wildcards, and case counts. */
export const matchesAny = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, text));

const problemsOf = (
  entry: AllowListEntry,
  now: Date,
): readonly Omit<AllowListProblem, 'index' | 'entry'>[] => {
  const breadth = breadthOf(entry.principal);
  const today = now.toISOString().slice(0, 10);
  const emptyList = (['profileNames', 'roles', 'accounts', 'regions'] as const).find(
    (key) => entry[key]?.length === 0,
  );
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
  ];
};

/**
 * The entries of an allow list that declare nothing expected, with the reason: expired, so broad that they would
 * match everyone, or impossible to match. Also for the synth, which warns about them.
 */
export const allowListProblems = (
  entries: readonly AllowListEntry[],
  now: Date,
): readonly AllowListProblem[] =>
  entries.flatMap((entry, index) => problemsOf(entry, now).map((problem) => ({ index, entry, ...problem })));

/** A place that the record does not tell is in no list. */
const isIn = (place: Lookup<string>, list: readonly string[]): boolean =>
  place.known && list.includes(place.value);

/** Whether the entry speaks of this event, leaving aside whether it still holds. */
export const covers = (entry: AllowListEntry, context: Context): boolean => {
  const { change, current } = context;
  const { actor } = change.record;
  const names = [change.profile.name, ...(current.known ? [current.value.name] : [])];
  const roles = allRoleArns(context);
  const { profileNames, accounts, regions } = entry;
  const rolePatterns = entry.roles;
  return (
    [actor.arn, actor.sessionIssuerArn].some(
      (arn) => arn !== undefined && matchesPattern(entry.principal, arn),
    ) &&
    (profileNames === undefined || names.every((name) => matchesAny(profileNames, name))) &&
    // A profile without roles can be given any, so it matches no entry that names roles.
    (rolePatterns === undefined ||
      (roles.length > 0 && roles.every((arn) => matchesAny(rolePatterns, arn)))) &&
    (accounts === undefined || isIn(change.place.account, accounts)) &&
    (regions === undefined || isIn(change.place.region, regions))
  );
};

/** The first entry that declares this event expected. */
export const expectedBy = (
  entries: readonly AllowListEntry[],
  context: Context,
): AllowListEntry | undefined =>
  entries.find((entry) => covers(entry, context) && problemsOf(entry, context.now).length === 0);
