/** The kinds of change: each a file, its case table and a line in the list, and nothing else anywhere. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderChannels } from '../../lambda/alert/channels';
import { composeAlert } from '../../lambda/alert/compose';
import { assess } from '../../lambda/assess/assess';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { readChange } from '../../lambda/event/change';
import { recognise } from '../../lambda/event/cloudtrail-call';
import { createProfile } from '../../lambda/event/kinds/create-profile';
import type { Kind } from '../../lambda/event/kinds/kind';
import { KINDS } from '../../lambda/event/kinds/list';
import { defaultSettings } from '../../lambda/settings-file';
import { changePattern } from '../../lib/profile-created-rule';
import { contextOf } from '../support/context';
import { bridgeEvent } from '../support/event';
import { describeKind, type KindCase } from '../support/kind-cases';

const PROJECT = join(__dirname, '..', '..');

/** "UpdateProfile" stands in update-profile.ts. */
const fileOf = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const casesOf = (kind: Kind): readonly KindCase[] =>
  (require(join(__dirname, 'kinds', `${fileOf(kind.name)}.cases`)) as { readonly cases: readonly KindCase[] })
    .cases;

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(PROJECT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

const ALL: readonly Kind[] = KINDS;
const FILES = ALL.map(({ name }) => fileOf(name));

/** What the folder holds beside the kinds. */
const BESIDE = ['kind', 'list', 'changed-profile'];

for (const kind of ALL) describeKind(kind, casesOf(kind));

describe('the list', () => {
  test('holds every kind there is, once, by the name of its file', () => {
    const files = namesIn('lambda/event/kinds', '.ts').filter((name) => !BESIDE.includes(name));
    expect([...FILES].sort()).toEqual([...files].sort());
    expect(FILES).toEqual([...new Set(FILES)]);
  });

  test('has a case table for each, and no table without a kind', () => {
    expect([...namesIn('test/event/kinds', '.cases.ts')].sort()).toEqual([...FILES].sort());
  });

  test('takes no event name twice: one record is one change', () => {
    const names = ALL.flatMap(({ eventNames }) => eventNames);
    expect(names).toEqual([...new Set(names)]);
  });

  test('leaves out only checks that there are, each with a reason', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    for (const { withoutChecks } of ALL) {
      expect(Object.keys(withoutChecks).filter((id) => !ids.includes(id))).toEqual([]);
      for (const reason of Object.values(withoutChecks)) expect(reason).toMatch(/^[A-Z].+[^.]$/);
    }
  });

  test('has words that fit into a title', () => {
    for (const { words } of ALL) {
      expect(words.title.length).toBeLessThanOrEqual(40);
      expect(words.short.length).toBeLessThanOrEqual(20);
      for (const word of Object.values(words)) expect(word).toMatch(/^[\w' -]+$/);
    }
  });
});

/** A kind that nobody has: what it needs anywhere else would be missing. */
const repainted: Kind<'RepaintProfile'> = {
  ...createProfile,
  name: 'RepaintProfile',
  eventSource: 'paintshop.amazonaws.com',
  eventNames: ['RepaintProfile', 'RepaintProfileAgain'],
  concerns: (record) => record.fields?.readOnly !== true,
  makesProfile: false,
  withoutChecks: { 'no-session-policy': 'Paint narrows nothing' },
  words: {
    title: 'Repainted Roles Anywhere profile',
    short: 'Repainted profile',
    noun: 'profile',
    done: 'repainted',
    once: 'coat of paint',
  },
};

describe('a kind more', () => {
  const kinds = [...ALL, repainted];
  const event = bridgeEvent(
    { eventSource: 'paintshop.amazonaws.com', eventName: 'RepaintProfileAgain' },
    { source: 'aws.paintshop' },
  );

  test('is read from its records, and only from those that concern it', () => {
    expect(readChange(event, kinds)).toMatchObject({
      kind: repainted,
      eventName: 'RepaintProfileAgain',
      subject: { type: 'profile', name: 'build-farm' },
    });
    const idle = bridgeEvent({ ...event, ...(event.detail as object), readOnly: true });
    expect(recognise(idle, kinds).is).toBe('no-concern');
    expect(recognise(event).is).toBe('other-call');
  });

  test('is in the pattern of the rule', () => {
    expect(changePattern(kinds)).toMatchObject({
      source: expect.arrayContaining(['aws.rolesanywhere', 'aws.paintshop']),
      detail: {
        eventSource: expect.arrayContaining(['rolesanywhere.amazonaws.com', 'paintshop.amazonaws.com']),
        eventName: expect.arrayContaining(['CreateProfile', 'RepaintProfile', 'RepaintProfileAgain']),
      },
    });
  });

  test('is told in its own words in every channel', () => {
    const { sessionPolicy: _narrow, ...bare } = readChange(event, kinds).profile;
    const context = contextOf({ change: { ...readChange(event, kinds), profile: bare } });
    const alert = composeAlert(assess(context, { ...defaultSettings, expectedRegions: ['us-east-1'] }));
    expect(alert.event).toMatchObject({ kind: 'RepaintProfile', name: 'RepaintProfileAgain' });
    const channels = renderChannels(alert);
    expect(alert.title).toMatch(/^Repainted Roles Anywhere profile "build-farm" /);
    expect(channels.subject).toMatch(/Repainted (?:Roles Anywhere )?profile build-farm/);
    expect(channels.sms).toContain('Repainted Roles Anywhere profile build-farm');
    expect(channels.email).toContain('Repainted profile "build-farm"');
    expect(channels.email).toContain('coat of paint by this actor');
    expect(channels.slack).toContain('RolesAnywhereProfileRepainted');
    expect(alert.findings.map(({ title }) => title).join()).toContain('The profile was repainted in Region');
    expect(alert.findings.map(({ id }) => id)).not.toContain('no-session-policy');
    // What happened is never told as something else.
    expect(JSON.stringify(channels.email)).not.toMatch(/Created profile|was created in Region/);
  });
});
