import { createHash } from 'node:crypto';
import { type Channels, MESSAGE_MAX_BYTES, messageOf } from '../alert/channels';
import { clean, cut, wrapped } from '../alert/plain';
import { SLACK_LIMITS } from '../alert/slack';
import { cutMarkup, fitLines, slackCode, slackProse } from '../alert/slack-text';
import { SMS_MAX } from '../alert/sms';
import { ascii, SUBJECT_MAX } from '../alert/subject';
import { abridged, accountLabel, day, dayAndTime, withoutSeverity } from '../alert/words';
import type { Severity } from '../assess/severity';
import { counted } from '../assess/wording';
import { countsWorstFirst, type Digest, type DigestProfile, type DigestRole } from './digest';

/** What to do about a digest of each severity. */
const TO_DO: Readonly<Record<Severity, string>> = {
  critical: 'act now',
  high: 'check this now',
  medium: 'check this today',
  low: 'look at it when you can',
  informational: 'nothing to do',
};

const INDENT = '  ';
const GOES_ON = '      ';

/** How many of each list people are shown; the machines get more, and the bucket has all. */
const SHOWN = 12;

/** "2 new, 1 worse, 1 without an alert"; "nothing new or worse". Not escaped: a profile's name may be in it. */
const newsText = ({ kind, missed, new: fresh, worse, looseRoles, comparedWith }: Digest): string => {
  const [only] = missed;
  if (kind === 'missed-event' && only !== undefined)
    return `profile ${cut(only.name, 40, '...')} had no alert, gives ${only.gives}`;
  if (comparedWith === undefined) return 'first sweep: all of it is new';
  const parts = [
    ...(missed.length > 0 ? [`${missed.length} without an alert`] : []),
    ...(fresh.length > 0 ? [`${fresh.length} new`] : []),
    ...(worse.length > 0 ? [`${worse.length} worse`] : []),
    ...(looseRoles.length > 0 ? [counted(looseRoles.length, 'role')] : []),
  ];
  return parts.length === 0 ? 'nothing new or worse' : parts.join(', ');
};

const accountsText = ({ accounts }: Digest, limit = 3): string =>
  accounts.length === 0 ? 'no account that could be read' : abridged(accounts.map(accountLabel), limit);

const scopeText = (digest: Digest): string =>
  `${counted(digest.profiles, 'profile')} in ${counted(digest.regions, 'Region')} of ${accountsText(digest)}`;

const countsText = (digest: Digest): string =>
  countsWorstFirst(digest)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ') || 'none';

const MISSED_MEANS =
  'No alert was published about these, so an event was missed: is a trail on there, and the stack or a forwarder? Judge them as if you had just been alerted.';

const BY_DESIGN =
  'What a ? follows cannot be ruled out. Not evaluated by design: SCPs, RCPs, resource policies, key policies. No allow-list entry excuses anything here.';

/** The lists of a digest, each under its heading, the most urgent first. */
const LISTS: readonly {
  readonly heading: string;
  readonly of: (digest: Digest) => readonly DigestProfile[];
  readonly means?: string;
}[] = [
  { heading: 'No alert was published about', of: ({ missed }) => missed, means: MISSED_MEANS },
  { heading: 'New', of: ({ new: fresh }) => fresh },
  { heading: 'Worse', of: ({ worse }) => worse },
];

const madeText = ({ createdBy, createdAt }: DigestProfile): string | undefined => {
  if (createdBy === undefined && createdAt === undefined) return undefined;
  const when = createdAt === undefined ? '' : ` ${day(createdAt)}`;
  return `made${when}${createdBy === undefined ? '' : ` by ${createdBy}`}`;
};

const emailProfile = (entry: DigestProfile): readonly string[] => [
  ...wrapped(
    `${entry.severity.toUpperCase()} "${clean(entry.name, 255)}" in ${clean(entry.account)}, ${clean(entry.region)}: ${entry.gives}`,
    `${INDENT}- `,
    GOES_ON,
  ),
  ...(entry.reasons.length === 0
    ? []
    : wrapped(clean(abridged(entry.reasons, 4, '; '), 500), `${INDENT}${INDENT}`, GOES_ON)),
  ...wrapped(clean(withoutSeverity(entry.because, entry.severity), 300), `${INDENT}${INDENT}`, GOES_ON),
  ...[madeText(entry)].flatMap((made) =>
    made === undefined ? [] : wrapped(clean(made, 300), `${INDENT}${INDENT}`, GOES_ON),
  ),
  `${INDENT}${INDENT}${clean(entry.arn, 1100)}`,
];

const more = (hidden: number): readonly string[] => (hidden > 0 ? [`${INDENT}+${hidden} more`] : []);

