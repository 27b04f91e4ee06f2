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
