import { setMaxListeners } from 'node:events';
import { rolesAheadOf, type StandingProfile } from '../assess/standing';
import type { ReadAccountAlias } from '../enrich/account-alias';
import type { IamSource } from '../enrich/iam-source';
import { type Ask, askUntil } from '../enrich/lookup-of';
import type { ProfileList, ReadProfileList } from '../enrich/profile';
import { rankedLimit } from '../enrich/ranked-limit';
import type { ReadTags } from '../enrich/tags';
import type { ReadTrustAnchors, TrustAnchor } from '../enrich/trust-anchors';
import type { Profile } from '../event/profile';
import { trustOf } from '../iam/trust';
import { type Gap, known, type Lookup, notKnown } from '../lookup';
import type { Settings } from '../settings';
import { judgedLooseRole, judgedProfile } from './judge';
import type { ListedRole, ReadRoleList } from './role-list';
import { type RoleStore, roleStore } from './role-store';
import { isLooseRole, isProfile, type SweepRow } from './row';
import type { ReadSubjects, Subjects } from './subjects';

/** The questions that a sweep asks, each within AWS's quotas. A reader rejects where it has no answer. */
export interface SweepReaders {
  readonly accountAlias: ReadAccountAlias;
  readonly profiles: ReadProfileList;
  readonly trustAnchors: ReadTrustAnchors;
  readonly subjects: ReadSubjects;
  readonly tags: ReadTags;
  readonly iam: IamSource;
  readonly roles: ReadRoleList;
}

/** How far a sweep of one account is. */
export interface Progress {
  /** Profiles that were judged, those of an earlier run included, and all that there are. */
  readonly judged: number;
  readonly profiles: number;
  /** Roles asked of IAM, and those that profiles name, or that let Roles Anywhere in. */
  readonly rolesAsked: number;
  readonly roles: number;
}

export interface Sweeping {
  /** Twelve digits: whose answers the readers give. */
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  readonly readers: SweepReaders;
  readonly settings: Settings;
  readonly now: () => Date;
  /** What an earlier run judged: none of it is judged again, unless it was changed since. */
  readonly before: readonly SweepRow[];
  /** Takes each result as it is there. */
  readonly keep: (row: SweepRow) => void;
  /** @default - nobody watches */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the sweep where it is: what was judged is kept, and what was not is left for another run. */
  readonly stop: AbortSignal;
}

/** Profiles under way at a time: enough that IAM's pace, and not the slowest answer, is what they wait for. */
const AT_A_TIME = 8;
/** IAM requests open at a time. */
const IAM_CONCURRENCY = 8;
/** Roles past the profile's own that are read for one, as for an alert. */
const MAX_REACHABLE_ROLES = 10;
/** How often a question is asked again that AWS was too busy for, after the client's own attempts. */
const MORE_ATTEMPTS = 2;

/** One Region as far as it was read. */
interface RegionRead {
  readonly region: string;
  readonly profiles: Lookup<ProfileList>;
  readonly anchors: Lookup<readonly TrustAnchor[]>;
  readonly subjects: Lookup<Subjects>;
}

/**
 * Sweeps one account: reads its profiles, trust anchors and roles, and judges each profile, and each role that lets Roles
 * Anywhere in and is in no profile. Never rejects for an answer that could not be had: that is in the rows.
 * @returns whether it came to its end, or was stopped
 */
export const sweepAccount = async (sweeping: Sweeping): Promise<'finished' | 'stopped'> => {
  const { readers, regions, stop, keep, account } = sweeping;
  setMaxListeners(0, stop);
  const startedAt = sweeping.now();
  const ask = patient(askUntil({ signal: stop, remainingMs: () => Number.POSITIVE_INFINITY }));
  const [alias, listed, ...read] = await Promise.all([
    ask('iam:ListAccountAliases', readers.accountAlias),
    ask('iam:ListRoles', readers.roles),
    ...regions.map((region) => readRegion(region, readers, ask)),
  ]);
  if (stop.aborted) return 'stopped';
  for (const each of read) keep(regionRow(account, each));
  const plan = planOf(sweeping, read, listed);
  keep({
    kind: 'account',
    account,
    ...(alias.known && alias.value !== undefined ? { alias: alias.value } : {}),
    gaps: [...gapOf('the roles in no profile', listed), ...gapOf('the account alias', alias)],
  });
  const limit = rankedLimit(IAM_CONCURRENCY);
  // Profiles are read one after the other, as far as that keeps IAM busy: where it is stopped, few are read by halves.
  const askAt =
    (rank: number): Ask =>
    (operation, call) =>
      limit(rank, () => ask(operation, call));
  const store = roleStore(readers.iam, askAt, account, plan.uses);
  const judging = { sweeping, store, ask, startedAt, alias };
  const telling = progressOf(sweeping, plan, store);
  await inParallel(plan.profiles, AT_A_TIME, stop, async (task, rank) => {
    if (await judgeProfile(task, rank, judging)) telling(1);
  });
  await inParallel(plan.looseRoles, AT_A_TIME, stop, async (arn, rank) => {
    if (await judgeLooseRole(arn, rank, read, judging)) telling(0);
  });
  return stop.aborted ? 'stopped' : 'finished';
};

