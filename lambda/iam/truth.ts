/** What is known of a statement about a request: it holds, it does not, or nobody here can tell. */
export type Truth = 'yes' | 'maybe' | 'no';

/** All of them hold; none at all counts as holding. */
export const every = <T>(items: Iterable<T>, judge: (item: T) => Truth): Truth => {
  let sofar: Truth = 'yes';
  for (const item of items) {
    const truth = judge(item);
    if (truth === 'no') return 'no';
    if (truth === 'maybe') sofar = 'maybe';
  }
  return sofar;
};

/** At least one of them holds. */
export const some = <T>(items: Iterable<T>, judge: (item: T) => Truth): Truth => {
  let sofar: Truth = 'no';
  for (const item of items) {
    const truth = judge(item);
    if (truth === 'yes') return 'yes';
    if (truth === 'maybe') sofar = 'maybe';
  }
  return sofar;
};

export const not = (truth: Truth): Truth => (truth === 'maybe' ? 'maybe' : truth === 'yes' ? 'no' : 'yes');

export const truthOf = (holds: boolean): Truth => (holds ? 'yes' : 'no');
