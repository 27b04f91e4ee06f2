/**
 * Every field of a CloudTrail record that is documented, and what becomes of it here.
 * Sources: CloudTrail User Guide, "CloudTrail record contents for management, data, and network activity events" and
 * "CloudTrail userIdentity element". test/event/record-fields.test.ts holds the readers to it.
 */

/** Where a field goes, or why it goes nowhere. */
export type FieldUse =
  | { readonly read: 'actor' | 'source' | 'record' | 'place' | 'profile' | 'kind' }
  | { readonly unread: string };

const read = (into: Extract<FieldUse, { readonly read: string }>['read'], ...paths: readonly string[]) =>
  paths.map((path): readonly [string, FieldUse] => [path, { read: into }]);

const unread = (why: string, ...paths: readonly string[]) =>
  paths.map((path): readonly [string, FieldUse] => [path, { unread: why }]);

export const RECORD_FIELDS: ReadonlyMap<string, FieldUse> = new Map([
  ...read('kind', 'eventSource', 'eventName', 'errorCode'),
  ...read('record', 'eventTime', 'eventID'),
  ...read('record', 'addendum.reason', 'addendum.updatedFields', 'addendum.originalEventID'),
  ...read('place', 'awsRegion', 'recipientAccountId'),
  ...read('profile', 'requestParameters', 'responseElements'),
  ...read(
    'source',
    'sourceIPAddress',
    'userAgent',
    'vpcEndpointId',
    'vpcEndpointAccountId',
    'tlsDetails.tlsVersion',
    'tlsDetails.clientProvidedHostHeader',
    'sessionCredentialFromConsole',
    'eventType',
  ),
  ...read(
    'actor',
    'userIdentity.type',
    'userIdentity.userName',
    'userIdentity.principalId',
    'userIdentity.arn',
    'userIdentity.accountId',
    'userIdentity.accessKeyId',
    'userIdentity.invokedBy',
    'userIdentity.invokedByDelegate.accountId',
    'userIdentity.onBehalfOf.userId',
    'userIdentity.onBehalfOf.identityStoreArn',
    'userIdentity.credentialId',
    'userIdentity.identityProvider',
    'userIdentity.inScopeOf.sourceArn',
    'userIdentity.inScopeOf.sourceAccount',
    'userIdentity.inScopeOf.issuerType',
    'userIdentity.inScopeOf.credentialsIssuedTo',
    'userIdentity.sessionContext.sessionIssuer.arn',
    'userIdentity.sessionContext.sessionIssuer.userName',
    'userIdentity.sessionContext.attributes.creationDate',
    'userIdentity.sessionContext.attributes.mfaAuthenticated',
    'userIdentity.sessionContext.webIdFederationData.federatedProvider',
    'userIdentity.sessionContext.webIdFederationData.attributes',
    'userIdentity.sessionContext.sourceIdentity',
    'userIdentity.sessionContext.assumedRoot',
    'userIdentity.sessionContext.ec2RoleDelivery',
  ),

  ...unread('stands in for the event ID only where there is none', 'requestID'),
  ...unread("the issuer's ARN says it", 'userIdentity.sessionContext.sessionIssuer.type'),
  ...unread(
    "the issuer's ARN names it; the unique id only tells apart who bore that name before",
    'userIdentity.sessionContext.sessionIssuer.principalId',
  ),
  ...unread(
    "stands in for the caller's account only where there is none",
    'userIdentity.sessionContext.sessionIssuer.accountId',
  ),
  ...unread(
    'how the connection was encrypted, not who made it',
    'tlsDetails.cipherSuite',
    'tlsDetails.keyExchange',
  ),
  ...unread('the form of the record, whose fields are read as they are', 'eventVersion', 'apiVersion'),
  ...unread('which events these are is settled by the rule', 'eventCategory', 'managementEvent', 'readOnly'),
  ...unread('only failed calls have one, and those make no alert', 'errorMessage'),
  ...unread('names the profile, as the response does', 'resources'),
  ...unread('IAM Roles Anywhere is not known to write it', 'additionalEventData', 'serviceEventDetails'),
  ...unread('joins the records of one call in several accounts; each has its own alert', 'sharedEventID'),
  ...unread('the request ID of the corrected record, whose event ID is read', 'addendum.originalRequestID'),
  ...unread('devices of the Snow family, which have no IAM Roles Anywhere', 'edgeDeviceDetails'),
  ...unread('only in event data stores that enrich events, never in EventBridge', 'eventContext'),
]);
