import { ListSubjectsCommand, type RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { textIn, timeIn } from '../enrich/answer';
import { present } from '../event/fields';

/** A certificate's holder as Roles Anywhere remembers it. It tells neither the profile nor the role that was used. */
export interface CertificateSubject {
  /** "CN=build-01, O=Example"; whoever issues the certificate writes it. */
  readonly x509Subject: string;
  /** ISO 8601; when a session was first asked for with it. */
  readonly firstSeen?: string;
  /** ISO 8601. */
  readonly lastSeen?: string;
}

/** The subjects of one Region, as far as they were read. */
export interface Subjects {
  readonly subjects: readonly CertificateSubject[];
  /** True where there are more than were read. */
  readonly more: boolean;
}

/** Asks for the subjects that Roles Anywhere has seen in one Region. Rejects as the SDK does. */
export type ReadSubjects = (region: string, signal: AbortSignal) => Promise<Subjects>;

const PAGE_SIZE = 50;
/** A fleet may have a certificate for each machine; at a request a second, more would hold up the rest for minutes. */
const MAX_PAGES = 100;

/** The client paces its requests: Roles Anywhere takes one a second about subjects. */
export const sdkReadSubjects =
  (clientIn: (region: string) => RolesAnywhereClient): ReadSubjects =>
  async (region, signal) => {
    const subjects: CertificateSubject[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new ListSubjectsCommand({
        pageSize: PAGE_SIZE,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const answer = await clientIn(region).send(command, { abortSignal: signal });
      if (!answer.subjects) throw new Error('the answer holds no list');
      subjects.push(
        ...answer.subjects.map(({ x509Subject, createdAt, lastSeenAt }) => ({
          x509Subject: textIn(x509Subject, 'x509Subject') ?? '',
          ...present({
            firstSeen: timeIn(createdAt, 'createdAt'),
            lastSeen: timeIn(lastSeenAt, 'lastSeenAt'),
          }),
        })),
      );
      nextToken = answer.nextToken;
      if (!nextToken) return { subjects, more: false };
    }
    return { subjects, more: true };
  };
