/** The digest that docs/sweep.md shows. */

import { known } from '../../lambda/lookup';
import { digestOf } from '../../lambda/sweep/digest';
import { ACCOUNT, PROFILE_ARN, ROLE_ARN } from '../support/event';
import { looseRow, profileRow, regionRow, resultOf, roleSummary } from './rows';

const LAST = '2026-03-02T02:00:00.000Z';
const THIS = '2026-03-09T02:00:00.000Z';
const MISSED = PROFILE_ARN.replace('5b0f5a0e', '7c31e9d2');

const before = profileRow({ roles: [roleSummary()] });

const grown = profileRow({
  severity: 'critical',
  riskScore: 99,
  because:
    'critical because role deploy is admin, and whoever holds a certificate of trust anchor build-ca can use it now',
  power: 'admin',
  roles: [roleSummary({ power: 'admin', possiblePower: 'admin' })],
});

const missed = profileRow({
  arn: MISSED,
  name: 'backup-sync',
  severity: 'high',
  riskScore: 73,
  because: 'high because role backup may be able to become admin: it cannot be ruled out',
  power: 'escalation',
  isCertain: false,
  createdBy: `arn:aws:iam::${ACCOUNT}:user/svc-backup`,
  createdAt: '2026-03-04T03:12:44.000Z',
  roles: [
    roleSummary({ arn: ROLE_ARN.replace('deploy', 'backup'), power: 'limited', possiblePower: 'escalation' }),
  ],
});

export const sample = digestOf(
  resultOf([grown, missed], THIS, [
    regionRow([PROFILE_ARN, MISSED]),
    regionRow(null, { region: 'us-east-1' }),
    looseRow({ power: 'sensitive', possiblePower: 'sensitive' }),
  ]),
  resultOf([before], LAST),
  known(new Set<string>()),
);
