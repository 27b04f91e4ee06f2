import { type Change, readChange } from '../../lambda/event/change';
import { changeIn } from '../../lambda/event/cloudtrail-call';
import { isObject, type JsonObject, objectAt } from '../../lambda/json';
import { ifKnown } from '../../lambda/lookup';
import { PLACEHOLDER, placeholderValue } from './placeholders';
import { type Scenario, scenarioSchema } from './scenario';

/** The event does not hold what a placeholder names. */
const NOT_THERE = Symbol('not there');

/** Objects whose entries stand for themselves, so that one can be left out and the others stay. */
const ENTRIES: readonly string[] = ['tags', 'policies', 'countries'];

/**
 * The scenario as it is around one event: placeholders filled, the created profile shown as the event shows it, and
 * CloudTrail records completed. An entry that names what the event does not hold, such as a second role, is left out.
 * @param event an EventBridge event or CloudTrail record of a change
 * @throws NotAChangeError where the event is anything else
 */
export const fillScenario = (scenario: Scenario, event: unknown): Scenario => {
  const change = readChange(event);
  const { record } = changeIn(event);
  const { event: ownEvent, ...texts } = scenario;
  const filled = Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) => {
      const whole = ENTRIES.includes(key)
        ? filledEntries(value as JsonObject, change)
        : filledIn(value, change);
      return whole === NOT_THERE ? [] : [[key, whole]];
    }),
  );
  const { profiles, trail, ...rest } = scenarioSchema.parse(filled);
  return {
    ...rest,
    ...(ownEvent === undefined ? {} : { event: ownEvent }),
    profiles: withEarlier(withCreated(profiles, record, change), trail, change),
    trail: trail.map((each, index) => completed(each, index, record, change)),
  };
};

/** What Roles Anywhere gives a profile that asks for nothing else. Source: a real record, and the API reference. */
const AS_MADE = {
  durationSeconds: 3600,
  acceptRoleSessionName: false,
  attributeMappings: [
    { certificateField: 'x509Subject', mappingRules: [{ specifier: '*' }] },
    { certificateField: 'x509Issuer', mappingRules: [{ specifier: '*' }] },
    {
      certificateField: 'x509SAN',
      mappingRules: [{ specifier: 'DNS' }, { specifier: 'URI' }, { specifier: 'Name/*' }],
    },
  ],
};

/**
 * The profiles that the trail shows being made are there too, as far as the scenario does not show them itself and the
 * trail does not show them go.
 */
const withEarlier = (
  profiles: Scenario['profiles'],
  trail: Scenario['trail'],
  { record, place }: Change,
): Scenario['profiles'] => {
  const region = ifKnown(place.region);
  const own = profiles.find(({ createdBy }) => createdBy !== undefined)?.createdBy ?? record.actor.arn;
  const made = trail.flatMap((each, index) => {
    const { eventName, errorCode, awsRegion = region, userIdentity, eventTime } = each;
    if (each.eventSource !== 'rolesanywhere.amazonaws.com' || eventName !== 'CreateProfile') return [];
    if (errorCode !== undefined || awsRegion !== region) return [];
    const { tags: _hidden, ...asked } = objectAt(each, 'requestParameters');
    const profileId = `00000000-0000-4000-a000-${String(index + 1).padStart(12, '0')}`;
    const made = {
      ...AS_MADE,
      ...asked,
      profileId,
      profileArn: `arn:${place.partition}:rolesanywhere:${region}:${ifKnown(place.account)}:profile/${profileId}`,
      createdBy: userIdentity === undefined ? own : objectAt(each, 'userIdentity').arn,
      createdAt: eventTime,
      updatedAt: eventTime,
      ...objectAt(objectAt(each, 'responseElements'), 'profile'),
    };
    return [made];
  });
  const gone = trail
    .filter(({ eventName }) => eventName === 'DeleteProfile')
    .map((each) => objectAt(each, 'requestParameters').profileId);
  const shown = new Set([...profiles.map(({ profileId }) => profileId), ...gone]);
  return [...profiles, ...made.filter(({ profileId }) => !shown.has(profileId))];
};

const filledIn = (value: unknown, change: Change): unknown => {
  if (typeof value === 'string') return filledText(value, change);
  if (Array.isArray(value))
    return value.map((item) => filledIn(item, change)).filter((item) => item !== NOT_THERE);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [filledText(key, change), filledIn(inner, change)] as const,
  );
  return entries.some((entry) => entry.includes(NOT_THERE)) ? NOT_THERE : Object.fromEntries(entries);
};

const filledEntries = (value: JsonObject, change: Change): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [filledText(key, change), filledIn(inner, change)] as const)
      .filter((entry) => !entry.includes(NOT_THERE)),
  );

const filledText = (text: string, change: Change): string | typeof NOT_THERE => {
  let isWhole = true;
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = placeholderValue(name, change);
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? filled : NOT_THERE;
};

/** The created profile as GetProfile shows it: as the event has it, unless the scenario says otherwise. */
const withCreated = (
  profiles: Scenario['profiles'],
  record: JsonObject,
  { profile: { id } }: Change,
): Scenario['profiles'] => {
  if (id === null) return profiles;
  const { tags: _hidden, ...asked } = objectAt(record, 'requestParameters');
  const asCreated = { ...asked, ...objectAt(objectAt(record, 'responseElements'), 'profile'), profileId: id };
  const changes = profiles.find(({ profileId }) => profileId === id);
  return [{ ...asCreated, ...changes }, ...profiles.filter((profile) => profile !== changes)];
};

/** A record of the trail, with what it leaves out taken from the event: by the same caller, from the same place. */
const completed = (
  record: Scenario['trail'][number],
  index: number,
  { userIdentity, sourceIPAddress, userAgent, recipientAccountId }: JsonObject,
  change: Change,
): Scenario['trail'][number] => ({
  eventVersion: '1.10',
  userIdentity,
  awsRegion:
    record.eventSource === 'iam.amazonaws.com'
      ? placeholderValue('globalRegion', change)
      : ifKnown(change.place.region),
  sourceIPAddress,
  userAgent,
  eventID: `00000000-0000-4000-9000-${String(index + 1).padStart(12, '0')}`,
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId,
  eventCategory: 'Management',
  ...record,
});
