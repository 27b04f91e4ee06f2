import type { Scenario } from './scenario';
import { AwsError, element, formOf, queryProtocol, type SandboxService } from './wire';

const protocol = queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/');

/** The account of the story: where its profiles and roles are. */
const accountOf = ({ callerAccount, profiles, roles }: Scenario): string =>
  callerAccount ??
  [...profiles.map(({ profileArn }) => String(profileArn)), ...roles.map(({ arn }) => arn)]
    .map((arn) => arn.split(':')[4] ?? '')
    .find((account) => /^\d{12}$/.test(account)) ??
  '000000000000';

/** STS: says in whose account the caller is, as far as a person's commands ask, and lends roles to whoever asks. */
export const stsService = (scenario: Scenario): SandboxService => ({
  name: 'sts',
  operationOf: protocol.operationOf,
  operations: {
    GetCallerIdentity: () => {
      const account = accountOf(scenario);
      return protocol.answered('GetCallerIdentity', [
        element('Arn', `arn:aws:iam::${account}:user/responder`),
        element('UserId', 'AIDAEXAMPLERESPONDER1'),
        element('Account', account),
      ]);
    },
    AssumeRole: (request) => {
      const parameters = formOf(request);
      const [, account, name] =
        /^arn:[a-z-]+:iam::(\d{12}):role\/([\w+=,.@-]+)$/.exec(parameters.get('RoleArn') ?? '') ?? [];
      if (account === undefined || name === undefined)
        throw new AwsError('ValidationError', 400, 'RoleArn is no ARN of a role.');
      return protocol.answered('AssumeRole', [
        element('Credentials', [
          // So that it shows of a call whose role it was made with.
          element('AccessKeyId', `ASIA${account}`),
          element('SecretAccessKey', 'nothing-in-the-sandbox-is-secret'),
          element('SessionToken', `session-of-${name}`),
          element('Expiration', '2099-01-01T00:00:00Z'),
        ]),
      ]);
    },
  },
  failed: protocol.failed,
  // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
  faults: {
    AccessDenied: { code: 'AccessDenied', status: 403 },
    Throttling: { code: 'Throttling', status: 400 },
    NotFound: { code: 'InvalidAction', status: 404 },
    ServiceFailure: { code: 'InternalFailure', status: 500 },
    ExpiredToken: { code: 'ExpiredToken', status: 403 },
    UnknownKey: { code: 'InvalidClientTokenId', status: 403 },
    WrongSignature: { code: 'SignatureDoesNotMatch', status: 403 },
  },
});
