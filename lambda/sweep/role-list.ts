import { type IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { sendOptions } from '../aws/client-settings';

/** A role as the list of all shows it: neither its boundary nor its tags are in it. */
export interface ListedRole {
  readonly arn: string;
  /** URL-encoded JSON text; absent where the list does not show it. */
  readonly trustPolicy?: string;
}

/** Asks for all roles of the account. Rejects as the SDK does, and where there are more than can be read. */
export type ReadRoleList = (signal: AbortSignal) => Promise<readonly ListedRole[]>;

/**
 * The most that IAM gives a page, and pages for more roles than any account may have (10,000).
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
const PAGE_SIZE = 1000;
const MAX_PAGES = 250;

export const sdkReadRoleList =
  (client: IAMClient): ReadRoleList =>
  async (signal) => {
    const roles: ListedRole[] = [];
    let Marker: string | undefined;
    for (let count = 0; count < MAX_PAGES; count += 1) {
      const command = new ListRolesCommand({
        MaxItems: PAGE_SIZE,
        ...(Marker === undefined ? {} : { Marker }),
      });
      const page = await client.send(command, sendOptions(signal));
      if (page.IsTruncated === undefined) throw new Error('the answer holds no list');
      for (const { Arn, AssumeRolePolicyDocument } of page.Roles ?? []) {
        if (Arn === undefined) throw new Error('the answer holds a role without its ARN');
        roles.push({
          arn: Arn,
          ...(AssumeRolePolicyDocument === undefined ? {} : { trustPolicy: AssumeRolePolicyDocument }),
        });
      }
      if (!page.IsTruncated) return roles;
      if (!page.Marker) throw new Error('the answer is cut short');
      Marker = page.Marker;
    }
    throw new Error(`more than ${MAX_PAGES} pages of roles`);
  };
