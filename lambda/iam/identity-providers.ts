/**
 * Outside identity providers that let somebody become a role, and whether strangers can come through them. A provider that
 * many organizations share issues tokens to anybody; then only a claim that names the tenant or the subject keeps others out.
 */

import type { Test } from './conditions';

/** A claim that says who somebody is. */
interface Claim {
  /** The claim's name, which follows the provider's in a condition key. */
  readonly name: string;
  /**
   * What its values must begin with so that no stranger can have one, read up to the first wildcard; a value without
   * wildcards ends with a line feed. Absent where only a whole value will do.
   */
  readonly names?: RegExp;
}

export interface SharedProvider {
  /** What it is called. */
  readonly name: string;
  /** Its address as an IAM provider has it, without "https://". */
  readonly address: string | RegExp;
  /** Any one of these, pinned, keeps strangers out. */
  readonly claims: readonly Claim[];
  /** Where it is documented that the address is shared, and what the claims look like. */
  readonly source: string;
}

const AWS_LIST = 'IAM User Guide, identity-provider controls for shared OIDC providers';
const AWS_KEYS = 'IAM User Guide, available keys for AWS OIDC federation';

/** One whole value. */
const exactly = (...names: readonly string[]): readonly Claim[] => names.map((name) => ({ name }));
const sub = (names?: RegExp): Claim => ({ name: 'sub', ...(names === undefined ? {} : { names }) });
/** A kind and a name, as most providers begin their subjects. */
const KIND_AND_NAME = /^[^:/\n]+[:/][^:/\n]+[:/\n]/;

