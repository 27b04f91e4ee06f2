import type { Assessment } from '../assess/assessment';
import type { JudgedCapability, JudgedRole } from '../assess/judged-role';
import { changesSince } from '../assess/profile-now';
import type { Context } from '../enrich/context';
import { ifKnown } from '../lookup';
import { actorName, describeActor } from './actor-line';
import { anchorsOf } from './anchors';
import { commandsOf, sessionsLiveOn } from './commands';
import { decisionOf, profileClaim } from './decision';
import { linksOf } from './links';
import { describeProfile } from './profile-line';
import { roleSummary } from './role-line';
import { worstFirst } from './role-order';
import { OUT_OF_SIGHT, RULE } from './rule';
import type { Alert } from './schema';
import { describeSource } from './source-line';
import { activityOf } from './timeline';
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
});

const roleOf = (role: JudgedRole, nameOf: (arn: string) => string): Alert['roles'][number] => ({
  arn: role.arn,
  state: role.facts.state,
  summary: roleSummary(role, nameOf),
  power: role.power,
  possiblePower: role.possiblePower,
  capabilities: role.capabilities.map(capabilityOf),
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

const actorOf = ({
  change: {
    record: { actor },
  },
}: Context): Alert['actor'] => ({
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

const sourceOf = ({
  change: {
    record: { source },
  },
  country,
}: Context): Alert['source'] => ({
  description: describeSource(source, country.known ? country.value : undefined),
  ip: source.ip,
  service: source.service,
  country: country.known ? country.value : undefined,
  vpcEndpointId: source.vpcEndpointId,
  vpcEndpointAccountId: source.vpcEndpointAccountId,
  userAgent: source.userAgent,
  client: { ...source.client },
});

const profileOf = (context: Context, { profile }: Assessment): Alert['profile'] => ({
  name: profile.name,
  description: describeProfile(profile, context.tags, context.current.known),
  id: profile.id,
  arn: profile.arn,
  enabled: profile.enabled,
  durationSeconds: profile.durationSeconds,
  roleArns: [...profile.roleArns],
  sessionPolicy: profile.sessionPolicy,
  managedPolicyArns: [...profile.managedPolicyArns],
  acceptRoleSessionName: profile.acceptRoleSessionName,
  requireInstanceProperties: profile.requireInstanceProperties,
  attributeMappings: profile.attributeMappings?.map(({ certificateField, specifiers }) => ({
    certificateField,
    specifiers: [...specifiers],
  })),
  tags: context.tags.known ? context.tags.value.map((tag) => ({ ...tag })) : undefined,
  changedSince: changesSince(context).map(({ text }) => text),
});

/** What the document says of a time or a place that nothing in the event tells. */
const NOT_RECORDED = 'not recorded';

/**
 * The alert as one document, made from what is known and what was judged, and from nothing else. Its texts are
 * raw: each channel escapes them for its own readers.
 */
export const composeAlert = (context: Context, assessment: Assessment): Alert => {
  const { change } = context;
  const { place, record } = change;
  const region = ifKnown(place.region) ?? NOT_RECORDED;
  const account = {
    id: ifKnown(place.account) ?? NOT_RECORDED,
    alias: context.accountAlias.known ? context.accountAlias.value : undefined,
  };
  const roles = worstFirst(assessment.roles);
  const trustAnchors = anchorsOf(context, assessment);
  const anchorNames = new Map(trustAnchors.map(({ arn, name }) => [arn, `"${name}"`]));
  const nameOf = (arn: string) => anchorNames.get(arn) ?? shortName(arn);
  const { expectedBy } = assessment;
  return withoutUndefined({
    schemaVersion: '1.0',
    alertId: record.id,
    eventTime: ifKnown(record.time) ?? NOT_RECORDED,
    triagedAt: context.now.toISOString(),
    severity: assessment.severity,
    riskScore: assessment.riskScore,
    disposition: assessment.disposition,
    title: `Roles Anywhere profile "${assessment.profile.name}" ${profileClaim(assessment, roles)} in ${accountLabel(account)}, ${region}`,
    claim: profileClaim(assessment, roles),
    decision: decisionOf(assessment, roles, account, nameOf),
    because: assessment.because,
    expectedBy:
      expectedBy === undefined
        ? undefined
        : { principal: expectedBy.principal, reason: expectedBy.reason, expires: expectedBy.expires },
    account,
    region,
    partition: place.partition,
    actor: actorOf(context),
    source: sourceOf(context),
    profile: profileOf(context, assessment),
    roles: roles.map((role) => roleOf(role, nameOf)),
    together: {
      power: assessment.together.power,
      possiblePower: assessment.together.possiblePower,
      statement: assessment.together.statement,
      notExamined: [...assessment.together.notExamined],
    },
    trustAnchors,
    trustAnchorsUnknown: context.trustAnchors.known ? undefined : context.trustAnchors.reason,
    activity: activityOf(context),
    findings: assessment.findings.map((finding) => ({ ...finding, evidence: [...finding.evidence] })),
    unknowns: assessment.unknowns.map(({ what, why }) => ({ what, why })),
    outOfSight: [...OUT_OF_SIGHT],
    response: {
      commands: commandsOf(context, assessment, trustAnchors, roles),
      sessionsLiveOn: sessionsLiveOn(roles, assessment.profile),
      links: linksOf(change, assessment.profile, roles.find(({ facts }) => facts.state === 'found')?.arn),
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
  if (Array.isArray(value)) return value.map(prune);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, prune(field)]),
  );
};
