import { readFileSync } from 'node:fs';
import { STORIES, STORIES_PAGE, storiesPage } from '../../bin/stories-page';

const page = readFileSync(STORIES_PAGE, 'utf8');

/** The lines of each email on the page, without its subject. */
const emails = page
  .split('\n## ')
  .slice(1)
  .map((story) => {
    const [, text = ''] = /By email:\n\n````text\nSubject: [^\n]*\n\n([\s\S]*?)\n````/.exec(story) ?? [];
    return [story.split('\n')[0] ?? '', text.split('\n')] as const;
  });

describe('the page of stories', () => {
  it('is as the function makes it (npm run readme writes it)', async () => {
    expect(await storiesPage()).toBe(page);
  });

  it('shows every story', () => {
    expect(emails.map(([name]) => name)).toEqual(Object.keys(STORIES));
  });

  test.each(emails)('%s: the first five lines fit into 40 columns', (_name, lines) => {
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines.slice(0, 5)) expect(line.length).toBeLessThanOrEqual(40);
    expect(lines[0]).toMatch(/^[A-Z]+ \(\d+\/99\): [a-z ,]+$/);
  });

  it('shows what nobody has to do anything about on one screen of a phone', () => {
    const routine = emails.find(([name]) => name === 'routine')?.[1] ?? [];
    expect(routine.length).toBeLessThanOrEqual(15);
  });
});
