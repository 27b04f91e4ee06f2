import type { Context } from '../enrich/context';
import type { FoundRole, RoleFacts } from '../enrich/role';
import type { Profile } from '../event/profile';
import { type Capability, type PowerVerdict, powerOf, worstPower } from '../iam/power';
import { type TrustVerdict, trustOf } from '../iam/trust';
import { known } from '../lookup';
import type { ActorCall } from './actor-events';
import { isDangerous } from './danger';
import type { JudgedCapability, JudgedRole } from './judged-role';
import { isMore } from './more-power';
import { longestSecondsOf } from './profile-now';
import { reachedBy } from './reached-roles';
import { shownByCalls } from './role-changes';
import { layersOf, powerPlace, statementName } from './role-layers';
import type { SessionLayer } from './session-layers';
import { isReadable, unreadPermissions } from './unread-policies';
import { type Usability, usabilityOf } from './usability';
import { usableAnchors } from './usable-anchors';
import { listed } from './wording';

/** What every role of one profile is judged by. */
export interface JudgedIn {
  readonly context: Context;
  /** The profile as it is now. */
  readonly profile: Profile;
  /** What narrows a session; more than one where that was changed after sessions could have been made. */
  readonly sessionLayers: readonly SessionLayer[];
  /** The actor's sensitive calls: one on a role that IAM does not show says that it is there. */
  readonly calls: readonly ActorCall[];
}

type Judged = Omit<JudgedRole, 'isDangerous' | 'reached'>;

const UNKNOWN_TRUST: TrustVerdict = {
  trust: 'unknown',
  reachableFrom: [],
  pinnedTo: [],
  otherPrincipals: [],
  conditionKeys: [],
};

/** Nothing could be read, so nothing can be ruled out. */
const UNKNOWN_POWER: PowerVerdict = { power: 'unknown', possiblePower: 'admin', capabilities: [] };

/** A role that does not exist can do nothing and lets nobody in, until somebody creates it. */
const NO_POWER: PowerVerdict = { power: 'none', possiblePower: 'none', capabilities: [] };

/** Nothing of the role was read: it may do all that the session policies leave, as far as those were read. */
const unreadPower = ({ context, sessionLayers }: JudgedIn): Pick<PowerVerdict, 'power' | 'possiblePower'> => {
  const { partition, account } = powerPlace(context.change.place);
  const powers = sessionLayers.map((layer) =>
    layer === undefined
      ? UNKNOWN_POWER
      : powerOf(
          { identity: [undefined], session: layer.documents },
          { partition, account, now: context.now },
        ),
  );
  return { power: 'unknown', possiblePower: worstPower(...powers.map(({ possiblePower }) => possiblePower)) };
};

interface JudgedPower extends Omit<PowerVerdict, 'capabilities'> {
  readonly capabilities: readonly JudgedCapability[];
}

/** What the role can do under one session layer. */
export const powerUnder = (role: FoundRole, session: SessionLayer, { context }: JudgedIn): JudgedPower => {
  const { layers, names } = layersOf(role, session);
  const { partition, account } = powerPlace(context.change.place);
  const judged = (capability: Capability): JudgedCapability => ({
    ...capability,
    grantedBy: [...new Set(capability.statements.map((statement) => statementName(statement, names)))],
  });
  const { arn: roleArn, tags } = role;
  const verdict = powerOf(layers, { partition, account, roleArn, tags, now: context.now });
  return { ...verdict, capabilities: verdict.capabilities.map(judged) };
};

/** The most that any of the session layers leaves: a session issued under an earlier one lives on. */
const mostPower = (role: FoundRole, judgedIn: JudgedIn): JudgedPower =>
  judgedIn.sessionLayers
    .map((session) => powerUnder(role, session, judgedIn))
    .reduce((most, next) => (isMore(next, most) ? next : most));

const readableOnly = (policies: FoundRole['attached']): FoundRole['attached'] =>
  known(
    (policies.known ? policies.value : []).filter(
      ({ document }) => document.known && isReadable(document.value),
    ),
  );

/** The role and its session as far as they could be read; a boundary or session policy that could not be is left out. */
const powerAsRead = (role: FoundRole, judgedIn: JudgedIn): JudgedPower['power'] => {
  const { boundary, ...unbound } = role;
  const kept = boundary?.document.known && isReadable(boundary.document.value) ? { boundary } : {};
  const read = {
    ...unbound,
    ...kept,
    attached: readableOnly(role.attached),
    inline: readableOnly(role.inline),
  };
  const sessionLayers = judgedIn.sessionLayers.map((layer) =>
    layer?.documents.every(isReadable) ? layer : undefined,
  );
  return mostPower(read, { ...judgedIn, sessionLayers }).power;
};

const isSessionUnread = ({ sessionLayers }: JudgedIn): boolean =>
  sessionLayers.some((layer) => layer !== undefined && !layer.documents.every(isReadable));

/** Conditions whose outcome nobody here can know, where they decide how powerful the role is. */
const undecided = ({ power, possiblePower, capabilities }: JudgedPower): readonly string[] => {
  const keys = capabilities
    .filter(({ verdict }) => verdict === 'conditional')
    .flatMap(({ conditionKeys }) => conditionKeys);
  return power === possiblePower || keys.length === 0
    ? []
    : [`whether it can do more depends on conditions: ${listed([...new Set(keys)], 8)}`];
};

const sessionSecondsOf = (role: FoundRole, context: Context): number =>
  Math.min(longestSecondsOf(context), role.maxSessionSeconds);

