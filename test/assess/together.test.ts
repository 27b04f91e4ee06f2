import { factsOf } from '../../lambda/assess/facts';
import type { RoleFacts } from '../../lambda/enrich/role';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import { allow, contextOf, foundRole, inlinePolicy, profile, profileCreated } from '../support/context';
import { ACCOUNT } from '../support/event';

const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const roleThat = (name: string, ...statements: object[]) =>
  foundRole({ arn: arnOf(name), name, inline: known([inlinePolicy('p', ...statements)]) });

const togetherOf = (...roles: readonly RoleFacts[]) => {
  const { sessionPolicy: _narrow, ...open } = profile({ roleArns: roles.map(({ arn }) => arn) });
  return factsOf(contextOf({ change: profileCreated({ profile: open }), roles }), defaultSettings).together;
};

const working = roleThat('working', allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'));

/** Halves of a path: one makes a function that runs as any role, the other runs it. */
const making = roleThat('making', allow(['iam:PassRole', 'lambda:CreateFunction']));
const running = roleThat('running', allow('lambda:InvokeFunction'));

test('one role can do together what it can do alone', () => {
  expect(togetherOf(working)).toEqual({
    power: 'limited',
    possiblePower: 'limited',
    statement: '',
    notExamined: [],
  });
});

test('two harmless roles stay harmless', () => {
  expect(togetherOf(working, roleThat('other', allow('s3:GetObject', 'arn:aws:s3:::logs/*')))).toMatchObject({
    power: 'limited',
    possiblePower: 'limited',
    statement: '',
  });
});

test('two halves of a path are told with the role that brings each', () => {
  const { power, possiblePower, statement } = togetherOf(working, making, running);
  expect({ power, possiblePower }).toEqual({ power: 'escalation', possiblePower: 'escalation' });
  expect(statement).toContain('pass any role to a new Lambda function and invoke it');
  expect(statement).toContain('role making (iam:PassRole and lambda:CreateFunction)');
  expect(statement).toContain('role running (lambda:InvokeFunction)');
});

test('one half is not a path, and nothing is left to share where one role is one already', () => {
  expect(togetherOf(working, making)).toMatchObject({ power: 'limited', statement: '' });
  const attaching = roleThat('attaching', allow('iam:AttachRolePolicy'));
  expect(togetherOf(attaching, making, running)).toMatchObject({ power: 'escalation', statement: '' });
});

test('what could not be read is not ruled out together either', () => {
  expect(
    togetherOf(working, foundRole({ arn: arnOf('x'), name: 'x', inline: notKnown('denied') })).possiblePower,
  ).toBe('admin');
});

test('roles that nobody examined are listed', () => {
  const skipped = { state: 'not-examined', arn: arnOf('last'), reason: 'only 1 role is examined' } as const;
  expect(togetherOf(working, skipped).notExamined).toEqual([arnOf('last')]);
});

test('of no role at all nothing is claimed but nothing', () => {
  expect(togetherOf()).toEqual({ power: 'none', possiblePower: 'none', statement: '', notExamined: [] });
});
