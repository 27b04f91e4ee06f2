import type { Found } from './check';
import type { JudgedRole } from './judged-role';
import type { Severity } from './severity';
import { evidenceLines } from './wording';

/** One finding for each severity that some of the roles get, so that 250 roles do not make 250 findings. */
export const bySeverity = (
  roles: readonly JudgedRole[],
  severityOf: (role: JudgedRole) => Severity,
  finding: (
    roles: readonly [JudgedRole, ...JudgedRole[]],
    severity: Severity,
  ) => { readonly title: string; readonly evidence: readonly string[] },
): readonly Found[] => {
  const groups = new Map<Severity, [JudgedRole, ...JudgedRole[]]>();
  for (const role of roles) {
    const severity = severityOf(role);
    const group = groups.get(severity);
    if (group === undefined) groups.set(severity, [role]);
    else group.push(role);
  }
  return [...groups].map(([severity, group]) => {
    const { title, evidence } = finding(group, severity);
    return { severity, title, evidence: evidenceLines(evidence) };
  });
};
