import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const accepting = profile({ acceptRoleSessionName: true });
const { acceptRoleSessionName: _unsaid, ...silent } = profile();

export const cases: readonly CheckCase[] = [
  { when: 'the profile does not accept one', finds: [] },
  {
    when: 'nothing says whether it does',
    context: { change: profileCreated({ profile: silent }) },
    finds: [],
  },
  {
    when: 'it does',
    context: { change: profileCreated({ profile: accepting }) },
    finds: [['low', 'may choose the role session name']],
  },
  {
    when: 'only the event says that it does',
    context: { change: profileCreated({ profile: accepting }), current: known(silent) },
    finds: [['low', 'may choose the role session name']],
  },
];
