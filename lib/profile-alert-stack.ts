import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  RolesAnywhereProfileAlerts,
  type RolesAnywhereProfileAlertsProps,
} from './roles-anywhere-profile-alerts';

export interface ProfileAlertStackProps extends StackProps {
  /** The props of the construct that this stack consists of. */
  readonly alerts: RolesAnywhereProfileAlertsProps;
}

/** {@link RolesAnywhereProfileAlerts}, deployed by itself. */
export class ProfileAlertStack extends Stack {
  constructor(scope: Construct, id: string, props: ProfileAlertStackProps) {
    super(scope, id, props);
    // "Default" is left out of logical ids, so they are those of the resources alone.
    new RolesAnywhereProfileAlerts(this, 'Default', props.alerts);
  }
}
