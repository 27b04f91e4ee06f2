import { clientSettings, endpointOf, rolesAnywhereSettings } from '../../lambda/aws/client-settings';

const ALL = 'http://127.0.0.1:4000';
const OWN = 'http://127.0.0.1:5000';

describe('the endpoint of a client', () => {
  it.each([
    ['none is set', {}, undefined],
    ['one is set for all', { AWS_ENDPOINT_URL: ALL }, ALL],
    ['its own is set too', { AWS_ENDPOINT_URL: ALL, AWS_ENDPOINT_URL_ROLESANYWHERE: OWN }, OWN],
    ["another service's is set", { AWS_ENDPOINT_URL_IAM: OWN }, undefined],
    ['its own is empty', { AWS_ENDPOINT_URL: ALL, AWS_ENDPOINT_URL_ROLESANYWHERE: ' ' }, ALL],
    ['all are ignored', { AWS_ENDPOINT_URL: ALL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined],
    ['they are not ignored', { AWS_ENDPOINT_URL: ALL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, ALL],
  ])('when %s', (_, env, expected) => {
    expect(endpointOf('rolesanywhere', env)).toBe(expected);
    expect(rolesAnywhereSettings(env).endpoint).toBe(expected);
  });

  it.each(['iam', 'cloudtrail', 'sns'] as const)('of %s has its own variable', (service) => {
    const env = { AWS_ENDPOINT_URL: ALL, [`AWS_ENDPOINT_URL_${service.toUpperCase()}`]: OWN };
    expect(clientSettings(service, env).endpoint).toBe(OWN);
    expect(clientSettings(service, {})).not.toHaveProperty('endpoint');
  });
});

describe('the requests of a client', () => {
  it.each(['iam', 'cloudtrail', 'sns'] as const)('of %s bring whole answers or none', (service) => {
    expect(clientSettings(service, {}).requestHandler).toMatchObject({ handle: expect.any(Function) });
  });

  it.each(['cloudtrail', 'sns'] as const)('of %s are attempts, which somebody else counts', (service) => {
    expect(clientSettings(service, {}).maxAttempts).toBe(1);
  });
});
