/** What an alarm says: what has happened, and where it is written what to type. */
export const runbook = (alarm: string, what: string): string =>
  `${what} What to type: docs/operations.md, "${alarm}".`;
