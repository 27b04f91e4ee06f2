/**
 * What an alert denies: facts in its machine JSON that are smaller than they were with all answers, and sentences that
 * calm. A sentence that says that something could not be read denies nothing.
 */

import type { Alert } from '../../lambda/alert/schema';
import { POWERS } from '../../lambda/iam/levels';
import type { Told } from './told';

type Role = Alert['roles'][number];

/** From the calmest on; what is not known is none of these. */
const TRUSTS: readonly string[] = ['unusable', 'pinned', 'any-anchor-matching-certificate', 'any-anchor'];

const isCalmer = (order: readonly string[], now: string, full: string): boolean =>
  order.includes(now) && order.includes(full) && order.indexOf(now) < order.indexOf(full);

/** One fact of a role that is smaller than it was. */
const ROLE_FACTS: readonly { readonly says: string; readonly denies: (now: Role, full: Role) => boolean }[] =
  [
    { says: 'power', denies: (now, full) => isCalmer(POWERS, now.possiblePower, full.possiblePower) },
    { says: 'trust', denies: (now, full) => isCalmer(TRUSTS, now.trust, full.trust) },
    { says: 'usable', denies: (now, full) => now.usableNow === 'no' && full.usableNow !== 'no' },
    {
      says: 'session length',
      denies: (now, full) => now.sessionSeconds !== null && now.sessionSeconds < (full.sessionSeconds ?? 0),
    },
    {
      says: 'other principals',
      denies: (now, full) =>
        now.trust !== 'unknown' && now.otherPrincipals.length < full.otherPrincipals.length,
    },
    { says: 'existence', denies: (now, full) => now.state === 'missing' && full.state !== 'missing' },
  ];

interface Fact {
  readonly says: string;
  readonly denies: (now: Alert, full: Alert) => boolean;
}

interface Count {
  readonly count: number;
  readonly atLeast?: boolean | undefined;
}

const fewer = (now: Count | undefined, full: Count | undefined): boolean =>
  now !== undefined && full !== undefined && now.atLeast !== true && now.count < full.count;

const FACTS: readonly Fact[] = [
  ...ROLE_FACTS.map(({ says, denies }) => ({
    says: `${says} of a role`,
    denies: (now: Alert, full: Alert) =>
      full.roles.some((role) => {
        const same = now.roles.find(({ arn }) => arn === role.arn);
        return same !== undefined && denies(same, role);
      }),
  })),
  {
    says: 'a trust anchor',
    denies: (now, full) =>
      now.trustAnchorsUnknown === undefined &&
      full.trustAnchors.some(({ arn }) => now.trustAnchors.every((anchor) => anchor.arn !== arn)),
  },
  {
    says: 'a suspicious trust anchor',
    denies: (now, full) =>
      full.trustAnchors.some(
        ({ arn, suspicious }) =>
          suspicious &&
          now.trustAnchors.some(
            (anchor) => anchor.arn === arn && !anchor.suspicious && anchor.certificatesUnknown === undefined,
          ),
      ),
  },
  { says: 'sessions', denies: (now, full) => fewer(now.activity.sessions, full.activity.sessions) },
  {
    says: 'history',
    denies: (now, full) =>
      fewer(now.activity.history?.byActor, full.activity.history?.byActor) ||
      fewer(now.activity.history?.inAccount, full.activity.history?.inAccount),
  },
  {
    says: 'a call around it',
    denies: (now, full) =>
      now.activity.complete &&
      full.activity.timeline.some(
        ({ time, eventName }) =>
          !now.activity.timeline.some((event) => event.time === time && event.eventName === eventName),
      ),
  },
  {
    says: 'tags',
    denies: ({ profile: { tags } }, full) =>
      tags !== undefined && tags.length < (full.profile.tags?.length ?? 0),
  },
];

/** Sentences that calm. Each is true only where what is behind it was read whole. */
const SENTENCES: readonly RegExp[] = [
  /nothing to do/i,
  /no session (?:with|through|by|has)/i,
  /no other (?:sensitive )?call/i,
  /(?:has|names) no roles/i,
  /no dangerous permission/i,
  /no trust anchor/i,
  /no such anchor/i,
  /nobody (?:gets|can|in)\b/i,
  /does not (?:allow|trust) (?:IAM )?Roles Anywhere/i,
  /gives nobody/i,
  // What is said of the profile as it was created denies nothing of what it is now.
  /(?<!as it was created:[^.]*)(?:gives|gets) limited permissions(?!, as created)/i,
  /(?:gives|gets|:) no permissions/i,
  /no new session/i,
  /none of them dangerous/i,
  /\bfirst profile by/i,
  /does not exist(?: in|:)/i,
  /names a missing role/i,
  /not used/i,
];

/** Facts and sentences by which the one alert denies what the other shows. */
export const denialsOf = (now: Told, full: Told): readonly string[] => [
  ...FACTS.filter(({ denies }) => denies(now.alert, full.alert)).map(({ says }) => says),
  ...SENTENCES.flatMap((sentence) => {
    const [said] = sentence.exec(now.text) ?? [];
    return said === undefined || sentence.test(full.text) ? [] : [`"${said}"`];
  }),
];
