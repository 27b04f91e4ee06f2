import { actionOf, matchAction } from './actions';
import {
  type Condition,
  conditionOf,
  isArnPattern,
  judgeCondition,
  judgeTest,
  type Test,
} from './conditions';
import { type Decision, decide, type Layer, type Rule } from './decision';
import { type Principals, readDocument, type Statement } from './document';
import { type Clause, type Extent, NOTHING } from './extent';
import { addressOf, isClaim, keepsOutOthers, providerDoor } from './identity-providers';
import type { Effort } from './machine';
import { momentsOf, momentText } from './moments';
import {
  type Glob,
  globOf,
  isSettled,
  type KnownKeys,
  literalOf,
  overlaps,
  type Template,
  templateOf,
  variableKeys,
} from './pattern';
import { knownInMaking, type SessionFacts } from './session';
import { every, some, type Truth } from './truth';

/**
 * Who can reach a role through IAM Roles Anywhere, by its trust policy alone:
 *
 * - `any-anchor`: a certificate from any trust anchor, one that does not exist yet included;
 * - `any-anchor-matching-certificate`: any trust anchor, with a certificate whose fields match (whoever owns the CA
 *   of a rogue anchor can issue such a certificate);
 * - `pinned`: only particular trust anchors;
 * - `unusable`: nobody through Roles Anywhere;
 * - `unknown`: the trust policy could not be read.
 */
export type Trust = 'any-anchor' | 'any-anchor-matching-certificate' | 'pinned' | 'unusable' | 'unknown';

/** Another way into the role, beside Roles Anywhere. */
export interface OtherPrincipal {
  readonly kind: 'everyone' | 'account' | 'role' | 'user' | 'federated' | 'service' | 'other';
  /** As the policy names it: an ARN, an account id, a service or provider name, "*". */
  readonly principal: string;
  /** True where the principal lies outside the role's own account, or strangers can be it. */
  readonly external: boolean;
  /** True where conditions remain that are not certain to hold. */
  readonly conditional: boolean;
  /**
   * Of an identity provider, where no condition says whom its tokens must name: anybody, as of a provider that strangers get
   * tokens from too, or everybody of the organization whose provider it is.
   */
  readonly opensTo?: 'everyone' | 'organization';
  /** What the provider that strangers share is called: "GitHub Actions". */
  readonly provider?: string;
}

export interface TrustVerdict {
  readonly trust: Trust;
  /** Those of the given anchors from which some certificate can reach the role. */
  readonly reachableFrom: readonly string[];
  /** The trust-anchor ARNs (or patterns) a pinned policy names, whether or not they exist. */
  readonly pinnedTo: readonly string[];
  readonly otherPrincipals: readonly OtherPrincipal[];
  /** Condition keys the answer depends on. */
  readonly conditionKeys: readonly string[];
  /**
   * Set where `trust` will hold only from a date on, in ISO 8601; until then the trust is tighter, and `reachableFrom` says
   * from where.
   */
  readonly opensAt?: string;
}

/** What is known of a role whose trust is asked about. */
export interface TrustOptions extends Pick<SessionFacts, 'now' | 'tags' | 'choosesName'> {
  /** Tells the account and partition that the anchors belong to. */
  readonly roleArn: string;
  /** The ARNs of the account's trust anchors. */
  readonly anchors: readonly string[];
}

const UNKNOWN: TrustVerdict = {
  trust: 'unknown',
  reachableFrom: [],
  pinnedTo: [],
  otherPrincipals: [],
  conditionKeys: [],
};

/** Roles Anywhere calls all three; a role that does not allow one of them cannot be used ("Trust model", User Guide). */
const NEEDED_ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const SERVICE = /^rolesanywhere\.amazonaws\.com(?:\.cn)?$/i;
/** Other spellings that may name it: with wildcards, or with a Region, as the principals of some services have one. */
const SERVICE_PERHAPS = /\*|^rolesanywhere\./i;
const SOURCE_ARN = 'aws:sourcearn';

