import type { ClientFamily } from '../../../lambda/event/user-agent';
import type { CheckCase } from '../../support/check-cases';
import { profileCreated, source } from '../../support/context';

const by = (family: ClientFamily, name: string, userAgent = name) => ({
  change: profileCreated({ source: source({ userAgent, client: { family, name } }) }),
});

export const cases: readonly CheckCase[] = [
  { when: 'the AWS CLI made the call', finds: [] },
  { when: 'Terraform made it', context: by('terraform', 'Terraform 1.7'), finds: [] },
  {
    when: 'curl made it',
    context: by('http-client', 'curl 8.4'),
    finds: [['low', 'made with an unfamiliar client, curl 8.4']],
  },
  {
    when: 'a program of its own made it',
    context: by('unknown', 'own-thing', 'own-thing/1'),
    finds: [['low', 'own-thing']],
    evidence: 'user agent: own-thing/1',
  },
  {
    when: 'the client is silent',
    context: by('unknown', 'unknown', ''),
    finds: [['low', 'The client did not name itself']],
  },
];
