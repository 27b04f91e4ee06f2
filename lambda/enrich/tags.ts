import { ListTagsForResourceCommand, type RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import type { Tag } from '../event/profile';
import { needed, textIn } from './answer';

/**
 * Asks for the tags of a Roles Anywhere resource, which CloudTrail hides in its record of the creation. The API answers
 * with all of them at once; a resource has at most 200. Rejects as the SDK does.
 */
export type ReadTags = (region: string, arn: string, signal: AbortSignal) => Promise<readonly Tag[]>;

export const sdkReadTags =
  (clientIn: (region: string) => RolesAnywhereClient): ReadTags =>
  async (region, arn, signal) => {
    const command = new ListTagsForResourceCommand({ resourceArn: arn });
    const { tags } = await clientIn(region).send(command, { abortSignal: signal });
    return (tags ?? []).map(({ key, value }) => ({
      key: needed(textIn(key, 'key'), 'key'),
      value: textIn(value, 'value') ?? '',
    }));
  };