const matchesAction = (statement: Statement, action: string): Truth =>
  matchAction(statement.actions, actionOf(action));

/**
 * Whether a statement speaks of the Roles Anywhere service. A principal of "*" takes in services too: that is why
 * policies that deny everyone must except them (aws:PrincipalIsAWSService).
 */
const namesRolesAnywhere = ({ negated, named }: Principals): Truth => {
  const truth = some(named, ({ type, name }): Truth => {
    if (type === 'AWS') return name === '*' ? 'yes' : 'no';
    if (type !== 'Service') return 'no';
    return SERVICE.test(name) ? 'yes' : SERVICE_PERHAPS.test(name) ? 'maybe' : 'no';
  });
  if (!negated) return truth;
  // What NotPrincipal means for a service is not documented; so it neither opens nor closes for certain.
  return truth === 'yes' ? 'no' : 'maybe';
};

const isSourceTest = (test: Test): boolean => test.key.toLowerCase() === SOURCE_ARN;

const withoutSource = ({ tests, malformed }: Condition): Condition =>
  conditionOf(
    tests.filter((test) => !isSourceTest(test)),
    malformed,
  );

const WILDCARD = /[*?]/;
const VARIABLE = /\$\{(?![*?$]\})[^}]*\}?/g;

/** What is certain about every request. */
interface Scene {
  readonly known: KnownKeys;
  readonly anchors: readonly string[];
}

interface Named {
  readonly glob: Glob;
  readonly decided: boolean;
}

/** The anchors one value of a condition on aws:SourceArn stands for; nothing where it can match no anchor at all. */
const namedBy = (value: string, { operator, variables }: Test, { known, anchors }: Scene): Named[] => {
  const template = (foldCase: boolean, wildcards: boolean): Template =>
    templateOf(value, known, { wildcards, variables, foldCase });
  if (template(false, false).nothing) return [];
  // No anchor has a wildcard in its ARN: "trust-anchor/*" compared as a text matches none. Within a variable, the
  // character belongs to its name or its default, and says nothing about its value.
  const isOfNoAnchor = WILDCARD.test(variables ? value.replace(VARIABLE, '') : value);
  switch (operator.family) {
    case 'exact':
      return isOfNoAnchor ? [] : [template(false, false)];
    case 'exact-any-case': {
      const same = anchors.filter((anchor) => anchor.toLowerCase() === value.toLowerCase());
      const spellings = same.map((anchor) => ({ glob: literalOf(anchor), decided: true }));
      return isOfNoAnchor ? [] : [template(false, false), template(true, false), ...spellings];
    }
    case 'like':
      return [template(false, true)];
    default: {
      // The value of a variable may hold colons; where it is certain, it is part of the components.
      const unsettled = variables && variableKeys(value).some((key) => !isSettled(key, known));
      return unsettled || isArnPattern(value, variables) ? [template(false, true)] : [];
    }
  }
};

const SOURCE_FAMILIES: ReadonlySet<Test['operator']['family']> = new Set([
  'exact',
  'exact-any-case',
  'like',
  'arn',
]);

const NEVER: Rule = { sure: NOTHING, may: NOTHING };
const ALWAYS: Rule = { sure: [], may: [] };
const PERHAPS: Rule = { sure: NOTHING, may: [] };
const RULES: Readonly<Record<Truth, Rule>> = { yes: ALWAYS, maybe: PERHAPS, no: NEVER };

/** For which anchors a test on aws:SourceArn holds, when Roles Anywhere sends that key. */
const sourceRule = (test: Test, scene: Scene): Rule => {
  const { family, negated } = test.operator;
  if (family === 'null') return RULES[judgeTest(test, new Map([[SOURCE_ARN, '']]))];
  if (!SOURCE_FAMILIES.has(family)) return PERHAPS;
  const named = test.values.flatMap((value) => namedBy(value, test, scene));
  const clause = (globs: readonly Named[]): Clause => ({ negated, globs: globs.map(({ glob }) => glob) });
  const decided = clause(named.filter((one) => one.decided));
  const all = clause(named);
  return negated ? { sure: [all], may: [decided] } : { sure: [decided], may: [all] };
};

