/** A sweep under way, as it is kept between two turns. */
export const PROGRESS_KEY = 'progress.json';
/** The last finished sweep, which the next is compared with. */
export const RESULT_KEY = 'result.json';
