import { notKnown } from '../lookup';
import { type PlaceCoverage, type PlaceReadings, placeCoverage } from './coverage';
import type { WatchedPlace } from './place';
import type { RuleAt } from './readers';

/** What is to be looked at, as the schedule says each day: whatever the settings say about it, and what was deployed. */
export interface Plan {
  /** Where the stack is. */
  readonly home: WatchedPlace;
  /** The function that its rules hand profiles to, as an ARN. */
  readonly function: string;
  /** Its rules of profiles, on each bus that it listens on. */
  readonly rules: readonly RuleAt[];
  /** What it takes from forwarders; left out where nobody forwards. */
  readonly forwarders?: Forwarders;
}

export interface Forwarders {
  /** The bus that they send to, as an ARN. */
  readonly bus: string;
  /** Accounts that are listed. */
  readonly accounts: readonly string[];
  /** Whether the accounts of the organisation forward, too. */
  readonly organization: boolean;
  /** Regions that they are in, the home Region included. */
  readonly regions: readonly string[];
  /** The role to read with in other accounts; without it, only those of the home account are looked at. */
  readonly role?: { readonly name: string; readonly externalId?: string };
}

/** What a health check asks. Neither reader rejects. */
export interface HealthReaders {
  readonly home: (place: WatchedPlace, rules: readonly RuleAt[]) => Promise<PlaceReadings>;
  readonly forwarder: (place: WatchedPlace) => Promise<PlaceReadings>;
  /**
   * The accounts of the organisation.
   * @throws where they may not be listed
   */
  readonly accounts: () => Promise<readonly string[]>;
}

export interface Checked {
  readonly all: readonly PlaceCoverage[];
  /** Where the organisation did not list its accounts: why not, and how many the settings list instead. */
  readonly unlisted?: { readonly why: string; readonly instead: number };
}

/** Places that are looked at at a time. AWS's limits on these calls are each account's and Region's own. */
const AT_A_TIME = 20;

/**
 * Looks at the stack's own rules and at each forwarder: whether the next profile would be alerted, and whether one is stuck.
 * @param hasTime false once the rest must be left; a place that is left is not known
 */
export const checkHealth = async (
  plan: Plan,
  readers: HealthReaders,
  hasTime: () => boolean,
): Promise<Checked> => {
  const { accounts, ...unlisted } = await accountsIn(plan, readers);
  const bus = plan.forwarders?.bus ?? '';
  const forwarder = async (place: WatchedPlace): Promise<PlaceCoverage> =>
    placeCoverage(hasTime() ? await readers.forwarder(place) : left(place), bus);
  const home = placeCoverage(await readers.home(plan.home, plan.rules), plan.function);
  const all = await eachOf(placesIn(plan, accounts), forwarder);
  return { all: [home, ...all], ...unlisted };
};

/** How many places are not as they should be: 0 says that everything was looked at and is well. */
export const inTrouble = ({ all, unlisted }: Checked): number =>
  all.filter(({ why }) => why.length > 0).length + (unlisted?.instead === 0 ? 1 : 0);

const accountsIn = async (
  { home, forwarders }: Plan,
  readers: HealthReaders,
): Promise<{ readonly accounts: readonly string[] } & Pick<Checked, 'unlisted'>> => {
  if (forwarders === undefined) return { accounts: [] };
  const { accounts, organization } = forwarders;
  if (!organization) return { accounts };
  try {
    return { accounts: [...accounts, home.account, ...(await readers.accounts())] };
  } catch (error) {
    const why = error instanceof Error ? error.name : 'Error';
    return { accounts: [...accounts, home.account], unlisted: { why, instead: accounts.length } };
  }
};

/** Each place of a forwarder, once. */
const placesIn = ({ home, forwarders }: Plan, accounts: readonly string[]): readonly WatchedPlace[] => {
  const readable = [...new Set(accounts)].filter(
    (account) => account === home.account || forwarders?.role !== undefined,
  );
  return readable.flatMap((account) =>
    [...new Set(forwarders?.regions)]
      .filter((region) => account !== home.account || region !== home.region)
      .map((region) => ({ account, region })),
  );
};

const left = (place: WatchedPlace): PlaceReadings => {
  const nothing = notKnown('the health check ran out of time');
  return { ...place, home: false, trails: nothing, rules: [nothing], queue: nothing };
};

const eachOf = async <T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  const rest = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await run(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return results;
};