/** Asks again, a while later, what AWS was too busy to answer. */
const patient =
  (ask: Ask): Ask =>
  async (operation, call) => {
    let answer = await ask(operation, call);
    for (let more = 0; more < MORE_ATTEMPTS && !answer.known && isBusy(answer.reason); more += 1)
      answer = await ask(operation, call);
    return answer;
  };

const isBusy = (reason: string): boolean => reason.startsWith('throttled by AWS') || reason === 'timed out';

const readRegion = async (region: string, readers: SweepReaders, ask: Ask): Promise<RegionRead> => {
  const [profiles, anchors, subjects] = await Promise.all([
    ask('rolesanywhere:ListProfiles', (signal) => readers.profiles(region, signal)),
    ask('rolesanywhere:ListTrustAnchors', (signal) => readers.trustAnchors(region, signal)),
    ask('rolesanywhere:ListSubjects', (signal) => readers.subjects(region, signal)),
  ]);
  return { region, profiles, anchors, subjects };
};

const gapOf = (what: string, answer: Lookup<unknown>): readonly Gap[] =>
  answer.known ? [] : [{ what, why: answer.reason }];

const regionRow = (account: string, { region, profiles, anchors, subjects }: RegionRead): SweepRow => {
  const unreadable = profiles.known ? profiles.value.unreadable : 0;
  return {
    kind: 'region',
    account,
    region,
    profiles: profiles.known ? profiles.value.profiles.length + unreadable : null,
    profileArns: profiles.known ? profiles.value.profiles.flatMap(({ arn }) => arn ?? []) : null,
    trustAnchors: anchors.known ? anchors.value.length : null,
    gaps: [
      ...gapOf('the profiles', profiles),
      ...(unreadable === 0
        ? []
        : [{ what: `${unreadable} of the profiles`, why: 'the answer is not what AWS documents' }]),
      ...gapOf('the trust anchors', anchors),
      ...gapOf('the certificates seen', subjects),
    ],
  };
};

/** One profile to judge. */
interface Task {
  readonly read: RegionRead;
  readonly profile: Profile;
}

/** What is to be done, and how often each role will be asked for. */
interface Plan {
  readonly all: number;
  readonly profiles: readonly Task[];
  readonly looseRoles: readonly string[];
  readonly uses: ReadonlyMap<string, number>;
}

const planOf = (
  { before, account }: Sweeping,
  read: readonly RegionRead[],
  listed: Lookup<readonly ListedRole[]>,
): Plan => {
  const done = new Map(before.filter(isProfile).map((row) => [row.arn, row.updatedAt]));
  const doneRoles = new Set(before.filter(isLooseRole).map(({ arn }) => arn));
  const all = read.flatMap((each) =>
    (each.profiles.known ? each.profiles.value.profiles : []).map((profile) => ({ read: each, profile })),
  );
  const profiles = all.filter(
    ({ profile: { arn, updatedAt } }) => arn === null || !done.has(arn) || done.get(arn) !== updatedAt,
  );
  const named = new Set(all.flatMap(({ profile }) => profile.roleArns));
  const anchors = read.flatMap((each) => (each.anchors.known ? each.anchors.value : []));
  const looseRoles = (listed.known ? listed.value : [])
    .filter((role) => !named.has(role.arn) && !doneRoles.has(role.arn) && mayLetIn(role, anchors))
    .map(({ arn }) => arn);
  const uses = new Map<string, number>();
  for (const arn of [...profiles.flatMap((task) => rolesIn(task.profile)), ...looseRoles])
    if (isOf(arn, account)) uses.set(arn, (uses.get(arn) ?? 0) + 1);
  return { all: all.length, profiles, looseRoles, uses };
};

const rolesIn = ({ roleArns }: Profile): readonly string[] => [...new Set(roleArns)];

