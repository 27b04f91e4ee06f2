/** Contexts of changes to something else than a profile: quiet, each made worse in one way. */

import type { Concern, RegionAnswers } from '../../lambda/enrich/concern';
import type { Context } from '../../lambda/enrich/context';
import type { TrustAnchor } from '../../lambda/enrich/trust-anchors';
import { type Change, readChange } from '../../lambda/event/change';
import { known, notKnown } from '../../lambda/lookup';
import { actor, contextOf, foundRole, profile, trustAnchor, trustPolicy } from './context';
import { REGION, ROLE_ARN } from './event';
import { ANCHOR_ID, anchorCreated, CHANGED_ANCHOR_ARN, crlCall, LETS_IN, trustUpdated } from './openings';

/** The change that a record tells of, by the actor of the base context. */
export const changeOf = (record: object, overrides: Partial<Change> = {}): Change => {
  const change = readChange(record);
  return { ...change, record: { ...change.record, actor: actor() }, ...overrides };
};

/** The trust anchor that the records are about, as the list has it: on a private CA of the account. */
export const changedAnchor = (overrides: Partial<TrustAnchor> = {}): TrustAnchor =>
  trustAnchor({ arn: CHANGED_ANCHOR_ARN, id: ANCHOR_ID, name: 'plant', ...overrides });

/** What AWS shows of the Region: one profile with the base role, and the anchor that was changed. */
export const answersOf = (overrides: Partial<RegionAnswers> = {}): RegionAnswers => ({
  region: REGION,
  profiles: [profile()],
  unclear: [],
  trustAnchors: known([changedAnchor()]),
  ...overrides,
});

/** A role that trusts any anchor. */
export const openRole = foundRole({ trustPolicy: known(trustPolicy()) });

/** The context of a change to something else than a profile. */
export const openedContext = (
  change: Change,
  {
    answers = {},
    concern = {},
    ...overrides
  }: Partial<Omit<Context, 'concern'>> & {
    readonly answers?: Partial<RegionAnswers>;
    readonly concern?: Partial<Concern>;
  } = {},
): Context => {
  const region = answersOf(answers);
  return contextOf({
    change,
    current: notKnown('no profile was changed'),
    tags: known([]),
    roles: [openRole],
    trustAnchors: region.trustAnchors,
    profiles: region.missing === undefined ? known(region.profiles) : notKnown(region.missing),
    ...overrides,
    concern: { regions: [region], ...concern },
  });
};

/** A trust anchor on the account's private CA was created. */
export const anchorContext = (overrides: Parameters<typeof openedContext>[1] = {}): Context =>
  openedContext(changeOf(anchorCreated()), { concern: { anchor: changedAnchor() }, ...overrides });

/** A revocation list was disabled. */
export const crlContext = (
  call = 'DisableCrl',
  overrides: Parameters<typeof openedContext>[1] = {},
): Context => openedContext(changeOf(crlCall(call)), overrides);

/** A role was opened to the service. */
export const roleContext = (
  document: string = LETS_IN,
  overrides: Parameters<typeof openedContext>[1] = {},
): Context =>
  openedContext(changeOf(trustUpdated(document)), { concern: { roleArn: ROLE_ARN }, ...overrides });
