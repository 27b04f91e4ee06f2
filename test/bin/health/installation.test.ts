import { installationFindings, type Readings } from '../../../bin/health/installation';
import { exitStatus, findingLines } from '../../../bin/health/words';
import type { EventRule, Trail } from '../../../lambda/health/place';
import { logsManagementWrites } from '../../../lambda/health/readers';
import { known, notKnown } from '../../../lambda/lookup';

const TRAIL: Trail = { name: 'management', homeRegion: 'us-east-1', logging: true, managementWrites: true };
const RULE: EventRule = { name: 'Stack-Profiles', enabled: true, targets: ['arn'], unmatched: [] };
const PERSON = { protocol: 'email', endpoint: 'you@example.com', confirmed: true, authenticated: true };

/** An installation with which all is well. */
const WELL: Readings = {
  stackName: 'Stack',
  region: 'eu-central-1',
  stack: known({ status: 'UPDATE_COMPLETE', protected: true }),
  trails: known([TRAIL]),
  rules: [['ProfileCreatedRule', known(RULE)]],
  queues: [['TriageFailed', known({ name: 'failed', messages: 0 })]],
  keys: [['AlertsKey', known('Enabled')]],
  subscriptions: [['AlertsTopic', known([PERSON])]],
  selfTests: [['SelfTest', known(1)]],
  sounding: known([]),
  functions: [['TriageFunction', 'Stack-TriageFunction']],
  drift: known({ stackName: 'Stack', drifted: [] }),
  chat: false,
};

test('where all is well, nothing is to be done', () => {
  const findings = installationFindings(WELL);
  expect(findings.filter(({ state }) => state !== 'well')).toEqual([]);
  expect(exitStatus(findings)).toBe(0);
});

const faults: readonly (readonly [what: string, changed: Partial<Readings>, said: RegExp, mend: RegExp])[] = [
  [
    'a deployment failed',
    { stack: known({ status: 'UPDATE_FAILED', protected: true }) },
    /in state UPDATE_FAILED/,
    /cdk deploy/,
  ],
  [
    'the stack is unprotected',
    { stack: known({ status: 'CREATE_COMPLETE', protected: false }) },
    /not protected/,
    /--enable-termination-protection/,
  ],
  ['there is no trail', { trails: known([]) }, /no trail logs .*eu-central-1/, /create-trail/],
  [
    'the trail is stopped',
    { trails: known([{ ...TRAIL, logging: false }]) },
    /does not log/,
    /start-logging --name 'management' --region 'us-east-1'/,
  ],
  [
    'the trail logs reads only',
    { trails: known([{ ...TRAIL, managementWrites: false }]) },
    /leaves out management events/,
    /put-event-selectors/,
  ],
  [
    'the rule is disabled',
    { rules: [['ProfileCreatedRule', known({ ...RULE, enabled: false })]] },
    /is disabled/,
    /enable-rule --name 'Stack-Profiles'/,
  ],
  [
    'the rule has lost its target',
    { rules: [['ProfileCreatedRule', known({ ...RULE, targets: [] })]] },
    /has no target/,
    /--revert-drift/,
  ],
  [
    'the rule matches no profile',
    { rules: [['ProfileCreatedRule', known({ ...RULE, unmatched: ['CreateProfile'] })]] },
    /does not match/,
    /--revert-drift/,
  ],
  [
    'an event is stuck',
    { queues: [['TriageFailed', known({ name: 'failed', messages: 2 })]] },
    /holds 2/,
    /npm run redrive/,
  ],
  [
    'a key is to be deleted',
    { keys: [['AlertsKey', known('PendingDeletion')]] },
    /in state PendingDeletion/,
    /cancel-key-deletion/,
  ],
  [
    'nobody is subscribed',
    { subscriptions: [['AlertsTopic', known([])]] },
    /nobody is subscribed/,
    /subscribe/,
  ],
  [
    'only a queue is subscribed',
    { subscriptions: [['AlertsTopic', known([{ ...PERSON, protocol: 'sqs' }])]] },
    /nobody is subscribed/,
    /subscribe/,
  ],
  [
    'a subscription is not confirmed',
    {
      subscriptions: [
        ['AlertsTopic', known([PERSON, { ...PERSON, endpoint: 'b@example.com', confirmed: false }])],
      ],
    },
    /b@example\.com has not confirmed/,
    /confirm the mail/,
  ],
  [
    'a mail scanner could unsubscribe',
    { subscriptions: [['AlertsTopic', known([{ ...PERSON, authenticated: false }])]] },
    /mail scanner/,
    /with authentication/,
  ],
  ['no self-test arrives', { selfTests: [['SelfTest', known(0)]] }, /no self-test/, /SelfTestMissing/],
  [
    'an alarm sounds',
    { sounding: known(['Stack-AlarmsFailed']) },
    /Stack-AlarmsFailed sounds/,
    /operations\.md/,
  ],
];
test.each(faults)('where %s, it says so and what mends it', (_, changed, said, mend) => {
  const findings = installationFindings({ ...WELL, ...changed });
  const wrong = findings.filter(({ state }) => state === 'wrong');
  expect(wrong).toEqual([
    { state: 'wrong', what: expect.stringMatching(said), mend: expect.stringMatching(mend) },
  ]);
  expect(exitStatus(findings)).toBe(1);
  expect(findingLines(findings)).toMatch(mend);
});

