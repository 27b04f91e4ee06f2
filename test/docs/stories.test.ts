import { readFileSync } from 'node:fs';
import { loadScenario } from '../../bin/sandbox/load';
import {
  KINDS_PAGE,
  kindsPage,
  STORIES,
  STORIES_OF_KINDS,
  STORIES_PAGE,
  storiesPage,
} from '../../bin/stories-page';
import { readChange } from '../../lambda/event/change';

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
    // How bad it is, what was done and what that gives; then what to do.
    expect(lines[0]).toMatch(/^[A-Z]+ [A-Z][A-Za-z]+: [a-z ,]+$/);
    expect(lines[1]).toMatch(/^ {2}[a-z ,]+ \(\d+\/99\)$/);
  });

  it('shows what nobody has to do anything about on one screen of a phone', () => {
    const routine = emails.find(([name]) => name === 'routine')?.[1] ?? [];
    expect(routine.length).toBeLessThanOrEqual(15);
  });
});

describe('the page of stories of other kinds', () => {
  const kinds = readFileSync(KINDS_PAGE, 'utf8');
  const shown = kinds
    .split('\n## ')
    .slice(1)
    .map((story) => {
      const [, subject = '', text = ''] = /````text\nSubject: ([^\n]*)\n\n([\s\S]*?)\n````/.exec(story) ?? [];
      return [story.split('\n')[0] ?? '', subject, text.split('\n')] as const;
    });

  it('is as the function makes it (npm run readme writes it)', async () => {
    expect(await kindsPage()).toBe(kinds);
    // Sixteen stories, each through the function from event to publish.
  }, 60_000);

  it('shows every story, an attack before its twin', () => {
    expect(shown.map(([name]) => name)).toEqual(Object.keys(STORIES_OF_KINDS));
    const severities = shown.map(([, subject]) => /^\[([A-Z]+)\]/.exec(subject)?.[1]);
    expect(severities.filter((_, index) => index % 2 === 0)).toEqual(Array(8).fill('CRITICAL'));
    expect(severities.filter((_, index) => index % 2 === 1)).toEqual(Array(8).fill('LOW'));
  });

  test.each(shown)(
    '%s: the first lines name the change and the worst that comes of it',
    (name, subject, lines) => {
      const { kind } = readChange(loadScenario(name).event);
      expect(subject).toMatch(
        new RegExp(`\\] (?:${kind.words.title}|${kind.words.short}) .+ (?:gives|lets|leads)`),
      );
      for (const line of lines.slice(0, 5)) expect(line.length).toBeLessThanOrEqual(40);
      // The operation, and the worst that comes of it; the names of some leave room for a word.
      expect(lines[0]).toMatch(
        /^(?:CRITICAL|LOW) [A-Z][A-Za-z]+: (?:.*admin|.*no role|.*nobody(?: new)?(?: in)?|.*limited.*|.*no more)$/,
      );
    },
  );
});
