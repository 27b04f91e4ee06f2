import type { Context } from '../enrich/context';
import type { RoleFacts } from '../enrich/role';
import type { Gap } from '../lookup';
import type { Settings } from '../settings';
import { expectedBy } from './allow-list';
import { isApproved, usableAnchors } from './anchors';
import type { Assessment } from './assessment';
import { CATALOGUE } from './catalogue';
import type { Facts } from './check';
import { judgeRole } from './judge-role';
import { judgeTogether } from './judge-together';
import { severityOf } from './ladder';
import { allRoleArns, profileNow } from './profile-now';
import { runChecks } from './run-checks';
import { sessionLayersOf } from './session-layers';
import { placeGaps, unknownsOf } from './unknowns';

/** Facts of every role of the profile, as created and as it is now; one that nobody looked up is not examined. */
const allRoleFacts = (context: Context): readonly RoleFacts[] => {
  const looked = new Set(context.roles.map(({ arn }) => arn));
  const forgotten = allRoleArns(context).filter((arn) => !looked.has(arn));
  return [
    ...context.roles,
    ...forgotten.map((arn) => ({ state: 'not-examined' as const, arn, reason: 'it was not looked up' })),
  ];
};

/** What the checks look at: the profile as it is, and its roles judged. */
export const factsOf = (context: Context, settings: Settings): Facts => {
  const scene = { context, profile: profileNow(context), sessionLayers: sessionLayersOf(context) };
  const roles = allRoleFacts(context).map((facts) => judgeRole(facts, scene));
  return { context, settings, profile: scene.profile, roles, together: judgeTogether(roles, scene) };
};

/** Nothing where this installation approves no anchors: then none is lacking approval. */
const approvals = (context: Context, settings: Settings): Pick<Assessment, 'approvedTrustAnchors'> =>
  settings.approvedTrustAnchors.length === 0
    ? {}
    : {
        approvedTrustAnchors: usableAnchors(context)
          .filter((anchor) => isApproved(anchor, settings))
          .map(({ arn }) => arn),
      };

/**
 * What is wrong with the profile, and how bad it is. Pure: the same context and settings give the same answer.
 * @param gaps what was already not known before the event came
 */
export const assess = (context: Context, settings: Settings, gaps: readonly Gap[] = []): Assessment => {
  const facts = factsOf(context, settings);
  const findings = runChecks(CATALOGUE, facts);
  const entry = expectedBy(settings.allowList, context);
  return {
    ...severityOf(findings, entry, settings),
    ...(entry === undefined ? {} : { expectedBy: entry }),
    profile: facts.profile,
    roles: facts.roles,
    together: facts.together,
    findings,
    ...approvals(context, settings),
    unknowns: unknownsOf(context, facts.roles, [...gaps, ...placeGaps(context, settings)]),
  };
};
