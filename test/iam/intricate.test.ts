import { accessTo, readLayers } from '../../lambda/iam/access';
import { powerOf } from '../../lambda/iam/power';
import { trustOf } from '../../lambda/iam/trust';
import { allow, document } from '../support/context';
import { ACCOUNT, REGION, ROLE_ARN } from '../support/event';
import { intricate } from '../support/intricate';
import { cpuMilliseconds } from './cpu';

const OPTIONS = { partition: 'aws', account: ACCOUNT, roleArn: ROLE_ARN };

const bombs = Array.from({ length: 10 }, (_, seed) => intricate(seed));

describe('policies made to take long', () => {
  test('are given up within a bound, with nothing ruled out', () => {
    let verdict = powerOf({ identity: [] }, OPTIONS);
    const cpu = cpuMilliseconds(() => {
      verdict = powerOf({ identity: bombs, session: [intricate(99)] }, OPTIONS);
    });
    expect(verdict).toMatchObject({ possiblePower: 'escalation', cutShort: true });
    // Without the bound, some twenty seconds.
    expect(cpu).toBeLessThan(5_000);
  });

  test('leave the next reading of the same policies a whole budget', () => {
    const layers = { identity: bombs };
    const read = readLayers(layers);
    for (let index = 0; index < 200; index++)
      accessTo(`s3:Get${index}`, `arn:aws:s3:::b${index}/*`, read, { 'aws:PrincipalAccount': ACCOUNT });
    expect(read.effort.left).toBeLessThanOrEqual(0);
    expect(accessTo('s3:GetObject', '*', read)).toMatchObject({ verdict: 'conditional', scope: 'all' });
    expect(readLayers(layers).effort.left).toBeGreaterThan(0);
  });

  test('of ordinary size and kind are nowhere near the bound', () => {
    const many = Array.from({ length: 10 }, (_, policy) =>
      document(
        ...Array.from({ length: 12 }, (_, statement) =>
          allow(
            ['s3:Get*', 's3:PutObject', 'ec2:Describe*', 'iam:PassRole', 'lambda:*'],
            [`arn:aws:s3:::b${policy}-${statement}/*`, `arn:aws:iam::${ACCOUNT}:role/app-${policy}-*`],
          ),
        ),
      ),
    );
    expect(powerOf({ identity: many, boundary: [document(allow('*'))] }, OPTIONS).cutShort).toBeUndefined();
  });

  test('in a trust policy are given up too, and leave every anchor possible', () => {
    const patterns = Array.from({ length: 60 }, (_, index) => `arn:aws:*a*${index}?*b*${index}*`);
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Action: 'sts:*',
        Condition: {
          StringLike: { 'aws:SourceArn': patterns },
          StringNotLike: { 'AWS:SourceArn': patterns },
        },
      },
    });
    const anchors = Array.from(
      { length: 50 },
      (_, index) => `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/a${index}b`,
    );
    const cpu = cpuMilliseconds(() => {
      expect(trustOf(trust, { roleArn: ROLE_ARN, anchors })).toHaveProperty('trust');
    });
    expect(cpu).toBeLessThan(3_000);
  });
});
