import { type Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Resources by kind, as narrow as AWS lets the actions on them be, and why not narrower. */
const RESOURCES = {
  profiles: {
    arn: 'arn:{partition}:rolesanywhere:{region}:{account}:profile/*',
    why: 'Alerts are about profiles that do not exist yet, so the profiles of this account and Region are all readable.',
  },
  roles: {
    arn: 'arn:{partition}:iam::{account}:role/*',
    why: 'A new profile can name any role of the account; what each may do is what the alert is for.',
  },
  policies: {
    arn: 'arn:{partition}:iam::{account}:policy/*',
    why: 'The roles of a new profile can have any policy of the account.',
  },
  awsPolicies: {
    arn: 'arn:{partition}:iam::aws:policy/*',
    why: 'The roles of a new profile can have any policy that AWS manages; these are public.',
  },
  everything: {
    arn: '*',
    why: 'AWS has no resources to narrow these read-only actions to: ListProfiles, ListTrustAnchors, ListTagsForResource, LookupEvents, ListAccountAliases, ListRoles, ListSubjects.',
  },
} as const;

/** What triage may read: every action answers a question of the alert. */
const READINGS: readonly {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly (keyof typeof RESOURCES)[];
}[] = [
  { sid: 'TheProfile', actions: ['rolesanywhere:GetProfile'], resources: ['profiles'] },
  // CloudTrail leaves requests and responses out of a record that are too large, which whoever makes a profile can choose
  // with 250 long role ARNs: the profile is then found among all of the Region, by who made it and when.
  // It also shows at once what else the actor made, where CloudTrail lags by minutes.
  {
    sid: 'TheProfileThatTheRecordLeftOut',
    actions: ['rolesanywhere:ListProfiles'],
    resources: ['everything'],
  },
  // Named a profile's ARN, the statement would grant nothing: the action has no resource type.
  { sid: 'ItsTags', actions: ['rolesanywhere:ListTagsForResource'], resources: ['everything'] },
  { sid: 'WhoCanUseIt', actions: ['rolesanywhere:ListTrustAnchors'], resources: ['everything'] },
  {
    sid: 'WhatItsRolesMayDo',
    actions: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
    resources: ['roles'],
  },
  {
    sid: 'WhatTheirPoliciesSay',
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resources: ['policies', 'awsPolicies'],
  },
  { sid: 'WhatElseHappened', actions: ['cloudtrail:LookupEvents'], resources: ['everything'] },
  { sid: 'WhichAccount', actions: ['iam:ListAccountAliases'], resources: ['everything'] },
];

/** What the weekly sweep reads besides: what is there, and not what an event names. */
const SWEEP_READINGS: typeof READINGS = [
  { sid: 'WhichRolesLetItIn', actions: ['iam:ListRoles'], resources: ['everything'] },
  { sid: 'WhichCertificatesWereSeen', actions: ['rolesanywhere:ListSubjects'], resources: ['everything'] },
];

/** What only an event asks for. */
const OF_AN_EVENT: readonly string[] = ['WhatElseHappened'];

type Place = Readonly<Record<'partition' | 'region' | 'account', string>>;

const placeOf = ({ partition, region, account }: Stack, elsewhere: Partial<Place>): Place => ({
  partition,
  region,
  account,
  ...elsewhere,
});

const fill = (arn: string, place: Place): string =>
  arn
    .replace('{partition}', place.partition)
    .replace('{region}', place.region)
    .replace('{account}', place.account);

/** For a role that reads in every Region, whichever the event is of. */
export const EVERY_REGION = { region: '*' } as const;

const statementsOf = (readings: typeof READINGS, place: Place): PolicyStatement[] =>
  readings.map(
    ({ sid, actions, resources }) =>
      new PolicyStatement({
        sid,
        actions: [...actions],
        resources: resources.map((kind) => fill(RESOURCES[kind].arn, place)),
      }),
  );

/** @param elsewhere what differs from the place of the stack */
export const readStatements = (stack: Stack, elsewhere: Partial<Place> = {}): PolicyStatement[] =>
  statementsOf(READINGS, placeOf(stack, elsewhere));

/** What the weekly sweep may read in the account of its stack, whose profiles may be in any Region. */
export const sweepStatements = (stack: Stack): PolicyStatement[] =>
  statementsOf(
    [...READINGS.filter(({ sid }) => !OF_AN_EVENT.includes(sid)), ...SWEEP_READINGS],
    placeOf(stack, EVERY_REGION),
  );

/** What it may read besides {@link readStatements} in an account that has a role to read with. */
export const sweepOnlyStatements = (stack: Stack): PolicyStatement[] =>
  statementsOf(SWEEP_READINGS, placeOf(stack, {}));

/** A wildcard as cdk-nag names it, with the reason it is there. */
interface Wildcard {
  readonly id: string;
  readonly reason: string;
}

/** A part of an ARN as cdk-nag writes it. */
const named = (value: string, pseudo: string): string =>
  Token.isUnresolved(value) ? `<AWS::${pseudo}>` : value;

/** That of publishing on an encrypted topic. */
export const PUBLISHING_WILDCARD: Wildcard = {
  id: 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
  reason: 'The kinds of data key that SNS asks for, as its documentation lists them, of this one key.',
};

/** @param who assumes the role of that name in other accounts: "function" */
export const assumingWildcard = (stack: Stack, roleName: string | undefined, who: string): Wildcard => ({
  id: `AwsSolutions-IAM5[Resource::arn:${named(stack.partition, 'Partition')}:iam::*:role/${roleName}]`,
  reason: `One role name in every account that forwards; whether it lets the ${who} in is that account’s to say.`,
});

/** The wildcards of {@link readStatements}. */
export const readWildcards = (stack: Stack, elsewhere: Partial<Place> = {}): readonly Wildcard[] => {
  const place = {
    partition: named(stack.partition, 'Partition'),
    region: named(stack.region, 'Region'),
    account: named(stack.account, 'AccountId'),
    ...elsewhere,
  };
  return Object.values(RESOURCES).map(({ arn, why }) => ({
    id: `AwsSolutions-IAM5[Resource::${fill(arn, place)}]`,
    reason: why,
  }));
};
