import { SHARED_PROVIDERS } from '../../lambda/iam/identity-providers';
import { type OtherPrincipal, trustOf } from '../../lambda/iam/trust';
import { ACCOUNT } from '../support/event';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/press`;
const NOW = new Date('2026-06-01T12:00:00Z');
const oidc = (address: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${address}`;

const door = (principal: string, condition?: object, more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Federated: principal },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(condition === undefined ? {} : { Condition: condition }),
  ...more,
});
const doors = (...statements: object[]): readonly OtherPrincipal[] =>
  trustOf({ Version: '2012-10-17', Statement: statements }, { roleArn: ROLE, anchors: [], now: NOW })
    .otherPrincipals;

/** "everyone", "everyone perhaps", "organization" or "named". */
const opens = (...statements: object[]): string => {
  const [only, ...others] = doors(...statements);
  expect(others).toEqual([]);
  if (only === undefined) return 'nobody';
  const { opensTo = 'named', conditional, external, principal } = only;
  // Of a named person nothing is told but that there is a condition; a door for everyone opens to the outside.
  expect(only.opensTo).not.toBe('named');
  expect(external).toBe(opensTo === 'everyone' || !principal.includes(ACCOUNT));
  if (opensTo === 'named') expect(conditional).toBe(true);
  return opensTo === 'everyone' && conditional ? 'everyone perhaps' : opensTo;
};

const GITHUB = 'token.actions.githubusercontent.com';
const SUB = `${GITHUB}:sub`;
const AUD = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };

