/** How the heap grows with the events that were handled. */

export interface Sample {
  /** Events handled so far. */
  readonly events: number;
  readonly bytes: number;
}

export interface Growth {
  /** Bytes of the first sample and of the last. */
  readonly first: number;
  readonly last: number;
  /** The slope of the line through all of them, by least squares. */
  readonly bytesAnEvent: number;
}

/** @throws Error where there are fewer than two samples: through one goes any line */
export const growthOf = (samples: readonly Sample[]): Growth => {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < 2)
    throw new Error('no line through one sample');
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [events, bytes] = [mean((each) => each.events), mean((each) => each.bytes)];
  const covariance = mean((each) => (each.events - events) * (each.bytes - bytes));
  const variance = mean((each) => (each.events - events) ** 2);
  return { first: first.bytes, last: last.bytes, bytesAnEvent: covariance / variance };
};
