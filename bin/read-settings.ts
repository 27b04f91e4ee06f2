import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../lambda/json';
import { type Settings, settingsSchema } from '../lambda/settings';
import { problemsOf } from '../lib/settings/problems';
import { errorMessage } from './command-line';
import { BadInputError } from './recording/bad-input';

/**
 * Reads how to judge from a file: the settings by themselves, or a `cdk.json`, whose context also holds what concerns
 * the deployment alone.
 * @throws BadInputError where the file cannot be read or a setting is wrong; the message names the key
 */
export const readSettingsFile = (path: string): Settings => {
  const content = parsed(path);
  const { context } = content;
  return checkedSettings(isObject(context) ? judgementIn(context) : content, path);
};

/** @param name where the settings are from, for messages */
export const checkedSettings = (settings: JsonObject, name: string): Settings => {
  const { success, data, error } = settingsSchema.safeParse(settings);
  if (success) return data;
  throw new BadInputError(`${name}: ${problemsOf(settingsSchema, settings, error)[0] ?? 'no settings'}`);
};

const judgementIn = (context: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(context).filter(([key]) => Object.hasOwn(settingsSchema.shape, key)));

const parsed = (path: string): JsonObject => {
  const content = jsonIn(textOf(path), path);
  if (!isObject(content)) throw new BadInputError(`${path}: expected an object of settings`);
  return content;
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BadInputError(`${path}: cannot be read`, { cause });
  }
};

const jsonIn = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadInputError(`${path}: no JSON (${errorMessage(cause)})`, { cause });
  }
};
