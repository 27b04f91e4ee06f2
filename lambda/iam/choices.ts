/**
 * What the holder of a certificate can bring about in the session's calls. A condition on something its holder chooses is
 * met wherever one value fits that serves an attacker; so the values worth trying are tried, one after the other.
 */

import { judgeTest, type Test } from './conditions';
import { harmfulPolicies, harmlessPolicies } from './managed-policies';
import { type KeyState, type KnownKeys, NOTHING_KNOWN, templateOf } from './pattern';
import { avoidableAs, isFree, type SessionFacts } from './session';

/** Regions that every account can use. Source: AWS Account Management guide, "AWS Regions available for an AWS account". */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'ca-central-1',
    'eu-central-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'eu-north-1',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'sa-east-1',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

/**
 * Services with one endpoint for all Regions, so that the Region of a call is theirs and not the caller's choice. Source:
 * AWS General Reference, "Service endpoints and quotas"; Control Tower's control that denies Regions spares the same.
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'account',
  'artifact',
  'aws-portal',
  'billing',
  'budgets',
  'ce',
  'cloudfront',
  'consolidatedbilling',
  'cur',
  'directconnect',
  'ecr-public',
  'freetier',
  'globalaccelerator',
  'health',
  'iam',
  'importexport',
  'invoicing',
  'networkmanager',
  'organizations',
  'payments',
  'pricing',
  'route53',
  'route53domains',
  'savingsplans',
  'shield',
  'support',
  'tax',
  'trustedadvisor',
  'waf',
]);

const ATTACHES: ReadonlySet<string> = new Set([
  'iam:attachrolepolicy',
  'iam:attachuserpolicy',
  'iam:attachgrouppolicy',
]);

/** The boundary in the request is one to be set; everywhere else it is the one that is there, or none. */
const SETS_BOUNDARY: ReadonlySet<string> = new Set([
  'iam:putrolepermissionsboundary',
  'iam:putuserpermissionsboundary',
]);

/** Takes a boundary away, so that the one that is there is no choice. */
const DROPS_BOUNDARY: ReadonlySet<string> = new Set([
  'iam:deleterolepermissionsboundary',
  'iam:deleteuserpermissionsboundary',
]);

const POLICY = 'iam:policyarn';
const BOUNDARY = 'iam:permissionsboundary';
const REGION = 'aws:requestedregion';

/** A name that no policy means. */
const INVENTED = 'zzqx-probe';

/** One text that the value of a test stands for. */
const memberOf = ({ operator, variables }: Test, value: string): readonly string[] => {
  const wildcards = operator.family === 'like' || operator.family === 'arn';
  const { glob, decided } = templateOf(value, NOTHING_KNOWN, { wildcards, variables });
  if (!decided) return [];
  return [
    String.fromCharCode(
      ...[...glob.tokens].flatMap((token) => (token < 0 ? [...INVENTED].map(codeOf) : [token])),
    ),
  ];
};

const codeOf = (character: string): number => character.charCodeAt(0);

const NUMBER = /^-?\d{1,15}$/;

/** Values of a key that its tests may tell apart. */
const valuesFor = (tests: readonly Test[]): readonly (string | null)[] => [
  null,
  INVENTED,
  ...tests.flatMap((test) =>
    test.values.flatMap((value) => [
      ...memberOf(test, value),
      ...(NUMBER.test(value) ? [String(Number(value) - 1), String(Number(value) + 1)] : []),
    ]),
  ),
];

const serviceOf = (action: string): string => action.slice(0, Math.max(action.indexOf(':'), 0));

/** What decides which values of a key serve an attacker. */
type Purpose = 'avoided' | 'region' | 'attached' | 'set' | 'borne' | 'any';

