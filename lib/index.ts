/** What other CDK apps can use. */
export { ForwarderStack, type ForwarderStackProps } from './forwarder-stack';
export {
  RolesAnywhereProfileAlerts,
  type RolesAnywhereProfileAlertsProps,
} from './roles-anywhere-profile-alerts';
