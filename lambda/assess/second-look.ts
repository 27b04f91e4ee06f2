import { vouchesFor } from './allow-list';
import type { Assessment } from './assessment';
import type { Finding } from './check';
import { countedSeverity, type Disposition } from './ladder';
import { atLeast, highest, SEVERITIES, type Severity } from './severity';
import type { SourceId } from './sources';

/**
 * Milliseconds after which a change is looked at again: by then CloudTrail shows LookupEvents what happened just before
 * and after it. The delay of the queue is the same; SQS takes 900 seconds at most.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
 */
export const SECOND_LOOK_MS = 900_000;

/** What the first look came to: what the second is compared with. It holds no fact that could be another by then. */
export interface FirstLook {
  readonly severity: Severity;
  readonly disposition: Disposition;
  /** What was found, in the findings' own severities; what was not read is not among them. */
  readonly findings: readonly Pick<Finding, 'id' | 'severity' | 'unproven'>[];
  /** What was not read, each source once, and the worst that it could have hidden. */
  readonly unread: readonly { readonly source: SourceId; readonly severity: Severity }[];
  /** What its alert shares with others that belong to it; absent in messages of before it was kept. */
  readonly thread?: string;
  /** True where the event comes to the second look without its request and response. */
  readonly isAbridged?: boolean;
}

/** What the second look knows, and the first did not. */
export type News =
  /** Something is worse than it was, or was not there. */
  | { readonly kind: 'worse'; readonly finding: Finding }
  /** What was as bad as it could be because it was not read, is read. */
  | { readonly kind: 'read'; readonly source: SourceId };

/** Why an assessment is told after the first alert. */
export interface Update {
  readonly first: Pick<FirstLook, 'severity' | 'disposition' | 'thread'>;
  readonly news: readonly [News, ...News[]];
}

/** What the first look at a change came to. */
export const firstLookOf = ({ severity, disposition, findings, facts, thread }: Assessment): FirstLook => ({
  severity,
  disposition,
  thread,
  findings: findings
    .filter(({ unread }) => unread === undefined)
    .map((finding) => ({
      id: finding.id,
      severity: finding.severity,
      ...(finding.unproven === true ? { unproven: true } : {}),
    })),
  unread: [...new Set(facts.unread.map(({ source }) => source))].map((source) => ({
    source,
    severity: highest(findings.filter(({ unread }) => unread === source).map((finding) => finding.severity)),
  })),
});

/** What the power of a role and its use rest on. */
const POWER: readonly string[] = [
  'role-can-be-admin',
  'role-may-be-admin',
  'roles-together',
  'role-sensitive',
  'role-passes-power',
];

/** What is told of the roles that a change lets somebody use: all of them, where it is not known what it was before. */
const OF_GAINED: readonly string[] = [
  ...POWER,
  'role-missing',
  'role-changed-recently',
  'role-other-account',
  'role-trusts-any-anchor',
  'role-trusts-any-matching-certificate',
  'role-open-to-others',
  'external-ca-anchor',
  'unapproved-anchor',
  'published-authority',
  'anchor-certificate-suspicious',
  'profile-used',
  'long-session',
  'misleading-name',
  'many-roles',
  'no-session-policy',
  'session-policy-not-narrowing',
  'role-session-name-accepted',
  'attribute-mappings-changed',
];

/**
 * Findings that not knowing makes worse by itself, by the source that is not known: they are no news where that source was
 * read at the first look. Everything else that is found is there, whatever else could not be read.
 */
const RAISED_BY_NOT_READING: Readonly<Partial<Record<SourceId, readonly string[]>>> = {
  // What was not read is not ruled out.
  roles: POWER,
  'unexamined-roles': POWER,
  // One that was not read narrows nothing.
  'session-policies': [...POWER, 'no-session-policy'],
  // A profile that is disabled now, or gone, may be in use for all that is known.
  'profile-now': [...POWER, 'no-session-policy'],
  'profile-before': OF_GAINED,
  // So may a role that no trust anchor reaches; and an anchor that CloudTrail alone shows may be on any CA.
  'trust-anchors': [...POWER, 'new-external-anchor-by-actor', 'new-anchor'],
  // Whoever made a young role or anchor may have been the actor.
  'actor-trail': ['role-changed-recently', 'new-external-anchor-by-actor'],
  'anchor-trail': ['new-external-anchor-by-actor'],
  // The defaults approve nothing.
  settings: ['unapproved-anchor', 'external-ca-anchor', 'first-time-actor'],
};

/** Severities of some findings, worst first. */
const worstFirst = (findings: readonly Pick<Finding, 'severity'>[]): readonly Severity[] =>
  findings
    .map(({ severity }) => severity)
    .sort((one, other) => SEVERITIES.indexOf(other) - SEVERITIES.indexOf(one));

/**
 * Whether the finding, the nth worst of its id, was there as bad at the first look. What is proven now and was not then is
 * new: that an anchor was the actor's, say.
 */
const wasThere = (finding: Finding, nth: number, first: FirstLook): boolean => {
  const same = first.findings.filter(
    ({ id, unproven }) => id === finding.id && (finding.unproven === true || unproven !== true),
  );
  const then = worstFirst(same)[nth];
  return then !== undefined && atLeast(then, finding.severity);
};

/**
 * Whether the allow list excuses a finding. The profile may be gone by now, and then no entry that pins it matches: what
 * was expected a quarter of an hour ago still is.
 */
const isVouched = (finding: Finding, first: FirstLook, { facts }: Assessment): boolean => {
  if (facts.expectation !== undefined) return vouchesFor(facts.expectation, finding);
  return first.disposition === 'expected' && !facts.profileIsRead && finding.vouching !== 'never';
};

const worse = (first: FirstLook, second: Assessment): readonly News[] => {
  const unreadThen = first.unread.map(({ source }) => source);
  const noNews = [
    ...second.facts.unread
      .filter(({ source }) => !unreadThen.includes(source))
      .flatMap(({ source }) => RAISED_BY_NOT_READING[source] ?? []),
    ...(first.isAbridged === true ? ['event-incomplete'] : []),
  ];
  const found = second.findings.filter(({ unread }) => unread === undefined);
  return found.flatMap((finding, index): readonly News[] => {
    const nth = found.slice(0, index).filter(({ id }) => id === finding.id).length;
    if (noNews.includes(finding.id) || wasThere(finding, nth, first)) return [];
    const counts = countedSeverity(finding, isVouched(finding, first, second));
    // Below medium nobody is asked to look, so nobody is asked to look again, unless it raises the whole.
    const matters = atLeast(counts, 'medium') || !atLeast(first.severity, counts);
    return matters ? [{ kind: 'worse', finding }] : [];
  });
};

const read = (first: FirstLook, { facts }: Assessment): readonly News[] =>
  first.unread
    .filter(({ source, severity }) => {
      const isUnread = facts.unread.some((each) => each.source === source);
      return atLeast(severity, 'medium') && !isUnread;
    })
    .map(({ source }) => ({ kind: 'read', source }));

const isSome = (news: readonly News[]): news is Update['news'] => news.length > 0;

/**
 * What the second look has to tell after the first: something is new and worse, or what counted at its worst because it was
 * not read, is read. `undefined` where neither. That a source is not read any more is no news, and no more is a profile
 * that was disabled or deleted since. Pure.
 */
export const updateOf = (first: FirstLook, second: Assessment): Update | undefined => {
  const news = [...worse(first, second), ...read(first, second)];
  const { severity, disposition, thread } = first;
  const of = { severity, disposition, ...(thread === undefined ? {} : { thread }) };
  return isSome(news) ? { first: of, news } : undefined;
};
