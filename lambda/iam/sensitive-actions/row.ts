/** What a sensitive call changes or takes. */
export type CallSubject =
  // Who may do what.
  | 'role'
  | 'policy'
  | 'identity'
  | 'federation'
  | 'organization'
  // Roles Anywhere and its certificates.
  | 'trust-anchor'
  | 'crl'
  | 'profile'
  | 'certificate-authority'
  // Who watches: trails, detectors, logs, alarms, and the way of an alert to people.
  | 'logging'
  | 'alerting'
  | 'firewall'
  // What is there to be taken, opened, run or destroyed.
  | 'key'
  | 'credential'
  | 'data'
  | 'exposure'
  | 'compute'
  | 'resource';

/** How bad a call is by itself; `low` is ordinary work of those who deploy, worth naming beside the rest. */
export type CallSeverity = 'low' | 'medium' | 'high';

/** An action that matters when the one who made the change does it, too. */
export interface SensitiveAction {
  /** As policies spell it: "iam:CreateRole". Absent for the few calls that no permission stands for. */
  readonly action?: string;
  /** CloudTrail's: "iam.amazonaws.com". */
  readonly eventSource: string;
  /** CloudTrail's names for it, without the date that some services append. */
  readonly eventNames: readonly string[];
  readonly subject: CallSubject;
  readonly severity: CallSeverity;
  /** What it does, in the past tense: "created an access key". */
  readonly phrase: string;
  /** The ATT&CK technique it serves, by its id in v19. */
  readonly technique: string;
  /** Where it is published that this matters. */
  readonly sources: readonly string[];
}

/** One action as somebody weighed it by hand. */
export interface StatedAction {
  readonly action: string;
  readonly subject: CallSubject;
  readonly severity: CallSeverity;
  readonly technique: string;
  /** Absent where the action's own name says it well enough: "deleted an SNS topic". */
  readonly phrase?: string;
  readonly sources: readonly string[];
}

export type ActionRow = readonly [name: string, severity: CallSeverity, technique: string, phrase?: string];

/** Rows of one service and subject. */
export const stated = (
  service: string,
  subject: CallSubject,
  sources: readonly string[],
  rows: readonly ActionRow[],
): readonly StatedAction[] =>
  rows.map(([name, severity, technique, phrase]) => ({
    action: `${service}:${name}`,
    subject,
    severity,
    technique,
    ...(phrase === undefined ? {} : { phrase }),
    sources,
  }));
