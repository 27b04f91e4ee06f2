import type { Check } from '../check';
import { shortened } from '../wording';

export const unfamiliarClient: Check = {
  id: 'unfamiliar-client',
  question: 'source',
  looksFor:
    'A client that is no console, CLI, SDK or infrastructure tool, such as curl or a program of its own.',
  severities: ['low'],
  vouching: 'entry-with-clients',
  needs: [],
  find: ({ source }) => {
    const { client, userAgent } = source;
    return client.family === 'http-client' || client.family === 'unknown'
      ? [
          {
            severity: 'low',
            title:
              userAgent === ''
                ? 'The client did not name itself'
                : `The call was made with an unfamiliar client, ${shortened(client.name)}`,
            evidence: [userAgent === '' ? 'no user agent' : `user agent: ${userAgent}`],
          },
        ]
      : [];
  },
};
