import { lastPart } from '../arn';
import type { Change } from '../event/change';

/** What in a role's path and name tells that it may do much. A name proves nothing; it says whom to ask about first. */
interface Hint {
  readonly pattern: RegExp;
  readonly weight: number;
  /** Where the name is from. */
  readonly source: string;
}

const HINTS: readonly Hint[] = [
  {
    pattern: /admin|superuser|(^|[^a-z])root([^a-z]|$)/i,
    weight: 8,
    source: 'what administrators call themselves',
  },
  {
    pattern: /OrganizationAccountAccessRole$/,
    weight: 8,
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html',
  },
  {
    pattern: /AWSControlTowerExecution$|AWSCloudFormationStackSetExecutionRole$|stacksets-exec-/,
    weight: 8,
    source:
      'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html, and StackSets, prerequisites',
  },
  {
    pattern: /cdk-[a-z0-9]+-cfn-exec-role-/,
    weight: 8,
    source:
      'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html: AdministratorAccess unless told otherwise',
  },
  {
    pattern: /^aws-reserved\/|AWSReservedSSO_/,
    weight: 4,
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
  },
  {
    pattern: /power-?user|full-?access|break-?glass|emergency|owner|master|privileged/i,
    weight: 4,
    source: 'AWS job functions, and what emergency access is called',
  },
  {
    pattern: /terraform|pulumi|atlantis|deploy|pipeline|provision|automation|cicd|(^|[^a-z])ci([^a-z]|$)/i,
    weight: 2,
    source: 'what builds an account can usually do all in it',
  },
  {
    pattern: /security|iam|identity|platform|infra|devops|(^|[^a-z])ops([^a-z]|$)|prod/i,
    weight: 1,
    source: 'teams that run accounts',
  },
];

/**
 * How promising a role is, the higher the sooner it is read: time may run out, and decoys must not hide the one that
 * matters.
 */
export const promiseOf = (arn: string, { record, profile }: Change): number => {
  const pathAndName = arn.slice(arn.indexOf('role/') + 'role/'.length);
  const byName = HINTS.filter(({ pattern }) => pattern.test(pathAndName)).map(({ weight }) => weight);
  // A profile for the actor's own role is a way for the actor to come back.
  const ownRole = arn === record.actor.sessionIssuerArn ? 4 : 0;
  // Whoever names a profile after one of its roles says which one it is for.
  const namesake = isNamedAfter(profile.name, pathAndName) ? 1 : 0;
  return Math.max(0, ...byName) + ownRole + namesake;
};

const isNamedAfter = (profileName: string, pathAndName: string): boolean => {
  const roleName = lastPart(pathAndName).toLowerCase();
  const words = profileName
    .slice(0, 255)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => word.length > 3 && roleName.includes(word));
};
