import { type Access, contentOf, type PolicyLayers, type StatementRef } from './access';
import { type Answer, allOf } from './capabilities/answer';
import { CAPABILITIES } from './capabilities/catalogue';
import { type Examiner, examinerOf } from './capabilities/examiner';
import type { RoleReach } from './capabilities/reach';
import type { CapabilityRow } from './capabilities/row';
import { readDocument } from './document';
import { type CapabilityKind, POWERS, type Power } from './levels';
import { memoryOf } from './memory';
import { looksAtTime, type Moment, momentsAfter, momentText } from './moments';

export { type CapabilityKind, POWERS, type Power, type RoleReach };

/** One dangerous thing that a role's policies allow together. */
export interface Capability {
  /** Stable id of its row: "iam-attach-role-policy". */
  readonly id: string;
  readonly kind: CapabilityKind;
  /** The power a role has that is granted it. */
  readonly level: Power;
  /** The ATT&CK technique it serves, by its id in v19: "T1548.005". */
  readonly technique: string;
  /** What its holder can do, a verb phrase: "attach any policy to any role". */
  readonly phrase: string;
  readonly verdict: Exclude<Access['verdict'], 'denied'>;
  readonly scope: Exclude<Access['scope'], 'none'>;
  /**
   * Set where it is allowed on some resources only and all hangs on what those are, which policies do not show: "what the
   * roles it may pass can do". Such a capability counts towards `possiblePower` alone, granted or not.
   */
  readonly dependsOn?: string;
  /** The actions it takes, as its row lists them; of several ways to do it, those that are allowed. */
  readonly actions: readonly string[];
  readonly statements: readonly StatementRef[];
  readonly conditionKeys: readonly string[];
  /** Set where it is not allowed yet: the date in ISO 8601 from which on it is, or may be. */
  readonly opensAt?: string;
}

/** The roles that policies lead their holder to. */
export interface RolesInReach {
  /** The roles it can hand to services (iam:PassRole), whatever it can do with them; absent where none, or not all was read. */
  readonly passable?: RoleReach;
  /** The roles it can assume, where their trust policies let it; absent where none. */
  readonly assumable?: RoleReach;
}

export interface PowerVerdict extends RolesInReach {
  /** What is certain; `unknown` where nothing could be read. */
  readonly power: Power | 'unknown';
  /** What cannot be ruled out: conditions nobody can decide, policies nobody could read. Never below `power`. */
  readonly possiblePower: Power;
  /** Granted before conditional, the most powerful first. Of a role that is admin for certain, only what makes it so. */
  readonly capabilities: readonly Capability[];
  /** Set where the policies are too complex to evaluate in the time an alert has; what was not, is not ruled out. */
  readonly cutShort?: true;
}