describe('a role that GitHub may become', () => {
  test.each<[string, object | undefined, string]>([
    ['no condition', undefined, 'everyone'],
    ['the audience alone', { StringEquals: AUD }, 'everyone'],
    ['one repository', { StringEquals: { ...AUD, [SUB]: 'repo:acme/press:ref:refs/heads/main' } }, 'named'],
    ['any repository of an owner', { StringLike: { [SUB]: 'repo:acme/*' } }, 'named'],
    ['the same for some value', { 'ForAnyValue:StringLike': { [SUB]: ['repo:acme/*'] } }, 'named'],
    ['an owner by an id that does not change', { StringLike: { [SUB]: 'repo:acme@77/*' } }, 'named'],
    ['any subject', { StringLike: { [SUB]: '*' } }, 'everyone'],
    ['any repository', { StringLike: { [SUB]: 'repo:*' } }, 'everyone'],
    ['any owner', { StringLike: { [SUB]: 'repo:*/press:*' } }, 'everyone'],
    ['owners that begin so', { StringLike: { [SUB]: 'repo:acme*' } }, 'everyone'],
    ['owners that begin so, and a repository', { StringLike: { [SUB]: 'repo:acme*/press:*' } }, 'everyone'],
    ['owners of one letter more', { StringLike: { [SUB]: 'repo:?cme/*' } }, 'everyone'],
    ['an owner anywhere in it', { StringLike: { [SUB]: '*acme/*' } }, 'everyone'],
    ['an environment that anybody can have', { StringEquals: { [SUB]: 'environment:prod' } }, 'everyone'],
    [
      'one good value and one open',
      { StringLike: { [SUB]: ['repo:acme/*', 'repo:*:ref:refs/heads/main'] } },
      'everyone',
    ],
    ['a wildcard compared as a text', { StringEquals: { [SUB]: 'repo:acme/*' } }, 'named'],
    ['if it is there', { StringEqualsIfExists: { [SUB]: 'repo:acme/press:pull_request' } }, 'everyone'],
    ['all values', { 'ForAllValues:StringLike': { [SUB]: 'repo:acme/*' } }, 'everyone'],
    ['all but one', { StringNotLike: { [SUB]: 'repo:evil/*' } }, 'everyone'],
    ['that there is one', { Null: { [SUB]: 'false' } }, 'everyone'],
    ['a variable', { StringLike: { [SUB]: `repo:${'$'}{aws:RequestTag/owner}/*` } }, 'everyone'],
    ['a repository by name', { StringEquals: { [`${GITHUB}:repository`]: 'acme/press' } }, 'named'],
    ['an owner by id', { StringEquals: { [`${GITHUB}:repository_owner_id`]: '77' } }, 'named'],
    ['a branch', { StringEquals: { [`${GITHUB}:ref`]: 'refs/heads/main' } }, 'everyone'],
    [
      'a workflow that others can call',
      { StringLike: { [`${GITHUB}:job_workflow_ref`]: 'acme/ci/*' } },
      'everyone',
    ],
    [
      'the key in another case',
      { StringLike: { 'Token.Actions.GithubUserContent.com:SUB': 'repo:acme/*' } },
      'named',
    ],
    ['the key of another provider', { StringLike: { 'gitlab.com:sub': 'repo:acme/*' } }, 'everyone perhaps'],
    ['a network beside it', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'everyone perhaps'],
    ['HTTPS beside it', { Bool: { 'aws:SecureTransport': 'true' } }, 'everyone'],
    ['a time that is over', { DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } }, 'nobody'],
    [
      'a time to come',
      { DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } },
      'everyone perhaps',
    ],
  ])('%s', (_, condition, expected) => {
    expect(opens(door(oidc(GITHUB), condition))).toBe(expected);
  });

  const outsiders = (condition: object, principal: unknown): object =>
    door(oidc(GITHUB), condition, { Effect: 'Deny', Principal: principal });
  test.each<[string, object, string]>([
    ['all but an owner', outsiders({ StringNotLike: { [SUB]: 'repo:acme/*' } }, '*'), 'named'],
    [
      'of the provider all but an owner',
      outsiders({ StringNotLikeIfExists: { [SUB]: 'repo:acme/*' } }, { Federated: oidc(GITHUB) }),
      'named',
    ],
    ['all but any repository', outsiders({ StringNotLike: { [SUB]: 'repo:*' } }, '*'), 'everyone'],
    ['one owner', outsiders({ StringLike: { [SUB]: 'repo:evil/*' } }, '*'), 'everyone'],
    [
      'all but an owner, of another provider',
      outsiders({ StringNotLike: { [SUB]: 'repo:acme/*' } }, { Federated: oidc('gitlab.com') }),
      'everyone',
    ],
    [
      'all but an owner, of somebody beside',
      outsiders(
        { StringNotLike: { [SUB]: 'repo:acme/*' } },
        { AWS: ACCOUNT, Federated: [oidc('gitlab.com'), oidc(GITHUB)] },
      ),
      'named',
    ],
    [
      'all but an owner, of an account',
      outsiders({ StringNotLike: { [SUB]: 'repo:acme/*' } }, { AWS: ACCOUNT }),
      'everyone',
    ],
    [
      'all but an owner, of another provider by the name of everyone',
      outsiders({ StringNotLike: { [SUB]: 'repo:acme/*' } }, { Federated: '*' }),
      'everyone',
    ],
    [
      'all but an owner, of everyone but some',
      {
        Effect: 'Deny',
        NotPrincipal: { Federated: oidc(GITHUB) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringNotLike: { [SUB]: 'repo:acme/*' } },
      },
      'everyone',
    ],
    [
      'all but an owner, at another door',
      door(
        oidc(GITHUB),
        { StringNotLike: { [SUB]: 'repo:acme/*' } },
        { Effect: 'Deny', Action: 'sts:AssumeRoleWithSAML' },
      ),
      'everyone',
    ],
    [
      'all but an owner who come from a network',
      outsiders(
        { StringNotLike: { [SUB]: 'repo:acme/*' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        '*',
      ),
      'everyone',
    ],
    ['anything', door(oidc(GITHUB), undefined, { Effect: 'Deny', Principal: '*' }), 'everyone'],
  ])('with a Deny of %s', (_, denied, expected) => {
    expect(opens(door(oidc(GITHUB), { StringEquals: AUD }), denied)).toBe(expected);
  });

  test('is open if one of two statements is', () => {
    const named = door(oidc(GITHUB), { StringLike: { [SUB]: 'repo:acme/*' } });
    expect(opens(named, door(oidc(GITHUB), { StringEquals: AUD }))).toBe('everyone');
    expect(opens(door(oidc(GITHUB), { StringEquals: AUD }), named)).toBe('everyone');
  });
});

