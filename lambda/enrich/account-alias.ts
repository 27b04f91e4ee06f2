import { type IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { sendOptions } from '../aws/client-settings';

/** Asks for the account's alias, of which an account has one or none. Rejects as the SDK does. */
export type ReadAccountAlias = (signal: AbortSignal) => Promise<string | undefined>;

export const sdkReadAccountAlias =
  (client: IAMClient): ReadAccountAlias =>
  async (signal) => {
    const { AccountAliases } = await client.send(new ListAccountAliasesCommand({}), sendOptions(signal));
    return AccountAliases?.[0];
  };