const purposeOf = (key: string, action: string): Purpose | undefined => {
  if (!isFree(key, action)) return avoidableAs(key) === undefined ? undefined : 'avoided';
  if (key === REGION) return GLOBAL_SERVICES.has(serviceOf(action)) ? undefined : 'region';
  if (key === POLICY && ATTACHES.has(action)) return 'attached';
  if (key === BOUNDARY) {
    return DROPS_BOUNDARY.has(action) ? undefined : SETS_BOUNDARY.has(action) ? 'set' : 'borne';
  }
  return 'any';
};

/** What the holder can make of a key, in lower case: values that serve an attacker. */
const optionsFor = (
  key: string,
  purpose: Purpose,
  partition: string,
  tests: readonly Test[],
): readonly (string | null)[] => {
  const harmful = harmfulPolicies(partition);
  switch (purpose) {
    case 'avoided':
      return [avoidableAs(key) ?? null];
    case 'region':
      return REGIONS[partition] ?? [];
    case 'attached':
    case 'set':
      return harmful;
    case 'borne':
      return [null, ...harmful];
    case 'any':
      return valuesFor(tests);
  }
};

/** Combinations tried for one question at most. */
const MOST_CHOICES = 24;

/** Those of the values that the tests tell apart, one of each kind. */
const distinctFor = (
  key: string,
  values: readonly (string | null)[],
  tests: readonly Test[],
): readonly (string | null)[] => {
  const kinds = new Map<string, string | null>();
  // Policies say the same again and again.
  const different = [...new Map(tests.map((test) => [JSON.stringify(test), test])).values()];
  for (const value of values) {
    const known: KnownKeys = new Map([[key, value]]);
    const kind = different.map((test) => judgeTest(test, known)).join();
    if (!kinds.has(kind)) kinds.set(kind, value);
  }
  return [...kinds.values()];
};

/** What the conditions of all policies test, by key in lower case. */
export type TestsByKey = ReadonlyMap<string, readonly Test[]>;

/** What else is certain of a call, by choice of its caller. */
export type Choice = readonly (readonly [key: string, value: string | null])[];

export interface Choices {
  /**
   * One choice for each combination worth trying; none where nothing that the answer depends on is the caller's to choose.
   *
   * @param keys the condition keys that the answer depends on
   * @param action in lower case
   */
  readonly of: (keys: readonly string[], action: string) => readonly Choice[];
  /**
   * What is certain of a key, in lower case, because a call of this action serves an attacker only so: who attaches a policy
   * that only lets read, or changes a principal that such a policy bounds, has gained nothing.
   */
  readonly servingOnly: (key: string, action: string) => KeyState | undefined;
}

/** What the caller chooses in the calls of a session, as far as the policies' tests tell it apart. */
export const choicesOf = ({ partition = '' }: SessionFacts, tests: TestsByKey): Choices => {
  const unlike = tests.has(POLICY) || tests.has(BOUNDARY) ? harmlessPolicies(partition) : [];
  const options = new Map<string, readonly (string | null)[]>();
  const optionsOf = (key: string, purpose: Purpose): readonly (string | null)[] => {
    const id = `${purpose} ${key}`;
    const own = tests.get(key) ?? [];
    const known = options.get(id) ?? distinctFor(key, optionsFor(key, purpose, partition, own), own);
    options.set(id, known);
    return known;
  };
  return {
    of: (keys, action) => {
      let choices: readonly Choice[] = [[]];
      for (const key of new Set(keys.map((one) => one.toLowerCase()))) {
        const purpose = purposeOf(key, action);
        const values = purpose === undefined ? [] : optionsOf(key, purpose);
        if (values.length === 0 || choices.length * values.length > MOST_CHOICES) continue;
        choices = choices.flatMap((choice) => values.map((value): Choice => [...choice, [key, value]]));
      }
      return choices.filter((choice) => choice.length > 0);
    },
    servingOnly: (key, action) => {
      switch (purposeOf(key, action)) {
        case 'attached':
        case 'set':
          return { unlike };
        case 'borne':
          return { unlike, orAbsent: true };
        default:
          return undefined;
      }
    },
  };
};
