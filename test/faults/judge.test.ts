/** Does the judge see what is wrong? Runs made up from one real alert, each made worse in one way. */

import { loadScenario } from '../../bin/sandbox/load';
import type { Alert } from '../../lambda/alert/schema';
import { judge, type Law } from './judge';
import { settingsOf } from './matrix';
import { ROWS, type Row } from './rows';
import { type Run, runStory } from './run-story';
import { type Told, toldIn } from './told';

jest.setTimeout(60_000);

let real: Run;
let full: Told;

beforeAll(async () => {
  const story = loadScenario('attack');
  real = await runStory(story, settingsOf({ name: 'attack', story, listed: false }));
  const told = toldIn(real);
  if (told === undefined) throw new Error('The attack leads to no alert.');
  full = told;
});

const row = (id: string): Row => {
  const found = ROWS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No row is called ${id}.`);
  return found;
};

/** The real run with another alert, or another text. */
const changed = (change: (alert: Alert) => Alert, text = ''): Run => ({
  ...real,
  published: real.published.map((message) => ({
    ...message,
    message: {
      ...message.message,
      email: `${message.message.email}${text}`,
      sqs: JSON.stringify(change(full.alert)),
    },
  })),
});

const lawsBroken = (run: Run, fault: string, operation: string): readonly Law[] =>
  [...new Set(judge(run, full, row(fault), [operation]).breaches.map(({ law }) => law))].sort();

const without =
  (id: string, instead: readonly Alert['findings'][number][] = []) =>
  (alert: Alert) => ({
    ...alert,
    findings: [...alert.findings.filter((finding) => finding.id !== id), ...instead],
  });

const unread = (title: string, severity: Alert['severity'] = 'critical'): Alert['findings'][number] => ({
  id: 'unread',
  severity,
  title,
  evidence: [],
  techniques: [],
  question: 'power',
});

describe('the judge of an alert', () => {
  it('has nothing against the same alert', () => {
    expect(lawsBroken(real, 'AccessDenied', 'iam:GetRole')).toEqual([]);
  });

  it.each<[string, (alert: Alert) => Alert, readonly Law[]]>([
    ['a lower severity', (alert) => ({ ...alert, severity: 'high' }), ['calmer']],
    ['expected now', (alert) => ({ ...alert, disposition: 'expected' }), ['calmer']],
    ['a finding gone', without('role-can-be-admin'), ['finding lost']],
    [
      'a finding covered by one that names the source',
      without('role-can-be-admin', [unread('The policies of role backup-admin could not be read')]),
      [],
    ],
    [
      'a finding covered by a calmer one',
      without('role-can-be-admin', [unread('The policies of role backup-admin could not be read', 'high')]),
      ['finding lost'],
    ],
    [
      'a finding covered by one that names another source',
      without('role-can-be-admin', [unread('Tags could not be read')]),
      ['finding lost'],
    ],
    [
      'a role that can do less',
      (alert) => ({
        ...alert,
        roles: alert.roles.map((role) => ({ ...role, power: 'limited', possiblePower: 'limited' })),
        unknowns: [{ what: 'role backup-admin', why: 'access denied' }],
      }),
      ['denied'],
    ],
    [
      'a role of which nothing is known, and the alert says so',
      (alert) => ({
        ...alert,
        roles: alert.roles.map((role) => ({
          ...role,
          power: 'unknown',
          possiblePower: 'admin',
          trust: 'unknown',
        })),
        unknowns: [{ what: 'role backup-admin', why: 'access denied' }],
      }),
      [],
    ],
    [
      'a role of which nothing is known, and nothing says so',
      (alert) => ({ ...alert, roles: alert.roles.map((role) => ({ ...role, power: 'unknown' })) }),
      ['unnamed'],
    ],
  ])('%s', (_, change, laws) => {
    expect(lawsBroken(changed(change), 'AccessDenied', 'iam:GetRole')).toEqual(laws);
  });

  it.each([
    ['Nothing to do.', ['denied']],
    ['The role\n  names no roles.', ['denied']],
    ['It may be that there is more.', []],
  ])('the sentence %j', (text, laws) => {
    expect(
      lawsBroken(
        changed((alert) => alert, text),
        'AccessDenied',
        'iam:GetRole',
      ),
    ).toEqual(laws);
  });
});

describe('the judge of a run', () => {
  const nothing: Run = {
    ...real,
    published: [],
    ended: 'thrown',
    thrown: 'Error: no',
    ms: 0,
    calls: [],
    requests: [],
  };
  const once = { published: [], ended: 'well', ms: 0, calls: [], requests: [] } as const;

  it.each<[string, () => Run, string, string, readonly Law[]]>([
    ['nothing published, and a read fails', () => nothing, 'AccessDenied', 'iam:GetRole', ['not published']],
    ['thrown, and the publish fails for good', () => nothing, 'AccessDenied', 'sns:Publish', []],
    [
      'thrown, and the publish would have passed',
      () => nothing,
      'Throttling x2',
      'sns:Publish',
      ['not published'],
    ],
    ['swallowed', () => once, 'AccessDenied', 'sns:Publish', ['swallowed']],
    ['late', () => ({ ...real, ms: 61_000 }), 'AccessDenied', 'iam:GetRole', ['late']],
    ['stopped by Lambda', () => ({ ...nothing, ended: 'stopped' }), 'HangingBody', 'sns:Publish', ['late']],
    [
      'three copies',
      () => ({ ...real, published: [0, 1, 2].flatMap(() => real.published) }),
      'AccessDenied',
      'iam:GetRole',
      ['copies'],
    ],
    [
      'a fault of its own',
      () => ({ ...real, ownFault: 'TypeError' }),
      'AccessDenied',
      'iam:GetRole',
      ['own fault'],
    ],
  ])('%s', (_, run, fault, operation, laws) => {
    expect(lawsBroken(run(), fault, operation)).toEqual(laws);
  });
});