const emailList = (heading: string, entries: readonly DigestProfile[], means: string | undefined) =>
  entries.length === 0
    ? []
    : [
        '',
        heading.toUpperCase(),
        ...(means === undefined ? [] : wrapped(means, INDENT, INDENT)),
        ...entries.slice(0, SHOWN).flatMap(emailProfile),
        ...more(entries.length - SHOWN),
      ];

const roleText = ({ arn, gives, letsIn }: DigestRole): string => `${arn}: ${gives}, lets in ${letsIn}`;

const LOOSE_HEADING = 'Roles that let Roles Anywhere in and are in no profile';

/** The digest as plain text: its first lines for a phone, its lists for a desk. */
export const digestEmail = (digest: Digest, whole: string): string => {
  const { severity, riskScore, looseRoles, gaps, comparedWith } = digest;
  return [
    `${severity.toUpperCase()} (${riskScore}/99): ${TO_DO[severity]}`,
    `${INDENT}Roles Anywhere, the weekly sweep`,
    ...wrapped(clean(newsText(digest)), INDENT, GOES_ON),
    ...wrapped(clean(scopeText(digest), 300), INDENT, GOES_ON),
    ...(comparedWith === undefined ? [] : [`${INDENT}compared with ${dayAndTime(comparedWith)}`]),
    ...LISTS.flatMap(({ heading, of, means }) => emailList(heading, of(digest), means)),
    ...(looseRoles.length === 0
      ? []
      : [
          '',
          LOOSE_HEADING.toUpperCase(),
          ...looseRoles
            .slice(0, SHOWN)
            .flatMap((role) => wrapped(clean(roleText(role), 1200), `${INDENT}- `, GOES_ON)),
          ...more(looseRoles.length - SHOWN),
        ]),
    ...(gaps.length === 0
      ? []
      : [
          '',
          'COULD NOT READ',
          ...gaps
            .slice(0, SHOWN)
            .flatMap(({ what, why }) => wrapped(clean(`${what}: ${why}`, 400), `${INDENT}- `, GOES_ON)),
          ...more(gaps.length - SHOWN),
        ]),
    '',
    `ALL PROFILES: ${countsText(digest)}${digest.gone > 0 ? `; ${digest.gone} gone since` : ''}`,
    ...wrapped(BY_DESIGN, INDENT, INDENT),
    ...wrapped(`All of it: ${whole}`, INDENT, GOES_ON),
    '',
  ].join('\n');
};

const slackProfile = (entry: DigestProfile): string =>
  [
    `• *${entry.severity.toUpperCase()}* "${slackProse(entry.name, 100)}" in ${slackProse(entry.account)}, ${slackProse(entry.region)}: ${entry.gives}`,
    ...(entry.reasons.length === 0 ? [] : [slackProse(abridged(entry.reasons, 3, '; '), 300)]),
    slackProse(withoutSeverity(entry.because, entry.severity), 250),
    slackCode(entry.arn, 300),
  ].join('\n   ');

const ICON: Readonly<Partial<Record<Severity, string>>> = {
  critical: ':rotating_light: ',
  high: ':red_circle: ',
  medium: ':large_orange_circle: ',
};

const slackSections = (digest: Digest): readonly string[] => [
  ...LISTS.flatMap(({ heading, of, means }) => {
    const entries = of(digest);
    if (entries.length === 0) return [];
    return [
      '',
      `*${heading}*`,
      ...(means === undefined ? [] : [slackProse(means, 400)]),
      ...entries.slice(0, SHOWN).map(slackProfile),
      ...more(entries.length - SHOWN),
    ];
  }),
  ...(digest.looseRoles.length === 0
    ? []
    : [
        '',
        `*${LOOSE_HEADING}*`,
        ...digest.looseRoles.slice(0, SHOWN).map((role) => `• ${slackProse(roleText(role), 400)}`),
        ...more(digest.looseRoles.length - SHOWN),
      ]),
  ...(digest.gaps.length === 0
    ? []
    : [
        '',
        '*Could not read*',
        ...digest.gaps.slice(0, SHOWN).map(({ what, why }) => `• ${slackProse(`${what}: ${why}`, 300)}`),
      ]),
];

