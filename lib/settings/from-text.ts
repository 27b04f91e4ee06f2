import { z } from 'zod';
import { bare } from './schema';

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/**
 * A setting's value as its schema holds it. The CDK hands over `-c key=value` as text, whatever the key holds; text
 * that cannot be read stays text, so that the schema refuses it and the message shows what was typed.
 */
export const fromText = (schema: z.ZodType, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const type = bare(schema);
  if (type instanceof z.ZodArray) return /^[[{]/.test(text) ? json(text) : list(text);
  if (type instanceof z.ZodObject || type instanceof z.ZodBoolean) return json(text);
  if (type instanceof z.ZodNumber) return text === '' || Number.isNaN(Number(text)) ? value : Number(text);
  return value;
};