/** Where and when a role is looked at. */
export interface PowerOptions {
  /** "aws", "aws-cn", "aws-us-gov". */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** The role itself: decides what it may do to itself, and conditions on aws:PrincipalArn. */
  readonly roleArn?: string;
  /** Decides conditions on dates for a session issued now. */
  readonly now?: Date;
  /** All tags of the role: they decide conditions on aws:PrincipalTag. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/** Negative where `a` is less than `b`; `unknown` is less than everything known. */
export const comparePower = (a: Power | 'unknown', b: Power | 'unknown'): number => rankOf(a) - rankOf(b);

const rankOf = (power: Power | 'unknown'): number => (power === 'unknown' ? -1 : POWERS.indexOf(power));

/** The greatest of some powers; `none` of none at all. */
export const worstPower = (...powers: readonly Power[]): Power =>
  powers.reduce((worst, next) => (comparePower(next, worst) > 0 ? next : worst), 'none');

/** A row with what the policies say about it. */
interface Raised {
  readonly row: CapabilityRow;
  readonly answer: Answer;
}

/** One role's answers, kept for the question what several roles can do together. */
interface Examined {
  readonly verdict: PowerVerdict;
  readonly steps: ReadonlyMap<string, readonly (Answer | undefined)[]>;
}

type Answers = readonly [Answer, ...Answer[]];

/** The answers to all steps; `undefined` where one of them is denied. */
const allMet = (steps: readonly (Answer | undefined)[]): Answers | undefined => {
  const [first, ...others] = steps.filter((answer) => answer !== undefined);
  return first === undefined || others.length + 1 < steps.length ? undefined : [first, ...others];
};

/** Certain, and certain to lead where its row says. */
const isCertain = ({ verdict, dependsOn }: Pick<Answer, 'verdict' | 'dependsOn'>): boolean =>
  verdict === 'granted' && dependsOn === undefined;

const capabilityOf = ({ row, answer }: Raised): Capability => ({
  id: row.id,
  kind: row.kind,
  level: row.level,
  technique: row.technique,
  phrase: row.phrase.replace('{any}', (answer.targetScope ?? answer.scope) === 'all' ? 'any' : 'some'),
  verdict: answer.verdict,
  scope: answer.scope,
  ...(answer.dependsOn === undefined ? {} : { dependsOn: answer.dependsOn }),
  actions: answer.actions,
  statements: answer.statements,
  conditionKeys: answer.conditionKeys,
});

const ORDER = new Map(CAPABILITIES.map(({ id }, index) => [id, index]));
const VARIATIONS: ReadonlySet<string> = new Set(
  CAPABILITIES.flatMap(({ id, variationOf }) => (variationOf === undefined ? [] : [id])),
);

type Sortable = Pick<Capability, 'id' | 'level' | 'verdict' | 'dependsOn'>;

/** Smaller comes first: granted, powerful, certain to lead there, no mere variation, early in the catalogue. */
const rankOfCapability = ({ id, level, verdict, dependsOn }: Sortable): number =>
  [
    verdict === 'granted' ? 0 : 1,
    POWERS.length - 1 - POWERS.indexOf(level),
    dependsOn === undefined ? 0 : 1,
    VARIATIONS.has(id) ? 1 : 0,
  ].reduce((rank, part) => rank * POWERS.length + part, 0) *
    CAPABILITIES.length +
  (ORDER.get(id) ?? 0);

const mostPowerfulFirst = <T extends Sortable>(capabilities: readonly T[]): readonly T[] =>
  capabilities
    .map((capability) => ({ capability, rank: rankOfCapability(capability) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ capability }) => capability);

/** Whether other rows say already what the actions of this one lead to. */
const isSaid = ({ onlyAlone, steps }: CapabilityRow, raised: readonly Raised[]): boolean =>
  onlyAlone === true &&
  raised.some(
    ({ answer }) => answer.evident && steps.flat(2).every(({ action }) => answer.actions.includes(action)),
  );

/** Leaves out what a stronger row says already, as certainly. */
const withoutImplied = (raised: readonly Raised[]): readonly Raised[] => {
  const byId = new Map(raised.map((one) => [one.row.id, one]));
  return raised.filter((one) => {
    const stronger = one.row.impliedBy === undefined ? undefined : byId.get(one.row.impliedBy);
    return (
      stronger === undefined || (one.answer.verdict === 'granted' && stronger.answer.verdict !== 'granted')
    );
  });
};

const documentsOf = (documents: readonly unknown[] | undefined): readonly unknown[] =>
  Array.isArray(documents) ? documents : [];

const allUnreadable = (documents: readonly unknown[]): boolean =>
  documents.length > 0 && documents.every((document) => !readDocument(document, 'permissions').readable);

const certainPower = (raised: readonly Raised[]): Power => {
  const granted = raised.filter(({ answer }) => answer.verdict === 'granted');
  const proven = granted.filter(({ answer }) => isCertain(answer)).map(({ row }) => row.level);
  return worstPower(granted.length > 0 ? 'limited' : 'none', ...proven);
};

const POWER_OF_ANYTHING = { granted: 'limited', conditional: 'none', denied: 'none' } as const;

const NOTHING: Examined = {
  steps: new Map(),
  verdict: { power: 'none', possiblePower: 'none', capabilities: [] },
};

const FROM_THE_TOP: readonly CapabilityRow[] = [...CAPABILITIES].sort((a, b) =>
  comparePower(b.level, a.level),
);

/** The most that an identity policy nobody could read may give, within what narrows it. */
const hiddenPower = (examiner: Examiner): Power => FROM_THE_TOP.find(examiner.mayHide)?.level ?? 'none';

/** The services that some row passes a role to. */
const LAUNCHING: readonly string[] = [
  ...new Set(CAPABILITIES.flatMap(({ steps }) => steps.flat(2).flatMap(({ passedTo }) => passedTo ?? []))),
];

const reachIn = (examiner: Examiner): RolesInReach => {
  const passable = examiner.passable(LAUNCHING);
  const assumable = examiner.assumable();
  return {
    ...(passable === undefined ? {} : { passable }),
    ...(assumable === undefined ? {} : { assumable }),
  };
};

/** The roles that policies lead to, as `powerOf` has them, without the question what else the policies amount to. */
export const rolesInReach = (layers: PolicyLayers, options: PowerOptions): RolesInReach =>
  reachIn(examinerOf(layers, options));

const judge = (examiner: Examiner, layers: PolicyLayers): Examined => {
  const steps = new Map<string, readonly (Answer | undefined)[]>();
  const raised: Raised[] = [];
  for (const row of CAPABILITIES) {
    if (isSaid(row, raised)) continue;
    const answers = examiner.stepsOf(row);
    steps.set(row.id, answers);
    const met = allMet(answers);
    if (met === undefined) continue;
    const one = { row, answer: allOf(met) };
    raised.push(one);
    // Whoever is admin for certain can do all the rest; a list of it would say nothing.
    if (row.level === 'admin' && isCertain(one.answer)) break;
  }
  const proven = certainPower(raised);
  const anything = proven === 'none' ? examiner.anything() : 'granted';
  if (anything === 'denied') return NOTHING;
  const power = worstPower(proven, POWER_OF_ANYTHING[anything]);
  return {
    steps,
    verdict: {
      ...reachIn(examiner),
      ...(examiner.isCutShort() ? { cutShort: true as const } : {}),
      power: power === 'none' && allUnreadable(documentsOf(layers.identity)) ? 'unknown' : power,
      possiblePower: worstPower('limited', hiddenPower(examiner), ...raised.map(({ row }) => row.level)),
      // What only an unread policy might allow is everything there is; a list of it would say nothing.
      capabilities: mostPowerfulFirst(
        withoutImplied(raised.filter(({ answer }) => answer.evident)).map(capabilityOf),
      ),
    },
  };
};

/** Examinations kept by what the policies say: one takes a millisecond or two, and some dozens of kilobytes. */
const REMEMBERED_EXAMINATIONS = 300;

const examinations = memoryOf<string, Examined>(REMEMBERED_EXAMINATIONS);

/** What an examination follows from. The time counts where a policy looks at it. */
const questionOf = (layers: PolicyLayers, { partition, account, roleArn, now, tags }: PowerOptions): string =>
  JSON.stringify([
    contentOf(layers),
    Array.isArray(layers.identity),
    partition,
    account,
    roleArn ?? null,
    tags ?? null,
    now !== undefined && looksAtTime(layers) ? now.getTime() : null,
    now === undefined,
  ]);

/** Examines a role; the same policies under the same options only once, as long as they are remembered. */
const examine = (layers: PolicyLayers, options: PowerOptions): Examined => {
  const question = questionOf(layers, options);
  const remembered = examinations.get(question);
  if (remembered !== undefined) return remembered;
  const examined = judge(examinerOf(layers, options), layers);
  examinations.put(question, examined);
  return examined;
};

const TIME_KEY = 'aws:CurrentTime';

/** The same, said of a time to come. */
const fromThenOn = <T extends SharedCapability | Capability>(
  capability: T,
  moment: Moment | undefined,
): T => {
  const keys = capability.conditionKeys.includes(TIME_KEY) ? [] : [TIME_KEY];
  const opensAt = moment === undefined ? undefined : momentText(moment);
  return {
    ...capability,
    verdict: 'conditional',
    conditionKeys: [...capability.conditionKeys, ...keys],
    ...(opensAt === undefined ? {} : { opensAt, phrase: `${capability.phrase}, from ${opensAt} on` }),
  };
};

interface Possible<T> {
  readonly possiblePower: Power;
  readonly capabilities: readonly T[];
}

/** With what more will be possible later: the worst that is to come, and the date on which it begins. */
const withLater = <T extends SharedCapability | Capability, V extends Possible<T>>(
  now: V,
  moments: readonly (Moment | undefined)[],
  verdictAt: (moment: Moment | undefined) => Possible<T>,
): V => {
  let worst: { readonly moment: Moment | undefined; readonly verdict: Possible<T> } | undefined;
  for (const moment of moments) {
    const verdict = verdictAt(moment);
    if (comparePower(verdict.possiblePower, (worst?.verdict ?? now).possiblePower) > 0)
      worst = { moment, verdict };
  }
  if (worst === undefined) return now;
  const { moment, verdict } = worst;
  const later = verdict.capabilities.filter(({ level }) => comparePower(level, now.possiblePower) > 0);
  return {
    ...now,
    possiblePower: verdict.possiblePower,
    capabilities: mostPowerfulFirst([
      ...now.capabilities,
      ...later.map((capability) => fromThenOn(capability, moment)),
    ]),
  };
};

/** The moments to come at which to look again; one that stands for any time where they are too many. */
const later = (now: Date | undefined, all: readonly PolicyLayers[]): readonly (Moment | undefined)[] =>
  now === undefined || Number.isNaN(now.getTime()) ? [] : (momentsAfter(now, all) ?? [undefined]);

const optionsAt = <T extends Omit<PowerOptions, 'roleArn'>>(options: T, moment: Moment | undefined): T => {
  const { now: _, ...timeless } = options;
  return (moment === undefined ? timeless : { ...options, now: moment.after }) as T;
};

/**
 * What a role's policies amount to: full admin, a path to admin, other dangerous capabilities, or ordinary work.
 *
 * `power` counts what is granted and leads somewhere for certain; `possiblePower` also what hangs on conditions nobody
 * can decide, on documents nobody could read, or on resources nobody can see (to pass some role leads to what that role
 * can do), or on a date that is yet to come. Full admin is found by an invented action and witnesses, never by a policy's name. Out of sight: service and
 * resource control policies, resource policies, key policies, and the trust policies of other roles.
 */
export const powerOf = (layers: PolicyLayers, options: PowerOptions): PowerVerdict =>
  withLater<Capability, PowerVerdict>(
    examine(layers, options).verdict,
    later(options.now, [layers]),
    (moment) => examine(layers, optionsAt(options, moment)).verdict,
  );

/** One of several roles that one certificate can have sessions of. */
export interface RoleLayers {
  readonly layers: PolicyLayers;
  readonly roleArn?: string;
  readonly tags?: PowerOptions['tags'];
}

/** What one of the roles brings to a shared capability. */
export interface RolePart {
  /** Index of the role. */
  readonly role: number;
  readonly actions: readonly string[];
  /** Its own statements. */
  readonly statements: readonly StatementRef[];
}

/** Something no role can do alone, but their sessions can do one after the other. */
export interface SharedCapability extends Omit<Capability, 'statements'> {
  readonly parts: readonly RolePart[];
}

export interface TogetherVerdict {
  /** The most of any role, or of what they share; `unknown` where nothing could be read of any. */
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
  /** Only what goes beyond the most powerful single role; granted before conditional, the most powerful first. */
  readonly capabilities: readonly SharedCapability[];
}

interface RoleAnswer {
  readonly role: number;
  readonly answer: Answer;
}

const confidence = ({ verdict, dependsOn }: Pick<Answer, 'verdict' | 'dependsOn'>): number =>
  verdict === 'conditional' ? 1 : dependsOn === undefined ? 3 : 2;

const surest = (answers: readonly RoleAnswer[]): RoleAnswer | undefined =>
  answers.reduce<RoleAnswer | undefined>(
    (best, next) => (best === undefined || confidence(next.answer) > confidence(best.answer) ? next : best),
    undefined,
  );

const partsOf = (chosen: readonly RoleAnswer[]): readonly RolePart[] =>
  [...new Set(chosen.map(({ role }) => role))].flatMap((role) => {
    const own = allMet(chosen.filter((one) => one.role === role).map(({ answer }) => answer));
    if (own === undefined) return [];
    const { actions, statements } = allOf(own);
    return [{ role, actions, statements }];
  });

const sharedOf = (row: CapabilityRow, examined: readonly Examined[]): SharedCapability | undefined => {
  const byRole = examined.map(({ steps }) => steps.get(row.id) ?? row.steps.map(() => undefined));
  const chosen = row.steps.map((_, step) =>
    surest(
      byRole.flatMap((steps, role): RoleAnswer[] => {
        const answer = steps[step];
        return answer?.evident ? [{ role, answer }] : [];
      }),
    ),
  );
  const met = allMet(chosen.map((one) => one?.answer));
  if (met === undefined) return undefined;
  const answer = allOf(met);
  const alone = byRole.map(allMet).map((steps) => (steps === undefined ? 0 : confidence(allOf(steps))));
  if (alone.some((sureness) => sureness >= confidence(answer))) return undefined;
  const { statements: _, ...capability } = capabilityOf({ row, answer });
  return { ...capability, parts: partsOf(chosen.filter((one) => one !== undefined)) };
};

const SHARABLE: readonly CapabilityRow[] = CAPABILITIES.filter(
  ({ steps, variationOf }) => steps.length > 1 && variationOf === undefined,
);

/**
 * What several roles can do together. Whoever holds a certificate can hold sessions of all roles of a profile at once,
 * so one role may do one step and another the next; what must happen in a single call must be one role's.
 */
export const togetherOf = (
  roles: readonly RoleLayers[],
  options: Omit<PowerOptions, 'roleArn' | 'tags'>,
): TogetherVerdict =>
  withLater<SharedCapability, TogetherVerdict>(
    togetherAt(roles, options),
    later(
      options.now,
      roles.map(({ layers }) => layers),
    ),
    (moment) => togetherAt(roles, optionsAt(options, moment)),
  );

const togetherAt = (
  roles: readonly RoleLayers[],
  options: Omit<PowerOptions, 'roleArn' | 'tags'>,
): TogetherVerdict => {
  const examined = roles.map(({ layers, roleArn, tags }) =>
    examine(layers, {
      ...options,
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(tags === undefined ? {} : { tags }),
    }),
  );
  const powers = examined.map(({ verdict }) => verdict.power).filter((power) => power !== 'unknown');
  const certain = worstPower(...powers);
  const possible = worstPower(...examined.map(({ verdict }) => verdict.possiblePower));
  const shared = SHARABLE.flatMap((row) => {
    const capability = sharedOf(row, examined);
    if (capability === undefined) return [];
    return comparePower(row.level, isCertain(capability) ? certain : possible) > 0 ? [capability] : [];
  });
  const power = worstPower(certain, ...shared.filter(isCertain).map(({ level }) => level));
  return {
    power: power === 'none' && powers.length < examined.length ? 'unknown' : power,
    possiblePower: worstPower(possible, power, ...shared.map(({ level }) => level)),
    capabilities: mostPowerfulFirst(shared),
  };
};
