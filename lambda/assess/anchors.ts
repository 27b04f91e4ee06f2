import type { Context } from '../enrich/context';
import type { TrustAnchor } from '../enrich/trust-anchors';
import { known, type Lookup } from '../lookup';
import type { Settings } from '../settings';
import { madeBy } from './actor-events';
import { matchesAny } from './allow-list';
import type { AnchorChange } from './anchor-changes';
import type { JudgedRole } from './judged-role';
import { publisherOf } from './published-authorities';
import { isExpired, isExternal, usableAnchors } from './usable-anchors';

/** One trust anchor of the event's Region with what it amounts to. */
export interface AnchorFacts extends TrustAnchor {
  /** Whether a CA outside this account decides who gets a certificate. */
  readonly isExternal: boolean;
  /** Whether somebody approved it; absent where this installation has no list. */
  readonly isApproved?: boolean;
  /**
   * Not known to be disabled, and it may reach a role that the change lets somebody use; of a change to an anchor, that
   * anchor alone.
   */
  readonly isOpen: boolean;
  /** Whether the time for which the CA's certificates hold is over; false where they are not known. */
  readonly isExpired: boolean;
  /** Who has published the private key of its CA, so that anybody can issue certificates. */
  readonly publishedBy?: string;
  /** How it was made or changed around the profile. */
  readonly changes: readonly AnchorChange[];
  /** The calls about it that CloudTrail shows, failed ones included, oldest first. */
  readonly calls: readonly AnchorCall[];
  /**
   * An anchor to disable first: it is not disabled, its CA is outside the account, nobody approved it, and it changed
   * just now, or its key is public, or an approved list exists that leaves it out.
   */
  readonly isSuspicious: boolean;
}

/** A call about a trust anchor, as CloudTrail shows it. */
export interface AnchorCall {
  /** ISO 8601. */
  readonly time: string;
  readonly eventName: string;
  /** 'the same key', 'the same actor', or another actor's ARN. */
  readonly by: string;
  /** Present where the call failed. */
  readonly errorCode?: string;
}

/** Whether some certificate of the anchor can, or might, reach the role: an unread trust policy rules nothing out. */
const mayReach = (anchor: TrustAnchor, role: JudgedRole): boolean =>
  role.trust.reachableFrom.includes(anchor.arn) || role.trust.trust === 'unknown';

const callsOn = (anchor: TrustAnchor, { anchorChanges, change }: Context): readonly AnchorCall[] =>
  (anchorChanges.known ? anchorChanges.value : [])
    .filter(({ targets }) => targets.includes(anchor.arn) || targets.includes(anchor.id))
    .map((event) => ({
      time: event.time,
      eventName: event.eventName,
      by: madeBy(event, change.record.actor),
      ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    }));

const factsOfAnchor = (
  anchor: TrustAnchor,
  context: Context,
  settings: Settings,
  roles: readonly JudgedRole[],
  allChanges: readonly AnchorChange[],
  subject: TrustAnchor | undefined,
): AnchorFacts => {
  const { approvedTrustAnchors } = settings;
  const hasList = approvedTrustAnchors.length > 0;
  const isApproved = matchesAny(approvedTrustAnchors, anchor.arn);
  const external = isExternal(anchor, context.change.place);
  const changes = allChanges.filter((change) => change.anchor?.arn === anchor.arn);
  const publishedBy = publisherOf(anchor.certificates);
  return {
    ...anchor,
    isExternal: external,
    ...(hasList ? { isApproved } : {}),
    isOpen:
      anchor.enabled !== false &&
      (subject === undefined ? roles.some((role) => mayReach(anchor, role)) : anchor.arn === subject.arn),
    isExpired: isExpired(anchor, context.now),
    ...(publishedBy === undefined ? {} : { publishedBy }),
    changes,
    calls: callsOn(anchor, context),
    isSuspicious:
      anchor.enabled !== false &&
      external &&
      !isApproved &&
      (hasList || changes.length > 0 || publishedBy !== undefined),
  };
};

const weight = ({ isSuspicious, enabled, sourceType }: AnchorFacts): number =>
  (isSuspicious ? 4 : 0) + (enabled === false ? 0 : 2) + (sourceType === 'AWS_ACM_PCA' ? 0 : 1);

/**
 * The trust anchors of the event's Region, the suspicious first, then the usable.
 * @param subject the anchor that the change is about, where it is about one
 */
export const anchorsOf = (
  context: Context,
  settings: Settings,
  roles: readonly JudgedRole[],
  changes: readonly AnchorChange[],
  subject?: TrustAnchor,
): Lookup<readonly AnchorFacts[]> =>
  context.trustAnchors.known
    ? known(
        usableAnchors(context)
          .map((anchor) => factsOfAnchor(anchor, context, settings, roles, changes, subject))
          .sort((a, b) => weight(b) - weight(a)),
      )
    : context.trustAnchors;

/** The anchors of which a role is open to certificate holders, as far as anchors are known. */
export const openAnchors = ({
  anchors,
}: {
  readonly anchors: Lookup<readonly AnchorFacts[]>;
}): readonly AnchorFacts[] => (anchors.known ? anchors.value.filter(({ isOpen }) => isOpen) : []);

/** SHA-256 fingerprints of the CAs behind some anchors. */
export const authoritiesOf = (anchors: readonly (TrustAnchor | undefined)[]): readonly string[] =>
  anchors.flatMap((anchor) =>
    anchor?.certificates.known ? anchor.certificates.value.map(({ sha256 }) => sha256) : [],
  );

/** One anchor in a line of evidence: its name, ARN, source and the CA behind it. */
export const anchorLine = (anchor: TrustAnchor): string => {
  const source = anchor.acmPcaArn ?? anchor.sourceType;
  const state = anchor.enabled === null ? 'state unknown' : anchor.enabled ? 'enabled' : 'disabled';
  return `trust anchor "${anchor.name}": ${anchor.arn}, ${source}, ${state}`;
};

/** The certificates behind an anchor, one line each. */
export const certificateLines = ({ name, certificates }: TrustAnchor): readonly string[] =>
  certificates.known
    ? certificates.value.map(
        ({ subject, selfSigned, notAfter, sha256 }) =>
          `CA of ${name}: ${subject}${selfSigned ? ' (self-signed)' : ''}, until ${notAfter}, SHA-256 ${sha256}`,
      )
    : [`CA of ${name}: could not be read, ${certificates.reason}`];