/** Whether a condition insists that aws:SourceArn is there. */
const requiresSource = ({ tests }: Condition): boolean =>
  tests.some(
    (test) =>
      isSourceTest(test) &&
      test.operator.family === 'null' &&
      test.values.every((value) => /^false$/i.test(value)),
  );

/**
 * Whether an Allow would also pass a request without aws:SourceArn. AWS nowhere promises that the key is always there,
 * so such a form (IfExists, ForAllValues) pins nothing.
 */
const passesWithoutSource = (test: Test, { effect, condition }: Statement): boolean =>
  effect === 'Allow' && (test.ifExists || test.quantifier === 'all') && !requiresSource(condition);

const both = (left: Extent, right: Extent): Extent =>
  left === null || right === null ? null : [...left, ...right];

const allOf = (rules: readonly Rule[]): Rule =>
  rules.reduce((one, other) => ({ sure: both(one.sure, other.sure), may: both(one.may, other.may) }), ALWAYS);

/** For which anchors a statement applies to one action. */
const statementRule = (statement: Statement, action: string, scene: Scene): Rule => {
  const { condition, principals } = statement;
  const fixed = every(
    [
      matchesAction(statement, action),
      principals === undefined ? 'no' : namesRolesAnywhere(principals),
      judgeCondition(withoutSource(condition), scene.known),
    ],
    (truth: Truth) => truth,
  );
  const source = condition.tests
    .filter(isSourceTest)
    .map((test) => (passesWithoutSource(test, statement) ? ALWAYS : sourceRule(test, scene)));
  return allOf([RULES[fixed], ...source]);
};

interface Rules {
  /** One layer for each action needed: all of them must be allowed. */
  readonly layers: readonly Layer[];
  readonly denies: readonly Rule[];
}

const rulesOf = (statements: readonly Statement[], scene: Scene): Rules => {
  const rules = (effect: Statement['effect'], action: string): Rule[] =>
    statements
      .filter((statement) => statement.effect === effect)
      .map((statement) => statementRule(statement, action, scene))
      .filter((rule) => rule.may !== null);
  return {
    layers: NEEDED_ACTIONS.map((action) => ({ allows: rules('Allow', action), unresolved: false })),
    denies: NEEDED_ACTIONS.flatMap((action) => rules('Deny', action)),
  };
};

const ARN = /^arn:([^:*?]*):([^:*?]*):([^:*?]*):([^:*?]*):(.+)$/s;

const accountOf = (arn: string): string | undefined => ARN.exec(arn)?.[4] || undefined;

/** An ARN has five colons before its resource, and an anchor's id has none. */
const TOO_MANY_COLONS: Rule = ((): Rule => {
  const extent: Extent = [{ negated: false, globs: [globOf('*:*:*:*:*:*:*')] }];
  return { sure: extent, may: extent };
})();

/** A pattern names one anchor where the last part of its path is spelled out: ids are random, so none will be made to fit. */
const isParticular = (glob: Glob): boolean => {
  const slash = glob.tokens.lastIndexOf(0x2f);
  return slash < glob.tokens.length - 1 && glob.tokens.subarray(slash + 1).every((token) => token >= 0);
};

const sourceTests = (statements: readonly Statement[]): Test[] =>
  statements.flatMap(({ condition }) => condition.tests).filter(isSourceTest);

/** For one trust policy, about fifty milliseconds. */
const MOST_EFFORT = 300_000;

const isPossible = ({ verdict }: Decision): boolean => verdict !== 'denied';

