import { AssumeRoleCommand, type AssumeRoleCommandOutput, type STSClient } from '@aws-sdk/client-sts';

/** The role that each account that forwards its events has for us. */
export interface ReadRole {
  readonly partition: string;
  readonly name: string;
  /** What the role asks for before it lets anybody in, where it asks for something. */
  readonly externalId?: string;
  /** A policy, as JSON text, that narrows the sessions further than the role is by itself. */
  readonly sessionPolicy?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Why nothing could be read in another account, and what mends it. */
export class ReadRoleError extends Error {
  override readonly name = 'ReadRoleError';

  /** @param why the name of AWS's error; not as the error's cause, which would be taken for the reason of each question */
  constructor(account: string, role: string, why: string) {
    super(`role ${role} of account ${account} cannot be assumed (${why}): deploy the forwarder there`);
  }
}

/** Milliseconds: a refusal is remembered as long as one event asks, and forgotten for the next. */
const REFUSAL_MS = 30_000;
/** Milliseconds one attempt to assume the role may take, with the client's retries. */
const PATIENCE_MS = 10_000;

/**
 * Credentials of the role in another account, as an SDK client takes them. The clients of one account ask many times at
 * once: they share one request, and one refusal.
 * @throws ReadRoleError where the role lets nobody in
 */
export const credentialsIn = (
  sts: STSClient,
  role: ReadRole,
  account: string,
): (() => Promise<Credentials>) => {
  let asked: { readonly at: number; readonly answer: Promise<Credentials> } | undefined;
  let last: Credentials | undefined;
  return () => {
    const soon = Date.now() + 60_000;
    if (last !== undefined && last.expiration.getTime() > soon) return Promise.resolve(last);
    if (asked === undefined || Date.now() - asked.at > REFUSAL_MS) {
      asked = { at: Date.now(), answer: assume(sts, role, account) };
      asked.answer.then(
        (credentials) => {
          last = credentials;
          asked = undefined;
        },
        () => undefined,
      );
    }
    return asked.answer;
  };
};

const assume = async (sts: STSClient, role: ReadRole, account: string): Promise<Credentials> => {
  const { Credentials: given } = await ask(sts, role, account).catch((error: unknown) => {
    throw new ReadRoleError(account, role.name, error instanceof Error ? error.name : 'Error');
  });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new ReadRoleError(account, role.name, 'no credentials in the answer');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
};

const ask = (sts: STSClient, role: ReadRole, account: string): Promise<AssumeRoleCommandOutput> =>
  sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:${role.partition}:iam::${account}:role/${role.name}`,
      RoleSessionName: 'roles-anywhere-alert',
      DurationSeconds: 900,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      ...(role.sessionPolicy === undefined ? {} : { Policy: role.sessionPolicy }),
    }),
    { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
  );
