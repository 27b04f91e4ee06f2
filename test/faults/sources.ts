/**
 * Where the facts of an alert come from: which part of it each source fills, and by which words a sentence names the
 * source. One row a source.
 */

import type { Alert } from '../../lambda/alert/schema';
import { COUNTRIES, SETTINGS } from './rows';

export interface Source {
  /** Operations, as IAM actions. */
  readonly operations: readonly string[];
  /** The part of the alert that comes from it, and from nothing else. */
  readonly facts: (alert: Alert, ofRole: (role: { readonly arn: string }) => boolean) => unknown;
  readonly words: RegExp;
}

const rolesOf: Source['facts'] = ({ roles }, ofRole) =>
  roles
    .filter(ofRole)
    .map(({ arn, state, power, possiblePower, capabilities, trust, pinnedTo, otherPrincipals }) => ({
      arn,
      state,
      power,
      possiblePower,
      capabilities,
      trust,
      pinnedTo,
      otherPrincipals,
    }))
    .sort((one, other) => one.arn.localeCompare(other.arn));

export const SOURCES: readonly Source[] = [
  {
    operations: [
      'iam:GetRole',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
    ],
    facts: rolesOf,
    words: /\broles?\b|polic|iam:/i,
  },
  {
    operations: ['rolesanywhere:ListTrustAnchors'],
    facts: ({ trustAnchors }) =>
      trustAnchors.map(({ changes: _changes, summary: _summary, ...anchor }) => anchor),
    words: /trust anchor|certificate|ListTrustAnchors/i,
  },
  {
    operations: ['cloudtrail:LookupEvents'],
    facts: ({ activity }) => activity,
    words:
      /CloudTrail|LookupEvents|\bactor did|earlier profiles|sessions? created|changes of trust anchors|calls/i,
  },
  {
    operations: ['rolesanywhere:GetProfile'],
    facts: ({ profile: { tags: _tags, description: _description, ...profile } }) => profile,
    words: /profile/i,
  },
  {
    operations: ['rolesanywhere:ListTagsForResource'],
    facts: ({ profile: { tags } }) => tags,
    words: /\btags?\b/i,
  },
  {
    operations: ['iam:ListAccountAliases'],
    facts: ({ account: { alias } }) => alias,
    words: /alias/i,
  },
  {
    operations: [COUNTRIES],
    facts: ({ source: { country } }) => country,
    words: /country/i,
  },
  {
    operations: [SETTINGS],
    facts: ({ expectedBy, severity }) => ({ expectedBy, severity }),
    words: /settings/i,
  },
];

/** The sources that some of these operations read. */
export const sourcesOf = (operations: readonly string[]): readonly Source[] =>
  SOURCES.filter((source) => source.operations.some((operation) => operations.includes(operation)));

/** Words that say that something is not known. */
export const NOT_KNOWN =
  /could not|cannot be|not (?:be )?(?:read|known|listed|examined|checked)|unread|unknown|ruled out|treated as|judged as|access denied|throttled|timed out|no connection|no time left/i;
