import type { TrailEvent } from '../enrich/trail-event';

/** What a sensitive call changes. */
export type CallSubject =
  | 'role'
  | 'policy'
  | 'identity'
  | 'federation'
  | 'trust-anchor'
  | 'crl'
  | 'profile'
  | 'certificate-authority'
  | 'logging';

/** A call that matters when the same actor makes it around the creation of a profile. */
export interface SensitiveCall {
  readonly eventSource: string;
  readonly eventName: string;
  readonly subject: CallSubject;
  /** How bad it is by itself. */
  readonly severity: 'medium' | 'high';
  /** What it does, in the past tense: "created an access key". */
  readonly phrase: string;
  /** The ATT&CK technique it serves. */
  readonly technique: string;
}

type Row = readonly [
  eventName: string,
  subject: CallSubject,
  severity: SensitiveCall['severity'],
  phrase: string,
  technique: string,
];

const from = (eventSource: string, rows: readonly Row[]): readonly SensitiveCall[] =>
  rows.map(([eventName, subject, severity, phrase, technique]) => ({
    eventSource,
    eventName,
    subject,
    severity,
    phrase,
    technique,
  }));

/**
 * Event names as each service's API reference spells its operations; techniques from https://attack.mitre.org, by id:
 * T1098.001 additional cloud credentials, T1098.003 additional cloud roles, T1136.003 create a cloud account,
 * T1484.002 trust modification, T1562.008 disable or modify cloud logs, T1649 steal or forge authentication certificates.
 */
