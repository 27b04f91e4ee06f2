import { ADMIN } from './admin';
import { CHAINING, PASSING } from './chaining';
import { CREDENTIALS } from './credentials';
import { DATA } from './data';
import { DESTRUCTION } from './destruction';
import { BOUNDARY, ESCALATION } from './escalation';
import { EXPOSURE } from './exposure';
import { HIJACK } from './hijack';
import { LAUNCHERS } from './launchers';
import { PERSISTENCE } from './persistence';
import type { CapabilityRow } from './row';
import { TAMPERING } from './tampering';

/** Everything dangerous that is looked for; among equals, what is listed first is shown first. */
export const CATALOGUE: readonly CapabilityRow[] = [
  ...ADMIN,
  ...ESCALATION,
  ...LAUNCHERS,
  ...HIJACK,
  ...CREDENTIALS,
  ...PERSISTENCE,
  ...CHAINING,
  ...TAMPERING,
  ...DATA,
  ...EXPOSURE,
  ...DESTRUCTION,
  ...BOUNDARY,
  ...PASSING,
];
