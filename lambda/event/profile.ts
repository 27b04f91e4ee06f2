import { lastPart } from '../arn';
import { isObject, type JsonObject } from '../json';
import {
  count,
  flag,
  inner,
  jsonText,
  moment,
  note,
  objects,
  ownField,
  type Part,
  type Presence,
  pathOf,
  present,
  text,
  texts,
} from './fields';

/**
 * A Roles Anywhere profile: as the event shows it, or as GetProfile shows it now.
 * `null` means the source does not say; a default of the API that applies is filled in by the reader.
 */
export interface Profile {
  /** 1-255 characters in AWS; whatever the record holds here. */
  readonly name: string;
  readonly id: string | null;
  readonly arn: string | null;
  readonly enabled: boolean | null;
  /** Seconds; 3600 where the request left it out, as the API does. */
  readonly durationSeconds: number;
  readonly roleArns: readonly string[];
  /** The inline session policy, JSON text. */
  readonly sessionPolicy?: string;
  /** Managed policies used as session policies. */
  readonly managedPolicyArns: readonly string[];
  /** Whether a certificate's holder may choose the role session name. */
  readonly acceptRoleSessionName?: boolean;
  readonly requireInstanceProperties?: boolean;
  readonly attributeMappings?: readonly AttributeMapping[];
  /** A name that may stand in place of the id; it can be taken off, and given to another profile. */
  readonly aliasName?: string;
  readonly aliasArn?: string;
  /** The alias before the last change. */
  readonly previousAliasName?: string;
  /** Whether sessions carry an identity of their own, and which certificate field it is taken from. */
  readonly tipConfiguration?: TipConfiguration;
  /** True where tags were given when it was made; CloudTrail hides which. */
  readonly tagged?: true;
  readonly createdBy?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

/** Which certificate fields become session tags. */
export interface AttributeMapping {
  /** x509Subject, x509Issuer or x509SAN. */
  readonly certificateField: string;
  readonly specifiers: readonly string[];
}

/** How a session's origin identity is made; each text as AWS has it. */
export interface TipConfiguration {
  /** ENABLED or DISABLED. */
  readonly status?: string;
  /** A certificate field, such as "x509Subject/CN". */
  readonly subjectSource?: string;
  readonly subjectType?: string;
}

/** A tag; both texts are the caller's. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Seconds that CreateProfile takes where the request leaves them out. Source: API reference, CreateProfile. */
const DEFAULT_DURATION_SECONDS = 3600;

/** What CloudTrail writes in place of text that it holds back. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Stands for a name that the record does not have; no profile can bear it. */
export const NAMELESS = '(not recorded)';

const durationOf = (request: Part, response: Part, makesIt: boolean): number => {
  const recorded = count(response, 'durationSeconds') ?? count(request, 'durationSeconds');
  if (recorded !== undefined) return recorded;
  // A request for a new one that is silent asks for the default. Its answer would have told, so a silent answer is odd.
  const leftOut =
    makesIt &&
    response.fields === undefined &&
    request.fields !== undefined &&
    ownField(request.fields, 'durationSeconds') === undefined;
  if (!leftOut)
    note(
      response,
      'durationSeconds',
      `not to be had from the CloudTrail record; the default of ${DEFAULT_DURATION_SECONDS} is assumed`,
    );
  return DEFAULT_DURATION_SECONDS;
};

const specifiersOf = (mapping: JsonObject): readonly string[] => {
  const rules = ownField(mapping, 'mappingRules');
  if (!Array.isArray(rules)) return [];
  return rules
    .map((rule: unknown) => (isObject(rule) ? ownField(rule, 'specifier') : undefined))
    .filter((specifier) => typeof specifier === 'string');
};

const mappingsOf = (response: Part): readonly AttributeMapping[] | undefined => {
  const mappings = objects(response, 'attributeMappings');
  const read = mappings?.flatMap((mapping): AttributeMapping[] => {
    const certificateField = ownField(mapping, 'certificateField');
    return typeof certificateField === 'string'
      ? [{ certificateField, specifiers: specifiersOf(mapping) }]
      : [];
  });
  if (read?.length !== mappings?.length)
    note(response, 'attributeMappings', 'some of the mappings name no certificate field');
  return read;
};

const isTagged = ({ fields }: Part): boolean => {
  const tags = ownField(fields, 'tags');
  return Array.isArray(tags) && tags.length > 0;
};

const tipConfigurationOf = (request: Part, response: Part): TipConfiguration | undefined => {
  const answered = inner(response, 'tipConfiguration');
  const part = answered.fields === undefined ? inner(request, 'tipConfiguration') : answered;
  if (part.fields === undefined) return undefined;
  return present({
    status: text(part, 'status'),
    subjectSource: text(part, 'subjectSource'),
    subjectType: text(part, 'subjectType'),
  });
};

/**
 * Reads the profile from what was asked for (`requestParameters`) and what was made of it
 * (`responseElements.profile`): the answer counts, and the request where the answer is silent.
 * @param makesIt whether the request is for a new profile: what it leaves out is then the default
 */
export const readProfile = (request: Part, response: Part, makesIt = true): Profile => {
  const first = <T>(
    read: (part: Part, key: string) => T | undefined,
    key: string,
    need: Presence = 'optional',
  ): T | undefined => {
    const value = read(response, key) ?? read(request, key);
    if (value === undefined && need === 'expected')
      note(response, key, `neither here nor in ${pathOf(request, key)}`);
    return value;
  };

  const arn = text(response, 'profileArn', 'expected');
  const id =
    text(response, 'profileId', 'expected') ??
    (arn === undefined ? undefined : lastPart(arn)) ??
    text(request, 'profileId');
  const sessionPolicy = first(jsonText, 'sessionPolicy');
  // The text is kept: whoever evaluates it finds it unreadable, as it is, instead of finding no session policy.
  if (sessionPolicy === HIDDEN) note(response, 'sessionPolicy', 'hidden by CloudTrail');

  return {
    name: first(text, 'name', 'expected') ?? NAMELESS,
    id: id ?? null,
    arn: arn ?? null,
    enabled: first(flag, 'enabled', 'expected') ?? null,
    durationSeconds: durationOf(request, response, makesIt),
    roleArns: first(texts, 'roleArns', 'expected') ?? [],
    managedPolicyArns: first(texts, 'managedPolicyArns') ?? [],
    ...present({
      sessionPolicy,
      acceptRoleSessionName: first(flag, 'acceptRoleSessionName'),
      requireInstanceProperties: first(flag, 'requireInstanceProperties'),
      attributeMappings: mappingsOf(response),
      aliasName: first(text, 'aliasName'),
      aliasArn: text(response, 'aliasArn'),
      previousAliasName: text(response, 'previousAliasName'),
      tipConfiguration: tipConfigurationOf(request, response),
      tagged: makesIt && isTagged(request) ? (true as const) : undefined,
      createdBy: text(response, 'createdBy'),
      createdAt: moment(response, 'createdAt'),
      updatedAt: moment(response, 'updatedAt'),
    }),
  };
};