describe('other shared providers', () => {
  const COGNITO = 'cognito-identity.amazonaws.com';
  const guests = { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' } };
  const pool = { StringEquals: { [`${COGNITO}:aud`]: 'eu-central-1:0b2d8f4e-0000-4000-8000-000000000001' } };
  test.each<[string, object | undefined, string]>([
    [
      'gitlab.com',
      { StringLike: { 'gitlab.com:sub': 'project_path:acme/press:ref_type:branch:*' } },
      'named',
    ],
    [
      'gitlab.com',
      { StringLike: { 'gitlab.com:sub': 'project_path:*:ref_type:branch:ref:main' } },
      'everyone',
    ],
    ['gitlab.com', { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' } }, 'everyone'],
    ['gitlab.com', { StringEquals: { 'gitlab.com:namespace_id': '42' } }, 'named'],
    ['app.terraform.io', { StringLike: { 'app.terraform.io:sub': 'organization:acme:*' } }, 'named'],
    [
      'app.terraform.io',
      { StringLike: { 'app.terraform.io:sub': 'organization:*:workspace:prod:*' } },
      'everyone',
    ],
    ['app.terraform.io', { StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' } }, 'everyone'],
    [
      'agent.buildkite.com',
      { StringLike: { 'agent.buildkite.com:sub': 'organization:acme:pipeline:*' } },
      'named',
    ],
    ['agent.buildkite.com', { StringEquals: { 'agent.buildkite.com:pipeline_slug': 'deploy' } }, 'everyone'],
    ['oidc.circleci.com', { StringLike: { 'oidc.circleci.com:sub': 'org/*/project/*' } }, 'everyone'],
    ['oidc.circleci.com', { StringLike: { 'oidc.circleci.com:sub': 'org/0b2d8f4e/project/*' } }, 'named'],
    ['oidc.vercel.com', { StringEquals: { 'oidc.vercel.com:aud': 'https://vercel.com/acme' } }, 'named'],
    ['oidc.vercel.com', { StringLike: { 'oidc.vercel.com:aud': 'https://vercel.com/*' } }, 'everyone'],
    [COGNITO, undefined, 'everyone'],
    [COGNITO, pool, 'named'],
    [COGNITO, guests, 'everyone'],
    [COGNITO, { ...pool, ...guests }, 'everyone perhaps'],
    ['accounts.google.com', { StringEquals: { 'accounts.google.com:oaud': 'press' } }, 'everyone'],
    ['accounts.google.com', { StringEquals: { 'accounts.google.com:sub': '110001' } }, 'named'],
    ['graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': '12' } }, 'named'],
    ['www.amazon.com', undefined, 'everyone'],
    ['scalr.io', { StringLike: { 'scalr.io:sub': 'account:acme:environment:*' } }, 'named'],
    ['scalr.io', { StringLike: { 'scalr.io:sub': 'account:*' } }, 'everyone'],
  ])('%s under %j: %s', (address, condition, expected) => {
    const builtIn = /^(?:cognito|accounts|graph|www)/.test(address);
    expect(opens(door(builtIn ? address : oidc(address), condition))).toBe(expected);
  });

  test.each(SHARED_PROVIDERS.map((one) => [one.name, one] as const))(
    '%s has a source and claims',
    (_, one) => {
      expect(one.source).not.toBe('');
      expect(one.claims.length).toBeGreaterThan(0);
    },
  );
});

describe('providers of one organization', () => {
  const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF';
  const WORKSPACE = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';
  test.each<[string, object | undefined, string]>([
    [EKS, undefined, 'organization'],
    [EKS, { StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com' } }, 'organization'],
    [EKS, { StringLike: { [`${EKS}:sub`]: 'system:serviceaccount:press:*' } }, 'named'],
    [EKS, { StringLike: { [`${EKS}:sub`]: '*' } }, 'organization'],
    [
      WORKSPACE,
      { StringEquals: { [`${WORKSPACE}:aud`]: 'ari:cloud:bitbucket::workspace/1' } },
      'organization',
    ],
    [WORKSPACE, { StringLike: { [`${WORKSPACE}:sub`]: '{0b2d8f4e}:*' } }, 'named'],
    ['oidc.circleci.com/org/0b2d8f4e', undefined, 'organization'],
    [`${GITHUB}/acme`, { StringEquals: { [`${GITHUB}/acme:aud`]: 'sts.amazonaws.com' } }, 'organization'],
  ])('%s under %j: %s', (address, condition, expected) => {
    expect(opens(door(oidc(address), condition))).toBe(expected);
  });

  test('a provider by pattern is any provider', () => {
    expect(opens(door('*'))).toBe('everyone');
    expect(opens(door(oidc('*'), { StringLike: { 'login.example.com:sub': 'press-4' } }))).toBe(
      'everyone perhaps',
    );
  });

  test('a SAML provider lets in whom it vouches for', () => {
    const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
    const asks = { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } };
    const [only] = doors(door(saml, asks, { Action: 'sts:AssumeRoleWithSAML' }));
    expect(only).toEqual({ kind: 'federated', principal: saml, external: false, conditional: true });
  });
});

test('accounts are not let in under a condition that never holds', () => {
  const account = (condition: object): object => ({
    ...door('', condition),
    Principal: { AWS: '444455556666' },
    Action: 'sts:AssumeRole',
  });
  expect(doors(account({ DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } }))).toEqual([]);
  expect(doors(account({ Bool: { 'aws:SecureTransport': 'true' } }))).toMatchObject([{ conditional: false }]);
  expect(doors(account({ StringEquals: { 'sts:ExternalId': '1' } }))).toMatchObject([{ conditional: true }]);
});
