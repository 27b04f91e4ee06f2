import { parseRoleArn } from '../enrich/role';
import type { Opening } from '../event/opening';
import { shuttingOut } from '../iam/service-trust';
import type { Facts } from './facts';
import type { Opened } from './opened';
import type { NeededStep } from './response';
import { type ByHand, isReserved } from './stop-actor';

/** What undoes a change to something else than a profile, and what can wait. */
export interface CloseDoor {
  readonly now: readonly NeededStep[];
  readonly later: readonly NeededStep[];
  readonly byHand: readonly ByHand[];
}

const NOTHING: CloseDoor = { now: [], later: [], byHand: [] };

const closeAnchor = (
  { anchor: { id, name } }: Extract<Opening, { readonly by: 'trust-anchor' }>,
  { anchor }: Opened,
  isNew: boolean,
): CloseDoor => {
  const anchorId = anchor?.id || id;
  if (!anchorId) return { ...NOTHING, now: [{ kind: 'find-anchor' }] };
  return {
    ...NOTHING,
    now:
      anchor?.enabled === false
        ? []
        : [{ kind: 'disable-anchor', anchorId, anchorName: anchor?.name || name }],
    later: [
      { kind: 'find-sessions', named: anchorId },
      // What was there before is somebody's, whatever was done to it.
      ...(isNew ? [{ kind: 'delete-anchor' as const, anchorId }] : []),
    ],
  };
};

const closeCrl = ({ crl, call }: Extract<Opening, { readonly by: 'crl' }>, { anchor }: Opened): CloseDoor => {
  const later: CloseDoor['later'] =
    anchor === undefined || anchor.id === '' ? [] : [{ kind: 'find-sessions', named: anchor.id }];
  if (call === 'DisableCrl' && crl.id !== null)
    return { ...NOTHING, now: [{ kind: 'enable-crl', crlId: crl.id, crlName: crl.name }], later };
  const hand: ByHand = {
    kind: 'revocation-list',
    name: crl.name,
    ...(anchor === undefined ? {} : { anchor: anchor.name }),
  };
  return { now: [], later, byHand: [hand] };
};

const closeRole = (
  { role }: Extract<Opening, { readonly by: 'role' }>,
  { ways, region, regions }: Opened,
): CloseDoor => {
  const [way] = ways;
  const arn = way?.role.arn ?? role.arn ?? '';
  const parsed = parseRoleArn(arn);
  const used = region ?? regions[0];
  if (parsed === undefined || isReserved(arn)) return NOTHING;
  const facts = way?.role.facts;
  const document =
    facts?.state === 'found' && facts.trustPolicy.known ? facts.trustPolicy.value : role.trustPolicy;
  const trustPolicy = document === null ? undefined : shuttingOut(document, arn);
  return {
    ...NOTHING,
    now: [
      trustPolicy === undefined
        ? { kind: 'deny-role', roleName: parsed.name }
        : { kind: 'close-role', roleName: parsed.name, trustPolicy },
    ],
    later: [{ kind: 'find-profiles', roleArn: arn, ...(used === undefined ? {} : { region: used }) }],
  };
};

/** What undoes the change, by what it touched; nothing where nobody gets in by it who could not before. */
export const closeDoor = ({ kind }: Facts, opened: Opened): CloseDoor => {
  const { opening } = opened;
  if (opening.calm !== undefined) return NOTHING;
  switch (opening.by) {
    case 'trust-anchor':
      return closeAnchor(opening, opened, kind.name === 'CreateTrustAnchor');
    case 'crl':
      return closeCrl(opening, opened);
    case 'role':
      return closeRole(opening, opened);
  }
};
