import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import type { Vouching } from '../../lambda/assess/check';
import { factsOf } from '../../lambda/assess/facts';
import { QUESTIONS } from '../../lambda/assess/questions';
import { runChecks } from '../../lambda/assess/run-checks';
import { SOURCE_IDS } from '../../lambda/assess/sources';
import { defaultSettings } from '../../lambda/settings-file';
import { activityOf, trailEvent } from '../support/activity';
import { type CheckCase, describeCheck } from '../support/check-cases';
import { contextOf } from '../support/context';

const PROJECT = join(__dirname, '..', '..');
const IDS = CATALOGUE.map(({ id }) => id);

const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(PROJECT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

/** The case table of a check stands in the file that bears its id. */
const casesOf = (id: string): readonly CheckCase[] =>
  (require(join(__dirname, 'checks', `${id}.cases`)) as { readonly cases: readonly CheckCase[] }).cases;

for (const check of CATALOGUE) describeCheck(check, casesOf(check.id));

describe('the catalogue', () => {
  test('holds each check once', () => {
    expect(IDS).toEqual([...new Set(IDS)]);
  });

  test('holds every check there is, by the name of its file', () => {
    expect([...IDS].sort()).toEqual(namesIn('lambda/assess/checks', '.ts').sort());
  });

  test('has a case table for each check, and no table without a check', () => {
    expect(namesIn('test/assess/checks', '.cases.ts').sort()).toEqual([...IDS].sort());
  });

  test('says of each check what it looks for, in one sentence', () => {
    for (const { looksFor } of CATALOGUE) expect(looksFor).toMatch(/^[A-Z][^\n]*[^.]\.$/);
  });

  test('answers every question of the guide', () => {
    const answered = new Set(CATALOGUE.map(({ question }) => question));
    expect([...answered].sort()).toEqual(Object.keys(QUESTIONS).sort());
  });
});

describe('what an allow-list entry may excuse', () => {
  const CHOICES = [
    'entry',
    'entry-with-roles',
    'entry-with-networks',
    'entry-with-clients',
    'entry-with-regions',
    'entry-with-ca',
    'never',
  ];
  const vouchingOf = (id: string) => CATALOGUE.find((check) => check.id === id)?.vouching;

  test('each check states its choice', () => {
    expect(CATALOGUE.filter(({ vouching }) => !CHOICES.includes(vouching)).map(({ id }) => id)).toEqual([]);
  });

  test('each check states the sources of knowledge that it needs', () => {
    const unstated = CATALOGUE.filter(
      ({ needs }) => !Array.isArray(needs) || needs.some((source) => !SOURCE_IDS.includes(source)),
    );
    expect(unstated.map(({ id }) => id)).toEqual([]);
  });

  // Where it came from, tools of attackers, use by others: nobody can know these beforehand.
  test.each([
    'attack-tool',
    'profile-used',
    'published-authority',
    'denied-attempts',
    'crl-changed',
    'new-anchor',
  ])('never %s', (id) => {
    expect(vouchingOf(id)).toBe('never');
  });

  test.each([
    ['untrusted-network', 'entry-with-networks'],
    ['unexpected-country', 'entry-with-networks'],
    ['unexpected-region', 'entry-with-regions'],
    ['unfamiliar-client', 'entry-with-clients'],
    ['new-external-anchor-by-actor', 'entry-with-ca'],
    ['role-can-be-admin', 'entry-with-roles'],
    ['role-may-be-admin', 'entry-with-roles'],
    ['roles-together', 'entry-with-roles'],
    ['role-sensitive', 'entry-with-roles'],
  ])('%s only with a pin: %s', (id, vouching) => {
    expect(vouchingOf(id)).toBe(vouching);
  });

  test.each(['role-changed-recently', 'first-time-actor', 'long-lived-key'])(
    '%s, as its author knows who acts and what is made',
    (id) => {
      expect(vouchingOf(id)).toBe('entry');
    },
  );
});

describe('what an entry excuses of the other calls of the actor', () => {
  const hoursBefore = '2026-03-04T02:00:00Z';
  test.each<[string, Parameters<typeof trailEvent>[0], Vouching]>([
    ['a policy made for another role', { eventName: 'CreatePolicy', targets: ['other'] }, 'entry'],
    ['a new access key', { eventName: 'CreateAccessKey', targets: ['bob'] }, 'never'],
    [
      'logging stopped, hours before',
      {
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'StopLogging',
        time: hoursBefore,
        targets: ['t'],
      },
      'never',
    ],
    [
      'a secret read',
      { eventSource: 'secretsmanager.amazonaws.com', eventName: 'GetSecretValue', targets: ['s'] },
      'never',
    ],
  ])('%s', (_what, event, vouching) => {
    const facts = factsOf(contextOf({ activity: activityOf(trailEvent(event)) }), defaultSettings);
    const [found] = runChecks(CATALOGUE, facts).filter(({ id }) => id === 'sensitive-activity');
    expect(found?.vouching).toBe(vouching);
  });
});