const reachAt = (
  document: readonly Statement[],
  { roleArn, anchors, ...facts }: TrustOptions,
): Omit<TrustVerdict, 'otherPrincipals'> => {
  const statements = document.filter(
    (statement) =>
      statement.principals !== undefined &&
      namesRolesAnywhere(statement.principals) !== 'no' &&
      NEEDED_ACTIONS.some((action) => matchesAction(statement, action) !== 'no'),
  );
  const account = accountOf(roleArn);
  const partition = ARN.exec(roleArn)?.[1];
  const scene: Scene = {
    anchors,
    known: knownInMaking(
      statements.flatMap(({ condition }) => condition.keys).filter((key) => key !== SOURCE_ARN),
      {
        ...facts,
        ...(account === undefined ? {} : { account }),
        ...(partition === undefined ? {} : { partition }),
      },
    ),
  };
  const { layers, denies } = rulesOf(statements, scene);
  // Past it everything that is not plain is possible: a complex policy must not cost the alert its time.
  const budget: Effort = { left: MOST_EFFORT };
  const decideFor = (shape: Glob, ...more: Rule[]): Decision =>
    decide(shape, layers, [...denies, ...more], budget);

  const anyAnchor = globOf(`arn:${partition || '*'}:rolesanywhere:?*:${account ?? '*'}:trust-anchor/?*`);
  const tests = sourceTests(statements);
  const named = tests.flatMap((test) =>
    SOURCE_FAMILIES.has(test.operator.family)
      ? test.values.flatMap((value) => namedBy(value, test, scene))
      : [],
  );
  const particular: Extent = [{ negated: false, globs: named.map(({ glob }) => glob).filter(isParticular) }];

  const future = decideFor(anyAnchor, TOO_MANY_COLONS, { sure: particular, may: particular });
  const existing = decideFor(anyAnchor, TOO_MANY_COLONS);

  const reachableFrom = anchors.filter((anchor) => {
    // Anchor, profile and role belong to one account: an anchor elsewhere cannot lead here.
    const owner = accountOf(anchor);
    if (account !== undefined && owner !== undefined && owner !== account) return false;
    return isPossible(decideFor(literalOf(anchor)));
  });

  const trust: Trust =
    future.verdict === 'granted'
      ? 'any-anchor'
      : isPossible(future)
        ? 'any-anchor-matching-certificate'
        : isPossible(existing) || reachableFrom.length > 0
          ? 'pinned'
          : 'unusable';

  const pinnedTo =
    trust === 'pinned'
      ? named.filter(({ glob }) => overlaps(glob, anyAnchor) !== false && isPossible(decideFor(glob)))
      : [];
  return {
    trust,
    reachableFrom,
    pinnedTo: distinctTexts(pinnedTo.map(({ glob }) => glob.text)),
    conditionKeys: distinctTexts(
      statements.flatMap(({ condition }) =>
        condition.tests.flatMap((test) => [
          test.key,
          ...(test.variables ? test.values.flatMap(variableKeys) : []),
        ]),
      ),
    ),
  };
};

/** Without repetitions, however the case; in their first spelling. */
const distinctTexts = (texts: readonly string[]): string[] => {
  const first = new Map<string, string>();
  for (const text of texts) if (!first.has(text.toLowerCase())) first.set(text.toLowerCase(), text);
  return [...first.values()];
};

const WIDER: readonly Trust[] = ['unusable', 'pinned', 'any-anchor-matching-certificate', 'any-anchor'];

/** The options at each moment to come at which conditions begin or cease to hold; at any time where those are too many. */
const later = (
  statements: readonly Statement[],
  options: TrustOptions,
): readonly { readonly opensAt?: string; readonly options: TrustOptions }[] => {
  const { now, ...timeless } = options;
  if (now === undefined || Number.isNaN(now.getTime())) return [];
  const tests = statements.flatMap(({ condition }) => condition.tests);
  const moments = momentsOf(now, tests);
  return moments === undefined
    ? [{ options: timeless }]
    : moments.map((moment) => ({ opensAt: momentText(moment), options: { ...options, now: moment.after } }));
};

