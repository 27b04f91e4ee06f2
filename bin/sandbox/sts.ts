import type { Scenario } from './scenario';
import { element, queryProtocol, type SandboxService } from './wire';

const protocol = queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/');

/** The account of the story: where its profiles and roles are. */
const accountOf = ({ callerAccount, profiles, roles }: Scenario): string =>
  callerAccount ??
  [...profiles.map(({ profileArn }) => String(profileArn)), ...roles.map(({ arn }) => arn)]
    .map((arn) => arn.split(':')[4] ?? '')
    .find((account) => /^\d{12}$/.test(account)) ??
  '000000000000';

/** STS: says in whose account the caller is, as far as a person's commands ask. */
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
