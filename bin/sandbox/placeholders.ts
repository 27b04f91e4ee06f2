import type { Change } from '../../lambda/event/change';
import { ifKnown } from '../../lambda/lookup';

/**
 * What a scenario's texts may name of the event under triage, by name. `undefined` where the event does not hold it:
 * the entry that names it is then left out.
 */
const NAMES: Readonly<Record<string, (change: Change) => string | undefined>> = {
  account: ({ place }) => ifKnown(place.account),
  region: ({ place }) => ifKnown(place.region),
  partition: ({ place }) => place.partition,
  globalRegion: ({ place }) => GLOBAL_REGIONS[place.partition] ?? 'us-east-1',
  eventId: ({ record }) => record.id,
  actorArn: ({ record }) => record.actor.arn,
  accessKeyId: ({ record }) => record.actor.accessKeyId,
  userName: ({ record: { actor } }) => actor.userName ?? actor.sessionName,
  sourceIp: ({ record }) => record.source.ip,
  userAgent: ({ record }) => record.source.userAgent,
  profileId: ({ profile }) => profile.id ?? undefined,
  profileArn: ({ profile }) => profile.arn ?? undefined,
  profileName: ({ profile }) => profile.name,
};

/** Where IAM's own events are. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const GLOBAL_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const ROLE = /^role\[(\d{1,3})\]\.(arn|name)$/;
const TIME = /^eventTime(?:([+-])(\d{1,6})([smhd]))?$/;

/** A placeholder in a text: {{account}}. */
export const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

export const isPlaceholder = (name: string): boolean =>
  Object.hasOwn(NAMES, name) || ROLE.test(name) || TIME.test(name);

/** For messages: what there is. */
export const PLACEHOLDERS: readonly string[] = [
  ...Object.keys(NAMES),
  'role[0].arn',
  'role[0].name',
  'eventTime',
  'eventTime-5m',
];

/** What a placeholder stands for; `undefined` where the event does not hold it. */
export const placeholderValue = (name: string, change: Change): string | undefined => {
  const [, index, part] = ROLE.exec(name) ?? [];
  if (index !== undefined) {
    const arn = change.profile.roleArns[Number(index)];
    return part === 'arn' ? arn : arn?.slice(arn.lastIndexOf('/') + 1);
  }
  const time = TIME.exec(name);
  if (time !== null) return change.record.time.known ? shifted(change.record.time.value, time) : undefined;
  return Object.hasOwn(NAMES, name) ? NAMES[name]?.(change) : undefined;
};

const shifted = (eventTime: string, [, sign, count, unit]: RegExpExecArray): string | undefined => {
  const apart = sign === undefined ? 0 : Number(count) * (UNITS[unit ?? ''] ?? 0);
  const time = Date.parse(eventTime) + (sign === '-' ? -apart : apart);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
};
