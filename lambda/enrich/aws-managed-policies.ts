/**
 * Policies of AWS's that everybody knows, by the end of their ARN: they need no read, so that they are judged also where
 * IAM is slow or says nothing. A customer cannot change them, and a policy of a customer's cannot have such an ARN.
 */

interface ManagedPolicy {
  /** After `arn:P:iam::aws:policy/`. */
  readonly name: string;
  /** As AWS publishes it. */
  readonly document: object;
  readonly source: string;
}

const allow = (statement: object): object => ({ Effect: 'Allow', ...statement, Resource: '*' });

const document = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});

const REFERENCE = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference';

const MANAGED_POLICIES: readonly ManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    document: document(allow({ Action: '*' })),
    source: `${REFERENCE}/AdministratorAccess.html (v1)`,
  },
  {
    name: 'PowerUserAccess',
    document: document(
      allow({ NotAction: ['iam:*', 'organizations:*', 'account:*'] }),
      allow({
        Action: [
          'account:GetAccountInformation',
          'account:GetGovCloudAccountInformation',
          'account:GetPrimaryEmail',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeEffectivePolicy',
          'organizations:DescribeOrganization',
        ],
      }),
    ),
    source: `${REFERENCE}/PowerUserAccess.html (v12, 2026-02-12)`,
  },
  {
    name: 'IAMFullAccess',
    document: document(
      allow({
        Action: [
          'iam:*',
          'organizations:DescribeAccount',
          'organizations:DescribeOrganization',
          'organizations:DescribeOrganizationalUnit',
          'organizations:DescribePolicy',
          'organizations:ListChildren',
          'organizations:ListParents',
          'organizations:ListPoliciesForTarget',
          'organizations:ListRoots',
          'organizations:ListPolicies',
          'organizations:ListTargetsForPolicy',
        ],
      }),
    ),
    source: `${REFERENCE}/IAMFullAccess.html (v2)`,
  },
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  MANAGED_POLICIES.map(({ name, document }) => [name, JSON.stringify(document)]),
);

/** The document of one of those policies, JSON text; undefined for any other. */
export const knownDocument = (policyArn: string): string | undefined => {
  const [, name] = /^arn:aws[a-z-]{0,20}:iam::aws:policy\/([\w+=,.@-]{1,128})$/.exec(policyArn) ?? [];
  return name === undefined ? undefined : BY_NAME.get(name);
};
