import type { Readers } from '../lambda/enrich/readers';
import { defaultSettings } from '../lambda/settings';
import { triage, type World } from '../lambda/triage';
import { failing, fakeIam, noDeadline } from './enrich/fakes';
import { ACCOUNT, bridgeEvent, OTHER_ACCOUNT } from './support/event';
import { triaged } from './support/triaged';

const HOME = '777788889999';

const readersOf = (account: string, asked: string[]): Readers => ({
  account,
  accountAlias: async () => {
    asked.push(account);
    return `alias-of-${account}`;
  },
  profile: failing('AccessDenied'),
  profiles: failing('AccessDenied'),
  tags: failing('AccessDenied'),
  trustAnchors: failing('AccessDenied'),
  iam: fakeIam({}, {}, { role: failing('AccessDenied') }).iam,
  trail: failing('AccessDenied'),
  country: failing('Error'),
});

/** The world of a function at home, with other accounts to read where it may. */
const worldWith = (others: boolean): { readonly world: World; readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    world: {
      readers: readersOf(HOME, asked),
      ...(others ? { readersFor: (account: string) => readersOf(account, asked) } : {}),
      settings: defaultSettings,
      gaps: [],
      publish: async () => undefined,
    },
  };
};

test('an event of another account is answered from that account', async () => {
  const { world, asked } = worldWith(true);
  const alert = await triaged(bridgeEvent(), world, noDeadline);
  expect(asked).toEqual([ACCOUNT]);
  expect(alert.account).toEqual({ id: ACCOUNT, alias: `alias-of-${ACCOUNT}` });
});

test('an event of the home account is answered from home', async () => {
  const { world, asked } = worldWith(true);
  const event = JSON.parse(JSON.stringify(bridgeEvent()).replaceAll(ACCOUNT, HOME));
  await triage(event, world, noDeadline);
  expect(asked).toEqual([HOME]);
});

const unanswered: readonly (readonly [what: string, others: boolean, event: object])[] = [
  ['of another account, without a role to read with', false, bridgeEvent()],
  // EventBridge writes the envelope; a record that names another account is nothing to look up anywhere.
  [
    'whose record names another account than EventBridge does',
    true,
    bridgeEvent({}, { account: OTHER_ACCOUNT }),
  ],
  ['whose envelope names home and whose record does not', true, bridgeEvent({}, { account: HOME })],
  ['whose account is none', true, bridgeEvent({}, { account: '../home' })],
];
test.each(unanswered)('an event %s alerts unverified, and nobody is asked', async (_, others, event) => {
  const { world, asked } = worldWith(others);
  const alert = await triaged(event, world, noDeadline);
  expect(asked).toEqual([]);
  expect(['high', 'critical']).toContain(alert.severity);
  expect(alert.unknowns.map(({ why }) => why).join()).toContain('another account');
});
