import type { Assessment } from '../assess/assessment';
import type { Facts } from '../assess/facts';
import type { JudgedCapability, JudgedRole, ReachedRole } from '../assess/judged-role';
import type { RoleReach } from '../iam/capabilities/reach';
import { ifKnown } from '../lookup';
import { actorName, describeActor } from './actor-line';
import { anchorInAlert, anchorsInAlert } from './anchors';
import { burstIn } from './burst';
import { byHandText, stillOpenText } from './by-hand';
import { summaries } from './change-line';
import { commandsOf, proofOf, sessionsLiveOn } from './commands';
import { containmentIn } from './contained';
import { decisionOf, profileClaim } from './decision';
import { linksOf } from './links';
import { concernedOf, subjectSummary } from './opened-line';
import { describeProfile } from './profile-line';
import { type AnchorNames, roleSummary } from './role-line';
import { OUT_OF_SIGHT, RULE } from './rule';
import type { Alert } from './schema';
import { describeSource } from './source-line';
import { updateIn } from './update';
import { accountLabel, shortName } from './words';

const capabilityOf = (capability: JudgedCapability): Alert['roles'][number]['capabilities'][number] => ({
  id: capability.id,
  kind: capability.kind,
  level: capability.level,
  phrase: capability.phrase,
  verdict: capability.verdict,
  scope: capability.scope,
  actions: [...capability.actions],
  statements: [...capability.grantedBy],
  conditionKeys: [...capability.conditionKeys],
  technique: capability.technique,
  ...(capability.opensAt === undefined ? {} : { opensAt: capability.opensAt }),
});

const reachOf = (reach: RoleReach | undefined) =>
  reach === undefined
    ? undefined
    : {
        verdict: reach.verdict,
        all: reach.all,
        arns: [...reach.arns],
        patterns: [...reach.patterns],
        more: reach.more,
        services: [...reach.services],
      };

/** The worst come first; more would crowd out the profile's own. */
const MOST_REACHED = 10;

const reachedOf = ({ arn, how, power, possiblePower, letsIn, unreadBecause }: ReachedRole) => ({
  arn,
  how,
  power,
  possiblePower,
  letsIn,
  unknowns: [...unreadBecause],
});

const roleOf = (role: JudgedRole, anchors: AnchorNames): Loose<Alert['roles'][number]> => ({
  arn: role.arn,
  state: role.facts.state,
  summary: roleSummary(role, anchors),
  power: role.power,
  possiblePower: role.possiblePower,
  dangerous: role.isDangerous,
  capabilities: role.capabilities.map(capabilityOf),
  passable: reachOf(role.passable),
  assumable: reachOf(role.assumable),
  reached: role.reached
    .filter(({ amountsTo }) => amountsTo !== 'less')
    .slice(0, MOST_REACHED)
    .map(reachedOf),
  trust: role.trust.trust,
  reachableFrom: [...role.trust.reachableFrom],
  pinnedTo: [...role.trust.pinnedTo],
  otherPrincipals: role.trust.otherPrincipals.map((principal) => ({ ...principal })),
  usableNow: role.usableNow,
  usableBecause: role.usableBecause,
  maxSessionSeconds: role.facts.state === 'found' ? role.facts.maxSessionSeconds : null,
  sessionSeconds: role.sessionSeconds ?? null,
  unknowns: [...role.unknowns],
});

const actorOf = ({ actor }: Facts): Alert['actor'] => ({
  type: actor.type,
  kind: actor.kind,
  arn: actor.arn,
  name: actorName(actor),
  description: describeActor(actor),
  accountId: actor.accountId,
  userName: actor.userName,
  accessKeyId: actor.accessKeyId,
  longLivedKey: actor.longLivedKey,
  mfa: actor.mfa,
  sessionIssuerArn: actor.sessionIssuerArn,
  sessionName: actor.sessionName,
  sessionCreatedAt: actor.sessionCreatedAt,
  invokedBy: actor.invokedBy,
  onBehalfOf: actor.onBehalfOf,
  delegateAccount: actor.delegateAccount,
  identityStoreArn: actor.identityStoreArn,
  credentialId: actor.credentialId,
  identityProvider: actor.identityProvider,
  identityClaims: actor.identityClaims,
  sourceIdentity: actor.sourceIdentity,
  certificate: actor.certificate === undefined ? undefined : { ...actor.certificate },
  assumedRoot: actor.assumedRoot,
  issuedTo: actor.issuedTo === undefined ? undefined : { ...actor.issuedTo },
  scope: actor.scope === undefined ? undefined : { ...actor.scope },
  fromConsole: actor.fromConsole,
});

