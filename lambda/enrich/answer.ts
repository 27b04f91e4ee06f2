/**
 * Fields of an AWS answer, checked: the SDK hands JSON answers on as they came, and one text that is a number would fail
 * far from here, where it would cost the alert. What the API does not document is no answer.
 */

const malformed = (field: string): Error => new Error(`the answer's ${field} is not what AWS documents`);

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

/** @throws Error where it is there and no text */
export const textIn = (value: unknown, field: string): string | undefined => {
  if (isMissing(value)) return undefined;
  if (typeof value !== 'string') throw malformed(field);
  return value;
};

/** @throws Error where it is not there, or empty, though whatever has such a field has a value for it */
export const needed = <T>(value: T | undefined, field: string): T => {
  if (value === undefined || value === '') throw malformed(field);
  return value;
};

/** @throws Error where it is there and no list of texts */
export const textsIn = (value: unknown, field: string): readonly string[] | undefined => {
  if (isMissing(value)) return undefined;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) throw malformed(field);
  return value;
};

/** @throws Error where it is there and neither true nor false */
export const flagIn = (value: unknown, field: string): boolean | undefined => {
  if (isMissing(value)) return undefined;
  if (typeof value !== 'boolean') throw malformed(field);
  return value;
};

/** @throws Error where it is there and no whole positive number */
export const countIn = (value: unknown, field: string): number | undefined => {
  if (isMissing(value)) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) throw malformed(field);
  return value;
};

/** ISO 8601. @throws Error where it is there and no time */
export const timeIn = (value: unknown, field: string): string | undefined => {
  if (isMissing(value)) return undefined;
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw malformed(field);
  return value.toISOString();
};
