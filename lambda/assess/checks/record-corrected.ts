import type { Check } from '../check';
import { shortened } from '../wording';

/** Source: CloudTrail User Guide, "CloudTrail record contents", addendum. */
export const recordCorrected: Check = {
  id: 'record-corrected',
  question: 'request',
  looksFor:
    'A record that CloudTrail delivered late, or that corrects an earlier one: it is no second profile.',
  severities: ['informational'],
  vouching: 'entry',
  needs: [],
  find: ({ addendum }) => {
    if (addendum === undefined) return [];
    const { reason, originalId, updatedFields } = addendum;
    return [
      {
        severity: 'informational',
        title:
          reason === 'UPDATED_DATA'
            ? `This record corrects an earlier one, ${originalId ?? 'which it does not name'}: it is the same profile, not a second one`
            : `CloudTrail delivered this record late (${shortened(reason)})`,
        evidence: [
          `addendum: ${reason}`,
          ...(originalId === undefined ? [] : [`original event: ${originalId}`]),
          ...(updatedFields === undefined ? [] : [`updated fields: ${updatedFields}`]),
        ],
      },
    ];
  },
};
