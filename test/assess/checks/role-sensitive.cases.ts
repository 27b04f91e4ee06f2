import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { adminRole, allow, foundRole, inlinePolicy, profile, profileCreated } from '../../support/context';
import { ROLE_ARN } from '../../support/event';

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const roleThat = (...statements: object[]) =>
  foundRole({ inline: known([inlinePolicy('p', ...statements)]) });

export const cases: readonly CheckCase[] = [
  { when: 'the role may read one bucket', context: { change: created }, finds: [] },
  {
    when: 'the role is admin, which another check reports',
    context: { change: created, roles: [adminRole()] },
    finds: [],
  },
  {
    when: 'the role reads every secret',
    context: { change: created, roles: [roleThat(allow('secretsmanager:GetSecretValue'))] },
    finds: [['medium', /^Role deploy has dangerous permissions: /]],
    evidence: 'inline policy p, statement 1',
  },
  {
    when: 'the role can stop the trail',
    context: {
      change: created,
      roles: [roleThat(allow(['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail']))],
    },
    finds: [['medium', 'tampering with logs and detection']],
  },
  {
    when: 'a session policy leaves nothing of it',
    context: { roles: [roleThat(allow('secretsmanager:GetSecretValue'))] },
    finds: [],
  },
  {
    when: 'the role could not be read, which another check reports',
    context: { change: created, roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' }] },
    finds: [],
  },
];