test('what could not be looked at is never well', () => {
  const refused = notKnown('AccessDenied: no');
  const blind: Readings = {
    ...WELL,
    stack: refused,
    trails: refused,
    rules: [['ProfileCreatedRule', refused]],
    queues: [['TriageFailed', refused]],
    keys: [['AlertsKey', refused]],
    subscriptions: [['AlertsTopic', refused]],
    selfTests: [['SelfTest', refused]],
    sounding: refused,
    chat: true,
  };
  const findings = installationFindings(blind);
  expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'unknown'));
  expect(findings).toHaveLength(9);
  expect(exitStatus(findings)).toBe(1);
});

const MANAGEMENT = { Field: 'eventCategory', Equals: ['Management'] };
const selectors: readonly (readonly [
  what: string,
  given: Parameters<typeof logsManagementWrites>[0],
  logs: boolean,
])[] = [
  [
    'everything',
    {
      EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
      AdvancedEventSelectors: undefined,
    },
    true,
  ],
  [
    'writes',
    {
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
      AdvancedEventSelectors: undefined,
    },
    true,
  ],
  [
    'reads',
    {
      EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
      AdvancedEventSelectors: undefined,
    },
    false,
  ],
  [
    'data',
    {
      EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }],
      AdvancedEventSelectors: undefined,
    },
    false,
  ],
  [
    'management events, advanced',
    { EventSelectors: undefined, AdvancedEventSelectors: [{ FieldSelectors: [MANAGEMENT] }] },
    true,
  ],
  [
    'management reads, advanced',
    {
      EventSelectors: undefined,
      AdvancedEventSelectors: [{ FieldSelectors: [MANAGEMENT, { Field: 'readOnly', Equals: ['true'] }] }],
    },
    false,
  ],
  [
    'all but the key service',
    {
      EventSelectors: undefined,
      AdvancedEventSelectors: [
        { FieldSelectors: [MANAGEMENT, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }] },
      ],
    },
    true,
  ],
  [
    'all but Roles Anywhere',
    {
      EventSelectors: undefined,
      AdvancedEventSelectors: [
        {
          FieldSelectors: [MANAGEMENT, { Field: 'eventSource', NotEquals: ['rolesanywhere.amazonaws.com'] }],
        },
      ],
    },
    false,
  ],
  [
    'data, advanced',
    {
      EventSelectors: undefined,
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }],
    },
    false,
  ],
  ['nothing', { EventSelectors: undefined, AdvancedEventSelectors: undefined }, false],
];
test.each(selectors)('a trail of %s', (_, given, logs) => {
  expect(logsManagementWrites(given)).toBe(logs);
});
