import { known, notKnown } from '../../../lambda/lookup';
import { activityOf, anchorEvent } from '../../support/activity';
import type { CheckCase } from '../../support/check-cases';
import { ANCHOR_ARN, actor, certificate, profileCreated, trustAnchor } from '../../support/context';
import { ACCOUNT, USER_ARN } from '../../support/event';

const external = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) });
const young = { ...external, createdAt: '2026-03-04T05:01:07Z', updatedAt: '2026-03-04T05:01:07Z' };
const byActor = anchorEvent({ targets: ['build-ca', ANCHOR_ARN] });
const byOther = { ...byActor, actorArn: USER_ARN, accessKeyId: 'AKIAOTHER' };
const bySameRole = {
  ...byActor,
  actorArn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/somebody`,
  accessKeyId: 'ASIAOTHER',
};
/** A user, in a session that GetFederationToken gave it under a name of its choice. */
const federated = (name: string) => ({
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/${name}`,
  issuer: USER_ARN,
});
const byFederated = profileCreated({
  actor: actor({
    kind: 'federated',
    type: 'FederatedUser',
    arn: federated('Bob').arn,
    sessionIssuerArn: federated('Bob').issuer,
  }),
});
const byUserItself = profileCreated({ actor: actor({ kind: 'iam-user', type: 'IAMUser', arn: USER_ARN }) });
const byItsOtherSession = {
  ...byOther,
  actorArn: federated('Eve').arn,
  issuerArn: federated('Eve').issuer,
};
const identityCenter = profileCreated({ actor: actor({ kind: 'identity-center' }) });

