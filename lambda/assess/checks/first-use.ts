import { ifKnown } from '../../lookup';
import type { Check } from '../check';
import { isAdmin, isDangerous, mayBeAdmin } from '../danger';
import type { Facts, FirstUse } from '../facts';
import { roleName } from '../role-names';
import { highest, SEVERITIES, type Severity } from '../severity';
import { evidenceLines, shortened } from '../wording';

const NOT_SHOWN = 'not shown by the record';

/** The roles that the session can be of: the one that the record names, else any of the profile's. */
const usedRoles = ({ roles }: Facts, { session }: FirstUse): Facts['roles'] => {
  const used = roles.filter(({ arn }) => arn === session.roleArn);
  return used.length > 0 ? used : roles;
};

/** The severity of the alert about the profile; nothing where that is not known, which is told as such. */
const severityThen = ({ firstAlert }: FirstUse): Severity | undefined => {
  const told = ifKnown(firstAlert)?.severity;
  return SEVERITIES.find((each) => each === told);
};

const severityOf = (facts: Facts, use: FirstUse): Severity => {
  const roles = usedRoles(facts, use);
  const then = severityThen(use);
  return highest([
    'medium',
    ...(roles.length === 0 || roles.some(isDangerous) ? ['high' as const] : []),
    // Somebody has just been it: whether anybody can is no question any more.
    ...(roles.some(isAdmin) ? ['critical' as const] : []),
    ...(then === undefined ? [] : [then]),
  ]);
};

const addressOf = ({ source, country }: Facts): string => {
  const where = ifKnown(country);
  return `${source.ip ?? source.service ?? NOT_SHOWN}${where === undefined ? '' : ` (${where})`}`;
};

const alertLine = ({ firstAlert }: FirstUse): string => {
  if (!firstAlert.known) return `the alert about the profile: not known (${firstAlert.reason})`;
  const { alertId, severity, at } = firstAlert.value;
  const of = at === undefined ? '' : `, about a change of ${at}`;
  return `the alert about the profile: ${alertId} (${severity ?? 'its severity is not known'})${of}`;
};

const lastLine = ({ firstAlert }: FirstUse): readonly string[] => {
  const told = ifKnown(firstAlert)?.certificatesTold;
  return told === undefined
    ? []
    : [`the ${told}th new certificate since: of further ones of this profile no alert follows`];
};

export const firstUse: Check = {
  id: 'first-use',
  question: 'use',
  looksFor:
    'A session that a certificate gets for the first time with a profile that an alert was about; at least as severe as that alert. Only where `firstUse` is set.',
  severities: ['critical', 'high', 'medium'],
  vouching: 'never',
  technique: 'T1078.004',
  needs: ['first-alert', 'roles', 'unexamined-roles'],
  // As bad as the alert can have been, whose severity is all that is missing; or as somebody's just having been admin.
  atMost: (facts, { role }) => {
    if (facts.use === undefined) return undefined;
    const isUsed = role === undefined || usedRoles(facts, facts.use).some(({ arn }) => arn === role.arn);
    return isUsed && (role === undefined || mayBeAdmin(role)) ? 'critical' : undefined;
  },
  find: (facts) => {
    const { use } = facts;
    if (use === undefined) return [];
    const { certificate, name, roleArn, trustAnchorArn, accessKeyId, expires } = use.session;
    const who = certificate.subject ?? certificate.serial;
    const as = roleArn === null ? '' : `, as role ${shortened(roleName(roleArn))}`;
    const { notBefore, notAfter } = certificate;
    return [
      {
        severity: severityOf(facts, use),
        title: `${who === undefined ? 'A certificate that the record does not show' : `Certificate "${shortened(who)}"`} has used the profile for the first time${as}`,
        evidence: evidenceLines(
          [
            `subject ${certificate.subject ?? NOT_SHOWN}`,
            `issuer ${certificate.issuer ?? NOT_SHOWN}`,
            `serial ${certificate.serial ?? NOT_SHOWN}`,
            `SHA-256 ${certificate.sha256 ?? NOT_SHOWN}`,
            ...(notBefore === undefined || notAfter === undefined
              ? []
              : [`valid from ${notBefore} to ${notAfter}`]),
            `from ${addressOf(facts)}`,
            `trust anchor ${trustAnchorArn ?? NOT_SHOWN}`,
            `session ${name === undefined ? NOT_SHOWN : `"${shortened(name)}"`}, access key ${accessKeyId ?? NOT_SHOWN}${expires === undefined ? '' : `, until ${expires}`}`,
            alertLine(use),
            ...lastLine(use),
          ],
          12,
        ),
      },
    ];
  },
};
