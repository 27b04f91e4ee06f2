import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, userActor } from '../../support/context';

export const cases: readonly CheckCase[] = [
  { when: 'the session was authenticated with MFA', finds: [] },
  { when: 'the record cannot tell', context: { change: profileCreated({ actor: userActor() }) }, finds: [] },
  {
    when: 'a user had none',
    context: { change: profileCreated({ actor: userActor({ mfa: false }) }) },
    finds: [['medium', 'was not authenticated with MFA']],
  },
  {
    when: 'a role session had none, as pipelines never do',
    context: { change: profileCreated({ actor: actor({ mfa: false }) }) },
    finds: [['low', 'was not authenticated with MFA']],
  },
];
