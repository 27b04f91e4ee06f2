import { lastPart } from '../arn';
import type { Concern, RegionAnswers } from '../enrich/concern';
import type { Context } from '../enrich/context';
import type { RoleFacts } from '../enrich/role';
import type { TrustAnchor } from '../enrich/trust-anchors';
import { NO_PROFILE } from '../event/no-profile';
import type { Opening } from '../event/opening';
import type { Profile } from '../event/profile';
import { known, type Lookup, notKnown } from '../lookup';
import type { ActorCall } from './actor-events';
import { type Concerned, concernedBy, type Door, type WayIn } from './concerned';
import { judgeRole } from './judge-role';
import type { JudgedTogether } from './judged-role';
import { worstFirst } from './role-order';
import { sessionLayersOf } from './session-layers';
import { counted, listed } from './wording';

/** What a change to something else than a profile opens, in all Regions that were looked at. */
export interface Opened {
  readonly opening: Opening;
  /** The trust anchor that it is about, as it is now, or as the record shows it where the anchors could not be listed. */
  readonly anchor?: TrustAnchor;
  /** For each role the worst way to it, the worst role first. */
  readonly ways: readonly WayIn[];
  /** Profiles, not known to be disabled, that lead to one of the roles. */
  readonly profiles: readonly Profile[];
  readonly disabled: readonly Profile[];
  readonly together: JudgedTogether;
  /** Other anchors that reach one of the roles. */
  readonly already: Lookup<readonly TrustAnchor[]>;
  /** The Region that the worst way is in. */
  readonly region?: string;
  readonly regions: readonly string[];
  /** What of the profiles could not be read, and why. */
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}

const NO_REGION = { what: 'the profiles', why: 'the event names no AWS Region' };
const NO_ANCHOR_NAMED = notKnown('the record names no trust anchor');

/** An anchor of which nothing but its ARN is known. */
const named = (arn: string): TrustAnchor => ({
  arn,
  id: lastPart(arn),
  name: lastPart(arn),
  enabled: null,
  sourceType: 'unknown',
  certificates: notKnown('the trust anchors could not be listed'),
});

const isSame = (one: TrustAnchor, arn: string | null, id: string | null): boolean =>
  arn === null ? id !== null && id !== '' && one.id === id : one.arn === arn;

/** One that a record shows enabled may be so still; one that it shows disabled may have been enabled since. */
const asRecorded = (anchor: TrustAnchor): TrustAnchor => ({
  ...anchor,
  enabled: anchor.enabled === true ? true : null,
});

/** The anchor of the record as the list has it now: gone where the list lacks it. */
const anchorNow = (
  recorded: TrustAnchor,
  { arn, id }: { readonly arn: string | null; readonly id: string | null },
  { trustAnchors }: RegionAnswers,
): TrustAnchor => {
  if (!trustAnchors.known) return asRecorded(recorded);
  const listedNow = trustAnchors.value.find((each) => isSame(each, arn, id));
  return listedNow ?? { ...recorded, enabled: false };
};

const doorOf = (
  opening: Opening,
  { anchor, roleArn }: Concern,
  answers: RegionAnswers,
): Door & { readonly anchor?: TrustAnchor } => {
  switch (opening.by) {
    case 'trust-anchor': {
      const now = anchorNow(anchor ?? named(opening.anchor.arn ?? ''), opening.anchor, answers);
      return now.arn === ''
        ? { anchors: answers.trustAnchors.known ? answers.trustAnchors : NO_ANCHOR_NAMED }
        : { anchors: known([now]), anchor: now, wasOpen: opening.anchor.enabled === true };
    }
    case 'crl': {
      const { trustAnchorArn } = opening.crl;
      if (trustAnchorArn === null) return { anchors: answers.trustAnchors };
      const now = anchorNow(named(trustAnchorArn), { arn: trustAnchorArn, id: null }, answers);
      return { anchors: known([now]), anchor: now };
    }
    case 'role':
      return { anchors: answers.trustAnchors, ...(roleArn === undefined ? {} : { roleArn }) };
  }
};

/** The answers seen from one Region: IAM's events are recorded in another than the profiles are in. */
const within = (context: Context, { region, trustAnchors }: RegionAnswers): Context => ({
  ...context,
  trustAnchors,
  change: { ...context.change, place: { ...context.change.place, region: known(region) } },
});

const NOT_SHOWN = 'IAM does not show it, although the record does';

/**
 * What is known of the roles. A role that a record shows is there, whatever IAM says yet; and its trust policy is the one
 * that the record shows as long as IAM may not show that one: both are looked at.
 */
const factsOfRoles = (roles: readonly RoleFacts[], opening: Opening): readonly (readonly RoleFacts[])[] => {
  if (opening.by !== 'role') return [roles];
  const there = roles.map((role) =>
    role.state === 'missing' ? { state: 'unreadable' as const, arn: role.arn, reason: NOT_SHOWN } : role,
  );
  const { trustPolicy } = opening.role;
  if (trustPolicy === null) return [there];
  // Of one that could not be read, what it may be by now is worse than what it was.
  const asChanged = there.map((role) =>
    role.state === 'found' && role.trustPolicy.known ? { ...role, trustPolicy: known(trustPolicy) } : role,
  );
  return [asChanged, there];
};

interface Found extends Concerned {
  readonly region: string;
}

