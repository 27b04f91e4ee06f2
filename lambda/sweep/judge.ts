import { lastPart } from '../arn';
import type { Headline } from '../assess/headline';
import type { JudgedRole } from '../assess/judged-role';
import { judgeStanding, type StandingJudgement, type StandingProfile } from '../assess/standing';
import type { RoleFacts } from '../enrich/role';
import type { Profile } from '../event/profile';
import { known, type Lookup } from '../lookup';
import type { Settings } from '../settings';
import type { LooseRoleRow, NewCertificates, ProfileRow, RoleSummary } from './row';
import type { Subjects } from './subjects';

/** Certificates that a row names; the rest are counted. */
const NEWEST = 3;

const summaryOf = ({ arn, power, possiblePower, trust, usableNow }: JudgedRole): RoleSummary => ({
  arn,
  power,
  possiblePower,
  trust: trust.trust,
  usableNow,
});

type Power = Pick<ProfileRow, 'power' | 'isCertain' | 'usableNow'>;

const powerOf = (headline: Headline): Power => {
  switch (headline.kind) {
    case 'power':
      return {
        power: headline.level,
        isCertain: headline.isCertain,
        usableNow: headline.role.usableNow,
      };
    case 'no-roles':
    // What leads nowhere is a change to something else than a profile.
    case 'opens-nothing':
    case 'leads-nowhere':
      return { power: 'none', isCertain: true, usableNow: 'no' };
    case 'missing-role':
      return { power: 'none', isCertain: true, usableNow: headline.role.usableNow };
    // No standing profile is judged by what it was before.
    case 'no-more':
    case 'roles-not-known':
    case 'leads-not-known':
      return { power: 'admin', isCertain: false, usableNow: 'unknown' };
  }
};

/** Certificates that Roles Anywhere first saw when the profile was there, or may have been. */
export const newCertificates = (
  subjects: Lookup<Subjects>,
  { createdAt }: Pick<Profile, 'createdAt'>,
): Lookup<NewCertificates> => {
  if (!subjects.known) return subjects;
  const from = Date.parse(createdAt ?? '');
  // A time that nobody knows might be any.
  const since = subjects.value.subjects.filter(({ firstSeen }) => !(Date.parse(firstSeen ?? '') < from));
  const newest = [...since].sort(
    (one, other) => Date.parse(other.firstSeen ?? '') - Date.parse(one.firstSeen ?? ''),
  );
  return known({
    count: since.length,
    atLeast: subjects.value.more,
    newest: newest.slice(0, NEWEST).map(({ x509Subject, firstSeen = '', lastSeen }) => ({
      subject: x509Subject,
      firstSeen,
      ...(lastSeen === undefined ? {} : { lastSeen }),
    })),
  });
};

const longestSession = ({ facts: { roles, longestSeconds } }: StandingJudgement): number =>
  roles.length === 0
    ? longestSeconds
    : Math.max(...roles.map(({ sessionSeconds }) => sessionSeconds ?? longestSeconds));

/** The row of one profile. */
export const judgedProfile = (
  standing: StandingProfile,
  settings: Settings,
  where: { readonly account: string; readonly region: string; readonly subjects: Lookup<Subjects> },
  judgedAt: Date,
): ProfileRow => {
  const judgement = judgeStanding(standing, settings);
  const { profile } = standing;
  return {
    kind: 'profile',
    account: where.account,
    region: where.region,
    arn: profile.arn ?? '',
    id: profile.id ?? '',
    name: profile.name,
    enabled: profile.enabled,
    severity: judgement.severity,
    riskScore: judgement.riskScore,
    because: judgement.because,
    ...powerOf(judgement.headline),
    roles: judgement.facts.roles.map(summaryOf),
    sessionSeconds: longestSession(judgement),
    findings: judgement.findings.map(({ id, severity, title }) => ({ id, severity, title })),
    unknowns: judgement.unknowns,
    certificates: newCertificates(where.subjects, profile),
    ...(profile.createdBy === undefined ? {} : { createdBy: profile.createdBy }),
    ...(profile.createdAt === undefined ? {} : { createdAt: profile.createdAt }),
    ...(profile.updatedAt === undefined ? {} : { updatedAt: profile.updatedAt }),
    judgedAt: judgedAt.toISOString(),
  };
};

/** A profile with the one role, and nothing that narrows it: what whoever may make one gets. */
const profileWith = (arn: string): Profile => ({
  name: '',
  id: '',
  arn: '',
  enabled: true,
  durationSeconds: 3600,
  roleArns: [arn],
  managedPolicyArns: [],
});

/** The row of a role that lets Roles Anywhere in and is in no profile: judged as in a profile that narrows nothing. */
export const judgedLooseRole = (
  facts: RoleFacts,
  around: Omit<StandingProfile, 'profile' | 'roles'>,
  settings: Settings,
  judgedAt: Date,
): Omit<LooseRoleRow, 'account'> => {
  const standing = { ...around, profile: profileWith(facts.arn), roles: [facts] };
  const [role] = judgeStanding(standing, settings).facts.roles;
  return {
    kind: 'role',
    ...(role === undefined ? { arn: facts.arn, ...UNJUDGED } : summaryOf(role)),
    unknowns: (role?.unknowns ?? []).map((why) => ({ what: `role ${lastPart(facts.arn)}`, why })),
    judgedAt: judgedAt.toISOString(),
  };
};

const UNJUDGED = {
  power: 'unknown',
  possiblePower: 'admin',
  trust: 'unknown',
  usableNow: 'unknown',
} as const;