const GITHUB: readonly Claim[] = [
  sub(
    /(?:^|:)(?:(?:repo|repository):[^:/\n]+\/|(?:repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id|actor|actor_id):[^:\n]+[:\n])/,
  ),
  { name: 'repository', names: /^[^/\n]+\// },
  ...exactly(
    'repository_id',
    'repository_owner',
    'repository_owner_id',
    'actor',
    'actor_id',
    'enterprise_id',
  ),
];

/** The shared providers that are known. All others count as one organization's own. */
export const SHARED_PROVIDERS: readonly SharedProvider[] = [
  {
    name: 'GitHub Actions',
    address: /^(?:vs)?token\.actions\.githubusercontent\.com$/,
    claims: GITHUB,
    source: `${AWS_LIST}; ${AWS_KEYS}; GitHub Docs, OpenID Connect reference`,
  },
  {
    name: 'GitHub audit log streaming',
    address: 'oidc-configuration.audit-log.githubusercontent.com',
    claims: [sub(/^https:\/\/github\.com\/[^/\n]+[/\n]/)],
    source: AWS_LIST,
  },
  {
    name: 'GitLab',
    address: 'gitlab.com',
    claims: [
      sub(/(?:^|:)(?:project_path|namespace_path):[^:/\n]+[:/\n]/),
      { name: 'project_path', names: /^[^/\n]+\// },
      { name: 'namespace_path', names: /^[^/\n]+[/\n]/ },
      ...exactly('project_id', 'namespace_id', 'user_id', 'user_login', 'user_email'),
    ],
    source: `${AWS_LIST}; GitLab Docs, OpenID Connect (OIDC) authentication using ID tokens`,
  },
  {
    name: 'HCP Terraform',
    address: /^app(?:\.eu)?\.terraform\.io$/,
    claims: [
      sub(/^organization:[^:\n]+[:\n]/),
      ...exactly('terraform_organization_id', 'terraform_organization_name', 'terraform_workspace_id'),
    ],
    source: `${AWS_LIST}; HCP Terraform documentation, workload identity tokens`,
  },
  {
    name: 'Buildkite',
    address: 'agent.buildkite.com',
    claims: [
      sub(/^organization:[^:\n]+[:\n]/),
      ...exactly('organization_id', 'organization_slug', 'pipeline_id', 'cluster_id'),
    ],
    source: `${AWS_LIST}; Buildkite documentation, OIDC`,
  },
  {
    name: 'CircleCI',
    // With "/org/" and an id behind it, it is one organization's own.
    address: 'oidc.circleci.com',
    claims: [sub(/^org\/[^/\n]+[/\n]/), ...exactly('oidc.circleci.com/project-id')],
    source: 'CircleCI documentation, using OpenID Connect tokens in jobs',
  },
  {
    name: 'Bitbucket Pipelines',
    // With "/workspaces/" and a name behind it, it is one workspace's own.
    address: /^api\.bitbucket\.org(?:\/2\.0)?$/,
    claims: [sub(/^\{[^}\n]+\}[:\n]/), ...exactly('workspaceUuid', 'repositoryUuid')],
    source: 'Bitbucket Cloud documentation, integrate Pipelines with resource servers using OIDC',
  },
  {
    name: 'Amazon Cognito identity pools',
    address: /^cognito-identity(?:-us-gov)?(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/,
    claims: exactly('aud', 'sub'),
    source: `${AWS_LIST}; ${AWS_KEYS}`,
  },
  {
    name: 'Google',
    address: /^(?:https:\/\/)?accounts\.google\.com$/,
    // "oaud" is the audience that whoever asks for a token chooses.
    claims: exactly('aud', 'sub', 'email', 'google/organization_number'),
    source: AWS_KEYS,
  },
  {
    name: 'Login with Amazon',
    address: 'www.amazon.com',
    claims: exactly('app_id', 'user_id'),
    source: AWS_KEYS,
  },
  { name: 'Facebook', address: 'graph.facebook.com', claims: exactly('app_id', 'id'), source: AWS_KEYS },
  {
    name: 'Vercel',
    address: 'oidc.vercel.com',
    claims: [sub(/^owner:[^:\n]+[:\n]/), { name: 'aud', names: /^https:\/\/vercel\.com\/[^/\n]+[/\n]/ }],
    source: `${AWS_LIST}; Vercel documentation, OIDC federation reference`,
  },
  {
    name: 'Pulumi Cloud',
    address: 'api.pulumi.com/oidc',
    claims: [sub(/(?:^|:)org:[^:\n]+[:\n]/), ...exactly('aud')],
    source: `${AWS_LIST}; Pulumi documentation, OIDC`,
  },
  { name: 'sandboxes.cloud', address: 'sandboxes.cloud', claims: exactly('aud'), source: AWS_LIST },
  { name: 'Scalr', address: 'scalr.io', claims: [sub(KIND_AND_NAME)], source: AWS_LIST },
  { name: 'Codefresh', address: 'oidc.codefresh.io', claims: [sub(KIND_AND_NAME)], source: AWS_LIST },
  { name: 'DVC Studio', address: 'studio.datachain.ai/api', claims: [sub(KIND_AND_NAME)], source: AWS_LIST },
  {
    name: 'Shisho Cloud',
    address: 'tokens.cloud.shisho.dev',
    claims: [sub(KIND_AND_NAME)],
    source: AWS_LIST,
  },
  { name: 'Upbound', address: 'proidc.upbound.io', claims: [sub(KIND_AND_NAME)], source: AWS_LIST },
  {
    name: 'IBM Turbonomic',
    address: /^(?:rh-oidc\.s3\.us-east-1\.amazonaws\.com|oidc\.op1\.openshiftapps\.com)\/[0-9a-z]{32}$/,
    claims: [sub(KIND_AND_NAME)],
    source: AWS_LIST,
  },
  {
    name: 'Microsoft Sentinel',
    address: /^sts\.windows\.net\/33e01921-4d64-4f8c-a055-5bdaffd5e33d\/?$/,
    claims: exactly('sts:RoleSessionName'),
    source: AWS_LIST,
  },
  {
    name: 'Microsoft personal accounts',
    address:
      /^(?:sts\.windows\.net|login\.microsoftonline\.com)\/9188040d-6c67-4c5b-b112-36a304b66dad(?:\/v2\.0)?\/?$/,
    claims: exactly('sub'),
    source: 'Microsoft identity platform documentation, ID token claims reference: tid of personal accounts',
  },
  {
    name: 'Salesforce',
    address: /^(?:login|test)\.salesforce\.com$/,
    claims: [sub(/^https:\/\/(?:login|test)\.salesforce\.com\/id\/[^/\n]+[/\n]/), ...exactly('aud')],
    source: 'Salesforce Help, OpenID Connect token introspection: sub has the organization id',
  },
  {
    name: 'Sign in with Apple',
    address: 'appleid.apple.com',
    claims: exactly('sub', 'aud'),
    source: 'Apple developer documentation, Sign in with Apple REST API: aud is the app',
  },
];

const sharedAt = (address: string): SharedProvider | undefined =>
  SHARED_PROVIDERS.find(({ address: known }) =>
    typeof known === 'string' ? known === address : known.test(address),
  );

const PROVIDER = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(.+)$/s;

/** The address of an OIDC provider, in lower case; undefined for a SAML provider. */
export const addressOf = (principal: string): string | undefined => {
  if (!principal.includes(':') || principal.startsWith('https://')) return principal.toLowerCase();
  return PROVIDER.exec(principal)?.[1]?.toLowerCase();
};

const FIRST_WILDCARD = /[*?]|\$\{/;

/** Up to the first wildcard; a line feed in place of the end where there is none. */
const certainPart = (value: string, { operator, variables }: Test): string => {
  const wild = operator.family === 'like' || operator.family === 'arn' ? FIRST_WILDCARD : /\$\{/;
  const at = value.search(variables || wild === FIRST_WILDCARD ? wild : /$^/);
  return at < 0 ? `${value}\n` : value.slice(0, at);
};

const TEXTUAL: ReadonlySet<Test['operator']['family']> = new Set([
  'exact',
  'exact-any-case',
  'like',
  'arn',
  'number',
]);

const namesSomebody = (value: string, { names }: Claim, test: Test): boolean => {
  const certain = certainPart(value, test);
  return names === undefined ? certain.length > 1 && certain.endsWith('\n') : names.test(certain);
};

const claimOf = (address: string, key: string): string => {
  const lower = key.toLowerCase();
  return lower.startsWith(`${address}:`) ? lower.slice(address.length + 1) : lower;
};

/** Any claim of a provider of one's own that is not left wide open. */
const OWN_CLAIMS = /^(?!aud$|iss$)/;

/** Whether the values of a test, each of them, name somebody in particular. */
const namesOnly = (test: Test, address: string, shared: SharedProvider | undefined): boolean => {
  const claim = claimOf(address, test.key);
  if (!TEXTUAL.has(test.operator.family)) return false;
  if (shared === undefined) {
    const isOwn = test.key.toLowerCase().startsWith(`${address}:`) && OWN_CLAIMS.test(claim);
    return isOwn && test.values.every((value) => /[^*?\n]/.test(certainPart(value, test)));
  }
  const known = shared.claims.find(({ name }) => name.toLowerCase() === claim);
  return known !== undefined && test.values.every((value) => namesSomebody(value, known, test));
};

/** Whether an Allow under this test lets nobody in but whom it names. A form that an absent claim fulfils names nobody. */
const pins = (test: Test, address: string, shared: SharedProvider | undefined): boolean =>
  !test.operator.negated && !test.ifExists && test.quantifier !== 'all' && namesOnly(test, address, shared);

/** Whether a Deny under this test keeps out everybody but whom it names. */
export const keepsOutOthers = (test: Test, address: string): boolean =>
  test.operator.negated && test.quantifier !== 'any' && namesOnly(test, address, sharedAt(address));

/** Whether the test is on a claim of the provider's tokens, or on one that their holder chooses. */
export const isClaim = (test: Test, address: string): boolean =>
  test.key.toLowerCase().startsWith(`${address}:`);

/** People who never signed in: an identity pool that lets guests in gives them tokens. */
const letsGuestsIn = (tests: readonly Test[], address: string): boolean =>
  tests.some(
    ({ key, values, operator }) =>
      claimOf(address, key) === 'amr' &&
      !operator.negated &&
      values.some((value) => value === 'unauthenticated'),
  );

export interface ProviderDoor {
  /** "GitHub Actions"; absent for a provider of one's own. */
  readonly provider?: string;
  /** Whom the claims let in: anybody, everybody of the one organization that has the provider, or whom they name. */
  readonly opensTo: 'everyone' | 'organization' | 'named';
  /** Set where it opens to guests only if the identity pool has any. */
  readonly perhaps?: true;
}

/** Whom the claims that a statement asks of a provider's tokens let in. */
export const providerDoor = (address: string, tests: readonly Test[]): ProviderDoor => {
  const shared = sharedAt(address);
  const pinned = tests.some((test) => pins(test, address, shared));
  if (/[*?]/.test(address)) return { opensTo: pinned ? 'named' : 'everyone' };
  if (shared === undefined) return { opensTo: pinned ? 'named' : 'organization' };
  const provider = shared.name;
  if (!pinned) return { provider, opensTo: 'everyone' };
  return letsGuestsIn(tests, address)
    ? { provider, opensTo: 'everyone', perhaps: true }
    : { provider, opensTo: 'named' };
};
