import type { IssuedTo } from '../../event/actor';
import type { ClientFamily } from '../../event/user-agent';
import type { Check } from '../check';
import { inNetworks, isPrivate } from '../networks';
import { shortened } from '../wording';

/** What runs on machines day by day; anything else on a machine's credentials was hardly run by the machine. */
const RUN_ON_MACHINES: readonly ClientFamily[] = ['cli', 'sdk', 'terraform', 'cdk', 'pulumi', 'iac'];

const MACHINES: Readonly<Record<IssuedTo['kind'], string | undefined>> = {
  'ec2-instance': 'EC2 instance',
  'lambda-function': 'Lambda function',
  other: undefined,
};

/** SDKs in Lambda say so themselves, as AWS_EXECUTION_ENV tells them; Lambda's own addresses are public ones of AWS. */
const RUNS_IN_LAMBDA = / in Lambda$/;

/** Source: GuardDuty user guide, UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration, .OutsideAWS and .InsideAWS. */
export const instanceCredentials: Check = {
  id: 'instance-credentials',
  question: 'actor',
  looksFor:
    "The credentials of an EC2 instance or a Lambda function, used through another account's VPC endpoint or from a public address outside the trusted networks: they may have left the machine.",
  severities: ['high', 'medium'],
  vouching: 'entry-with-networks',
  technique: 'T1552.005',
  needs: ['settings'],
  find: ({ actor, source, settings }) => {
    const machine = actor.issuedTo === undefined ? undefined : MACHINES[actor.issuedTo.kind];
    const { ip, client, vpcEndpointId, vpcEndpointAccountId } = source;
    if (actor.issuedTo === undefined || machine === undefined) return [];
    const whose = `${machine} ${shortened(actor.issuedTo.name)}`;
    if (vpcEndpointAccountId !== undefined && vpcEndpointAccountId !== actor.accountId) {
      return [
        {
          severity: 'medium',
          vouching: 'never',
          title: `The credentials of ${whose} were used through a VPC endpoint of another account, ${vpcEndpointAccountId}`,
          evidence: [`VPC endpoint: ${vpcEndpointId ?? 'not recorded'}`, `user agent: ${source.userAgent}`],
        },
      ];
    }
    if (ip === undefined || actor.invokedBy !== undefined) return [];
    if (isPrivate(ip) || inNetworks(ip, settings.trustedNetworks)) return [];
    if (actor.issuedTo.kind === 'lambda-function' && RUNS_IN_LAMBDA.test(client.name)) return [];
    const ordinary = RUN_ON_MACHINES.includes(client.family);
    return [
      {
        severity: ordinary ? 'medium' : 'high',
        title: `The credentials of ${whose} were used from ${ip}${
          ordinary ? ', which need not be its own address' : `, with ${shortened(client.name)}`
        }`,
        evidence: [
          `user agent: ${source.userAgent}`,
          'whether the address is one of AWS is not known here; trusted networks are taken for its own',
        ],
      },
    ];
  },
};
