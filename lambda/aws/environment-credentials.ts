/**
 * The credentials of the function, as an SDK client takes them: Lambda hands them over in the environment and nowhere else.
 * In the bundle it stands in for `@aws-sdk/credential-provider-node`, which also looks into files, asks for a sign-in and
 * asks the metadata service of EC2 (lib/bundled-function.ts): an eighth of the bundle that no function ever needs.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Named as the SDK names what it cannot get credentials from. */
class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}

/** @returns rejects with a CredentialsProviderError where the environment has none */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey)
    throw new CredentialsProviderError('the environment holds no credentials');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