/** The digest as the custom notification of Amazon Q Developer in chat applications: JSON text. */
export const digestSlack = (digest: Digest, whole: string): string => {
  const { severity, riskScore, digestId } = digest;
  const head = [
    `*${severity.toUpperCase()} (${riskScore}/99)* ${TO_DO[severity]}. ${slackProse(scopeText(digest), 400)}`,
  ];
  const tail = ['', `All profiles: ${countsText(digest)}. ${slackProse(BY_DESIGN)}`];
  const room = SLACK_LIMITS.description - [...head, ...tail].join('\n').length - 1;
  // A line of the list may hold line breaks of ours; what is cut is cut between entries.
  const lists = fitLines(slackSections(digest), room);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: clean(digestId, 100),
    content: {
      textType: 'client-markdown',
      title: cutMarkup(
        `${ICON[severity] ?? ''}${severity.toUpperCase()}: Roles Anywhere, the weekly sweep: ${slackProse(newsText(digest))}`,
        SLACK_LIMITS.title,
      ),
      description: [...head, lists, ...tail].join('\n'),
      nextSteps: [cutMarkup(`All of it: ${slackCode(whole, 250)}`, SLACK_LIMITS.nextStep)],
      keywords: [severity, 'sweep'],
    },
    metadata: {
      threadId: createHash('sha256').update(digestId).digest('hex').slice(0, 32),
      summary: cutMarkup(
        `Roles Anywhere, the weekly sweep: ${slackProse(newsText(digest))}`,
        SLACK_LIMITS.title,
      ),
      eventType: 'RolesAnywhereSweepDigest',
      relatedResources: [...digest.missed, ...digest.new, ...digest.worse]
        .slice(0, 10)
        .map(({ arn }) => clean(arn, 1100)),
      additionalContext: { severity, riskScore: String(riskScore), digestId: clean(digestId, 100) },
      enableCustomActions: true,
    },
  });
};

const whereShort = ({ accounts }: Digest): string =>
  accounts.length === 1 ? (accounts[0]?.id ?? '') : counted(accounts.length, 'account');

const digestSubject = (digest: Digest): string =>
  cut(
    ascii(
      `[${digest.severity.toUpperCase()}] Roles Anywhere weekly sweep: ${newsText(digest)} - ${whereShort(digest)}`,
    ),
    SUBJECT_MAX,
    '...',
  );

const digestSms = (digest: Digest): string => {
  const [worst] = [...digest.missed, ...digest.new, ...digest.worse];
  const about =
    worst === undefined || digest.kind === 'missed-event' ? '' : `, such as ${worst.name}: ${worst.gives}`;
  return cut(
    ascii(
      `${digest.severity.toUpperCase()}: Roles Anywhere sweep, ${newsText(digest)}${about}, ${whereShort(digest)}`,
    ).replace(/[`^{}[\]\\|~]/g, '.'),
    SMS_MAX,
    '...',
  );
};

/** Entries of each list that the machines get, step by step until it fits. */
const STEPS: readonly number[] = [100, 50, 20, 5, 0];
/** Copies of the JSON in one message, one for each protocol that machines use. */
const MACHINES = 4;
/** Bytes of one entry's texts in the JSON; a role ARN has at most 1,011 characters. */
const ENTRY_TEXT = 1100;

const shortEntry = (entry: DigestProfile): DigestProfile => ({
  ...entry,
  because: cut(entry.because, ENTRY_TEXT),
  reasons: entry.reasons.slice(0, 10).map((reason) => cut(reason, ENTRY_TEXT)),
});

const within = (digest: Digest, limit: number): unknown => ({
  ...digest,
  missed: digest.missed.slice(0, limit).map(shortEntry),
  new: digest.new.slice(0, limit).map(shortEntry),
  worse: digest.worse.slice(0, limit).map(shortEntry),
  looseRoles: digest.looseRoles.slice(0, limit),
  gaps: digest.gaps.slice(0, limit),
  accounts: digest.accounts.slice(0, 100),
  more: {
    missed: Math.max(0, digest.missed.length - limit),
    new: Math.max(0, digest.new.length - limit),
    worse: Math.max(0, digest.worse.length - limit),
    looseRoles: Math.max(0, digest.looseRoles.length - limit),
    gaps: Math.max(0, digest.gaps.length - limit),
  },
});

const fittedJson = (digest: Digest, whole: string, maxBytes: number): string => {
  let json = '';
  for (const limit of STEPS) {
    json = JSON.stringify({ ...(within(digest, limit) as object), whole });
    if (Buffer.byteLength(JSON.stringify(json)) <= maxBytes) break;
  }
  return json;
};

/**
 * The digest as each kind of subscriber gets it, within one SNS message.
 * @param whole where the whole result is kept
 */
export const digestChannels = (digest: Digest, whole: string): Channels => {
  const email = digestEmail(digest, whole);
  const people = {
    subject: digestSubject(digest),
    email,
    slack: digestSlack(digest, whole),
    sms: digestSms(digest),
    default: email,
  };
  const left = MESSAGE_MAX_BYTES - 2048 - Buffer.byteLength(messageOf({ ...people, json: '' }));
  return { ...people, json: fittedJson(digest, whole, Math.floor(left / MACHINES)) };
};