/** How far the role is open now, or, where it is not yet as open as it will be, the widest that is to come. */
const reach = (
  statements: readonly Statement[],
  options: TrustOptions,
): Omit<TrustVerdict, 'otherPrincipals'> => {
  const now = reachAt(statements, options);
  let widest = now;
  for (const { opensAt, options: then } of later(statements, options)) {
    const verdict = reachAt(statements, then);
    if (WIDER.indexOf(verdict.trust) <= WIDER.indexOf(widest.trust)) continue;
    widest = {
      ...verdict,
      reachableFrom: now.reachableFrom,
      ...(opensAt === undefined ? {} : { opensAt }),
    };
  }
  return widest;
};

/** Every way to become a role; a federated user takes one of the last two. */
const ASSUME_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

const ARN_KINDS: readonly (readonly [RegExp, OtherPrincipal['kind']])[] = [
  [/^root$/, 'account'],
  [/^(?:role|assumed-role)\//, 'role'],
  [/^user\//, 'user'],
  [/^(?:saml-provider|oidc-provider)\//, 'federated'],
];

type Who = Pick<OtherPrincipal, 'kind' | 'external'>;

const whoIs = (type: string, name: string, account: string | undefined): Who => {
  if (type === 'AWS' && name === '*') return { kind: 'everyone', external: true };
  // AWS itself is nobody's account.
  if (type === 'Service') return { kind: 'service', external: false };
  const [, , , , owner, resource = ''] = ARN.exec(name) ?? [];
  const kind = /^\d{12}$/.test(name) ? 'account' : ARN_KINDS.find(([form]) => form.test(resource))?.[1];
  return {
    kind: type === 'Federated' ? 'federated' : (kind ?? 'other'),
    // A provider such as accounts.google.com, and an id that says nothing of its account, cannot be shown to lie inside.
    external: account === undefined || (owner ?? name) !== account,
  };
};

/** The keys whose values are the same whoever becomes the role. */
const OF_EVERYBODY =
  /^aws:(?:currenttime|epochtime|securetransport|resourceaccount|resourcetag\/.*)$|^iam:resourcetag\//;

interface Others {
  readonly options: TrustOptions;
  readonly account: string | undefined;
  /** All statements: a Deny may keep out whom an Allow lets in. */
  readonly statements: readonly Statement[];
}

/** Whether the tests hold for whoever it is, now or, where they do not yet, later. */
const holdsForAnybody = (condition: Condition, { options, account, statements }: Others): Truth => {
  const at = (facts: SessionFacts): Truth =>
    judgeCondition(
      condition,
      knownInMaking(
        condition.keys.filter((key) => OF_EVERYBODY.test(key)),
        facts,
      ),
    );
  const facts = (one: TrustOptions): SessionFacts => ({
    ...one,
    ...(account === undefined ? {} : { account }),
  });
  const now = at(facts(options));
  if (now !== 'no') return now;
  return later(statements, options).some((one) => at(facts(one.options)) !== 'no') ? 'maybe' : 'no';
};

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** Whether a Deny leaves of a provider's tokens only those that name whom it spares. */
const isNarrowedByDeny = (address: string, name: string, { statements }: Others): boolean =>
  statements.some(({ effect, principals, condition, ...statement }) => {
    const [only, ...others] = condition.tests;
    return (
      effect === 'Deny' &&
      matchAction(statement.actions, actionOf(WEB_IDENTITY)) === 'yes' &&
      principals?.negated === false &&
      principals.named.some((one) => one.name === name || (one.type === 'AWS' && one.name === '*')) &&
      !condition.malformed &&
      only !== undefined &&
      others.length === 0 &&
      keepsOutOthers(only, address)
    );
  });

/** A door for people with a token of an identity provider. */
const federatedDoor = (
  statement: Statement,
  principal: string,
  who: Who,
  others: Others,
): OtherPrincipal | undefined => {
  const { tests, malformed } = statement.condition;
  const address = addressOf(principal);
  const isWeb = matchesAction(statement, WEB_IDENTITY) !== 'no';
  if (address === undefined || !isWeb) {
    const holds = holdsForAnybody(statement.condition, others);
    return holds === 'no' ? undefined : { ...who, principal, conditional: holds === 'maybe' };
  }
  // What their holder can have a token say is no condition for them.
  const beside = conditionOf(
    tests.filter((test) => !isClaim(test, address)),
    malformed,
  );
  const holds = holdsForAnybody(beside, others);
  if (holds === 'no') return undefined;
  const door = providerDoor(address, tests);
  if (door.opensTo === 'named' || isNarrowedByDeny(address, principal, others)) {
    return { ...who, principal, conditional: true };
  }
  return {
    ...who,
    principal,
    external: who.external || door.opensTo === 'everyone',
    conditional: holds === 'maybe' || door.perhaps === true,
    opensTo: door.opensTo,
    ...(door.provider === undefined ? {} : { provider: door.provider }),
  };
};

const principalsOf = (statement: Statement, others: Others): readonly OtherPrincipal[] => {
  const { principals, condition } = statement;
  if (principals === undefined) return [];
  const holds = holdsForAnybody(condition, others);
  if (principals.negated) {
    return holds === 'no' ? [] : [{ kind: 'everyone', principal: '*', external: true, conditional: true }];
  }
  return principals.named
    .filter(({ type, name }) => type !== 'Service' || !SERVICE.test(name))
    .flatMap(({ type, name }): readonly OtherPrincipal[] => {
      const who = whoIs(type, name, others.account);
      if (type === 'Federated') {
        const door = federatedDoor(statement, name, who, others);
        return door === undefined ? [] : [door];
      }
      return holds === 'no' ? [] : [{ ...who, principal: name, conditional: holds === 'maybe' }];
    });
};

/** The wider of two doors for the same principal. */
const wider = (a: OtherPrincipal, b: OtherPrincipal): OtherPrincipal => {
  const width = ({ opensTo, conditional }: OtherPrincipal): number =>
    (opensTo === 'everyone' ? 4 : opensTo === 'organization' ? 2 : 0) + (conditional ? 0 : 1);
  return width(b) > width(a) ? b : a;
};

const otherPrincipalsOf = (others: Others): OtherPrincipal[] => {
  const found = new Map<string, OtherPrincipal>();
  for (const statement of others.statements) {
    const letsIn = ASSUME_ACTIONS.some((action) => matchesAction(statement, action) !== 'no');
    if (statement.effect !== 'Allow' || !letsIn) continue;
    for (const one of principalsOf(statement, others)) {
      const key = `${one.kind} ${one.principal}`;
      const sofar = found.get(key);
      found.set(key, sofar === undefined ? one : wider(sofar, one));
    }
  }
  return [...found.values()];
};

/**
 * Who can become a role through Roles Anywhere, and who else can, by its trust policy alone.
 *
 * What a certificate's holder controls (its fields, the session's tags and name) and everything else that cannot be
 * decided counts as something that a fitting certificate may bring along; it never makes a role look safer. A condition that
 * every call of Roles Anywhere fulfils changes nothing, and one that none fulfils closes the role.
 *
 * @param document the trust policy: an object, JSON text, or URL-encoded JSON text
 */
export const trustOf = (document: unknown, around: TrustOptions): TrustVerdict => {
  const read = readDocument(document, 'trust');
  if (!read.readable) return UNKNOWN;
  const { statements } = read;
  return {
    ...reach(statements, around),
    otherPrincipals: otherPrincipalsOf({ options: around, account: accountOf(around.roleArn), statements }),
  };
};
