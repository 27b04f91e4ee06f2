/** Lists that AWS hands out page by page. */

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

/**
 * A whole list or none: what is missing from a list would seem not to be there.
 * @param most how many pages are read, for an answer that never ends
 * @param what the pages, for the error: "pages of roles"
 * @throws Error where there are more pages, and as `read` does
 */
export const allPages = async <T>(
  { most, what }: { readonly most: number; readonly what: string },
  read: (next: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> => {
  const items: T[] = [];
  let next: string | undefined;
  for (let count = 0; count < most; count += 1) {
    const page = await read(next);
    items.push(...page.items);
    next = page.next;
    if (next === undefined) return items;
  }
  throw new Error(`more than ${most} ${what}`);
};

/**
 * Where IAM's next page begins. IAM always says whether it cut the list short, so an answer that does not is none; more
 * without a beginning would read the first page for ever.
 */
export const nextMarker = (page: {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}): string | undefined => {
  if (page.IsTruncated === undefined) throw new Error('the answer holds no list');
  if (!page.IsTruncated) return undefined;
  if (!page.Marker) throw new Error('the answer is cut short');
  return page.Marker;
};