/** Who can reach a role through the trust anchors of the context, and that profile. */
export const trustOfRole = (
  role: FoundRole,
  { context, profile }: Pick<JudgedIn, 'context' | 'profile'>,
): TrustVerdict => {
  if (!role.trustPolicy.known) return UNKNOWN_TRUST;
  const refusesNames = context.current.known && profile.acceptRoleSessionName === false;
  return trustOf(role.trustPolicy.value, {
    roleArn: role.arn,
    anchors: usableAnchors(context).map(({ arn }) => arn),
    now: context.now,
    tags: role.tags,
    ...(refusesNames ? { choosesName: false } : {}),
  });
};

const judgeFound = (role: FoundRole, judgedIn: JudgedIn): Judged => {
  const power = mostPower(role, judgedIn);
  const unread = unreadPermissions(role);
  const trust = trustOfRole(role, judgedIn);
  const unreadTrust = role.trustPolicy.known
    ? trust.trust === 'unknown'
      ? ['trust policy: it could not be understood']
      : []
    : [`trust policy: ${role.trustPolicy.reason}`];
  const cutShort = power.cutShort === true ? ['its policies are too complex to evaluate in full'] : [];
  return {
    arn: role.arn,
    facts: role,
    ...power,
    ...(unread.length > 0 || isSessionUnread(judgedIn) ? { powerAsRead: powerAsRead(role, judgedIn) } : {}),
    trust,
    ...usabilityNow(role, trust, judgedIn),
    sessionSeconds: sessionSecondsOf(role, judgedIn.context),
    unreadBecause: [...unread, ...unreadTrust, ...cutShort],
    unknowns: [...unread, ...unreadTrust, ...cutShort, ...undecided(power)],
  };
};

/** Whether the role could be used through the profile as it was created, so that sessions of it may live on. */
const couldBeUsedAtFirst = (role: RoleFacts, trust: TrustVerdict, context: Context): boolean =>
  context.current.known &&
  context.change.profile.roleArns.includes(role.arn) &&
  usabilityOf(role, trust, context.change.profile, context, true).usableNow !== 'no';

const usabilityNow = (
  role: RoleFacts,
  trust: TrustVerdict,
  judgedIn: JudgedIn,
): Usability & Pick<JudgedRole, 'sessionsMayLiveOn'> => {
  const now = useNow(role, trust, judgedIn);
  return now.usableNow === 'no' && couldBeUsedAtFirst(role, trust, judgedIn.context)
    ? { ...now, sessionsMayLiveOn: true }
    : now;
};

const useNow = (role: RoleFacts, trust: TrustVerdict, { context, profile }: JudgedIn): Usability => {
  const { change, current } = context;
  const wasTakenOut =
    current.known && change.profile.roleArns.includes(role.arn) && !profile.roleArns.includes(role.arn);
  return wasTakenOut
    ? { usableNow: 'no', usableBecause: 'the role has been taken out of the profile since' }
    : usabilityOf(role, trust, profile, context, current.known);
};

const unreadRole = (
  facts: RoleFacts,
  judgedIn: JudgedIn,
  power: Pick<PowerVerdict, 'power' | 'possiblePower'>,
  trust: TrustVerdict,
  { unreadBecause = [], unknowns = unreadBecause }: Partial<Pick<JudgedRole, 'unreadBecause' | 'unknowns'>>,
): Judged => ({
  arn: facts.arn,
  facts,
  power: power.power,
  possiblePower: power.possiblePower,
  capabilities: [],
  trust,
  ...usabilityNow(facts, trust, judgedIn),
  unreadBecause,
  unknowns,
});

/** That IAM does not know a role is knowledge, unless CloudTrail shows the contrary: then nothing is known of the role. */
const judgeMissing = (facts: RoleFacts, judgedIn: JudgedIn): Judged => {
  const { context, calls } = judgedIn;
  const shownBy = shownByCalls(facts.arn, calls, context.change.record.time, context.now);
  if (shownBy === undefined) {
    return unreadRole(facts, judgedIn, NO_POWER, { ...UNKNOWN_TRUST, trust: 'unusable' }, {});
  }
  const unknowns = [`IAM does not show it, although ${shownBy}`];
  return { ...unreadRole(facts, judgedIn, unreadPower(judgedIn), UNKNOWN_TRUST, { unknowns }), shownBy };
};

const judge = (facts: RoleFacts, judgedIn: JudgedIn): Judged => {
  switch (facts.state) {
    case 'found':
      return judgeFound(facts, judgedIn);
    case 'missing':
      return judgeMissing(facts, judgedIn);
    case 'other-account':
      return unreadRole(facts, judgedIn, UNKNOWN_POWER, UNKNOWN_TRUST, {
        unknowns: [`role of account ${facts.accountId}: it cannot be examined from this account`],
      });
    case 'not-examined':
    case 'unreadable':
      return unreadRole(facts, judgedIn, unreadPower(judgedIn), UNKNOWN_TRUST, {
        unreadBecause: [facts.reason],
      });
  }
};

/** A role that could not be judged: nothing about it is ruled out. */
const unjudged = (facts: RoleFacts, error: unknown): Judged => {
  const why = `the role could not be judged: ${error instanceof Error ? error.message : String(error)}`;
  return {
    arn: facts.arn,
    facts,
    ...UNKNOWN_POWER,
    capabilities: [],
    trust: UNKNOWN_TRUST,
    usableNow: 'unknown',
    usableBecause: 'the role could not be judged',
    unreadBecause: [why],
    unknowns: [why],
  };
};

/** What one role of the profile amounts to. Never throws: what cannot be judged is unknown, with the reason. */
export const judgeRole = (facts: RoleFacts, judgedIn: JudgedIn): JudgedRole => {
  try {
    const role = judge(facts, judgedIn);
    return { ...role, isDangerous: isDangerous(role), reached: reachedBy(facts, judgedIn) };
  } catch (error) {
    const role = unjudged(facts, error);
    return { ...role, isDangerous: isDangerous(role), reached: [] };
  }
};
