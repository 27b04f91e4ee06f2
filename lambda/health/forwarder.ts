/**
 * What the rules and the queue of a forwarder are called, in each account and Region. Fixed, so that its rules can watch each
 * other without referring to each other, and so that one can ask in every place for the same: both are regional.
 */
export const FORWARDER_NAMES = 'RolesAnywhereProfileForwarder-';

/** The rule that sends profiles to the home bus. */
export const FORWARDER_RULE = `${FORWARDER_NAMES}Profiles`;

/** What it could not send. */
export const FORWARDER_QUEUE = `${FORWARDER_NAMES}Undelivered`;
