import type { Opening } from '../../event/opening';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import { evidenceLines, shortened } from '../wording';

/** What a change does to certificates that were revoked; nothing where it lets none of them in. */
const doneBy = (opening: Opening): string | undefined => {
  if (opening.by === 'trust-anchor')
    return opening.stopsRevocation
      ? "The revocation lists that the CA's certificates name are not asked any more"
      : undefined;
  if (opening.by !== 'crl' || opening.calm !== undefined) return undefined;
  const name = shortened(opening.crl.name);
  switch (opening.call) {
    case 'DeleteCrl':
      return `Revocation list ${name} is gone`;
    case 'UpdateCrl':
      return `Revocation list ${name} was replaced, by one that may revoke fewer`;
    default:
      return `Revocation list ${name} is not asked any more`;
  }
};

export const revokedValidAgain: Check = {
  id: 'revoked-valid-again',
  question: 'anchors',
  looksFor:
    'A revocation list that was disabled, deleted or replaced, or that lists are not asked any more: whoever holds a revoked certificate may be let in again.',
  severities: ['high', 'medium'],
  vouching: 'entry',
  technique: 'T1649',
  needs: ['region-profiles'],
  atMost: ({ opened }) => (opened === undefined || doneBy(opened.opening) === undefined ? undefined : 'high'),
  find: ({ opened, roles }) => {
    const done = opened === undefined ? undefined : doneBy(opened.opening);
    if (opened === undefined || done === undefined) return [];
    const { anchor, opening } = opened;
    return [
      {
        severity: roles.some(isDangerous) ? 'high' : 'medium',
        title: `${done}: certificates that were revoked ${opening.by === 'crl' && opening.call === 'UpdateCrl' ? 'may be' : 'are'} valid again`,
        evidence: evidenceLines([
          anchor === undefined
            ? 'of a trust anchor that is not known'
            : `trust anchor "${anchor.name}": ${anchor.arn}`,
        ]),
      },
    ];
  },
};
