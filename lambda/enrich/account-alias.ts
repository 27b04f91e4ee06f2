import { type IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { needed } from './answer';

/** Asks for the account's alias, of which an account has one or none. Rejects as the SDK does. */
export type ReadAccountAlias = (signal: AbortSignal) => Promise<string | undefined>;

export const sdkReadAccountAlias =
  (client: IAMClient): ReadAccountAlias =>
  async (signal) => {
    const command = new ListAccountAliasesCommand({});
    const { AccountAliases, IsTruncated } = await client.send(command, { abortSignal: signal });
    // IAM always says whether it cut the list short, so an answer that does not is none.
    if (IsTruncated === undefined) throw new Error('the answer holds no list');
    const [alias] = AccountAliases ?? [];
    if (alias === undefined && IsTruncated) throw new Error('the answer is cut short');
    return alias === undefined ? undefined : needed(alias, 'account alias');
  };
