import {
  type Access,
  accessTo,
  isSpent,
  namedResources,
  namedValues,
  type PolicyLayers,
  type ReadLayers,
  readLayers,
  testsByKey,
} from '../access';
import { choicesOf, type TestsByKey } from '../choices';
import { readDocument } from '../document';
import { extended, type KeyState, type KnownKeys } from '../pattern';
import { hangsOnAction, knownForAction, knownInOwn, type SessionFacts } from '../session';
import { PROBE_ACTION } from './admin';
import { type Answer, allOf, anyOf, better, DENIED } from './answer';
import { isWild, membersOf } from './members';
import { allowedServices, foreignAccounts, namedRegions } from './mentions';
import { type RoleReach, reachOf } from './reach';
import type { CapabilityRow, Need, Way } from './row';
import { type AccountPlace, fill, SHAPES, type Shape } from './shapes';

/** The role whose policies are looked at, and what is certain about its sessions. */
export interface ExaminedRole extends AccountPlace, Pick<SessionFacts, 'roleArn' | 'now' | 'tags'> {}

/** Asks one role's policies about rows; no question is put to them twice. */
export interface Examiner {
  /** Whether any action at all is allowed on anything. */
  readonly anything: () => Access['verdict'];
  /** One answer for each step of the row; `undefined` where nothing that could be read allows it. */
  readonly stepsOf: (row: CapabilityRow) => readonly (Answer | undefined)[];
  /** Whether the policies are so complex that not every answer was looked for; the others rule nothing out. */
  readonly isCutShort: () => boolean;
  /** Whether identity policies that nobody could read may allow all steps of the row. */
  readonly mayHide: (row: CapabilityRow) => boolean;
  /**
   * The roles it can hand to services; undefined where none, and where an identity policy that nobody could read may name
   * any.
   * @param launching services that are known to take roles
   */
  readonly passable: (launching: readonly string[]) => RoleReach | undefined;
  /** The roles it can assume, in its own account and others; undefined as above. */
  readonly assumable: () => RoleReach | undefined;
}

/** EC2 has a name of its own in China. Source: IAM user guide, service principals. */
const principalsIn = (partition: string, services: readonly string[]): readonly string[] =>
  partition === 'aws-cn' ? services.flatMap((service) => [service, `${service}.cn`]) : services;

const everyDocument = ({ identity, boundary, session }: PolicyLayers): readonly unknown[] =>
  [identity, boundary ?? [], session ?? []].flat();

/** The role's own ARN, where it names one role. */
const ownArn = ({ roleArn }: ExaminedRole): string | undefined =>
  roleArn === undefined || isWild(roleArn) ? undefined : roleArn;

/*
 * Where only some resources are allowed, those that are no use do not count. They are taken out by denials of our own, each
 * behind a condition key that no request has: a question says by what it knows which of the denials it wants.
 */

const SPARE = 'zzqx-probe:SpareUnusableOf';
const SPARE_ITSELF = 'zzqx-probe:SpareItself';

/** Other accounts looked for at most. */
const MOST_ACCOUNTS = 10;

/**
 * ARNs that no resource has. A wildcard may stand for colons too, so "any job" and "any endpoint" read as if they met in
 * an endpoint named "x:job/y", and "any function of account 2" meets "any function of account 1" in an ARN with both.
 */
const unheardOf = (own: string, others: readonly string[]): readonly string[] => [
  ...[own, ...others].map((account) => `arn:*:*:*:*:${account}:*`),
  `arn:*:*:*:${own}:*/*:*/*`,
  `arn:*:*:*:${own}:*:*:*:*`,
];

/** Permissions added to a role do not reach past what narrows it. */
const ADDS_TO_ROLE: ReadonlySet<string> = new Set(['iam:AttachRolePolicy', 'iam:PutRolePolicy']);

const denial = (resources: readonly string[], key: string, value: string): object => ({
  Effect: 'Deny',
  Action: ['iam:*', 'sts:*'],
  Resource: resources,
  Condition: { StringEquals: { [key]: value } },
});

const SPARING: readonly (readonly [string, Shape])[] = Object.entries<Shape>(SHAPES).filter(
  ([, shape]) => shape.except !== undefined,
);

/**
 * Our own denials, as one more identity policy. It is no text, so that readers which remember what they made of texts do
 * not keep all they made of one role.
 */
