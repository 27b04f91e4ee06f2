import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, userActor } from '../../support/context';
import { ACCOUNT } from '../../support/event';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const cases: readonly CheckCase[] = [
  { when: 'a role session made the call', finds: [] },
  {
    when: 'an IAM user named root made it',
    context: { change: profileCreated({ actor: userActor({ userName: 'root' }) }) },
    finds: [],
  },
  {
    when: 'the root user made it',
    context: { change: profileCreated({ actor: actor({ kind: 'root', type: 'Root', arn: ROOT }) }) },
    finds: [['high', `The root user of account ${ACCOUNT} created the profile`]],
    evidence: ROOT,
  },
];
