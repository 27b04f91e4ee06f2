import { unknownActor } from '../../../lambda/assess/checks/unknown-actor';
import { describeCheck } from '../../support/check-cases';
import { actor, profileCreated } from '../../support/context';

describeCheck(unknownActor, [
  { when: 'the actor is a role session', finds: [] },
  {
    when: 'the record has a kind of identity that nobody knows',
    context: { created: profileCreated({ actor: actor({ kind: 'unknown', type: 'SomethingNew' }) }) },
    finds: [['medium', 'does not say clearly who made the call']],
    evidence: 'userIdentity type SomethingNew',
  },
]);
