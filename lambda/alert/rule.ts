import type { Alert } from './schema';

/**
 * The detection rule this project carries out, as of 2026-07: there of severity high, score 73. Ours begins at the base of
 * the settings, low (21) by default, and says higher where the findings do.
 * Source: elastic/detection-rules, rules/integrations/aws (name, id, tactics).
 */
export const RULE: Alert['rule'] = {
  name: 'AWS IAM Roles Anywhere Profile Creation',
  id: '1d4ca9c0-ff1e-11ee-91cc-f661ea17fbce',
  asOf: '2026-07-15',
  severity: 'high',
  riskScore: 73,
  mitre: [
    {
      tactic: 'TA0003 Persistence',
      technique: 'T1098.003',
      name: 'Account Manipulation: Additional Cloud Roles',
      url: 'https://attack.mitre.org/techniques/T1098/003/',
    },
    {
      tactic: 'TA0004 Privilege Escalation',
      technique: 'T1098.003',
      name: 'Account Manipulation: Additional Cloud Roles',
      url: 'https://attack.mitre.org/techniques/T1098/003/',
    },
  ],
  references: [
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html',
    'https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
  ],
};

/** What no reading of one account's IAM can show; source: IAM User Guide, policy evaluation logic. */
export const OUT_OF_SIGHT: readonly string[] = ['SCPs', 'RCPs', 'resource policies', 'key policies'];
