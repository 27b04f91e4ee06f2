import type { Progress } from '../../lambda/sweep/sweep';

/** Where progress is shown, as far as it matters: standard error. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Milliseconds between two changes of a line that is looked at. */
const FRAME_MS = 200;
/** Where nobody looks, a line each time so much more is done. */
const STEP = 0.1;

const share = ({ judged, profiles }: Progress): number => (profiles === 0 ? 1 : judged / profiles);

const minutes = (ms: number): string =>
  ms < 60_000 ? 'less than a minute' : `about ${Math.round(ms / 60_000)} min`;

const line = (progress: Progress, left: string): string =>
  `Judged ${progress.judged} of ${progress.profiles} profiles; roles asked for: ${Math.min(progress.rolesAsked, progress.roles)} of ${progress.roles}${left}`;

/** Shows how far a sweep is: one line that changes on a terminal, a line now and then elsewhere. */
export const progressOn = (
  terminal: OutputStream,
  now: () => number = Date.now,
): { readonly tell: (progress: Progress) => void; readonly end: () => void } => {
  const began = now();
  let first: number | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownShare = 0;
  let isOpen = false;

  const left = (progress: Progress): string => {
    const done = share(progress) - (first ?? 0);
    if (done <= 0 || share(progress) >= 1) return '';
    return `; ${minutes(((now() - began) * (1 - share(progress))) / done)} left`;
  };

  const onTerminal = (progress: Progress): void => {
    if (now() - shownAt < FRAME_MS && share(progress) < 1) return;
    shownAt = now();
    isOpen = true;
    terminal.write(`\r\u001b[K${line(progress, left(progress))}`);
  };

  const elsewhere = (progress: Progress): void => {
    if (share(progress) < 1 && share(progress) - shownShare < STEP) return;
    if (share(progress) === shownShare) return;
    shownShare = share(progress);
    terminal.write(`${line(progress, left(progress))}\n`);
  };

  return {
    tell: (progress) => {
      first ??= share(progress);
      if (terminal.isTTY === true) onTerminal(progress);
      else elsewhere(progress);
    },
    end: () => {
      if (isOpen) terminal.write('\n');
      isOpen = false;
    },
  };
};
