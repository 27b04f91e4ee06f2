/** How CloudTrail names what policies call an action. */

/**
 * Event sources that are not the action's prefix and ".amazonaws.com".
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventSource, and each service's page on CloudTrail.
 */
const EVENT_SOURCES: ReadonlyMap<string, string> = new Map([
  ['cloudwatch', 'monitoring.amazonaws.com'],
  ['rds-data', 'rdsdata.amazonaws.com'],
]);

export const eventSourceOf = (service: string): string =>
  EVENT_SOURCES.get(service) ?? `${service}.amazonaws.com`;

/**
 * Events that bear another name than their action, or several.
 * Source: Amazon S3 User Guide, "Amazon S3 CloudTrail events", and the Service Authorization Reference, which maps
 * operations to actions.
 */
const EVENT_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    's3:PutLifecycleConfiguration',
    ['PutBucketLifecycle', 'PutBucketLifecycleConfiguration', 'DeleteBucketLifecycle'],
  ],
  ['s3:PutReplicationConfiguration', ['PutBucketReplication', 'DeleteBucketReplication']],
  [
    's3:PutBucketPublicAccessBlock',
    [
      'PutBucketPublicAccessBlock',
      'DeleteBucketPublicAccessBlock',
      'PutPublicAccessBlock',
      'DeletePublicAccessBlock',
    ],
  ],
  ['s3:PutAccountPublicAccessBlock', ['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock']],
  ['s3:PutEncryptionConfiguration', ['PutBucketEncryption', 'DeleteBucketEncryption']],
  ['s3:PutBucketNotification', ['PutBucketNotification', 'PutBucketNotificationConfiguration']],
  ['s3:PutBucketObjectLockConfiguration', ['PutBucketObjectLockConfiguration', 'PutObjectLockConfiguration']],
  ['apigateway:UpdateRestApiPolicy', ['UpdateRestApi']],
  ['es:DeleteDomain', ['DeleteDomain', 'DeleteElasticsearchDomain']],
]);

export const eventNamesOf = (action: string): readonly string[] =>
  EVENT_NAMES.get(action) ?? [action.slice(action.indexOf(':') + 1)];

/** As in "UpdateFunctionCode20150331v2" of Lambda and "CreateDistribution2020_05_31" of CloudFront. */
const API_DATE = /(?:19|20)\d{2}_?\d{2}_?\d{2}(?:v\d{1,2})?$/;

/** An event's name without the date of the API that some services append. */
export const withoutDate = (eventName: string): string => eventName.replace(API_DATE, '');

/** An event source as the table spells it; records of China's Regions may end in ".cn". */
export const withoutCountry = (eventSource: string): string => eventSource.replace(/\.cn$/, '');
