import type { Facts } from '../assess/facts';
import type { Alert } from './schema';
import { shortName } from './words';

/**
 * Where each partition's console lives; of any other partition no link is known. Source: AWS General Reference, "AWS
 * Management Console endpoints" of each partition.
 */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Percent-encoded for a URL; half a surrogate pair, which cannot be encoded, becomes a question mark. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '?'));

/**
 * The longest part of a link: ids of profiles and events have 36 characters, names of roles 64 (IAM User Guide, "IAM and
 * STS character quotas"). What is longer is nobody's id but its caller's text, and no console opens it.
 */
const LONGEST_ID = 64;

const isId = (text: string | null | undefined): text is string =>
  typeof text === 'string' && text !== '' && text.length <= LONGEST_ID;

/** A console link as people of this installation open it: behind the address of their access portal, where one is set. */
const opened = (url: string, { place, settings }: Facts): string => {
  const prefix = settings.consoleLinkPrefix;
  if (prefix === undefined) return url;
  // Without its account the portal would open some other one.
  if (prefix.includes('{account}') && !place.account.known) return url;
  const account = place.account.known ? encoded(place.account.value) : '';
  return prefix.replaceAll('{account}', account) + encoded(url);
};

/** Console links that open in the event's Region and partition. */
export const linksOf = (facts: Facts, worstRoleArn: string | undefined): Alert['response']['links'] =>
  consoleLinks(facts, worstRoleArn).map(({ label, url }) => ({ label, url: opened(url, facts) }));

const consoleLinks = (
  { place, eventId, profile }: Facts,
  worstRoleArn: string | undefined,
): Alert['response']['links'] => {
  const console = CONSOLES[place.partition];
  const region = place.region.known ? place.region.value : '';
  // The Region becomes part of the host name: one that is no Region would lead elsewhere.
  if (console === undefined || !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}[a-z]?$/.test(region)) return [];
  const base = `https://${region}.${console}`;
  const id = profile.id ?? (profile.arn === null ? null : shortName(profile.arn));
  const role = worstRoleArn === undefined ? undefined : shortName(worstRoleArn);
  return [
    {
      label: 'Profile and anchors',
      url: `${base}/rolesanywhere/home/${isId(id) ? `profiles/${encoded(id)}` : ''}?region=${region}`,
    },
    {
      label: 'CloudTrail event',
      url: `${base}/cloudtrailv2/home?region=${region}#/events${isId(eventId) ? `/${encoded(eventId)}` : ''}`,
    },
    ...(isId(role)
      ? [{ label: `Role ${role}`, url: `${base}/iam/home?region=${region}#/roles/details/${encoded(role)}` }]
      : []),
  ];
};
