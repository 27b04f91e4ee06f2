/**
 * Writes docs/stories.md: three stories as email and Slack show them; and docs/stories-of-kinds.md: what email shows of other
 * changes than a new profile, each an attack and its harmless twin.
 */

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

export const KINDS_PAGE = join(__dirname, '..', 'docs', 'stories-of-kinds.md');

/** The stories of other kinds of change, and what each is there to show. */
export const STORIES_OF_KINDS: Readonly<Record<string, string>> = {
  'role-added': 'A profile that builds have used for weeks gets an admin role, and loses its session policy.',
  'role-retired':
    'Its twin: a role is taken out, and sessions get shorter. That nobody can do more is proven by what the trail shows of it before.',
  'profile-enabled': 'A profile for an admin role, disabled after an incident, is enabled again.',
  'profile-goes-live':
    'Its twin: a profile for a harmless role goes live. Its record has no answer; GetProfile shows the profile.',
  'anchor-outside-ca':
    "A trust anchor on the thief's own CA. No profile was touched: one that was there leads to an admin role.",
  'anchor-own-ca': "Its twin: an anchor on the account's own CA, which no role trusts yet.",
  'anchor-ca-swapped': 'The CA behind an anchor is replaced; the ARN that the role is pinned to stays.',
  'anchor-renamed': 'Its twin: an update that changes the name alone, which its record proves.',
  'anchor-switched-on': 'A forgotten anchor on an outside CA is enabled.',
  'anchor-back-on':
    "Its twin: the account's own anchor is enabled after maintenance, and leads to a harmless role.",
  'crl-disabled': 'A revocation list is disabled: whoever had a certificate revoked is admin again.',
  'crl-enabled': 'Its twin: the list is enabled again.',
  'crl-deleted': 'A revocation list is deleted, and AWS keeps no copy.',
  'crl-imported': 'Its twin: a list is imported.',
  'role-opened':
    'A role lets Roles Anywhere in, the service spelt with an escape. A profile in another Region than the record names it already.',
  'role-for-builds':
    "Its twin: a new role that writes artifacts and trusts one of the account's own anchors.",
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

const kindStoryOf = async (name: string, says: string): Promise<string> => {
  const scenario = loadScenario(name);
  const { message: published } = await triageInSandbox(scenario.event, scenario);
  const { email = '' } = published.message;
  return [
    `## ${name}`,
    `${says} \`npm start -- --scenario ${name}\``,
    fenced([`Subject: ${published.subject ?? ''}`, '', email.trimEnd()]),
  ].join('\n\n');
};

/** The page about other kinds of change as it should be. */
export const kindsPage = async (): Promise<string> => {
  const stories: string[] = [];
  for (const [name, says] of Object.entries(STORIES_OF_KINDS)) stories.push(await kindStoryOf(name, says));
  return `# Sixteen stories of other changes

A new profile is one way in of many. Whoever updates or enables a profile, makes or changes a trust anchor, takes away a
revocation list, or lets Roles Anywhere into a role gets the same back door. Each attack stands here before its harmless twin, as email. This page is made as
[the three stories](stories.md) are.

${stories.join('\n\n')}
`;
};

const write = async (): Promise<void> => {
  writeFileSync(STORIES_PAGE, await storiesPage());
  writeFileSync(KINDS_PAGE, await kindsPage());
};

if (require.main === module) void write();