const SENSITIVE_CALLS: readonly SensitiveCall[] = [
  ...from('iam.amazonaws.com', [
    ['CreateRole', 'role', 'medium', 'created a role', 'T1098.003'],
    ['UpdateRole', 'role', 'medium', 'changed a role', 'T1098.003'],
    ['AttachRolePolicy', 'role', 'medium', 'attached a policy to a role', 'T1098.003'],
    ['DetachRolePolicy', 'role', 'medium', 'detached a policy from a role', 'T1098.003'],
    ['PutRolePolicy', 'role', 'medium', 'put an inline policy on a role', 'T1098.003'],
    ['DeleteRolePolicy', 'role', 'medium', 'deleted an inline policy of a role', 'T1098.003'],
    ['UpdateAssumeRolePolicy', 'role', 'medium', "changed a role's trust policy", 'T1098.003'],
    ['PutRolePermissionsBoundary', 'role', 'medium', "changed a role's permissions boundary", 'T1098.003'],
    ['DeleteRolePermissionsBoundary', 'role', 'high', "removed a role's permissions boundary", 'T1098.003'],
    ['CreatePolicy', 'policy', 'medium', 'created a policy', 'T1098.003'],
    ['CreatePolicyVersion', 'policy', 'medium', 'created a version of a policy', 'T1098.003'],
    ['SetDefaultPolicyVersion', 'policy', 'medium', "set a policy's default version", 'T1098.003'],
    ['CreateUser', 'identity', 'medium', 'created a user', 'T1136.003'],
    ['CreateAccessKey', 'identity', 'high', 'created an access key', 'T1098.001'],
    ['UpdateAccessKey', 'identity', 'medium', "changed an access key's state", 'T1098.001'],
    ['CreateLoginProfile', 'identity', 'high', 'gave a user a console password', 'T1098.001'],
    ['UpdateLoginProfile', 'identity', 'high', "changed a user's console password", 'T1098.001'],
    ['CreateServiceSpecificCredential', 'identity', 'medium', 'created a service credential', 'T1098.001'],
    ['DeactivateMFADevice', 'identity', 'high', "switched off a user's MFA device", 'T1098.001'],
    ['AttachUserPolicy', 'identity', 'medium', 'attached a policy to a user', 'T1098.003'],
    ['PutUserPolicy', 'identity', 'medium', 'put an inline policy on a user', 'T1098.003'],
    [
      'DeleteUserPermissionsBoundary',
      'identity',
      'high',
      "removed a user's permissions boundary",
      'T1098.003',
    ],
    ['AttachGroupPolicy', 'identity', 'medium', 'attached a policy to a group', 'T1098.003'],
    ['PutGroupPolicy', 'identity', 'medium', 'put an inline policy on a group', 'T1098.003'],
    ['AddUserToGroup', 'identity', 'medium', 'added a user to a group', 'T1098.003'],
    ['CreateSAMLProvider', 'federation', 'high', 'created a SAML provider', 'T1484.002'],
    ['UpdateSAMLProvider', 'federation', 'high', 'changed a SAML provider', 'T1484.002'],
    ['CreateOpenIDConnectProvider', 'federation', 'high', 'created an OpenID Connect provider', 'T1484.002'],
    [
      'UpdateOpenIDConnectProviderThumbprint',
      'federation',
      'high',
      "changed an OpenID Connect provider's thumbprint",
      'T1484.002',
    ],
    [
      'AddClientIDToOpenIDConnectProvider',
      'federation',
      'medium',
      'added a client to an OpenID Connect provider',
      'T1484.002',
    ],
  ]),
  ...from('rolesanywhere.amazonaws.com', [
    ['CreateTrustAnchor', 'trust-anchor', 'medium', 'created a trust anchor', 'T1484.002'],
    ['UpdateTrustAnchor', 'trust-anchor', 'medium', 'changed a trust anchor', 'T1484.002'],
    ['EnableTrustAnchor', 'trust-anchor', 'medium', 'enabled a trust anchor', 'T1484.002'],
    ['ImportCrl', 'crl', 'medium', 'imported a certificate revocation list', 'T1649'],
    ['UpdateCrl', 'crl', 'high', 'replaced a certificate revocation list', 'T1649'],
    ['DisableCrl', 'crl', 'high', 'disabled a certificate revocation list', 'T1649'],
    ['DeleteCrl', 'crl', 'high', 'deleted a certificate revocation list', 'T1649'],
    ['CreateProfile', 'profile', 'medium', 'created a profile', 'T1098.003'],
    ['UpdateProfile', 'profile', 'medium', 'changed a profile', 'T1098.003'],
    ['EnableProfile', 'profile', 'medium', 'enabled a profile', 'T1098.003'],
    ['PutAttributeMapping', 'profile', 'medium', "changed a profile's attribute mappings", 'T1098.003'],
    ['DeleteAttributeMapping', 'profile', 'medium', "deleted a profile's attribute mappings", 'T1098.003'],
  ]),
  ...from('acm-pca.amazonaws.com', [
    ['CreateCertificateAuthority', 'certificate-authority', 'medium', 'created a private CA', 'T1649'],
    [
      'ImportCertificateAuthorityCertificate',
      'certificate-authority',
      'medium',
      "installed a private CA's certificate",
      'T1649',
    ],
    ['UpdateCertificateAuthority', 'certificate-authority', 'medium', 'changed a private CA', 'T1649'],
    ['IssueCertificate', 'certificate-authority', 'medium', 'issued a certificate', 'T1649'],
    [
      'CreatePermission',
      'certificate-authority',
      'medium',
      'let another service issue certificates',
      'T1649',
    ],
    ['PutPolicy', 'certificate-authority', 'medium', 'shared a private CA', 'T1649'],
  ]),
  ...from('cloudtrail.amazonaws.com', [
    ['StopLogging', 'logging', 'high', 'stopped a trail', 'T1562.008'],
    ['DeleteTrail', 'logging', 'high', 'deleted a trail', 'T1562.008'],
    ['UpdateTrail', 'logging', 'high', 'changed a trail', 'T1562.008'],
    ['PutEventSelectors', 'logging', 'high', 'changed what a trail records', 'T1562.008'],
    ['DeleteEventDataStore', 'logging', 'high', 'deleted an event data store', 'T1562.008'],
    ['StopEventDataStoreIngestion', 'logging', 'high', 'stopped an event data store', 'T1562.008'],
  ]),
  ...from('guardduty.amazonaws.com', [
    ['DeleteDetector', 'logging', 'high', 'deleted a GuardDuty detector', 'T1562.008'],
    ['UpdateDetector', 'logging', 'high', 'changed a GuardDuty detector', 'T1562.008'],
    ['CreateFilter', 'logging', 'medium', 'created a GuardDuty filter', 'T1562.008'],
    ['CreateIPSet', 'logging', 'medium', 'created a list of trusted addresses in GuardDuty', 'T1562.008'],
  ]),
  ...from('config.amazonaws.com', [
    ['StopConfigurationRecorder', 'logging', 'high', 'stopped AWS Config', 'T1562.008'],
    ['DeleteConfigurationRecorder', 'logging', 'high', "deleted AWS Config's recorder", 'T1562.008'],
  ]),
  ...from('securityhub.amazonaws.com', [
    ['DisableSecurityHub', 'logging', 'high', 'disabled Security Hub', 'T1562.008'],
  ]),
  ...from('events.amazonaws.com', [
    ['DeleteRule', 'logging', 'high', 'deleted an EventBridge rule', 'T1562.008'],
    ['DisableRule', 'logging', 'high', 'disabled an EventBridge rule', 'T1562.008'],
    ['RemoveTargets', 'logging', 'high', 'removed the targets of an EventBridge rule', 'T1562.008'],
  ]),
];

const BY_NAME: ReadonlyMap<string, SensitiveCall> = new Map(
  SENSITIVE_CALLS.map((call) => [`${call.eventSource} ${call.eventName}`, call]),
);

/** The row that describes an event; `undefined` for a call that is not sensitive. */
export const sensitiveCall = ({
  eventSource,
  eventName,
}: Pick<TrailEvent, 'eventSource' | 'eventName'>): SensitiveCall | undefined =>
  BY_NAME.get(`${eventSource} ${eventName}`);
