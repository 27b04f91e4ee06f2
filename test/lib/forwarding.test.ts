/**
 * What moto does not enforce of the way from a forwarder to the function, as checks on the templates; and that each thing
 * which is taken away, or made wider, turns one of them red.
 */
import { isDeepStrictEqual } from 'node:util';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/event';
import { resolved } from './resolved';
import { FLAGS, templateOf } from './template';

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

interface Deployed {
  /** The stack at home, of which the account may be any. */
  readonly home: Resources;
  /** The forwarder of the other account and Region. */
  readonly forwarder: Resources;
}

const FORWARDER: Resources = Template.fromStack(
  new ForwarderStack(new App({ context: FLAGS }), 'Forwarder'),
).toJSON().Resources;
const CONTEXT = {
  organizationId: 'o-a1b2c3d4e5',
  memberAccounts: OTHER_ACCOUNT,
  crossAccountRoleName: 'Reader',
};
const WHOLE: Deployed = { home: templateOf(CONTEXT).toJSON().Resources, forwarder: FORWARDER };

const HOME_BUS = `arn:aws:events:eu-central-1:${ACCOUNT}:event-bus/Stack`;
const PARAMETERS = {
  HomeAccount: ACCOUNT,
  HomeRegion: 'eu-central-1',
  HomeBusName: 'Stack',
  ReaderArns: [],
  ReadRoleName: 'Reader',
  ExternalId: '',
};

type Properties = Readonly<Record<string, unknown>>;

/** The resources of a type, as CloudFormation would make them. */
const made = (resources: Resources, type: string): ReadonlyMap<string, Properties> =>
  new Map(
    Object.entries(resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, resolved(Properties, resources, PARAMETERS) as Properties]),
  );

const arnOf = (resources: Resources, id: string): unknown =>
  resources[id] === undefined ? 'gone' : resolved({ 'Fn::GetAtt': [id, 'Arn'] }, resources, PARAMETERS);

interface Target {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
}
const targetsOf = ({ Targets }: Properties): readonly Target[] => (Targets ?? []) as readonly Target[];

const idOf = (resources: Resources, type: string, start: string): string =>
  Object.keys(resources).find((id) => resources[id]?.Type === type && id.startsWith(start)) ?? 'none';

const RULES = 'AWS::Events::Rule';
const onTheHomeBus = (home: Resources): readonly (readonly [string, Properties])[] =>
  [...made(home, RULES)].filter(([, { EventBusName }]) => EventBusName === 'Stack');

/** Roles of a fixed name, and where they are made: IAM is global. */
const NAMED_ROLES: Readonly<Record<string, string>> = {
  ReadRole: 'ReadsHere',
  ContainmentRole: 'ContainsHere',
};