const sparingPolicy = (subject: ExaminedRole, others: readonly string[]): object => {
  const own = ownArn(subject);
  return {
    // Without policy variables.
    Version: '2008-10-17',
    Statement: [
      ...SPARING.flatMap(([name, shape]) =>
        shape.except === undefined
          ? []
          : [
              denial(
                shape.except.map((pattern) => fill(pattern, subject)),
                SPARE,
                name,
              ),
            ],
      ),
      ...(own === undefined ? [] : [denial([own], SPARE_ITSELF, 'yes')]),
      { Effect: 'Deny', Action: '*', Resource: unheardOf(subject.account, others) },
    ],
  };
};

/** How actions and resources are called that nobody named. */
const INVENTED = 'zzqx-probe';

/** Regions looked for at most: each is one more question. */
const MOST_REGIONS = 4;

/** Resources of the shape that nobody named, the Region aside. */
const inventedMembers = (
  pattern: string,
  place: AccountPlace,
  regions: readonly string[],
): readonly string[] => {
  if (pattern === '*') return [`arn:${place.partition}:${INVENTED}::${place.account}:${INVENTED}`];
  const [arn, partition, service, region, ...rest] = pattern.split(':');
  if (region !== '*') return [pattern.replaceAll('*', INVENTED)];
  return [INVENTED, ...regions].map((name) =>
    [arn, partition, service, name, ...rest].join(':').replaceAll('*', INVENTED),
  );
};

/** Service principals looked for at most: each is one more question. */
const MOST_PRINCIPALS = 20;

/** The action patterns that the policies name, whatever they say of them. */
const namedActions = (documents: readonly unknown[]): readonly string[] => {
  const patterns = documents.flatMap((document) => {
    const read = readDocument(document, 'permissions');
    return read.readable
      ? read.statements.flatMap(({ actions }) => actions.globs.map(({ text }) => text))
      : [];
  });
  return [...new Set(patterns)].filter((pattern) => pattern !== '*');
};

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));

const ROLE_ACCOUNT = /^arn:[^:]*:iam::(\d{12}):/;
const RESOURCE_ACCOUNT = 'aws:resourceaccount';
const PASSED_TO = 'iam:passedtoservice';

type More = readonly (readonly [key: string, state: KeyState])[];

const tagOf = (state: KeyState): string =>
  typeof state === 'string' ? state : state === null ? '' : JSON.stringify(Object.keys(state));

/** More that is known; the same object each time, because what was judged by it is remembered. */
const extending = () => {
  const made = new Map<KnownKeys, Map<string, KnownKeys>>();
  return (known: KnownKeys, more: More): KnownKeys => {
    if (more.length === 0) return known;
    const own = made.get(known) ?? new Map<string, KnownKeys>();
    made.set(known, own);
    const id = more.map(([key, state]) => `${key} ${tagOf(state)}`).join('\n');
    const result = own.get(id) ?? extended(known, more);
    own.set(id, result);
    return result;
  };
};

/** What is certain about questions, as far as the policies care: the fewer keys, the quicker the answer. */
const knownFor = (subject: ExaminedRole, tests: TestsByKey) => {
  const valid = subject.now === undefined || !Number.isNaN(subject.now.getTime());
  const { now: _, ...timeless } = subject;
  // A session belongs to the account of its role.
  const account = ROLE_ACCOUNT.exec(subject.roleArn ?? '')?.[1] ?? subject.account;
  const facts: SessionFacts = { ...(valid ? subject : timeless), account };
  const choices = choicesOf(facts, tests);
  const extend = extending();
  const away = knownInOwn(tests.keys(), facts);
  const home = tests.has(RESOURCE_ACCOUNT) ? extend(away, [[RESOURCE_ACCOUNT, subject.account]]) : away;
  const byAction = [...tests.keys()].filter(hangsOnAction);
  const whatever = (arn: string): KnownKeys => (isAtHome(arn) ? home : away);
  return {
    choices,
    extend,
    whatever,
    /** In a call of one action, in lower case. */
    inCall: (action: string, arn: string): KnownKeys =>
      extend(
        whatever(arn),
        byAction.flatMap((key): [string, KeyState][] => {
          const sure = knownForAction(key, action, facts);
          const state = sure === undefined ? choices.servingOnly(key, action) : sure;
          return state === undefined ? [] : [[key, state]];
        }),
      ),
  };
};

/** Whether resources of the pattern are the account's own. */
const isAtHome = (pattern: string): boolean => pattern.includes(':{account}:');

/** Whether a boundary or session layer narrows anything: an empty one is none. */
const isGiven = (layer: readonly unknown[] | undefined): boolean =>
  layer !== undefined && !(Array.isArray(layer) && layer.length === 0);

