import {
  GetProfileCommand,
  type ProfileDetail,
  type RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import { present } from '../event/fields';
import type { AttributeMapping, Profile } from '../event/profile';
import { countIn, flagIn, textIn, textsIn, timeIn } from './answer';
import { sendOptions } from './client-settings';

/** Asks for a profile as it is now. Rejects as the SDK does. */
export type ReadProfile = (region: string, profileId: string, signal: AbortSignal) => Promise<Profile>;

export const sdkReadProfile =
  (clientIn: (region: string) => RolesAnywhereClient): ReadProfile =>
  async (region, profileId, signal) => {
    const command = new GetProfileCommand({ profileId });
    let body: unknown;
    // The client's release knows neither acceptRoleSessionName nor attributeMappings and drops them from the answer, so
    // they are read from the answer's own text, on its way to the client (low priority is closest to the wire).
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        body = await keepBody(result.response);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'keepProfileBody' },
    );
    const { profile } = await clientIn(region).send(command, sendOptions(signal));
    // Every profile has these; without them its roles would look taken out, and the alert calmer than it should be.
    if (!profile?.profileArn || !profile.roleArns) throw new Error('the answer holds no profile');
    return profileOf(profile, body);
  };

/** The roles and managed policies that one answer can hold: the API's own limits, with room for a higher quota. */
const MAX_ARNS = 1000;

const profileOf = (detail: ProfileDetail, body: unknown): Profile => {
  const sessionPolicy = textIn(detail.sessionPolicy, 'sessionPolicy');
  return {
    name: textIn(detail.name, 'name') ?? '',
    id: textIn(detail.profileId, 'profileId') ?? null,
    arn: textIn(detail.profileArn, 'profileArn') ?? null,
    enabled: flagIn(detail.enabled, 'enabled') ?? null,
    // CreateProfile: "if this value is not provided, the default value will be 3600".
    durationSeconds: countIn(detail.durationSeconds, 'durationSeconds') ?? 3600,
    roleArns: (textsIn(detail.roleArns, 'roleArns') ?? []).slice(0, MAX_ARNS),
    managedPolicyArns: (textsIn(detail.managedPolicyArns, 'managedPolicyArns') ?? []).slice(0, MAX_ARNS),
    ...(sessionPolicy ? { sessionPolicy } : {}),
    ...present({
      requireInstanceProperties: flagIn(detail.requireInstanceProperties, 'requireInstanceProperties'),
      createdBy: textIn(detail.createdBy, 'createdBy'),
      createdAt: timeIn(detail.createdAt, 'createdAt'),
      updatedAt: timeIn(detail.updatedAt, 'updatedAt'),
    }),
    ...newerFields(objectAt(body, 'profile')),
  };
};

/** The fields that the client is too old to know, where the answer has them in the form the API documents. */
const newerFields = (profile: JsonObject): Pick<Profile, 'acceptRoleSessionName' | 'attributeMappings'> => {
  const { acceptRoleSessionName, attributeMappings } = profile;
  return {
    ...(typeof acceptRoleSessionName === 'boolean' ? { acceptRoleSessionName } : {}),
    ...(Array.isArray(attributeMappings)
      ? { attributeMappings: attributeMappings.slice(0, 10).flatMap(mappingOf) }
      : {}),
  };
};

const mappingOf = (mapping: unknown): readonly AttributeMapping[] => {
  const { certificateField, mappingRules } = asObject(mapping);
  if (typeof certificateField !== 'string') return [];
  const rules = Array.isArray(mappingRules) ? mappingRules.slice(0, 100) : [];
  const specifiers = rules
    .map((rule) => asObject(rule).specifier)
    .filter((specifier) => typeof specifier === 'string');
  return [{ certificateField, specifiers }];
};

type JsonObject = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null ? (value as JsonObject) : {};

const objectAt = (value: unknown, key: string): JsonObject => asObject(asObject(value)[key]);

/** Reads an answer's body and puts it back as bytes, for the client to read again. Undefined for what is no JSON. */
const keepBody = async (response: unknown): Promise<unknown> => {
  if (typeof response !== 'object' || response === null || !('body' in response)) return undefined;
  const bytes = await bytesOf(response.body);
  if (bytes === undefined) return undefined;
  response.body = bytes;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

const bytesOf = async (body: unknown): Promise<Buffer | undefined> => {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};