/** Each gives what should be, and what is. */
const CHECKS: Readonly<Record<string, (deployed: Deployed) => readonly [should: unknown, is: unknown]>> = {
  'the home bus is there, under the name that forwarders know': ({ home }) => [
    ['Stack'],
    [...made(home, 'AWS::Events::EventBus').values()].map(({ Name }) => Name),
  ],
  'it lets in exactly the organisation and the accounts that are listed, to put events': ({ home }) => [
    [
      {
        Sid: 'Organisation',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: HOME_BUS,
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': CONTEXT.organizationId } },
      },
      {
        Sid: 'Accounts',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: HOME_BUS,
        Principal: { AWS: [`arn:aws:iam::${OTHER_ACCOUNT}:root`] },
      },
    ],
    [...made(home, 'AWS::Events::EventBusPolicy').values()].map(({ Statement }) => Statement),
  ],
  'no rule at home sends to a bus': ({ home }) => [
    [],
    [...made(home, RULES).values()].flatMap(targetsOf).filter(({ Arn }) => /event-bus/.test(String(Arn))),
  ],
  'a rule on the home bus hands profiles to the function': ({ home }) => [
    [arnOf(home, idOf(home, 'AWS::Lambda::Function', 'Triage'))],
    onTheHomeBus(home)
      .filter(([id, { State }]) => id.startsWith('ProfileCreatedForwarded') && State === 'ENABLED')
      .flatMap(([, rule]) => targetsOf(rule).map(({ Arn }) => Arn)),
  ],
  'and may start it': ({ home }) => {
    const rule = idOf(home, RULES, 'ProfileCreatedForwarded');
    const permissions = [...made(home, 'AWS::Lambda::Permission').values()];
    return [
      1,
      permissions.filter(
        ({ Principal, SourceArn, Action }) =>
          Principal === 'events.amazonaws.com' &&
          Action === 'lambda:InvokeFunction' &&
          SourceArn === arnOf(home, rule),
      ).length,
    ];
  },
  'the forwarder’s role may put events on the home bus, and nothing else': ({ forwarder }) => [
    [{ Sid: 'PutOnTheHomeBus', Effect: 'Allow', Action: 'events:PutEvents', Resource: HOME_BUS }],
    (
      made(forwarder, 'AWS::IAM::Role').get(idOf(forwarder, 'AWS::IAM::Role', 'Forward'))?.Policies as {
        PolicyDocument: { Statement: unknown[] };
      }[]
    )?.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  ],
  'EventBridge takes it up, for this account': ({ forwarder }) => [
    [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      },
    ],
    (
      made(forwarder, 'AWS::IAM::Role').get(idOf(forwarder, 'AWS::IAM::Role', 'Forward'))
        ?.AssumeRolePolicyDocument as { Statement: unknown }
    )?.Statement,
  ],
  'each rule of the forwarder has the home bus for its one target, with that role and the queue': ({
    forwarder,
  }) => {
    const target = [
      HOME_BUS,
      arnOf(forwarder, idOf(forwarder, 'AWS::IAM::Role', 'Forward')),
      arnOf(forwarder, idOf(forwarder, 'AWS::SQS::Queue', 'Undelivered')),
    ];
    const rules = [...made(forwarder, RULES).values()];
    return [
      ['Profiles', 'Sessions', 'Rules', 'Trails', 'Stack', 'Queues', 'Roles', 'Guard'].sort().map((name) => [
        `RolesAnywhereProfileForwarder-${name}`,
        // On only where the parameter asks for sessions.
        name === 'Sessions' ? { 'Fn::If': ['ForwardsSessions', 'ENABLED', 'DISABLED'] } : 'ENABLED',
        [target],
      ]),
      rules
        .map((rule) => [
          String(rule.Name),
          rule.State,
          targetsOf(rule).map(({ Arn, RoleArn, DeadLetterConfig }) => [Arn, RoleArn, DeadLetterConfig?.Arn]),
        ])
        .sort(),
    ];
  },
  'the queue takes what exactly its rules could not deliver': ({ forwarder }) => {
    const queue = arnOf(forwarder, idOf(forwarder, 'AWS::SQS::Queue', 'Undelivered'));
    const statements = [...made(forwarder, 'AWS::SQS::QueuePolicy').values()].flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Properties[] }).Statement,
    );
    return [
      Object.keys(FORWARDER)
        .filter((id) => FORWARDER[id]?.Type === RULES)
        .map((id) => [
          queue,
          'sqs:SendMessage',
          { Service: 'events.amazonaws.com' },
          { ArnEquals: { 'aws:SourceArn': arnOf(FORWARDER, id) } },
        ]),
      statements
        .filter(({ Effect }) => Effect === 'Allow')
        .map(({ Resource, Action, Principal, Condition }) => [Resource, Action, Principal, Condition]),
    ];
  },
  'nothing of the forwarder is where the stack is, and a role of a fixed name is in one Region': ({
    forwarder,
  }) => [
    Object.fromEntries(Object.keys(FORWARDER).map((id) => [id, NAMED_ROLES[id] ?? 'Elsewhere'])),
    Object.fromEntries(Object.entries(forwarder).map(([id, { Condition }]) => [id, Condition])),
  ],
};

const failing = (deployed: Deployed): readonly string[] =>
  Object.entries(CHECKS)
    .filter(([, check]) => {
      const [should, is] = check(deployed);
      return !isDeepStrictEqual(should, is);
    })
    .map(([name]) => name);

test.each(Object.entries(CHECKS))('%s', (_, check) => {
  const [should, is] = check(WHOLE);
  expect(is).toEqual(should);
  expect(failing(WHOLE)).toEqual([]);
});