/** Reads the policies once, to answer about any row. */
export const examinerOf = (layers: PolicyLayers, subject: ExaminedRole): Examiner => {
  const identity: readonly unknown[] = Array.isArray(layers.identity) ? layers.identity : [layers.identity];
  const documents = everyDocument(layers);
  const read = readLayers(layers);
  const narrowed = isGiven(layers.boundary) || isGiven(layers.session);
  const own = ownArn(subject);
  const tests = testsByKey(read);
  const certain = knownFor(subject, tests);
  const services = allowedServices(identity);

  const arns = new Map<Shape, string>();
  const accesses = new Map<Way, Access>();
  const answers = new Map<Need, Answer | undefined>();
  let regions: readonly string[] | undefined;
  let spared: ReadLayers | undefined;

  /** The same policies with our own denials. */
  const readSparing = (): ReadLayers => {
    spared ??= readLayers({
      ...layers,
      identity: [
        ...identity,
        sparingPolicy(subject, foreignAccounts(documents, subject.account, MOST_ACCOUNTS)),
      ],
    });
    return spared;
  };

  const arnOf = (shape: Shape): string => {
    const arn = arns.get(shape) ?? fill(shape.arn, subject);
    arns.set(shape, arn);
    return arn;
  };

  const sparing = (way: Way, arn: string, known: KnownKeys): Access => {
    const access = accessTo(way.action, arn, readSparing(), known);
    // The denials are ours, not the role's.
    const theirs = access.statements.filter(
      ({ layer, policy }) => layer !== 'identity' || policy < identity.length,
    );
    return { ...access, statements: theirs };
  };

  /** What they say of members of a shape that no policy was made for. */
  const onInvented = (action: string, arn: string, known: KnownKeys, access: Access): Access => {
    regions ??= namedRegions(documents, MOST_REGIONS);
    let member = DENIED;
    for (const invented of inventedMembers(arn, subject, regions)) {
      member = better(member, accessTo(action, invented, read, known));
      // No member of the shape can be more certain than the shape was.
      if (member.verdict === access.verdict) break;
    }
    return member.verdict === 'denied' ? DENIED : { ...member, scope: 'some' };
  };

  /** What the policies say of a way that they allow on some resources only. */
  const onSome = (way: Way, shape: Shape, arn: string, known: KnownKeys, access: Access): Access => {
    if (way.onSome === 'broad') return onInvented(way.action, arn, known, access);
    const itselfToo = narrowed && own !== undefined && ADDS_TO_ROLE.has(way.action);
    const spare = shape.except === undefined ? 'nothing' : way.on;
    const here = certain.extend(known, [
      [SPARE.toLowerCase(), spare],
      [SPARE_ITSELF.toLowerCase(), itselfToo ? 'yes' : 'no'],
    ]);
    return sparing(way, arn, here);
  };

  /** What the caller chooses is no obstacle where one of the choices will do. */
  const askChoosing = (action: string, known: KnownKeys, ask: (known: KnownKeys) => Access): Access => {
    const whatever = ask(known);
    if (whatever.verdict !== 'conditional') return whatever;
    let best = whatever;
    for (const choice of certain.choices.of(whatever.conditionKeys, action)) {
      best = better(best, ask(certain.extend(known, choice)));
      if (best.verdict === 'granted' && best.scope === whatever.scope) return best;
    }
    return best;
  };

  const askFor = (way: Way, shape: Shape, passedTo: string | undefined): Access => {
    const arn = arnOf(shape);
    const action = way.action.toLowerCase();
    const sure = certain.inCall(action, shape.arn);
    const known = passedTo === undefined ? sure : certain.extend(sure, [[PASSED_TO, passedTo]]);
    const askKnowing = (here: KnownKeys): Access => {
      const access = accessTo(way.action, arn, read, here);
      return access.scope === 'some' ? onSome(way, shape, arn, here, access) : access;
    };
    return askChoosing(action, known, askKnowing);
  };

  const ask = (way: Way): Access => {
    const shape: Shape | undefined =
      way.on !== 'self' ? SHAPES[way.on] : own === undefined ? undefined : { arn: own };
    if (shape === undefined) return DENIED;
    if (way.passedTo === undefined) return askFor(way, shape, undefined);
    return principalsIn(subject.partition, way.passedTo)
      .map((service) => askFor(way, shape, service))
      .reduce(better, DENIED);
  };

  const askOnce = (way: Way): Access => {
    const known = accesses.get(way);
    if (known !== undefined) return known;
    const access = ask(way);
    accesses.set(way, access);
    return access;
  };

  const isNamed = ({ action }: Way): boolean => services === undefined || services.has(serviceOf(action));

  const answerTo = (need: Need): Answer | undefined => {
    if (answers.has(need)) return answers.get(need);
    const answer = anyOf(
      need.filter(isNamed).map((way) => ({
        action: way.action,
        depends: typeof way.onSome === 'object' ? way.onSome.depends : undefined,
        access: askOnce(way),
      })),
    );
    answers.set(need, answer);
    return answer;
  };

  const stepOf = (needs: readonly Need[]): Answer | undefined => {
    const met: Answer[] = [];
    for (const need of needs) {
      const answer = answerTo(need);
      if (answer === undefined) return undefined;
      met.push(answer);
    }
    const [first, ...others] = met;
    return first && allOf([first, ...others]);
  };

  const applies = ({ where }: CapabilityRow): boolean =>
    where === undefined || (where === 'bounded' ? isGiven(layers.boundary) : !narrowed);

  /** Every answer says which layers were not read; this is the answer to a question nobody's policies name. */
  const hidesIdentity = accessTo(PROBE_ACTION, '-', read, certain.whatever('*')).unresolved.includes(
    'identity',
  );

  const roles = arnOf(SHAPES.role);
  const keptByAws = SHAPES.role.except.map((pattern) => fill(pattern, subject));

  const aboutRoles = (action: string, arn: string, service: string | undefined): Access => {
    const isOwn = arn.includes(`:${subject.account}:`);
    const sure = certain.inCall(action.toLowerCase(), isOwn ? SHAPES.role.arn : SHAPES.foreignRole.arn);
    return accessTo(
      action,
      arn,
      read,
      service === undefined ? sure : certain.extend(sure, [[PASSED_TO, service]]),
    );
  };

  const servicesToTry = (launching: readonly string[]): readonly string[] => {
    const named = namedValues('iam:PassRole', PASSED_TO, read);
    if (named.length === 0) return [];
    const plain = named.filter((value) => !isWild(value)).slice(0, MOST_PRINCIPALS);
    const more = plain.length < named.length ? principalsIn(subject.partition, launching) : [];
    return [`${INVENTED}.amazonaws.com`, ...new Set([...plain, ...more])];
  };

  /** Whether three layers narrow each other, so that an action may match a pattern of each that no two would show. */
  const threefold = isGiven(layers.boundary) && isGiven(layers.session);

  const onAnything = (action: string): Access => {
    const known = certain.whatever('*');
    return isWild(action)
      ? accessTo(action, '*', read, known)
      : askChoosing(action, known, (here) => accessTo(action, '*', read, here));
  };

  return {
    /** An action is either named by a pattern of the policies or as good as the invented one. */
    anything: () => {
      const all = onAnything('*');
      // What was not read may allow anything and deny anything, so nothing more can be said.
      if (all.verdict !== 'conditional' || all.unresolved.length > 0) return all.verdict;
      const { actions, complete, deep } = membersOf(namedActions(documents));
      let best: Access['verdict'] = complete && !(deep && threefold) ? 'denied' : 'conditional';
      for (const action of [PROBE_ACTION, ...actions]) {
        const { verdict } = onAnything(action);
        if (verdict === 'granted') return verdict;
        if (verdict === 'conditional') best = verdict;
      }
      return best;
    },
    isCutShort: () => isSpent(read) || (spared !== undefined && isSpent(spared)),
    stepsOf: (row) => (applies(row) ? row.steps.map(stepOf) : row.steps.map(() => undefined)),
    passable: (launching) =>
      hidesIdentity
        ? undefined
        : reachOf({
            ask: (arn, service) => aboutRoles('iam:PassRole', arn, service),
            shapes: [roles],
            useless: keptByAws,
            named: namedResources('iam:PassRole', read),
            services: servicesToTry(launching),
          }),
    assumable: () =>
      hidesIdentity
        ? undefined
        : reachOf({
            ask: (arn) => aboutRoles('sts:AssumeRole', arn, undefined),
            shapes: [roles, arnOf(SHAPES.foreignRole)],
            useless: keptByAws,
            named: namedResources('sts:AssumeRole', read),
            services: [],
          }),
    mayHide: (row) =>
      hidesIdentity &&
      applies(row) &&
      row.steps.flat().every((need) => need.some((way) => askOnce(way).verdict !== 'denied')),
  };
};