const sourceOf = ({ source, country }: Facts): Alert['source'] => ({
  description: describeSource(source, country.known ? country.value : undefined),
  ip: source.ip,
  service: source.service,
  country: country.known ? country.value : undefined,
  vpcEndpointId: source.vpcEndpointId,
  vpcEndpointAccountId: source.vpcEndpointAccountId,
  userAgent: source.userAgent,
  client: { ...source.client },
});

/** What the change made of the profile, and what it was. */
const changedOf = ({ changed: { before, changes } }: Facts) => {
  const was = before.known ? before.value : undefined;
  return {
    changed: changes.map((change) => ({ ...change })),
    beforeUnknown: before.known ? undefined : before.reason,
    before:
      was === undefined
        ? undefined
        : {
            eventName: was.eventName,
            time: was.time,
            name: was.profile.name,
            durationSeconds: was.profile.durationSeconds,
            roleArns: [...was.profile.roleArns],
            sessionPolicy: was.profile.sessionPolicy,
            managedPolicyArns: [...was.profile.managedPolicyArns],
            acceptRoleSessionName: was.profile.acceptRoleSessionName,
          },
  };
};

const profileOf = (facts: Facts): Loose<Alert['profile']> => {
  const { profile, profileIsRead, rolesAreKnown, requestIsKnown, durationIsKnown, tags } = facts;
  return {
    name: profile.name,
    description: describeProfile(profile, {
      tags,
      isCurrent: profileIsRead,
      rolesAreKnown,
      requestIsKnown,
      durationIsKnown,
      done: facts.kind.words.done,
    }),
    id: profile.id,
    arn: profile.arn,
    enabled: profile.enabled,
    durationSeconds: profile.durationSeconds,
    durationAssumed: durationIsKnown ? undefined : (true as const),
    roleArns: [...profile.roleArns],
    sessionPolicy: profile.sessionPolicy,
    managedPolicyArns: [...profile.managedPolicyArns],
    acceptRoleSessionName: profile.acceptRoleSessionName,
    requireInstanceProperties: profile.requireInstanceProperties,
    aliasName: profile.aliasName,
    tipConfiguration: profile.tipConfiguration === undefined ? undefined : { ...profile.tipConfiguration },
    attributeMappings: profile.attributeMappings?.map(({ certificateField, specifiers }) => ({
      certificateField,
      specifiers: [...specifiers],
    })),
    tags: tags.known ? tags.value.map((tag) => ({ ...tag })) : undefined,
    changedSince: facts.changesSince.map(({ text }) => text),
    ...changedOf(facts),
  };
};

const activityOf = ({ timeline, history, sessions }: Facts): Alert['activity'] => ({
  ...(history.known
    ? {
        history: {
          days: history.value.days,
          byActor: { ...history.value.byActor },
          inAccount: { ...history.value.inAccount },
        },
      }
    : {}),
  windowHours: timeline.windowHours,
  by: timeline.by,
  regionsRead: timeline.regionsRead,
  unread: timeline.regionsUnread.map((region) => ({ ...region })),
  timeline: timeline.events.map((event) => ({
    time: event.time,
    region: event.region,
    eventSource: event.eventSource,
    eventName: event.eventName,
    by: event.by,
    targets: [...event.targets],
    ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
  })),
  more: 0,
  complete: timeline.isComplete,
  callsComplete: timeline.actorIsWhole,
  ...(timeline.shownUpTo === undefined ? {} : { shownUpTo: timeline.shownUpTo }),
  ...(sessions.known ? { sessions: { ...sessions.value.count } } : {}),
});

const firstUseOf = ({ use }: Facts): Loose<Alert['firstUse']> => {
  if (use === undefined) return undefined;
  const { session } = use;
  const alert = ifKnown(use.firstAlert);
  return {
    certificate: { ...session.certificate },
    roleArn: session.roleArn,
    trustAnchorArn: session.trustAnchorArn,
    sessionName: session.name,
    accessKeyId: session.accessKeyId,
    expires: session.expires,
    alertId: alert?.alertId,
    severity: alert?.severity,
    certificatesTold: alert?.certificatesTold,
  };
};

const expectedBy = ({ facts: { expectation }, unvouched }: Assessment): Alert['expectedBy'] =>
  expectation === undefined
    ? undefined
    : {
        principal: expectation.entry.principal,
        reason: expectation.entry.reason,
        ...(expectation.entry.expires === undefined ? {} : { expires: expectation.entry.expires }),
        weak: expectation.isWeak,
        unvouched: [...unvouched],
      };