describe('taken away, each thing turns a check red', () => {
  const without = (resources: Resources, id: string): Resources =>
    Object.fromEntries(Object.entries(resources).filter(([each]) => each !== id));
  const ofTheWay = Object.keys(WHOLE.home).filter((id) =>
    /^(Home(?!SelfTest)|ProfileCreatedForwarded)/.test(id),
  );

  test.each(ofTheWay)('%s at home', (id) => {
    expect(failing({ ...WHOLE, home: without(WHOLE.home, id) })).not.toEqual([]);
  });

  test.each(Object.keys(FORWARDER))('%s of the forwarder', (id) => {
    expect(failing({ ...WHOLE, forwarder: without(FORWARDER, id) })).not.toEqual([]);
  });

  const withoutFirst = (resource: object, nth: number) => {
    let seen = -1;
    const lessOne = (value: unknown): unknown => (Array.isArray(value) ? value.slice(1) : {});
    return JSON.parse(JSON.stringify(resource), (key, value) => {
      if (key !== 'Statement' && key !== 'Targets') return value;
      seen += 1;
      return seen === nth ? lessOne(value) : value;
    });
  };

  /** Every statement of a policy, and every target of a rule, one at a time. */
  const entries = (resources: Resources): readonly (readonly [what: string, less: Resources])[] =>
    Object.entries(resources).flatMap(([id, resource]) => {
      const lists = [...JSON.stringify(resource).matchAll(/"(Statement|Targets)":/g)].length;
      return Array.from(
        { length: lists },
        (_, nth) =>
          [`list ${nth + 1} of ${id}`, { ...resources, [id]: withoutFirst(resource, nth) }] as const,
      );
    });
  const home = Object.fromEntries(ofTheWay.map((id) => [id, WHOLE.home[id]])) as Resources;

  test.each(entries(home))('the first entry of %s at home', (_, less) => {
    expect(failing({ ...WHOLE, home: { ...WHOLE.home, ...less } })).not.toEqual([]);
  });

  // What the roles of a fixed name may do, and whom they let in, test/lib/forwarder.test.ts holds to the letter.
  const unnamed = Object.fromEntries(Object.entries(FORWARDER).filter(([id]) => !(id in NAMED_ROLES)));
  test.each(entries(unnamed))('the first entry of %s of the forwarder', (what, less) => {
    const denied = /QueuePolicy|UndeliveredPolicy/.test(what);
    const changed = { ...WHOLE, forwarder: { ...FORWARDER, ...less } };
    // The first entry of a queue's policy refuses what does not come by TLS; it opens nothing.
    if (!denied) expect(failing(changed)).not.toEqual([]);
  });
});

describe('made wider, each thing turns a check red', () => {
  const changed = (resources: Resources, start: string, from: string | RegExp, to: string): Resources => {
    const id = Object.keys(resources).find((each) => each.startsWith(start)) ?? 'none';
    const before = JSON.stringify(resources[id]);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${start}: nothing to change`);
    return { ...resources, [id]: JSON.parse(after) };
  };
  const widened: readonly (readonly [what: string, deployed: Deployed])[] = [
    [
      'whoever may put events: any organisation',
      { ...WHOLE, home: changed(WHOLE.home, 'HomeOrganisation', /,"Condition":\{[^}]*\}\}/, '') },
    ],
    [
      'whoever may put events: any account',
      {
        ...WHOLE,
        home: changed(WHOLE.home, 'HomeAccounts', /"Principal":\{.*?\]\}\]\}/, '"Principal":"*"'),
      },
    ],
    [
      'what they may do on the bus',
      { ...WHOLE, home: changed(WHOLE.home, 'HomeAccounts', 'events:PutEvents', 'events:*') },
    ],
    [
      'what the forwarder’s role may do',
      { ...WHOLE, forwarder: changed(FORWARDER, 'ForwardRole', 'events:PutEvents', 'events:*') },
    ],
    [
      'where the forwarder’s role may do it',
      { ...WHOLE, forwarder: changed(FORWARDER, 'ForwardRole', ':event-bus/', ':event-bus/*') },
    ],
    [
      'who takes up the forwarder’s role',
      {
        ...WHOLE,
        forwarder: changed(FORWARDER, 'ForwardRole', '"Service":"events.amazonaws.com"', '"AWS":"*"'),
      },
    ],
    [
      'where a forwarder’s rule sends to',
      {
        ...WHOLE,
        forwarder: changed(
          FORWARDER,
          'Profiles',
          '"Targets":[',
          '"Targets":[{"Id":"more","Arn":"arn:aws:events:us-east-1:999900001111:event-bus/another"},',
        ),
      },
    ],
    [
      'whose letters the queue takes',
      {
        ...WHOLE,
        forwarder: changed(
          FORWARDER,
          'UndeliveredPolicy',
          /"Condition":\{"ArnEquals":\{.*?\}\}\}/,
          '"More":1',
        ),
      },
    ],
    [
      'where the home bus sends on to',
      {
        ...WHOLE,
        home: changed(
          WHOLE.home,
          'ProfileCreatedForwarded',
          '"Targets":[',
          '"Targets":[{"Id":"more","Arn":"arn:aws:events:eu-central-1:111122223333:event-bus/default"},',
        ),
      },
    ],
    [
      'where the forwarder is: in the place of the stack, too',
      { ...WHOLE, forwarder: changed(FORWARDER, 'Profiles', '"Condition":"Elsewhere"', '"Always":true') },
    ],
  ];
  test.each(widened)('%s', (_, deployed) => {
    expect(failing(deployed)).not.toEqual([]);
  });
});