/** The worst way to each role, the worst role first. */
const merged = (found: readonly Found[]): readonly (WayIn & { readonly region: string })[] => {
  const all = found.flatMap(({ ways, region }) => ways.map((way) => ({ ...way, region })));
  const order = worstFirst(all.map(({ role }) => role));
  const first = order.filter(({ arn }, at) => order.findIndex((role) => role.arn === arn) === at);
  return first.flatMap((role) => all.find((way) => way.role === role) ?? []);
};

const distinctBy = <T>(all: readonly T[], keyOf: (each: T) => string): readonly T[] => [
  ...new Map(all.map((each) => [keyOf(each), each])).values(),
];

const profilesOf = (found: readonly Found[], which: 'profiles' | 'disabled'): readonly Profile[] =>
  distinctBy(
    found.flatMap((each) => each[which]),
    ({ arn, id, name }) => arn ?? id ?? name,
  );

const alreadyIn = (found: readonly Found[]): Opened['already'] => {
  const unknown = found.map(({ already }) => already).find((already) => !already.known);
  if (unknown !== undefined) return unknown;
  const all = found.flatMap(({ already }) => (already.known ? already.value : []));
  return known(distinctBy(all, ({ arn }) => arn));
};

/** A role that nobody can use where it was looked for may be used in another Region. */
const perhapsElsewhere = <T extends WayIn>(way: T): T =>
  way.role.usableNow === 'no'
    ? {
        ...way,
        role: {
          ...way.role,
          usableNow: 'unknown',
          usableBecause: `${way.role.usableBecause}, and other Regions were not looked at`,
        },
      }
    : way;

/** The role by itself: a profile elsewhere, or one made now, may lead to it, and need not narrow anything. */
const withoutProfile = (
  role: RoleFacts,
  context: Context,
  calls: readonly ActorCall[],
  led: readonly WayIn[],
  regions: readonly string[],
): WayIn => {
  const profile = { ...NO_PROFILE, roleArns: [role.arn] };
  const seen = { ...context, change: { ...context.change, profile }, current: known(profile) };
  const [session] = sessionLayersOf(seen);
  const judged = judgeRole(role, { context: seen, profile, sessionLayers: [session], calls });
  const where = regions.length === 0 ? 'any Region' : listed(regions, 4);
  const none = led.length === 0 ? `no enabled profile in ${where} is known to name it, and ` : '';
  return {
    profile,
    session,
    role: {
      ...judged,
      usableNow: 'unknown',
      usableBecause: `${none}profiles of other Regions were not looked at`,
    },
  };
};

/** The worst of several ways to one role. */
const worstOf = (ways: readonly WayIn[]): readonly WayIn[] => {
  const [worst] = worstFirst(ways.map(({ role }) => role));
  return ways.filter(({ role }) => role === worst);
};

const unreadIn = ({ region, unclear, missing }: RegionAnswers): Opened['unread'] => [
  ...(missing === undefined ? [] : [{ what: `the profiles in ${region}`, why: missing }]),
  ...(unclear.length === 0
    ? []
    : [
        {
          what: `${counted(unclear.length, 'profile')} in ${region}`,
          why: 'not shown as AWS documents it, and not read by itself',
        },
      ]),
];

/** What the change opens; `undefined` for a change of a profile, which says so itself. */
export const openedBy = (context: Context, calls: readonly ActorCall[]): Opened | undefined => {
  const { concern, change } = context;
  const { opening } = change;
  if (opening === undefined || concern === undefined) return undefined;
  const variants = factsOfRoles(context.roles, opening);
  const doors = concern.regions.map((answers) => ({ answers, door: doorOf(opening, concern, answers) }));
  const found: readonly Found[] =
    opening.calm === undefined
      ? doors.flatMap(({ answers, door }) =>
          variants.map((roles) => ({
            ...concernedBy(door, {
              context: { ...within(context, answers), roles },
              profiles: answers.profiles,
              calls,
            }),
            region: answers.region,
          })),
        )
      : [];
  const regions = concern.regions.map(({ region }) => region);
  const led = merged(found);
  const alone =
    opening.by === 'role' && opening.calm === undefined ? variants.flatMap(([role]) => role ?? []) : [];
  const ways =
    alone.length === 0
      ? led
      : worstOf([
          ...led.map(perhapsElsewhere),
          ...alone.map((role) => withoutProfile(role, context, calls, led, regions)),
        ]);
  const anchor = doors.find(({ door }) => door.anchor !== undefined)?.door.anchor;
  const region = led[0]?.region;
  return {
    opening,
    ways,
    profiles: profilesOf(found, 'profiles'),
    disabled: profilesOf(found, 'disabled'),
    together: alone.length === 0 ? togetherIn(found, region) : aloneTogether(ways),
    already: alreadyIn(found),
    regions,
    unread:
      opening.calm === undefined
        ? [...(regions.length === 0 ? [NO_REGION] : []), ...concern.regions.flatMap(unreadIn)]
        : [],
    ...(anchor === undefined ? {} : { anchor }),
    ...(region === undefined ? {} : { region }),
  };
};

/** What the roles of the Region with the worst way can do together. */
const togetherIn = (found: readonly Found[], region: string | undefined): JudgedTogether =>
  found.find((each) => each.region === region)?.together ?? aloneTogether([]);

/** One role, or none, is no more together than alone. */
const aloneTogether = ([way]: readonly WayIn[]): JudgedTogether => ({
  power: way?.role.power ?? 'none',
  possiblePower: way?.role.possiblePower ?? 'none',
  statement: '',
  notExamined: way?.role.facts.state === 'not-examined' ? [way.role.arn] : [],
});
