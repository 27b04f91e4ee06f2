import { broad, type CapabilityRow, either, one, table, together } from './row';

/*
 * Blinding those who watch. The trail, detector or recorder of an account is often the only one, so one is enough; what
 * applications also have of their own (log groups, alarms, rules) counts only at large.
 */

export const TAMPERING: readonly CapabilityRow[] = table('tampering', 'sensitive', 'T1685', [
  {
    id: 'cloudtrail-blind',
    phrase: 'stop, delete or blind {any} CloudTrail trail',
    steps: together(
      one(
        [
          'cloudtrail:StopLogging',
          'cloudtrail:DeleteTrail',
          'cloudtrail:UpdateTrail',
          'cloudtrail:PutEventSelectors',
        ],
        'trail',
      ),
    ),
    sources: ['MITRE ATT&CK T1685.002', 'DataDog stratus-red-team aws.defense-evasion.cloudtrail-stop'],
  },
  {
    id: 'cloudtrail-lake-blind',
    phrase: 'stop or delete {any} event data store of CloudTrail Lake',
    steps: together(
      one(
        [
          'cloudtrail:DeleteEventDataStore',
          'cloudtrail:StopEventDataStoreIngestion',
          'cloudtrail:UpdateEventDataStore',
        ],
        'eventDataStore',
      ),
    ),
    sources: ['MITRE ATT&CK T1685.002'],
  },
  {
    id: 'guardduty-blind',
    phrase: 'disable GuardDuty or silence its findings',
    steps: together(
      either(
        one(
          [
            'guardduty:DeleteDetector',
            'guardduty:UpdateDetector',
            'guardduty:CreateFilter',
            'guardduty:UpdateFilter',
            'guardduty:UpdateIPSet',
            'guardduty:DeletePublishingDestination',
          ],
          'detector',
        ),
        one(
          [
            'guardduty:CreateIPSet',
            'guardduty:ArchiveFindings',
            'guardduty:DisassociateFromAdministratorAccount',
            'guardduty:StopMonitoringMembers',
          ],
          'none',
        ),
      ),
    ),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'config-blind',
    phrase: 'stop or delete AWS Config recording or rules',
    steps: together(
      either(
        one(['config:StopConfigurationRecorder', 'config:DeleteConfigurationRecorder'], 'configRecorder'),
        one('config:DeleteDeliveryChannel', 'none'),
        one('config:DeleteConfigRule', 'configRule'),
      ),
    ),
    sources: ['MITRE ATT&CK T1685.002'],
  },
  {
    id: 'securityhub-blind',
    phrase: 'disable Security Hub, its standards or its findings',
    steps: together(
      one(
        [
          'securityhub:DisableSecurityHub',
          'securityhub:BatchDisableStandards',
          'securityhub:DisassociateFromAdministratorAccount',
        ],
        'securityHub',
      ),
    ),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'detectors-blind',
    phrase: 'disable Inspector, Macie, Access Analyzer, Detective or Security Lake',
    steps: together(
      either(
        one(['inspector2:Disable', 'macie2:DisableMacie'], 'none'),
        one('access-analyzer:DeleteAnalyzer', 'analyzer'),
        one('detective:DeleteGraph', 'behaviourGraph'),
        one('securitylake:DeleteDataLake', 'dataLake'),
      ),
    ),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'logs-delete',
    phrase: 'delete or expire log groups at large',
    steps: together(
      broad(['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy'], 'logGroup'),
    ),
    sources: ['MITRE ATT&CK T1070', 'MITRE ATT&CK T1685.002'],
  },
  {
    id: 'logs-disconnect',
    phrase: 'cut log groups off from what watches them',
    steps: together(broad(['logs:DeleteSubscriptionFilter', 'logs:DeleteMetricFilter'], 'logGroup')),
    sources: ['MITRE ATT&CK T1685.002'],
  },
  {
    id: 'alarms-silence',
    phrase: 'delete or silence alarms at large',
    steps: together(broad(['cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions'], 'alarm')),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'events-disconnect',
    phrase: 'disable or delete EventBridge rules at large, those behind this alert included',
    steps: together(broad(['events:DisableRule', 'events:DeleteRule', 'events:RemoveTargets'], 'eventRule')),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'alerts-disconnect',
    phrase: 'delete notification topics or their subscriptions at large',
    steps: together(either(broad('sns:DeleteTopic', 'topic'), one('sns:Unsubscribe', 'none'))),
    sources: ['MITRE ATT&CK T1685'],
  },
  {
    id: 'network-logs-delete',
    phrase: 'delete flow logs or DNS query logs',
    steps: together(
      either(
        one('ec2:DeleteFlowLogs', 'flowLog'),
        one(
          [
            'route53resolver:DeleteResolverQueryLogConfig',
            'route53resolver:DisassociateResolverQueryLogConfig',
          ],
          'queryLogConfig',
        ),
      ),
    ),
    sources: ['MITRE ATT&CK T1685.002', 'DataDog stratus-red-team aws.defense-evasion.vpc-remove-flow-logs'],
  },
  {
    id: 'firewalls-lower',
    phrase: 'remove or rewrite firewalls at large',
    steps: together(
      either(
        broad(['wafv2:DeleteWebACL', 'wafv2:UpdateWebACL', 'wafv2:DeleteLoggingConfiguration'], 'webAcl'),
        broad(['network-firewall:DeleteFirewall', 'network-firewall:UpdateLoggingConfiguration'], 'firewall'),
      ),
    ),
    sources: ['MITRE ATT&CK T1686.001'],
  },
  {
    id: 'organization-policies',
    phrase: 'lift the policies of the organization',
    steps: together(
      either(
        one(
          [
            'organizations:DetachPolicy',
            'organizations:UpdatePolicy',
            'organizations:DeletePolicy',
            'organizations:AttachPolicy',
          ],
          'organizationPolicy',
        ),
        one('organizations:DisablePolicyType', 'organizationRoot'),
      ),
    ),
    sources: ['Organizations user guide, "Service control policies (SCPs)"', 'MITRE ATT&CK T1484'],
  },
  {
    id: 'iam-mfa-remove',
    phrase: 'take multi-factor authentication off {any} user',
    steps: together(
      either(one('iam:DeactivateMFADevice', 'user'), one('iam:DeleteVirtualMFADevice', 'mfaDevice')),
    ),
    sources: ['primeharbor sensitive_iam_actions: ResourceExposure', 'MITRE ATT&CK T1556.006'],
  },
  {
    id: 'organization-move-account',
    phrase: 'move {any} account out of the reach of a policy of the organization',
    steps: [[one('organizations:MoveAccount', 'organizationAccount')]],
    sources: ['Organizations user guide, "Moving accounts": policies of the parent apply'],
  },
  {
    id: 'bedrock-logging-off',
    phrase: 'stop the log of calls to Bedrock models',
    steps: [
      [
        one(
          [
            'bedrock:DeleteModelInvocationLoggingConfiguration',
            'bedrock:PutModelInvocationLoggingConfiguration',
          ],
          'none',
        ),
      ],
    ],
    sources: [
      'Sysdig, "LLMjacking": attackers check for and avoid invocation logging',
      'Bedrock API reference',
    ],
  },
]);
