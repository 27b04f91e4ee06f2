import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { foundRole } from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

const unread = (kind: 'inline' | 'managed') =>
  ({
    name: 'p',
    ...(kind === 'managed' ? { arn: `arn:aws:iam::${ACCOUNT}:policy/p` } : {}),
    kind,
    document: notKnown('access denied'),
  }) as const;

export const cases: readonly CheckCase[] = [
  { when: 'everything about the role was read', finds: [] },
  { when: 'the role does not exist', context: { roles: [{ state: 'missing', arn: ROLE_ARN }] }, finds: [] },
  {
    when: 'IAM did not answer',
    context: { roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied (iam:GetRole)' }] },
    finds: [['high', 'Role deploy could not be verified']],
    evidence: 'access denied (iam:GetRole)',
  },
  {
    when: 'the attached policies could not be listed',
    context: { roles: [foundRole({ attached: notKnown('throttled') })] },
    finds: [['high', 'could not be verified']],
    evidence: 'attached policies: throttled',
  },
  {
    when: 'the inline policies could not be listed',
    context: { roles: [foundRole({ inline: notKnown('throttled') })] },
    finds: [['high', 'could not be verified']],
  },
  {
    when: 'one attached document could not be read',
    context: { roles: [foundRole({ attached: known([unread('managed')]) })] },
    finds: [['high', 'could not be verified']],
  },
  {
    when: 'one inline document could not be read',
    context: { roles: [foundRole({ inline: known([unread('inline')]) })] },
    finds: [['high', 'could not be verified']],
  },
  {
    when: 'one inline document is no policy',
    context: {
      roles: [foundRole({ inline: known([{ name: 'p', kind: 'inline', document: known('{"Statement"') }]) })],
    },
    finds: [['high', 'could not be verified']],
    evidence: 'inline policy p: it could not be understood',
  },
  {
    when: 'the boundary could not be read',
    context: { roles: [foundRole({ boundary: unread('managed') })] },
    finds: [['high', 'could not be verified']],
  },
  {
    when: 'the trust policy could not be read',
    context: { roles: [foundRole({ trustPolicy: notKnown('access denied') })] },
    finds: [['high', 'could not be verified']],
    evidence: 'trust policy: access denied',
  },
  {
    when: 'the trust policy is no policy',
    context: { roles: [foundRole({ trustPolicy: known('{"Statement"') })] },
    finds: [['high', 'could not be verified']],
    evidence: 'trust policy: it could not be understood',
  },
];
