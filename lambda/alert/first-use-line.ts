import type { Alert } from './schema';

const quoted = (text: string | undefined): string => (text === undefined ? 'not shown' : `"${text}"`);

/** With which certificate: "Certificate "CN=host-17", issued by "CN=Build CA", serial 5fa31c07, until 2027-03-01". Not escaped. */
const certificateLine = ({ certificate, trustAnchorArn, expires }: NonNullable<Alert['firstUse']>): string =>
  [
    `Certificate ${quoted(certificate.subject)}`,
    `issued by ${quoted(certificate.issuer)}`,
    `serial ${certificate.serial ?? 'not shown'}`,
    ...(certificate.notAfter === undefined ? [] : [`until ${certificate.notAfter.slice(0, 10)}`]),
    ...(trustAnchorArn === null ? [] : [`by trust anchor ${trustAnchorArn.split('/').at(-1)}`]),
    ...(expires === undefined ? [] : [`for a session until ${expires}`]),
  ].join(', ');

/** Which alert was about the profile. */
const alertLine = ({ alertId, severity, certificatesTold }: NonNullable<Alert['firstUse']>): string => {
  const last =
    certificatesTold === undefined
      ? ''
      : `. This is new certificate number ${certificatesTold} since: no alert follows about further ones`;
  return alertId === undefined
    ? `Whether an alert was about the profile is not known${last}`
    : `The alert about the profile was ${alertId} (${severity?.toUpperCase() ?? 'severity not known'})${last}`;
};

/** What an alert about a first use tells of the certificate and of the alert before, one line each; nothing in any other. */
export const firstUseLines = ({ firstUse }: Alert): readonly string[] =>
  firstUse === undefined
    ? []
    : [
        certificateLine(firstUse),
        `SHA-256 ${firstUse.certificate.sha256 ?? 'not shown by the record'}`,
        alertLine(firstUse),
      ];