/** What the document says of a time or a place that nothing in the event tells. */
const NOT_RECORDED = 'not recorded';

/**
 * The alert as one document, made from what is known and what was judged, and from nothing else. Its texts are
 * raw: each channel escapes them for its own readers.
 */
export const composeAlert = (assessment: Assessment): Alert => {
  const { facts, headline } = assessment;
  const region = ifKnown(facts.place.region) ?? NOT_RECORDED;
  const account = { id: ifKnown(facts.place.account) ?? NOT_RECORDED, alias: ifKnown(facts.accountAlias) };
  const trustAnchors = anchorsInAlert(facts);
  const anchorNames = new Map(trustAnchors.map(({ arn, name }) => [arn, `"${name}"`]));
  const nameOf = (arn: string) => anchorNames.get(arn) ?? shortName(arn);
  const { words } = facts.kind;
  const profile = profileOf(facts);
  const trustAnchor = anchorInAlert(facts);
  const claim = profileClaim(headline, facts);
  return withoutUndefined({
    schemaVersion: '1.1',
    alertId: facts.eventId,
    eventTime: ifKnown(facts.when) ?? NOT_RECORDED,
    triagedAt: facts.now.toISOString(),
    severity: assessment.severity,
    riskScore: assessment.riskScore,
    disposition: assessment.disposition,
    action: assessment.action,
    urgent: assessment.isUrgent,
    event: {
      kind: facts.kind.name,
      name: facts.eventName,
      subject: { ...facts.subject },
      summary: subjectSummary(facts, profile.description, trustAnchor),
      words: { ...words },
      summaries: [...summaries(facts, headline, claim)],
    },
    title: `${words.title} "${facts.subject.name}" ${claim} in ${accountLabel(account)}, ${region}`,
    claim,
    decision: decisionOf(assessment, account, nameOf),
    because: assessment.because,
    expectedBy: expectedBy(assessment),
    looksAgainAt: assessment.looksAgainAt,
    update: updateIn(assessment),
    burst: burstIn(assessment),
    thread: assessment.update?.first.thread ?? assessment.thread,
    containment: containmentIn(assessment.containment),
    firstUse: firstUseOf(facts),
    account,
    region,
    partition: facts.place.partition,
    actor: actorOf(facts),
    source: sourceOf(facts),
    profile,
    concerned: concernedOf(facts),
    trustAnchor,
    rolesKnown: facts.rolesAreKnown,
    roles: facts.roles.map((role) => roleOf(role, { nameOf, areKnown: facts.anchors.known })),
    together: {
      power: facts.together.power,
      possiblePower: facts.together.possiblePower,
      statement: facts.together.statement,
      notExamined: [...facts.together.notExamined],
    },
    trustAnchors,
    trustAnchorsUnknown: facts.anchors.known ? undefined : facts.anchors.reason,
    activity: activityOf(facts),
    findings: assessment.findings.map(({ id, severity, title, evidence, question, techniques, unread }) => ({
      id,
      severity,
      title,
      evidence: [...evidence],
      question,
      techniques: [...techniques],
      ...(unread === undefined ? {} : { unread }),
    })),
    unknowns: assessment.unknowns.map(({ what, why }) => ({ what, why })),
    outOfSight: [...OUT_OF_SIGHT],
    response: {
      commands: commandsOf(assessment),
      byHand: assessment.response.byHand.map(byHandText),
      sessionsLiveOn: sessionsLiveOn(assessment.response.sessionsLeft),
      stillOpen: assessment.response.stillOpen.map(stillOpenText),
      proof: proofOf(assessment),
      links: linksOf(facts, facts.roles.find(({ facts: { state } }) => state === 'found')?.arn),
      runbook: facts.settings.runbookUrl,
    },
    rule: structuredClone(RULE),
  } satisfies Loose<Alert>);
};

/** The same shape with `undefined` allowed wherever a field may be missing. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? { [K in keyof T]: Loose<T[K]> | (undefined extends T[K] ? undefined : never) }
    : T;

/** Drops fields that are `undefined`, at every depth: in a document, missing is missing. */
const withoutUndefined = (document: Loose<Alert>): Alert => prune(document) as Alert;

const prune = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some(isTree) ? value.map(prune) : value;
  const kept = Object.entries(value).filter(([, field]) => field !== undefined);
  for (const entry of kept) if (isTree(entry[1])) entry[1] = prune(entry[1]);
  return Object.fromEntries(kept);
};

const isTree = (value: unknown): boolean => typeof value === 'object' && value !== null;
