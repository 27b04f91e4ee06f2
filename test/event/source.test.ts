import { partOf } from '../../lambda/event/fields';
import { readSource, type Source } from '../../lambda/event/source';
import type { Gap } from '../../lambda/lookup';

interface Case {
  readonly name: string;
  readonly record: Record<string, unknown>;
  readonly source: Partial<Source>;
  readonly absent?: readonly (keyof Source)[];
  readonly gaps?: readonly string[];
}

const CLI = 'aws-cli/2.15.30 md/awscrt#0.19.19';

const CASES: readonly Case[] = [
  {
    name: 'an IPv4 address',
    record: { sourceIPAddress: '203.0.113.7' },
    source: { ip: '203.0.113.7' },
    absent: ['service', 'vpcEndpointId', 'tls'],
  },
  { name: 'an IPv6 address', record: { sourceIPAddress: '2001:db8::7' }, source: { ip: '2001:db8::7' } },
  {
    name: 'an AWS service',
    record: { sourceIPAddress: 'cloudformation.amazonaws.com' },
    source: { service: 'cloudformation.amazonaws.com' },
    absent: ['ip'],
  },
  {
    name: 'an AWS service in China',
    record: { sourceIPAddress: 'cloudformation.amazonaws.com.cn' },
    source: { service: 'cloudformation.amazonaws.com.cn' },
  },
  { name: 'AWS Internal', record: { sourceIPAddress: 'AWS Internal' }, source: { service: 'AWS Internal' } },
  {
    name: 'a VPC endpoint',
    record: { sourceIPAddress: '10.0.0.4', vpcEndpointId: 'vpce-0123456789abcdef0' },
    source: { ip: '10.0.0.4', vpcEndpointId: 'vpce-0123456789abcdef0' },
  },
  {
    name: "another account's VPC endpoint",
    record: {
      sourceIPAddress: '10.0.0.4',
      vpcEndpointId: 'vpce-0123456789abcdef0',
      vpcEndpointAccountId: '444455556666',
    },
    source: { vpcEndpointId: 'vpce-0123456789abcdef0', vpcEndpointAccountId: '444455556666' },
  },
  {
    name: 'the console, calling from inside AWS',
    record: {
      sourceIPAddress: '203.0.113.7',
      userAgent: 'AWS Internal',
      sessionCredentialFromConsole: 'true',
    },
    source: { client: { family: 'console', name: 'AWS console' } },
  },
  {
    name: 'an action of the console',
    record: { sourceIPAddress: '203.0.113.7', userAgent: 'AWS Internal', eventType: 'AwsConsoleAction' },
    source: { client: { family: 'console', name: 'AWS console' } },
  },
  {
    name: 'a service, calling from inside AWS',
    record: {
      sourceIPAddress: 'AWS Internal',
      userAgent: 'AWS Internal',
      sessionCredentialFromConsole: 'false',
    },
    source: { client: { family: 'aws-service', name: 'AWS internal client' } },
  },
  {
    name: 'TLS details',
    record: { sourceIPAddress: '203.0.113.7', tlsDetails: { tlsVersion: 'TLSv1.2', cipherSuite: 'x' } },
    source: { tls: { version: 'TLSv1.2' } },
  },
  {
    name: 'a host that only looks like a service',
    record: { sourceIPAddress: 'cloudformation.amazonaws.com.example.org' },
    source: {},
    absent: ['ip', 'service'],
    gaps: ['sourceIPAddress'],
  },
  {
    name: 'an address with a port',
    record: { sourceIPAddress: '203.0.113.7:443' },
    source: {},
    absent: ['ip', 'service'],
    gaps: ['sourceIPAddress'],
  },
  {
    name: 'nothing',
    record: { userAgent: undefined },
    source: { userAgent: '', client: { family: 'unknown', name: 'no user agent recorded' } },
    absent: ['ip', 'service'],
    gaps: ['sourceIPAddress', 'userAgent'],
  },
  {
    name: 'wrong types',
    record: { sourceIPAddress: 7, userAgent: ['x'], vpcEndpointId: {}, tlsDetails: 'TLSv1.3' },
    source: { userAgent: '' },
    absent: ['ip', 'service', 'vpcEndpointId', 'tls'],
    gaps: ['sourceIPAddress', 'userAgent', 'vpcEndpointId', 'tlsDetails'],
  },
  {
    name: 'a browser in a console session',
    record: {
      sourceIPAddress: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/124.0',
      sessionCredentialFromConsole: 'true',
    },
    source: { client: { family: 'console', name: 'AWS console (web browser)' } },
  },
];

describe('readSource', () => {
  test.each(CASES)('$name', ({ record, source, absent = [], gaps: expected = [] }) => {
    const gaps: Gap[] = [];
    const read = readSource(partOf({ userAgent: CLI, ...record }, '', gaps));
    expect(read).toMatchObject(source);
    for (const key of absent) expect(read).not.toHaveProperty(key);
    expect(gaps.map(({ what }) => what).sort()).toEqual([...expected].sort());
  });

  test('says what stands in place of the address, in short and printable', () => {
    const gaps: Gap[] = [];
    readSource(partOf({ userAgent: CLI, sourceIPAddress: `x\u0007${'y'.repeat(5000)}` }, '', gaps));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.why).toMatch(/^neither an IP address nor an AWS service: "x\?y+\.\.\."$/);
    expect(gaps[0]?.why.length).toBeLessThan(120);
  });
});
