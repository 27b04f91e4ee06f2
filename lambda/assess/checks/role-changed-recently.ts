import { TRAIL_LAG_MS } from '../../enrich/coverage';
import { ifKnown } from '../../lookup';
import { eventLine } from '../actor-events';
import { isAround } from '../around';
import type { Check, Found } from '../check';
import type { Facts } from '../facts';
import { atDistance } from '../hour';
import type { JudgedRole } from '../judged-role';
import { isOnRole, touches } from '../role-changes';
import { roleName, rolesNamed } from '../role-names';
import { highest } from '../severity';
import { beforeOrAfter, evidenceLines, plural } from '../wording';

/** Within this time a call that CloudTrail does not show proves nothing: twice the lag, to be on the safe side. */
const PROVES_NOTHING_MS = 2 * TRAIL_LAG_MS;

const byActor = ({ callsOnRoles, gained, when, now }: Facts): readonly Found[] => {
  const touched = gained.filter((role) => callsOnRoles.some(({ event }) => touches(event, role)));
  return callsOnRoles.length === 0
    ? []
    : [
        {
          techniques: [...new Set(callsOnRoles.map(({ call }) => call.technique))],
          severity: highest(callsOnRoles.map(({ event }) => atDistance('high', event.time, when, now))),
          title:
            touched.length === 0
              ? "The actor also changed the profile's managed session policies"
              : `${rolesNamed(touched)} or ${plural(touched.length, 'its', 'their')} policies were also changed by the actor`,
          evidence: evidenceLines(callsOnRoles.map(({ event }) => eventLine(event, when))),
        },
      ];
};

const createdAt = ({ facts: role }: JudgedRole): string =>
  role.state === 'found' ? (role.createdAt ?? '') : '';

/** Roles whose own creation time is in the window, where no event says that the actor made them. */
const bySomebody = (facts: Facts): readonly Found[] => {
  const { gained, callsOnRoles, when, now, unread } = facts;
  const young = gained.filter(
    (role) =>
      createdAt(role) !== '' &&
      isAround(createdAt(role), facts) &&
      !callsOnRoles.some(({ event }) => isOnRole(event, role)),
  );
  if (young.length === 0) return [];
  const trailIsWhole = !unread.some(({ source }) => source === 'actor-trail');
  const tooNew = young.some((role) => now.getTime() - Date.parse(createdAt(role)) < PROVES_NOTHING_MS);
  const somebodyElse = trailIsWhole && !tooNew;
  return [
    {
      severity: somebodyElse
        ? 'medium'
        : highest(young.map((role) => atDistance('high', createdAt(role), when, now))),
      unproven: true,
      title: `${rolesNamed(young)} ${plural(young.length, 'was', 'were')} created shortly before or after the profile${
        somebodyElse ? ', not by the actor as far as CloudTrail shows' : '; by whom is not known'
      }`,
      evidence: evidenceLines(
        young.map((role) => {
          const apart = beforeOrAfter(createdAt(role), ifKnown(when));
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
  vouching: 'entry',
  needs: ['actor-trail', 'roles', 'unexamined-roles', 'profile-now'],
  find: (facts) => [...byActor(facts), ...bySomebody(facts)],
};
