import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, source } from '../../support/context';

const from = (ip: string) => ({ change: profileCreated({ source: source({ ip }) }) });
const { ip: _none, ...placeless } = source();
const settings = { trustedNetworks: ['192.0.2.0/25', '2001:db8::/32'] };

export const cases: readonly CheckCase[] = [
  { when: 'no network is set', finds: [] },
  { when: 'the address is the first of a trusted network', context: from('192.0.2.0'), settings, finds: [] },
  { when: 'the address is the last of it', context: from('192.0.2.127'), settings, finds: [] },
  {
    when: 'the address is the one after',
    context: from('192.0.2.128'),
    settings,
    finds: [['medium', 'The call came from 192.0.2.128, which is in none of the trusted networks']],
  },
  { when: 'an IPv6 address is in one', context: from('2001:db8::1'), settings, finds: [] },
  { when: 'an IPv4 address is written as IPv6', context: from('::ffff:192.0.2.1'), settings, finds: [] },
  {
    when: 'an IPv6 address is in none',
    context: from('2001:db9::1'),
    settings,
    finds: [['medium', '2001:db9::1']],
  },
  {
    when: 'the text is no address',
    context: from('192.0.2.1.example.com'),
    settings,
    finds: [['medium', '192.0.2.1.example.com']],
  },
  {
    when: 'the source is a service',
    context: { change: profileCreated({ source: { ...placeless, service: 'AWS Internal' } }) },
    settings,
    finds: [['medium', 'not known: AWS Internal made the call, and hides the address']],
    evidence: 'trusted: 192.0.2.0/25',
  },
  {
    when: 'a service made the call, and the address is its own',
    context: {
      change: profileCreated({
        actor: actor({ invokedBy: 'aws-mcp.amazonaws.com' }),
        source: source({ ip: '192.0.2.1' }),
      }),
    },
    settings,
    finds: [['medium', 'not known: aws-mcp.amazonaws.com made the call']],
  },
  {
    when: 'the record holds no address',
    context: { change: profileCreated({ source: placeless }) },
    settings,
    finds: [['medium', 'not known: the record holds no address']],
  },
  {
    when: 'the source is a service, and no network is set',
    context: { change: profileCreated({ source: { ...placeless, service: 'AWS Internal' } }) },
    finds: [],
  },
];
