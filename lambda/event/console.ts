import { type Part, spelledFlag, text } from './fields';

/**
 * Whether a call came from the AWS console, by CloudTrail's own word; `undefined` where the record does not say.
 * Source: CloudTrail User Guide, "CloudTrail record contents": sessionCredentialFromConsole, eventType.
 */
export const fromConsole = (record: Part): boolean | undefined => {
  const credentials = spelledFlag(record, 'sessionCredentialFromConsole');
  return credentials !== true && text(record, 'eventType') === 'AwsConsoleAction' ? true : credentials;
};
