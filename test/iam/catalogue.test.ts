/** What must hold for every row of the catalogue whatever it says: its references, its shapes, what narrows it. */

import { CAPABILITIES } from '../../lambda/iam/capabilities/catalogue';
import type { CapabilityRow, Need } from '../../lambda/iam/capabilities/row';
import { fill, SHAPES } from '../../lambda/iam/capabilities/shapes';
import { type Capability, powerOf } from '../../lambda/iam/power';
import { allow, document } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../support/event';

const OPTIONS = { partition: 'aws', account: ACCOUNT, roleArn: ROLE_ARN };
const NOTHING = document(allow('zzqx:Nothing'));
const EVERYTHING = document(allow('*'));

const needsOf = ({ steps }: CapabilityRow): readonly Need[] => steps.flat();
const waysOf = (row: CapabilityRow) => needsOf(row).flat();
const actionsOf = (row: CapabilityRow): string[] => [...new Set(waysOf(row).map(({ action }) => action))];

const raisedBy = (row: CapabilityRow, ...statements: readonly object[]): Capability | undefined =>
  powerOf(
    {
      identity: [document(...statements)],
      ...(row.where === 'bounded' ? { boundary: [EVERYTHING] } : {}),
    },
    OPTIONS,
  ).capabilities.find(({ id }) => id === row.id);

const named = (rows: readonly CapabilityRow[]) => rows.map((row) => [row.id, row] as const);

test('shapes and rows use each other up', () => {
  const used = new Set(CAPABILITIES.flatMap(waysOf).map(({ on }) => on));
  used.delete('self');
  expect([...used].sort()).toEqual(Object.keys(SHAPES).sort());
});

test.each(Object.entries(SHAPES))('the shape %s is filled in', (_, shape) => {
  const arn = fill(shape.arn, { partition: 'aws-cn', account: ACCOUNT });
  expect(arn).toMatch(/^(?:-|\*|arn:aws-cn:[a-z0-9*-]+:\*?:(?:|\*|111122223333):.+)$/);
});

test.each(named(CAPABILITIES))(
  '%s names things as machines filter by them and people read them',
  (id, row) => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    expect(row.phrase).not.toMatch(/[.\n]$/);
    expect(row.sources.length).toBeGreaterThan(0);
    expect(actionsOf(row).filter((action) => !/^[a-z0-9-]+:(?:[A-Z]\w+|connect)$/.test(action))).toEqual([]);
  },
);

const AT_HOME = CAPABILITIES.filter((row) =>
  needsOf(row).some((need) =>
    need.every(({ on }) => on !== 'self' && SHAPES[on].arn.includes(':{account}:')),
  ),
);

test.each(named(AT_HOME))('%s is not raised by what is allowed in another account', (_, row) => {
  const foreign = needsOf(row)
    .flat()
    .flatMap(({ on }) =>
      on === 'self' ? [] : [fill(SHAPES[on].arn, { partition: 'aws', account: OTHER_ACCOUNT })],
    );
  const resources = foreign.filter((arn) => arn.includes(OTHER_ACCOUNT));
  expect(raisedBy(row, allow(actionsOf(row), resources))).toBeUndefined();
});

test.each(named(CAPABILITIES))('%s is refused by whatever refuses its actions', (_, row) => {
  const allowed = document(allow(actionsOf(row)));
  const denied = document({ Effect: 'Deny', Action: actionsOf(row), Resource: '*' });
  for (const layers of [
    { identity: [allowed, denied] },
    { identity: [allowed], boundary: [NOTHING] },
    { identity: [allowed], session: [EVERYTHING, denied] },
    { identity: [NOTHING], boundary: [allowed], session: [allowed] },
  ]) {
    expect(powerOf(layers, OPTIONS).capabilities).toEqual([]);
  }
});

test.each(named(CAPABILITIES))('%s hangs on the condition its actions hang on', (_, row) => {
  const condition = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
  expect(raisedBy(row, allow(actionsOf(row), '*', condition))).toMatchObject({
    verdict: 'conditional',
    conditionKeys: ['aws:SourceIp'],
  });
});

const LAUNCHERS = CAPABILITIES.filter((row) => waysOf(row).some(({ passedTo }) => passedTo !== undefined));

describe('what passes a role', () => {
  const servicesOf = (row: CapabilityRow) => [
    ...new Set(waysOf(row).flatMap(({ passedTo }) => passedTo ?? [])),
  ];
  const passing = (operator: string, services: string[]): object =>
    allow('iam:PassRole', '*', { Condition: { [operator]: { 'iam:PassedToService': services } } });
  const rest = (row: CapabilityRow): object =>
    allow(actionsOf(row).filter((action) => action !== 'iam:PassRole'));

  test('is more than fifty services can be given', () => {
    expect(LAUNCHERS.length).toBeGreaterThan(50);
  });

  test.each(named(LAUNCHERS))('%s honours iam:PassedToService', (_, row) => {
    expect(raisedBy(row, rest(row), passing('StringEquals', servicesOf(row)))?.verdict).toBe('granted');
    expect(raisedBy(row, rest(row), passing('StringEquals', ['zzqx.amazonaws.com']))).toBeUndefined();
    expect(raisedBy(row, rest(row), passing('StringNotEquals', servicesOf(row)))).toBeUndefined();
    expect(raisedBy(row, rest(row), passing('StringLike', ['zzqx*', '*.amazonaws.com']))?.verdict).toBe(
      'granted',
    );
  });

  test.each(named(LAUNCHERS))('%s passes it in the call that uses it', (_, row) => {
    const step = row.steps.find((needs) => needs.flat().some(({ passedTo }) => passedTo !== undefined));
    expect(step?.length).toBeGreaterThan(1);
  });

  test.each(named(LAUNCHERS))('%s depends on the role where only some may be passed', (_, row) => {
    const some = allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app-*`);
    expect(raisedBy(row, rest(row), some)).toMatchObject({
      verdict: 'granted',
      scope: 'some',
      dependsOn: 'what the roles it may pass can do',
    });
  });
});
