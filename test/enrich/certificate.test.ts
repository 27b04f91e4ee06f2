import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { certificatesIn } from '../../lambda/enrich/certificate';

const pem = (name: string): string => readFileSync(join(__dirname, 'fixtures', `${name}.pem`), 'utf8');

describe('a certificate', () => {
  it('is read whole', () => {
    expect(certificatesIn(pem('self-signed-rsa'))).toEqual([
      {
        subject: 'CN=Build CA, O=Example, C=DE',
        issuer: 'CN=Build CA, O=Example, C=DE',
        selfSigned: true,
        ca: true,
        notBefore: '2026-11-24T06:36:06.000Z',
        notAfter: '2126-10-31T06:36:06.000Z',
        key: 'RSA 2048',
        publicKeySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        serialNumber: '0102030405060708',
      },
    ]);
  });

  it.each([
    ['root-ec', 'CN=Root, O=Example', true, true, 'EC prime256v1'],
    ['intermediate-ec', 'CN=Issuing, O=Example', false, true, 'EC secp384r1'],
    // Its issuer has its own name, but another key has signed it.
    ['same-name-other-key', 'CN=Root, O=Example', false, true, 'EC prime256v1'],
    ['leaf-ed25519', 'CN=leaf', true, false, 'ED25519'],
  ])('%s: subject %s, self-signed %s, CA %s, key %s', (name, subject, selfSigned, ca, key) => {
    expect(certificatesIn(pem(name))).toEqual([expect.objectContaining({ subject, selfSigned, ca, key })]);
  });

  it('has the hash of its key, whatever is issued on it', () => {
    // As `openssl x509 -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum` has it.
    const hash = 'd9aaeab161260337dc20734fd32de14ee90bca73976edcfe668e10e1652aa2fc';
    expect(
      ['same-key-first', 'same-key-second', 'root-ec'].map(
        (name) => certificatesIn(pem(name))[0]?.publicKeySha256 === hash,
      ),
    ).toEqual([true, true, false]);
  });

  it('is read where Node.js does not know the algorithm of its key', () => {
    expect(certificatesIn(pem('ml-dsa-65'))).toEqual([
      expect.objectContaining({ selfSigned: true, ca: true, key: 'ML-DSA-65' }),
    ]);
  });

  it('keeps a hostile name on one line, its separators escaped', () => {
    const [certificate] = certificatesIn(pem('hostile-name'));
    expect(certificate?.subject).toBe(
      'CN=\\<https://evil.example|click\\> *now*\\0AInjected: line, O=a\\, CN=Trusted Root',
    );
  });
});

describe('a certificate bundle', () => {
  it('is read in its order, whatever stands between its certificates', () => {
    const bundle = `# issuing\r\n${pem('intermediate-ec')}\n\ncomment\n${pem('root-ec').replaceAll('\n', '\r\n')}`;
    expect(certificatesIn(bundle).map(({ subject }) => subject)).toEqual([
      'CN=Issuing, O=Example',
      'CN=Root, O=Example',
    ]);
  });

  const good = pem('root-ec');
  it.each([
    ['nothing', '', 'holds no certificate'],
    ['no certificate', 'hello', 'holds no certificate'],
    [
      'another kind of PEM',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      'holds no certificate',
    ],
    ['a cut certificate', good.slice(0, 200), 'ends within a certificate'],
    ['one good and one broken', `${good}${good.replace('MII', 'AAA')}`, 'certificate 2 of 2 cannot be read'],
    [
      'an empty one',
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      'certificate 1 of 1 cannot be read',
    ],
    ['beginnings only', '-----BEGIN CERTIFICATE-----\n'.repeat(3000), 'ends within a certificate'],
    ['too many', good.repeat(21), 'more than 20 certificates'],
    ['too long', ' '.repeat(100_001), 'too long'],
  ])('of %s is refused whole', (_, bundle, why) => {
    expect(() => certificatesIn(bundle)).toThrow(why);
  });

  it('of up to 20 certificates is read', () => {
    expect(certificatesIn(good.repeat(20))).toHaveLength(20);
  });

  it('with any bytes damaged is read or refused, nothing else', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 20 }), (at, damage) => {
        const bundle = good.slice(0, at) + damage + good.slice(at + damage.length);
        try {
          expect(certificatesIn(bundle).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toHaveProperty('message', expect.stringMatching(/certificate/));
        }
      }),
    );
  });
});
