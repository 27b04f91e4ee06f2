/**
 * When the weekly sweep takes its turns. A function has 15 minutes, a large account takes longer: the schedule calls it
 * every quarter of an hour of one night, and each turn goes on where the last one stopped. So nothing has to call itself,
 * and a turn that fails is made up for by the next.
 */
export const WINDOW = { weekday: 'MON', fromHour: 2, toHour: 6, everyMinutes: 15 } as const;

/** For EventBridge Scheduler, in UTC. */
export const SCHEDULE = `cron(0/${WINDOW.everyMinutes} ${WINDOW.fromHour}-${WINDOW.toHour - 1} ? * ${WINDOW.weekday} *)`;

/** Seconds one turn may take: it ends before the next begins. */
export const TURN_SECONDS = 14 * 60;

/** Whether no turn follows in this window. */
export const isLastTurn = (now: Date): boolean =>
  now.getUTCHours() >= WINDOW.toHour ||
  (now.getUTCHours() === WINDOW.toHour - 1 && now.getUTCMinutes() >= 60 - WINDOW.everyMinutes);
