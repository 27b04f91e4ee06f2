/** The steps of a response, in the order they are taken. */
export const stepNames = ['find', 'stop', 'end-sessions', 'actor', 'investigate', 'remove'] as const;
export type Step = (typeof stepNames)[number];

/** What contains: one block to paste. */
export const NOW: readonly Step[] = ['find', 'stop', 'end-sessions', 'actor'];

/** What can wait until somebody has slept: each command by itself. */
export const LATER: readonly Step[] = ['investigate', 'remove'];
