import type { Check } from '../check';
import { listed, plural } from '../wording';

export const requiredTags: Check = {
  id: 'required-tags',
  question: 'request',
  looksFor: 'A profile that lacks a tag that every profile must bear.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['tags', 'settings'],
  atMost: ({ settings }, { source }) =>
    source === 'settings' || settings.requiredTags.length > 0 ? 'low' : undefined,
  find: ({ tags, settings }) => {
    if (!tags.known) return [];
    const keys = new Set(tags.value.map(({ key }) => key));
    const missing = settings.requiredTags.filter((key) => !keys.has(key));
    return missing.length === 0
      ? []
      : [
          {
            severity: 'low',
            title: `The profile lacks the required ${plural(missing.length, 'tag', 'tags')} ${listed(missing, 5)}`,
            evidence: [keys.size === 0 ? 'It has no tags.' : `It has ${listed([...keys], 10)}.`],
          },
        ];
  },
};