const isOf = (arn: string, account: string): boolean => arn.split(':')[4] === account;

/** Whether the role lets Roles Anywhere in: one whose trust policy nobody can read may. */
const mayLetIn = ({ arn, trustPolicy }: ListedRole, anchors: readonly TrustAnchor[]): boolean =>
  trustPolicy === undefined ||
  trustOf(trustPolicy, { roleArn: arn, anchors: anchors.map((anchor) => anchor.arn) }).trust !== 'unusable';

interface Judging {
  readonly sweeping: Sweeping;
  readonly store: RoleStore;
  readonly ask: Ask;
  readonly startedAt: Date;
  readonly alias: Lookup<string | undefined>;
}

/** @returns whether it was judged: not where the sweep was stopped meanwhile */
const judgeProfile = async ({ read, profile }: Task, rank: number, judging: Judging): Promise<boolean> => {
  const { sweeping, store, ask, startedAt, alias } = judging;
  const { account, partition, settings, readers, stop } = sweeping;
  const { region } = read;
  const arns = rolesIn(profile);
  const [roles, managedSessionPolicies, tags] = await Promise.all([
    Promise.all(arns.map((arn) => store.read(arn, rank))),
    Promise.all([...new Set(profile.managedPolicyArns)].map((arn) => store.policy(arn, rank))),
    readTags(profile, region, settings, readers, ask),
  ]);
  const standing: StandingProfile = {
    now: startedAt,
    place: { account: known(account), region: known(region), partition },
    profile,
    accountAlias: alias.known ? alias : known(undefined),
    tags,
    managedSessionPolicies,
    trustAnchors: read.anchors,
    roles,
    reachableRoles: [],
  };
  const ahead = rolesAheadOf(standing).slice(0, MAX_REACHABLE_ROLES);
  const reachableRoles = await Promise.all(ahead.map((arn) => store.read(arn, rank)));
  // Answers that were broken off are no answers: the profile is left for the next run.
  if (stop.aborted) return false;
  const where = { account, region, subjects: read.subjects };
  sweeping.keep(judgedProfile({ ...standing, reachableRoles }, settings, where, sweeping.now()));
  store.release(arns);
  return true;
};

/** A request for each profile, at one a second: asked only where tags are judged. */
const readTags = async (
  { arn }: Profile,
  region: string,
  { requiredTags }: Settings,
  readers: SweepReaders,
  ask: Ask,
): Promise<StandingProfile['tags']> => {
  if (requiredTags.length === 0) return notKnown('no tag is required, so none was asked for');
  if (arn === null) return notKnown('the answer names no profile ARN');
  return ask('rolesanywhere:ListTagsForResource', (signal) => readers.tags(region, arn, signal));
};

/** Anchors of every Region count: the role could be put into a profile of any. */
const judgeLooseRole = async (
  arn: string,
  rank: number,
  read: readonly RegionRead[],
  { sweeping, store, startedAt, alias }: Judging,
): Promise<boolean> => {
  const { account, partition, settings, stop } = sweeping;
  const facts = await store.read(arn, rank);
  if (stop.aborted) return false;
  const unread = read.find(({ anchors }) => !anchors.known)?.anchors;
  const around = {
    now: startedAt,
    place: {
      account: known(account),
      region: notKnown('the role is in no profile, so in no Region'),
      partition,
    },
    accountAlias: alias.known ? alias : known(undefined),
    tags: known([]),
    managedSessionPolicies: [],
    trustAnchors: unread ?? known(read.flatMap(({ anchors }) => (anchors.known ? anchors.value : []))),
    reachableRoles: [],
  };
  sweeping.keep({ account, ...judgedLooseRole(facts, around, settings, sweeping.now()) });
  store.release([arn]);
  return true;
};

const progressOf = (
  { onProgress }: Sweeping,
  { all, profiles, uses }: Plan,
  store: RoleStore,
): ((judged: number) => void) => {
  let judged = all - profiles.length;
  const tell = (more: number): void => {
    judged += more;
    onProgress?.({ judged, profiles: all, rolesAsked: store.asked(), roles: uses.size });
  };
  tell(0);
  return tell;
};

/** Does some tasks, a few at a time and in their order, until all are begun or it is to stop. */
const inParallel = async <Item>(
  items: readonly Item[],
  atATime: number,
  stop: AbortSignal,
  task: (item: Item, index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && !stop.aborted) {
      const index = next;
      next += 1;
      const [item] = items.slice(index, index + 1);
      if (item !== undefined) await task(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, work));
};
