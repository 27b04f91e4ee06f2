import {
  type Access,
  accessTo,
  type PolicyLayers,
  type ReadLayers,
  readLayers,
  type StatementRef,
} from '../access';
import { readDocument } from '../document';
import { PROBE_ACTION } from './admin';
import type { CapabilityRow, Need, Way } from './row';
import { fill, type Place, SHAPES, type Shape } from './shapes';

/** The role whose policies are looked at, and what is certain about its sessions. */
export interface Subject extends Place {
  readonly roleArn?: string;
  readonly now?: Date;
}

/** What the policies say about one need, or about all needs of a step or row. */
export interface Answer {
  readonly verdict: Exclude<Access['verdict'], 'denied'>;
  /** The weakest of its parts. */
  readonly scope: Exclude<Access['scope'], 'none'>;
  /** The scope of what the capability is about, where that differs from the means to it. */
  readonly targetScope?: Exclude<Access['scope'], 'none'>;
  /** What it leads to depends on this. */
  readonly dependsOn?: string;
  readonly actions: readonly string[];
  readonly statements: readonly StatementRef[];
  readonly conditionKeys: readonly string[];
  /** False where nothing that was read speaks for it: only a document nobody could read might allow it. */
  readonly evident: boolean;
}

/** Asks one role's policies about rows. */
export interface Examiner {
  /** Whether any action at all is allowed on anything. */
  readonly anything: () => Access['verdict'];
  /** One answer for each step of the row; `undefined` where the step is denied. */
  readonly stepsOf: (row: CapabilityRow) => readonly (Answer | undefined)[];
}

const INVENTED = 'zzqx-probe';

/** Regions looked for at most: each is one more question. */
const MOST_REGIONS = 4;

const REGION_IN_ARN = /arn:[^:"\\]*:[^:"\\]*:([a-z]{2}[a-z0-9-]*-\d):/g;

/** The Regions that policies name in ARNs. */
const namedRegions = (documents: readonly unknown[]): readonly string[] => {
  const found = new Set<string>();
  for (const document of documents) {
    const text = textOf(document);
    for (const [, region] of text.matchAll(REGION_IN_ARN)) {
      if (region !== undefined) found.add(region);
      if (found.size === MOST_REGIONS) return [...found];
    }
  }
  return [...found];
};

const textOf = (document: unknown): string => {
  try {
    // IAM returns documents URL-encoded.
    return typeof document === 'string' ? document.replace(/%3a/gi, ':') : (JSON.stringify(document) ?? '');
  } catch {
    return '';
  }
};

/** Resources of the shape that nobody named. */
const inventedMembers = (pattern: string, place: Place, regions: readonly string[]): readonly string[] => {
  if (pattern === '*') return [`arn:${place.partition}:${INVENTED}::${place.account}:${INVENTED}`];
  const [arn, partition, service, region, ...rest] = pattern.split(':');
  if (region !== '*') return [pattern.replaceAll('*', INVENTED)];
  return [INVENTED, ...regions].map((name) =>
    [arn, partition, service, name, ...rest].join(':').replaceAll('*', INVENTED),
  );
};

const denyOf = (action: string, resources: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: action, Resource: resources }],
  });

/** Permissions added to a role do not reach past what narrows it. */
const ADDS_TO_ROLE: ReadonlySet<string> = new Set(['iam:AttachRolePolicy', 'iam:PutRolePolicy']);

const isNarrowed = ({ boundary, session }: PolicyLayers): boolean =>
  boundary !== undefined || session !== undefined;

/** What is certain about any request of a session of the role. Source: IAM user guide, "AWS global condition context keys". */
const certainties = ({ account, roleArn, now }: Subject): Readonly<Record<string, string>> => ({
  'aws:PrincipalAccount': account,
  'aws:PrincipalType': 'AssumedRole',
  'aws:PrincipalIsAWSService': 'false',
  ...(roleArn === undefined ? {} : { 'aws:PrincipalArn': roleArn }),
  ...(now === undefined || Number.isNaN(now.getTime())
    ? {}
    : {
        'aws:CurrentTime': now.toISOString(),
        'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
        'aws:TokenIssueTime': now.toISOString(),
      }),
});

const DENIED: Access = {
  verdict: 'denied',
  scope: 'none',
  statements: [],
  conditionKeys: [],
  unresolved: [],
};

const VERDICTS = ['denied', 'conditional', 'granted'] as const;
const SCOPES = ['none', 'some', 'all'] as const;

