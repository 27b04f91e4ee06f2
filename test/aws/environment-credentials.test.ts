import { defaultProvider } from '../../lambda/aws/environment-credentials';
import { reasonOf } from '../../lambda/aws/errors';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
const FOUND = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };

describe('the credentials of the environment', () => {
  const before = { ...process.env };

  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  });

  afterEach(() => {
    process.env = { ...before };
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['as Lambda sets them', { ...KEYS, AWS_SESSION_TOKEN: 'token' }, { ...FOUND, sessionToken: 'token' }],
    ['without a session', KEYS, FOUND],
    ['with an empty session', { ...KEYS, AWS_SESSION_TOKEN: '' }, FOUND],
  ])('are found %s', async (_, set, expected) => {
    Object.assign(process.env, set);
    expect(await defaultProvider()()).toMatchObject(expected);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing is set', {}],
    ['the key is not', { AWS_SECRET_ACCESS_KEY: 'example' }],
    ['the secret is empty', { ...KEYS, AWS_SECRET_ACCESS_KEY: '' }],
  ])('are missed in words for the alert where %s', async (_, set) => {
    Object.assign(process.env, set);
    const error: unknown = await defaultProvider()().catch((thrown: unknown) => thrown);
    expect(reasonOf(error, 'iam:GetRole')).toBe('no AWS credentials');
  });

  it('are those of the moment at which they are asked for', async () => {
    const provider = defaultProvider();
    Object.assign(process.env, KEYS);
    expect(await provider()).toMatchObject(FOUND);
  });
});
