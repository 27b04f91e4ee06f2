/** Writes docs/stories.md: three stories as email and Slack show them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadScenario } from './sandbox/load';
import { triageInSandbox } from './sandboxed';

export const STORIES_PAGE = join(__dirname, '..', 'docs', 'stories.md');

/** The stories, and what each is there to show. */
export const STORIES: Readonly<Record<string, string>> = {
  attack: 'A stolen key makes a trust anchor and a profile whose role is admin. Act now.',
  routine:
    'A pipeline that the allow-list expects renews a profile. Nothing to do: who, what, why it is expected, and how to object.',
  'everything-denied':
    'The same, on a night on which AWS answers nothing. Nothing that could not be read is taken to be harmless.',
};

/** What Slack shows of a custom notification of Amazon Q Developer. */
interface Notification {
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
  };
}

/** Slack's text has fences of its own, of three. */
const fenced = (lines: readonly string[]): string => ['````text', ...lines, '````'].join('\n');

const storyOf = async (name: string, says: string): Promise<string> => {
  const scenario = loadScenario(name);
  const { message: published } = await triageInSandbox(scenario.event, scenario);
  const { email = '', https = '' } = published.message;
  const { content } = JSON.parse(https) as Notification;
  return [
    `## ${name}`,
    `${says} \`npm start -- --scenario ${name}\``,
    'By email:',
    fenced([`Subject: ${published.subject ?? ''}`, '', email.trimEnd()]),
    'In Slack:',
    fenced([
      content.title,
      '',
      content.description,
      '',
      'Next steps',
      ...content.nextSteps.map((step) => `- ${step}`),
    ]),
  ].join('\n\n');
};

/** The page as it should be. */
export const storiesPage = async (): Promise<string> => {
  const stories: string[] = [];
  // One at a time: the sandbox is entered through the environment of the process.
  for (const [name, says] of Object.entries(STORIES)) stories.push(await storyOf(name, says));
  return `# Three stories

What people get, as it is sent. This page is made by \`npm run readme\` with the function itself against the stand-in for AWS; a
test holds it to that. The first five lines of an email fit into 40 columns and decide. Slack's formatting characters and escapes
are shown raw.

${stories.join('\n\n')}
`;
};

if (require.main === module) void storiesPage().then((page) => writeFileSync(STORIES_PAGE, page));
