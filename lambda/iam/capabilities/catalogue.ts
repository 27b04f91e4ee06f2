import { ADMIN } from './admin';
import { CHAINING, PASSING } from './chaining';
import { CREDENTIALS } from './credentials';
import { DATA } from './data';
import { DESTRUCTION } from './destruction';
import { BOUNDARY, ESCALATION } from './escalation';
import { EXPOSURE } from './exposure';
import { HIJACK } from './hijack';
import { HIJACK_COMPUTE } from './hijack-compute';
import { HIJACK_DATA } from './hijack-data';
import { IDENTITY_CENTER } from './identity-center';
import { LAUNCH_COMPUTE } from './launch-compute';
import { LAUNCH_DATA } from './launch-data';
import { LAUNCH_DEPLOYMENT } from './launch-deploy';
import { LAUNCH_EVENTS } from './launch-events';
import { LAUNCH_LEARNING } from './launch-learning';
import { LAUNCHERS } from './launchers';
import { PERSISTENCE } from './persistence';
import type { CapabilityRow } from './row';
import { TAMPERING } from './tampering';

/** Everything dangerous that is looked for; among equals, what is listed first is shown first. */
export const CAPABILITIES: readonly CapabilityRow[] = [
  ...ADMIN,
  ...ESCALATION,
  ...IDENTITY_CENTER,
  ...LAUNCHERS,
  ...LAUNCH_COMPUTE,
  ...LAUNCH_DATA,
  ...LAUNCH_LEARNING,
  ...LAUNCH_DEPLOYMENT,
  ...LAUNCH_EVENTS,
  ...HIJACK,
  ...HIJACK_COMPUTE,
  ...HIJACK_DATA,
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
