/** Values as `JSON.parse` and the SDK bring them, whose shape nobody vouches for. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** An object or a list: whatever holds further values. */
export const isContainer = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null;

export const isObject = (value: unknown): value is JsonObject => isContainer(value) && !Array.isArray(value);

/** The value where it is an object; else one without fields. */
export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The object that a field holds; one without fields where it holds none. */
export const objectAt = (value: unknown, key: string): JsonObject => asObject(asObject(value)[key]);
