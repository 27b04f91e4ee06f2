import { z } from 'zod';

/** The type under its default and its being optional. */
export const bare = (schema: z.ZodType): z.ZodType => {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) inner = inner.unwrap() as z.ZodType;
  return inner;
};

const inside = (schema: z.ZodType | undefined, step: PropertyKey): z.ZodType | undefined => {
  const type = schema === undefined ? undefined : bare(schema);
  if (type instanceof z.ZodArray) return type.element as z.ZodType;
  if (type instanceof z.ZodObject) return (type.shape as Record<PropertyKey, z.ZodType>)[step];
  return undefined;
};

/** The keys that the object at a place in a schema may have. */
export const keysAt = (schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] => {
  const place = path.reduce(inside, schema as z.ZodType | undefined);
  const type = place === undefined ? undefined : bare(place);
  return type instanceof z.ZodObject ? Object.keys(type.shape) : [];
};
