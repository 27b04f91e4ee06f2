import type { Check } from '../check';

export const calledByService: Check = {
  id: 'called-by-service',
  question: 'actor',
  looksFor:
    "A call that an AWS service made for somebody: address and user agent are then the service's own and say nothing about the person.",
  severities: ['informational'],
  vouching: 'entry',
  needs: [],
  find: ({ actor, source }) => {
    const service = actor.invokedBy ?? source.service;
    return service === undefined
      ? []
      : [
          {
            severity: 'informational',
            title: `The call came through ${service}, so address and client say nothing about the person behind it`,
            evidence: [actor.arn],
          },
        ];
  },
};