export const cases: readonly CheckCase[] = [
  { when: 'the external anchor is old', context: { trustAnchors: known([external]) }, finds: [] },
  {
    when: 'the actor made it minutes before',
    context: { trustAnchors: known([young]), anchorChanges: known([byActor]) },
    finds: [
      [
        'critical',
        'Trust anchor build-ca, on an outside CA, was created 5 min before the profile by the same actor',
      ],
    ],
    evidence: 'SHA-256 AB:AB',
  },
  {
    when: "only the actor's own activity shows it",
    context: { trustAnchors: known([young]), activity: activityOf(byActor) },
    finds: [['critical', 'by the same actor']],
  },
  {
    when: "the actor swapped an old anchor's certificate",
    context: {
      trustAnchors: known([{ ...external, updatedAt: '2026-03-04T05:01:07Z' }]),
      anchorChanges: known([{ ...byActor, eventName: 'UpdateTrustAnchor', targets: [external.id] }]),
    },
    finds: [['critical', 'was changed 5 min before the profile by the same actor']],
  },
  {
    when: 'another session of the same role made it: session names are free to choose',
    context: { trustAnchors: known([young]), anchorChanges: known([bySameRole]) },
    finds: [['critical', 'by the same actor']],
  },
  {
    when: 'the user made it whose federated session made the profile',
    context: { change: byFederated, trustAnchors: known([young]), anchorChanges: known([byOther]) },
    finds: [['critical', 'by the same actor']],
  },
  {
    when: 'another federated session of the same user made it',
    context: { change: byFederated, trustAnchors: known([young]), anchorChanges: known([byItsOtherSession]) },
    finds: [['critical', 'by the same actor']],
  },
  {
    when: 'a federated session of the user who made the profile made it',
    context: {
      change: byUserItself,
      trustAnchors: known([young]),
      anchorChanges: known([byItsOtherSession]),
    },
    finds: [['critical', 'by the same actor']],
  },
  {
    when: "another user's federated session made it",
    context: {
      change: byFederated,
      trustAnchors: known([young]),
      anchorChanges: known([{ ...byItsOtherSession, issuerArn: `arn:aws:iam::${ACCOUNT}:user/mallory` }]),
    },
    finds: [],
  },
  {
    when: 'another Identity Center user of the same permission set made it',
    context: { change: identityCenter, trustAnchors: known([young]), anchorChanges: known([bySameRole]) },
    finds: [],
  },
  {
    when: 'somebody else made it',
    context: { trustAnchors: known([young]), anchorChanges: known([byOther]) },
    finds: [],
  },
  {
    when: 'somebody else made it, and it was changed again later by nobody knows whom',
    context: {
      trustAnchors: known([{ ...young, updatedAt: '2026-03-04T05:05:07Z' }]),
      anchorChanges: known([byOther]),
    },
    finds: [['critical', 'was changed 1 min before the profile and who did it is not known']],
  },
  {
    when: 'it is minutes old, and CloudTrail does not show by whom yet',
    context: { trustAnchors: known([young]) },
    finds: [['critical', 'and who did it is not known']],
  },
  {
    when: 'it is minutes old, and CloudTrail could not be read',
    context: { trustAnchors: known([young]), anchorChanges: notKnown('throttled') },
    finds: [['critical', 'and who did it is not known']],
  },
  {
    when: 'the actor made an anchor that is gone again',
    context: { trustAnchors: known([]), anchorChanges: known([byActor]) },
    // Only CloudTrail tells of it, so it is high: the floor of an unread trail must not have to be critical.
    finds: [['high', 'Trust anchor build-ca, on a CA that is not known']],
  },
  {
    when: 'the actor made an anchor two hours before that is gone again',
    context: {
      trustAnchors: known([]),
      anchorChanges: known([{ ...byActor, time: '2026-03-04T03:00:00Z' }]),
    },
    finds: [['medium', 'was created 2 h before the profile']],
  },
  {
    when: 'the actor only enabled it minutes before',
    context: {
      trustAnchors: known([{ ...external, updatedAt: young.updatedAt }]),
      anchorChanges: known([{ ...byActor, eventName: 'EnableTrustAnchor' }]),
    },
    finds: [['high', 'was enabled 5 min before the profile by the same actor']],
  },
  {
    when: 'the actor only enabled it hours before',
    context: {
      trustAnchors: known([{ ...external, updatedAt: '2026-03-04T02:00:00Z' }]),
      anchorChanges: known([{ ...byActor, eventName: 'EnableTrustAnchor', time: '2026-03-04T02:00:00Z' }]),
    },
    finds: [['medium', 'was enabled 3 h before the profile by the same actor']],
  },
  {
    when: 'the actor changed it and enabled it',
    context: {
      trustAnchors: known([young]),
      anchorChanges: known([byActor, { ...byActor, eventId: 'e2', eventName: 'EnableTrustAnchor' }]),
    },
    finds: [['critical', 'was created']],
  },
  {
    when: 'the actor made an anchor, and the anchors could not be listed',
    context: { trustAnchors: notKnown('access denied'), anchorChanges: known([byActor]) },
    finds: [['critical', 'on a CA that is not known']],
  },
  {
    when: 'the actor made an anchor on a private CA of this account',
    context: {
      trustAnchors: known([trustAnchor({ createdAt: young.createdAt })]),
      anchorChanges: known([byActor]),
    },
    finds: [],
  },
  {
    when: 'the actor failed to make one',
    context: {
      trustAnchors: known([external]),
      anchorChanges: known([{ ...byActor, errorCode: 'AccessDenied' }]),
    },
    finds: [],
  },
  {
    when: 'it was made a second before the window',
    context: {
      trustAnchors: known([
        { ...young, createdAt: '2026-03-03T05:06:06Z', updatedAt: '2026-03-03T05:06:06Z' },
      ]),
    },
    finds: [],
  },
  {
    when: 'it is approved by its ARN: the CA behind it is new all the same',
    context: { trustAnchors: known([young]), anchorChanges: known([byActor]) },
    settings: { approvedTrustAnchors: [ANCHOR_ARN] },
    finds: [['critical', 'by the same actor']],
  },
];
