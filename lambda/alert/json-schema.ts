import { z } from 'zod';
import { alertSchema } from './schema';

/**
 * The JSON Schema (draft 2020-12) of the machine JSON. It allows fields it does not know, so that a reader who checks
 * against it is not broken by the next field.
 */
export const alertJsonSchema = () => z.toJSONSchema(alertSchema, { io: 'input' });
