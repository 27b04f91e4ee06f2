import type { AttributeMapping, Profile } from '../event/profile';
import { roleName } from './role-names';
import { durationText, listed } from './wording';

/** What of a profile can be another after a change. */
export type ProfileField = Exclude<
  keyof Profile,
  'id' | 'arn' | 'aliasArn' | 'previousAliasName' | 'tagged' | 'createdBy' | 'createdAt' | 'updatedAt'
>;

/** One way in which a profile is no longer what it was. */
export interface ProfileChange {
  readonly field: ProfileField;
  /** In words: "role deploy added". */
  readonly text: string;
  /** What it was and what it is, as text: "1 h", or a policy's JSON. */
  readonly before: string;
  readonly after: string;
  /** True where the change lets somebody do more, or is not proven not to. */
  readonly loosens: boolean;
}

const missingFrom = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each));

/** The same JSON however it is spaced; `null` for text that is no JSON, such as what CloudTrail hides. */
const canonical = (policy: string): string | null => {
  try {
    return JSON.stringify(JSON.parse(policy));
  } catch {
    return null;
  }
};

/** Whether one policy is certainly another: what cannot be read proves no difference. */
const differs = (was: string | undefined, is: string | undefined): boolean => {
  if (was === undefined || is === undefined) return was !== is;
  const [before, after] = [canonical(was), canonical(is)];
  return before !== null && after !== null && before !== after;
};

/** One text for mappings that say the same. */
export const mappingsText = (mappings: readonly AttributeMapping[]): string =>
  mappings
    .map(({ certificateField, specifiers }) => `${certificateField}=${[...specifiers].sort().join(',')}`)
    .sort()
    .join(';');

const NONE = 'none';

const namesOf = (arns: readonly string[]): string =>
  arns.length === 0 ? NONE : listed(arns.map(roleName), 10);

const yesOrNo = (flag: boolean | null | undefined): string =>
  flag === undefined || flag === null ? 'not known' : flag ? 'yes' : 'no';

type Row = (was: Profile, is: Profile) => readonly ProfileChange[];

const rowOf = (
  field: ProfileField,
  isSo: boolean,
  [before, after]: readonly [string, string],
  text: string,
  loosens: boolean,
): readonly ProfileChange[] => (isSo ? [{ field, text, before, after, loosens }] : []);

const renamed: Row = (was, is) =>
  rowOf(
    'name',
    was.name !== is.name,
    [was.name, is.name],
    `renamed from "${was.name}" to "${is.name}"`,
    false,
  );

const switched: Row = (was, is) =>
  rowOf(
    'enabled',
    was.enabled !== null && is.enabled !== null && was.enabled !== is.enabled,
    [yesOrNo(was.enabled), yesOrNo(is.enabled)],
    is.enabled === true ? 'enabled' : 'disabled',
    is.enabled === true,
  );

const roles: Row = (was, is) => {
  const added = missingFrom(is.roleArns, was.roleArns);
  const removed = missingFrom(was.roleArns, is.roleArns);
  const values = [namesOf(was.roleArns), namesOf(is.roleArns)] as const;
  return [
    ...rowOf('roleArns', added.length > 0, values, `role ${listed(added.map(roleName))} added`, true),
    ...rowOf('roleArns', removed.length > 0, values, `role ${listed(removed.map(roleName))} removed`, false),
  ];
};

const duration: Row = (was, is) => {
  const values = [durationText(was.durationSeconds), durationText(is.durationSeconds)] as const;
  return rowOf(
    'durationSeconds',
    was.durationSeconds !== is.durationSeconds,
    values,
    `session duration changed from ${values[0]} to ${values[1]}`,
    is.durationSeconds > was.durationSeconds,
  );
};

const policyWords = (was: string | undefined, is: string | undefined): string => {
  if (was === undefined) return 'session policy added';
  return is === undefined ? 'session policy removed' : 'session policy replaced';
};

const limitsSession = ({ sessionPolicy, managedPolicyArns }: Profile): boolean =>
  sessionPolicy !== undefined || managedPolicyArns.length > 0;

/** Session policies allow what any one of them allows, so only the first of them narrows for sure. */
const sessionPolicies =
  (narrows: boolean): Row =>
  (was, is) => {
    const loosens = limitsSession(was) && !narrows;
    const added = missingFrom(is.managedPolicyArns, was.managedPolicyArns);
    const removed = missingFrom(was.managedPolicyArns, is.managedPolicyArns);
    const managed = [was, is].map(({ managedPolicyArns: arns }) =>
      arns.length === 0 ? NONE : arns.join(', '),
    ) as [string, string];
    return [
      ...rowOf(
        'sessionPolicy',
        differs(was.sessionPolicy, is.sessionPolicy),
        [was.sessionPolicy ?? NONE, is.sessionPolicy ?? NONE],
        policyWords(was.sessionPolicy, is.sessionPolicy),
        loosens,
      ),
      ...rowOf(
        'managedPolicyArns',
        added.length > 0,
        managed,
        `managed session policy ${listed(added)} added`,
        loosens,
      ),
      ...rowOf(
        'managedPolicyArns',
        removed.length > 0,
        managed,
        `managed session policy ${listed(removed)} removed`,
        loosens,
      ),
    ];
  };

const sessionNames: Row = (was, is) => {
  const [wasAccepting, isAccepting] = [was.acceptRoleSessionName, is.acceptRoleSessionName];
  return rowOf(
    'acceptRoleSessionName',
    wasAccepting !== undefined && isAccepting !== undefined && wasAccepting !== isAccepting,
    [yesOrNo(wasAccepting), yesOrNo(isAccepting)],
    isAccepting === true ? 'now accepts role session names' : 'no longer accepts role session names',
    isAccepting === true,
  );
};

const instanceProperties: Row = (was, is) => {
  const [wasRequired, isRequired] = [was.requireInstanceProperties, is.requireInstanceProperties];
  return rowOf(
    'requireInstanceProperties',
    wasRequired !== undefined && isRequired !== undefined && wasRequired !== isRequired,
    [yesOrNo(wasRequired), yesOrNo(isRequired)],
    isRequired === true ? 'now requires instance properties' : 'no longer requires instance properties',
    isRequired !== true,
  );
};

const mappings: Row = (was, is) => {
  if (was.attributeMappings === undefined || is.attributeMappings === undefined) return [];
  const values = [mappingsText(was.attributeMappings), mappingsText(is.attributeMappings)] as const;
  return rowOf('attributeMappings', values[0] !== values[1], values, 'attribute mappings changed', true);
};

/** How two showings of one profile are compared. */
export interface Comparison {
  /** Whether the session policies are compared; CloudTrail may leave one out of a record. */
  readonly comparesPolicies: boolean;
  /** Whether what is allowed by the session policies is proven to be no more than it was. */
  readonly policiesNarrow: boolean;
}

/** Where a profile is no longer what it was, one row each. */
export const profileChanges = (
  was: Profile,
  is: Profile,
  { comparesPolicies, policiesNarrow }: Comparison,
): readonly ProfileChange[] =>
  [
    renamed,
    switched,
    roles,
    duration,
    ...(comparesPolicies ? [sessionPolicies(policiesNarrow)] : []),
    sessionNames,
    instanceProperties,
    mappings,
  ].flatMap((row) => row(was, is));
