import { type IAMClient, ListRolesCommand, type Role } from '@aws-sdk/client-iam';
import { allPages, nextMarker } from '../aws/pages';

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
const PAGES = { most: 250, what: 'pages of roles' };

export const sdkReadRoleList =
  (client: IAMClient): ReadRoleList =>
  (signal) =>
    allPages(PAGES, async (Marker) => {
      const command = new ListRolesCommand({
        MaxItems: PAGE_SIZE,
        ...(Marker === undefined ? {} : { Marker }),
      });
      const page = await client.send(command, { abortSignal: signal });
      const next = nextMarker(page);
      return { items: (page.Roles ?? []).map(listedRole), next };
    });

const listedRole = ({ Arn, AssumeRolePolicyDocument }: Role): ListedRole => {
  if (Arn === undefined) throw new Error('the answer holds a role without its ARN');
  return {
    arn: Arn,
    ...(AssumeRolePolicyDocument === undefined ? {} : { trustPolicy: AssumeRolePolicyDocument }),
  };
};
