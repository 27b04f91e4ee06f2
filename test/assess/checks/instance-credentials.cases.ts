import type { IssuedTo } from '../../../lambda/event/actor';
import type { Source } from '../../../lambda/event/source';
import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, source } from '../../support/context';
import { ACCOUNT } from '../../support/event';

const INSTANCE: IssuedTo = { kind: 'ec2-instance', name: 'i-0123456789abcdef0' };
const FUNCTION: IssuedTo = { kind: 'lambda-function', name: 'arn:aws:lambda:::function:f' };
const GO = { family: 'http-client', name: 'Go HTTP client 2.0' } as const;

const used = (issuedTo: IssuedTo | undefined, overrides: Partial<Source> = {}) => ({
  change: profileCreated({
    actor: actor(issuedTo === undefined ? {} : { issuedTo, accountId: ACCOUNT }),
    source: source(overrides),
  }),
});
const { ip: _none, ...placeless } = source();

export const cases: readonly CheckCase[] = [
  { when: 'nobody knows of a machine', context: used(undefined, { client: GO }), finds: [] },
  {
    when: 'a plain HTTP client used an instance from a public address',
    context: used(INSTANCE, { client: GO, userAgent: 'Go-http-client/2.0' }),
    finds: [
      ['high', 'of EC2 instance i-0123456789abcdef0 were used from 203.0.113.7, with Go HTTP client 2.0'],
    ],
    evidence: 'user agent: Go-http-client/2.0',
  },
  {
    when: 'the AWS CLI used them from a public address, which may be its own',
    context: used(INSTANCE),
    finds: [['medium', 'were used from 203.0.113.7, which need not be its own address']],
  },
  {
    when: 'the address is a trusted network, such as that of a NAT gateway',
    context: used(INSTANCE, { client: GO }),
    settings: { trustedNetworks: ['203.0.113.0/24'] },
    finds: [],
  },
  {
    when: 'the address is a private one, by a VPC endpoint',
    context: used(INSTANCE, { ip: '10.0.0.4', client: GO }),
    finds: [],
  },
  {
    when: "they came through another account's VPC endpoint",
    context: used(INSTANCE, {
      ip: '10.0.0.4',
      vpcEndpointId: 'vpce-1',
      vpcEndpointAccountId: '444455556666',
    }),
    finds: [['medium', 'through a VPC endpoint of another account, 444455556666']],
    evidence: 'VPC endpoint: vpce-1',
  },
  {
    when: "they came through the account's own",
    context: used(INSTANCE, { ip: '10.0.0.4', vpcEndpointId: 'vpce-1', vpcEndpointAccountId: ACCOUNT }),
    finds: [],
  },
  {
    when: 'a console used them',
    context: used(INSTANCE, { client: { family: 'console', name: 'AWS console' } }),
    finds: [['high', 'with AWS console']],
  },
  {
    when: 'the record holds no address, which another check reports',
    context: { change: profileCreated({ actor: actor({ issuedTo: INSTANCE }), source: placeless }) },
    finds: [],
  },
  {
    when: "a function's SDK says that it runs in Lambda",
    context: used(FUNCTION, { client: { family: 'sdk', name: 'AWS SDK for JavaScript 3.6 in Lambda' } }),
    finds: [],
  },
  {
    when: "the AWS CLI used a function's credentials",
    context: used(FUNCTION),
    finds: [['medium', 'The credentials of Lambda function']],
  },
  {
    when: 'something else was issued them',
    context: used({ kind: 'other', name: 'AWS::Example' }, { client: GO }),
    finds: [],
  },
];