const strength = ({ verdict, scope }: Pick<Access, 'verdict' | 'scope'>): number =>
  VERDICTS.indexOf(verdict) * SCOPES.length + SCOPES.indexOf(scope);

/** The better of some accesses; the first among equals. */
const best = (accesses: readonly Access[]): Access =>
  accesses.reduce((sofar, next) => (strength(next) > strength(sofar) ? next : sofar), DENIED);

const distinct = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

const statementKey = ({ layer, policy, statement }: StatementRef): string =>
  `${layer} ${policy} ${statement}`;

const itself = (text: string): string => text;

/** EC2 has a name of its own in China. Source: IAM user guide, service principals. */
const principalsIn = (partition: string, services: readonly string[]): readonly string[] =>
  partition === 'aws-cn' ? services.flatMap((service) => [service, `${service}.cn`]) : services;

/** One way with what the policies say about it. */
interface Asked {
  readonly way: Way;
  readonly access: Access;
}

const isAllow = ({ layer, effect }: StatementRef): boolean => layer === 'identity' && effect === 'Allow';

const answerOfNeed = (asked: readonly Asked[]): Answer | undefined => {
  const top = best(asked.map(({ access }) => access));
  if (top.verdict === 'denied' || top.scope === 'none') return undefined;
  const asGood = asked.filter(({ access }) => access.verdict === top.verdict);
  const statements = distinct(
    asGood.flatMap(({ access }) => access.statements),
    statementKey,
  );
  const depends = asGood.flatMap(({ way: { onSome } }) =>
    typeof onSome === 'object' ? [onSome.depends] : [],
  );
  return {
    verdict: top.verdict,
    scope: top.scope,
    ...(depends.length > 0 ? { targetScope: top.scope } : {}),
    ...(top.scope === 'some' && depends[0] !== undefined ? { dependsOn: depends[0] } : {}),
    actions: distinct(
      asGood.map(({ way }) => way.action),
      itself,
    ),
    statements,
    conditionKeys: distinct(
      asGood.flatMap(({ access }) => access.conditionKeys),
      itself,
    ),
    evident: statements.some(isAllow),
  };
};

const weakest = <T extends Answer['scope']>(scopes: readonly T[]): Answer['scope'] =>
  scopes.every((scope) => scope === 'all') ? 'all' : 'some';

/** What several answers come to, all of which are needed. */
export const allOf = (answers: readonly Answer[]): Answer => {
  const targets = answers.flatMap(({ targetScope }) => (targetScope === undefined ? [] : [targetScope]));
  const depends = distinct(
    answers.flatMap(({ dependsOn }) => (dependsOn === undefined ? [] : [dependsOn])),
    itself,
  );
  return {
    verdict: answers.every(({ verdict }) => verdict === 'granted') ? 'granted' : 'conditional',
    scope: weakest(answers.map(({ scope }) => scope)),
    ...(targets.length > 0 ? { targetScope: weakest(targets) } : {}),
    ...(depends.length > 0 ? { dependsOn: depends.join(' and ') } : {}),
    actions: distinct(
      answers.flatMap(({ actions }) => actions),
      itself,
    ),
    statements: distinct(
      answers.flatMap(({ statements }) => statements),
      statementKey,
    ),
    conditionKeys: distinct(
      answers.flatMap(({ conditionKeys }) => conditionKeys),
      itself,
    ),
    evident: answers.every(({ evident }) => evident),
  };
};

/** The action patterns that the policies name, in whatever role. */
const namedActions = (layers: PolicyLayers): readonly string[] => {
  const documents = [layers.identity, layers.boundary ?? [], layers.session ?? []].flat();
  const patterns = documents.flatMap((document) => {
    const read = readDocument(document, 'permissions');
    return read.readable
      ? read.statements.flatMap(({ actions }) => actions.globs.map(({ text }) => text))
      : [];
  });
  return distinct(patterns, itself).filter((pattern) => pattern !== '*');
};

/**
 * Whether any action is allowed. An action is either named by a pattern of the policies or as good as the invented one,
 * so asking about each of them settles it.
 */
const anyAction = (
  layers: PolicyLayers,
  verdictOn: (pattern: string) => Access['verdict'],
): Access['verdict'] => {
  const all = verdictOn('*');
  if (all !== 'conditional') return all;
  let sofar: Access['verdict'] = 'denied';
  for (const pattern of [PROBE_ACTION, ...namedActions(layers)]) {
    const verdict = verdictOn(pattern);
    if (verdict === 'granted') return verdict;
    if (verdict === 'conditional') sofar = verdict;
  }
  return sofar;
};

