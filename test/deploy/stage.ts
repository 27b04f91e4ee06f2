import type { IAMClient } from '@aws-sdk/client-iam';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Aws } from './aws';
import type { Checks } from './checks';

/** The stack's name where no setting says otherwise. */
export const STACK = 'RolesAnywhereProfileAlert';

/** What every check works with. */
export interface Stage {
  readonly checks: Checks;
  readonly aws: Aws;
  readonly iam: IAMClient;
  readonly sns: SNSClient;
  /** The environment of everything that is to take moto for AWS. */
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the synthesised cloud assembly. */
  readonly assembly: string;
}

/** The stack's resources by the beginning of their logical ids. */
export type Resources = (idStart: string) => string;

export const resourcesOf = async (aws: Aws): Promise<Resources> => {
  const xml = await aws.query('cloudformation', {
    Action: 'ListStackResources',
    Version: '2010-05-15',
    StackName: STACK,
  });
  // moto gives some resources no physical id, and so no name to ask for them by.
  const ids = [...xml.matchAll(/<member>(.*?)<\/member>/gs)].map(([, resource = '']) => ({
    logical: /<LogicalResourceId>([^<]+)</.exec(resource)?.[1],
    physical: /<PhysicalResourceId>([^<]+)</.exec(resource)?.[1],
  }));
  return (idStart) => {
    const found = ids.find(({ logical }) => logical?.startsWith(idStart))?.physical;
    if (found === undefined) throw new Error(`the stack has no resource ${idStart}*`);
    return found;
  };
};
