import type { Alert } from './schema';

/** What an entry lacks that nothing tells from a thief of its principal's credentials. */
const WEAK = ' (weak: it pins no narrow network, no client and no Region)';

/** Which allow-list entry matched, until when, and whether it is weak; not escaped. */
export const entryLine = ({ principal, expires, weak }: NonNullable<Alert['expectedBy']>): string =>
  `Allow-list entry: ${principal}${expires === undefined ? '' : `, until ${expires}`}${weak ? WEAK : ''}.`;
