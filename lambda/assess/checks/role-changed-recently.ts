import type { TrailEvent } from '../../enrich/trail-event';
import { ifKnown } from '../../lookup';
import { type ActorCall, actorCalls, eventLine } from '../actor-events';
import { isAround } from '../around';
import type { Check, Facts, Found } from '../check';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import { beforeOrAfter, evidenceLines, plural } from '../wording';

/** CloudTrail shows most events to LookupEvents within a quarter of an hour; within this time a missing one proves nothing. */
const TRAIL_LAG_MS = 1_800_000;

/** The names by which an event may mean the role, or a policy that decides what it can do. */
const roleTargets = ({ arn, facts }: JudgedRole): ReadonlySet<string> =>
  new Set([arn, arn.split('/').at(-1) ?? arn, ...(facts.state === 'found' ? [facts.name] : [])]);

const policyTargets = ({ facts }: JudgedRole): ReadonlySet<string> =>
  new Set(
    facts.state === 'found'
      ? [
          ...(facts.attached.known ? facts.attached.value : []),
          ...(facts.boundary === undefined ? [] : [facts.boundary]),
        ].flatMap(({ arn }) => (arn === undefined ? [] : [arn]))
      : [],
  );

const hits = (targets: ReadonlySet<string>, { targets: named }: TrailEvent): boolean =>
  named.some((target) => targets.has(target));

/** Calls of the actor that changed the profile's roles, their policies, or its managed session policies. */
export const callsOnRoles = ({ context, profile, roles }: Facts): readonly ActorCall[] => {
  const roleNames = roles.map(roleTargets);
  const policies = [...roles.map(policyTargets), new Set(profile.managedPolicyArns)];
  return actorCalls(context).filter(({ event, call }) => {
    if (call.subject === 'role') return roleNames.some((targets) => hits(targets, event));
    return call.subject === 'policy' && policies.some((targets) => hits(targets, event));
  });
};

const byActor = (facts: Facts): readonly Found[] => {
  const calls = callsOnRoles(facts);
  const touched = facts.roles.filter((role) =>
    calls.some(({ event }) => hits(roleTargets(role), event) || hits(policyTargets(role), event)),
  );
  return calls.length === 0
    ? []
    : [
        {
          severity: 'high',
          title:
            touched.length === 0
              ? "The actor also changed the profile's managed session policies"
              : `${rolesNamed(touched)} or ${plural(touched.length, 'its', 'their')} policies were also changed by the actor`,
          evidence: evidenceLines(calls.map(({ event }) => eventLine(event, facts.context))),
        },
      ];
};

/** Roles whose own creation time is in the window, where no event says that the actor made them. */
const bySomebody = (facts: Facts): readonly Found[] => {
  const { context, settings, roles } = facts;
  const eventTime = ifKnown(context.change.record.time);
  const calls = callsOnRoles(facts);
  const young = roles.filter(
    (role) =>
      role.facts.state === 'found' &&
      role.facts.createdAt !== undefined &&
      isAround(role.facts.createdAt, context, settings) &&
      !calls.some(({ event }) => hits(roleTargets(role), event)),
  );
  if (young.length === 0) return [];
  const trailIsWhole =
    context.activity.length > 0 &&
    context.activity.every(({ events }) => events.known && !events.value.atLeast);
  const createdAt = ({ facts: role }: JudgedRole): string =>
    role.state === 'found' ? (role.createdAt ?? '') : '';
  const tooNew = young.some((role) => context.now.getTime() - Date.parse(createdAt(role)) < TRAIL_LAG_MS);
  const somebodyElse = trailIsWhole && !tooNew;
  return [
    {
      severity: somebodyElse ? 'medium' : 'high',
      title: `${rolesNamed(young)} ${plural(young.length, 'was', 'were')} created shortly before or after the profile${
        somebodyElse ? ', not by the actor as far as CloudTrail shows' : '; by whom is not known'
      }`,
      evidence: evidenceLines(
        young.map((role) => {
          const apart = beforeOrAfter(createdAt(role), eventTime);
          return `${roleName(role.arn)}: created ${createdAt(role)}${apart === '' ? '' : ` (${apart})`}`;
        }),
      ),
    },
  ];
};

export const roleChangedRecently: Check = {
  id: 'role-changed-recently',
  question: 'activity',
  looksFor:
    'A role of the profile, or a policy of it, that the same actor changed around the event, or that is about as young as the profile.',
  severities: ['high', 'medium'],
  find: (facts) => [...byActor(facts), ...bySomebody(facts)],
};
