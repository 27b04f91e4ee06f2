import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { healthChecks, selfTests, standing, total } from '../../bin/cost/idle';
import { costPage, forwarder, idleCosts } from '../../bin/cost/page';

/** US dollars a month that 20 accounts x 17 Regions may cost while nothing happens. */
const MOST = 15;

const withTypes = (...types: string[]) => ({
  Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])),
});

test('20 accounts x 17 Regions cost less than 15 dollars a month while nothing happens', () => {
  expect(total(idleCosts().many)).toBeLessThan(MOST);
});

test('a forwarder costs nothing while nothing happens: no alarm, metric, key or schedule is in it', () => {
  expect(standing(forwarder())).toEqual([]);
  expect(total(selfTests(forwarder()))).toBe(0);
  expect(healthChecks(forwarder())).toEqual([]);
});

test.each([
  ['AWS::CloudWatch::Alarm'],
  ['AWS::KMS::Key'],
  ['AWS::Logs::MetricFilter'],
  ['AWS::CloudWatch::Dashboard'],
])('one more %s would show', (type) => {
  expect(total(standing(withTypes('AWS::SQS::Queue', type)))).toBeGreaterThan(0);
});

test('a type that nobody has priced is an error', () => {
  expect(() => standing(withTypes('AWS::EC2::NatGateway'))).toThrow('AWS::EC2::NatGateway: nobody has said');
});

test('docs/cost.md is what npm run cost writes', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'cost.md'), 'utf8')).toBe(costPage());
});
