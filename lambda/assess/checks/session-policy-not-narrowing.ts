import { powerOf } from '../../iam/power';
import type { Check } from '../check';
import { powerPlace } from '../role-layers';
import { isTouched } from '../what-changed';

export const sessionPolicyNotNarrowing: Check = {
  id: 'session-policy-not-narrowing',
  question: 'request',
  looksFor: 'Session policies that look like a limit and allow everything.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['session-policies', 'profile-now'],
  find: ({ now, place, sessionLayers, changed, gained }) => {
    if (gained.length === 0 && !isTouched(changed, 'sessionPolicy', 'managedPolicyArns')) return [];
    const { partition, account } = powerPlace(place);
    const [layer] = sessionLayers;
    if (layer === undefined) return [];
    const { power } = powerOf({ identity: layer.documents }, { partition, account, now });
    return power === 'admin'
      ? [
          {
            severity: 'low',
            title: 'The session policies of the profile allow everything, so they narrow nothing',
            evidence: layer.names.slice(0, 10),
          },
        ]
      : [];
  },
};
