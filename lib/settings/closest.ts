const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Edits (insert, delete, replace) that turn one word into the other. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    let left = line + 1;
    const next = [left];
    for (const [column, other] of [...to].entries()) {
      const above = row[column + 1] ?? Number.POSITIVE_INFINITY;
      const diagonal = row[column] ?? Number.POSITIVE_INFINITY;
      left = Math.min(left + 1, above + 1, diagonal + (letter === other ? 0 : 1));
      next.push(left);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The word somebody who wrote `word` most likely meant; `undefined` where none is near. Case and punctuation do not count. */
export const closest = (word: string, words: readonly string[]): string | undefined => {
  // Longer words are cut so that a hostile key cannot make this slow; no setting is near that long.
  const wanted = plain(word.slice(0, 100));
  const [best] = words
    .map((candidate) => ({ candidate, edits: distance(wanted, plain(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 4)))
    .sort((a, b) => a.edits - b.edits);
  return best?.candidate;
};
