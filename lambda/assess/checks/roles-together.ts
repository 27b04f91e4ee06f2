import type { Check } from '../check';
import { adminAtMost, isAdmin, mayBeAdmin, useOf } from '../danger';
import { evidenceLines } from '../wording';

export const rolesTogether: Check = {
  id: 'roles-together',
  question: 'power',
  looksFor:
    'Roles that are harmless one by one and a path to admin together: one certificate lets its holder be each of them.',
  severities: ['critical', 'high'],
  vouching: 'entry-with-roles',
  technique: 'T1098.003',
  needs: ['roles', 'unexamined-roles', 'profile-now', 'session-policies'],
  atMost: ({ together, roles }, { source, role }) => {
    // What was not read of one of them may be what is missing to the path, if two can be used.
    const usable = roles.filter((each) => useOf(each) !== undefined);
    const jointly = mayBeAdmin(together) && usable.length > 1 ? 'critical' : undefined;
    if (source === 'session-policies') return jointly;
    return role === undefined ? 'critical' : (jointly ?? adminAtMost(role));
  },
  find: ({ together, togetherBefore, roles, gained }) => {
    // What stood before, stood together.
    if (gained.every(({ facts }) => facts.state !== 'found')) return [];
    if (isAdmin(together) ? isAdmin(togetherBefore) : mayBeAdmin(togetherBefore)) return [];
    const found = roles.filter(({ facts: { state } }) => state === 'found');
    if (!mayBeAdmin(together) || found.some(isAdmin)) return [];
    if (!isAdmin(together) && found.some(mayBeAdmin)) return [];
    const proven = isAdmin(together);
    const usable = found.filter((role) => useOf(role) !== undefined);
    return [
      {
        // One role that nobody can use may be the missing half of the path, so all of them count only if two are usable.
        severity: proven && usable.length > 1 ? 'critical' : 'high',
        title: proven
          ? 'The roles of the profile can together become admin, although none of them can alone'
          : 'The roles of the profile may together be able to become admin: it cannot be ruled out',
        evidence: evidenceLines([
          ...(together.statement === '' ? [] : [together.statement]),
          ...found.map(
            ({ arn, usableNow, usableBecause }) => `${arn}, use now: ${usableNow} (${usableBecause})`,
          ),
        ]),
      },
    ];
  },
};
