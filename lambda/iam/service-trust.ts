import { isObject, type JsonObject } from '../json';
import { trustOf } from './trust';
import type { Truth } from './truth';

/**
 * Whether a trust policy lets IAM Roles Anywhere make sessions of its role, through whatever anchor: `maybe` where nobody
 * could read it. One that needs an anchor that is not there yet, or a certificate that nobody has, lets it in all the same.
 * @param document an object, JSON text, or URL-encoded JSON text
 */
export const letsServiceIn = (document: unknown, roleArn: string): Truth => {
  const { trust } = trustOf(document, { roleArn, anchors: [] });
  if (trust === 'unknown') return 'maybe';
  return trust === 'unusable' ? 'no' : 'yes';
};

/** What a Deny of the service needs in a trust policy: IAM takes no condition and no resource for it. */
const SHUT_OUT = {
  Sid: 'ShutOutRolesAnywhere',
  Effect: 'Deny',
  Principal: { Service: 'rolesanywhere.amazonaws.com' },
  Action: 'sts:*',
};

/**
 * Characters of a trust policy that IAM takes, unless an account's quota is raised.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const LONGEST = 2048;

/**
 * The same trust policy with the service denied, as JSON text: everybody else who could be the role still can.
 * `undefined` where nobody can read it, or it would be too long for IAM, or still let the service in.
 */
export const shuttingOut = (document: string, roleArn: string): string | undefined => {
  const fields = fieldsOf(document);
  if (fields === undefined) return undefined;
  const { Statement: statements } = fields;
  const shut = JSON.stringify({
    ...fields,
    Statement: [...(Array.isArray(statements) ? statements : [statements]), SHUT_OUT],
  });
  return shut.length <= LONGEST && letsServiceIn(shut, roleArn) === 'no' ? shut : undefined;
};

const fieldsOf = (document: string): JsonObject | undefined => {
  try {
    const text = /^\s*%/.test(document) ? decodeURIComponent(document) : document;
    const fields: unknown = JSON.parse(text);
    return isObject(fields) ? fields : undefined;
  } catch {
    return undefined;
  }
};
