/**
 * The credentials of the function, as an SDK client takes them: Lambda hands them over in the environment and nowhere else.
 * In the bundle this stands in for `@aws-sdk/credential-provider-node`, which also looks into files, asks for a sign-in and
 * asks the metadata service of EC2 (lib/bundled-function.ts): an eighth of the bundle that no function ever needs.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */

import { fromEnv } from '@aws-sdk/credential-provider-env';

/** @returns rejects with a CredentialsProviderError where the environment has none */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
