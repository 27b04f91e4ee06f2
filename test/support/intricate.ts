import { allow, document } from './context';

/** A policy as large as IAM takes, of patterns that can only be compared by trying a great many texts. */
export const intricate = (seed: number): string => {
  const allowed: string[] = [];
  const denied: string[] = [];
  for (let index = 0; JSON.stringify([allowed, denied]).length < 5_600; index++) {
    allowed.push(`arn:aws:*a*b*${seed}${index}*c*`);
    denied.push(`*x*${index}?*y*${seed}*`);
  }
  return document(allow('*', allowed), { Effect: 'Deny', Action: '*', Resource: denied });
};