/** Reads the layers once and answers about any row; the same question is never put to the policies twice. */
export const examinerOf = (layers: PolicyLayers, subject: Subject): Examiner => {
  const identity: readonly unknown[] = Array.isArray(layers.identity) ? layers.identity : [layers.identity];
  const read = readLayers(layers);
  const certain = certainties(subject);
  const narrowed = isNarrowed(layers);
  const guards = new Map<string, ReadLayers>();
  const answers = new Map<string, Access>();
  let regions: readonly string[] | undefined;

  /** The same layers with some resources taken out. */
  const guarded = (action: string, resources: readonly string[]): ReadLayers => {
    const deny = denyOf(action.startsWith('sts:') ? 'sts:*' : 'iam:*', resources);
    const made = guards.get(deny) ?? readLayers({ ...layers, identity: [...identity, deny] });
    guards.set(deny, made);
    return made;
  };

  const withoutGuard = (access: Access): Access => ({
    ...access,
    statements: access.statements.filter(
      ({ layer, policy }) => layer !== 'identity' || policy < identity.length,
    ),
  });

  /** What the policies say where those resources are no use. */
  const sparing = (
    access: Access,
    way: Way,
    shape: Shape,
    arn: string,
    known: Readonly<Record<string, string>>,
  ) => {
    const useless = [
      ...(shape.except ?? []).map((pattern) => fill(pattern, subject)),
      ...(narrowed && subject.roleArn !== undefined && ADDS_TO_ROLE.has(way.action) ? [subject.roleArn] : []),
    ];
    return useless.length === 0
      ? access
      : withoutGuard(accessTo(way.action, arn, guarded(way.action, useless), known));
  };

  const atLarge = (way: Way, arn: string, known: Readonly<Record<string, string>>): Access => {
    regions ??= namedRegions([identity, layers.boundary ?? [], layers.session ?? []].flat());
    const member = best(
      inventedMembers(arn, subject, regions).map((invented) => accessTo(way.action, invented, read, known)),
    );
    return member.verdict === 'denied' ? DENIED : { ...member, scope: 'some' };
  };

  const askOnce = (way: Way, shape: Shape, service: string | undefined): Access => {
    const arn = fill(shape.arn, subject);
    const known = {
      ...certain,
      ...(service === undefined ? {} : { 'iam:PassedToService': service }),
      ...(shape.arn.includes(':{account}:') ? { 'aws:ResourceAccount': subject.account } : {}),
    };
    const access = accessTo(way.action, arn, read, known);
    if (access.scope !== 'some') return access;
    return way.onSome === 'broad' ? atLarge(way, arn, known) : sparing(access, way, shape, arn, known);
  };

  const shapeOf = ({ on }: Way): Shape | undefined => {
    if (on !== 'self') return SHAPES[on];
    return subject.roleArn === undefined || isWild(subject.roleArn) ? undefined : { arn: subject.roleArn };
  };

  const ask = (way: Way): Access => {
    const key = `${way.action} ${way.on} ${way.onSome === 'broad'} ${way.passedTo?.join() ?? ''}`;
    const remembered = answers.get(key);
    if (remembered !== undefined) return remembered;
    const shape = shapeOf(way);
    const services = way.passedTo === undefined ? [undefined] : principalsIn(subject.partition, way.passedTo);
    const access =
      shape === undefined ? DENIED : best(services.map((service) => askOnce(way, shape, service)));
    answers.set(key, access);
    return access;
  };

  const answerTo = (need: Need): Answer | undefined =>
    answerOfNeed(need.map((way) => ({ way, access: ask(way) })));

  const applies = ({ where }: CapabilityRow): boolean =>
    where === undefined || (where === 'bounded' ? layers.boundary !== undefined : !narrowed);

  const stepOf = (needs: readonly Need[]): Answer | undefined => {
    const met: Answer[] = [];
    for (const need of needs) {
      const answer = answerTo(need);
      if (answer === undefined) return undefined;
      met.push(answer);
    }
    return allOf(met);
  };

  return {
    anything: () => anyAction(layers, (pattern) => accessTo(pattern, '*', read, certain).verdict),
    stepsOf: (row) => (applies(row) ? row.steps.map(stepOf) : row.steps.map(() => undefined)),
  };
};

const isWild = (arn: string): boolean => /[*?]/.test(arn);
