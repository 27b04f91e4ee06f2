import type { Assessment } from '../assess/assessment';
import type { Facts } from '../assess/facts';
import type { JudgedRole } from '../assess/judged-role';
import type { News } from '../assess/second-look';
import type { SourceId } from '../assess/sources';
import { counted } from '../assess/wording';
import type { Alert } from './schema';
import { abridged, clock, countText, shortName } from './words';

const powerOf = ({ power, possiblePower }: Pick<JudgedRole, 'power' | 'possiblePower'>): string =>
  power === possiblePower ? power : `${power} for certain, ${possiblePower} not ruled out`;

/** "limited", of the worst role. */
const rolesRead = ({ roles }: Facts): string => {
  const [worst] = roles;
  if (worst === undefined) return 'roles now read: none';
  const { state } = worst.facts;
  const which = roles.length === 1 ? `role ${shortName(worst.arn)}` : 'roles';
  const power = state === 'found' ? powerOf(worst) : state === 'missing' ? 'does not exist' : 'not examined';
  return `${which} now read: ${power}`;
};

const upTo = ({ timeline: { shownUpTo } }: Facts): string =>
  shownUpTo === undefined ? '' : `, shown up to ${clock(shownUpTo)}`;

/** What is told of a source that was not read before and is now. */
const NOW_READ: Readonly<Record<SourceId, (facts: Facts) => string>> = {
  roles: rolesRead,
  'unexamined-roles': rolesRead,
  'reachable-roles': () => 'roles that its roles can pass or assume now read',
  'region-profiles': ({ opened }) =>
    `profiles now read: ${opened?.profiles.length ?? 0} of them lead to roles`,
  'profile-now': ({ changesSince, kind: { words } }) =>
    changesSince.length === 0
      ? `the profile now read: as it was ${words.done}`
      : `the profile now read: ${abridged(
          changesSince.map(({ text }) => text),
          3,
        )}`,
  'other-profiles': ({ madeByActor }) =>
    `the other profiles of the Region now read: ${madeByActor.known && madeByActor.value.length > 0 ? `${madeByActor.value.length} by the same actor` : 'none by the same actor'}`,
  'profile-before': ({ changed: { changes } }) =>
    changes.length === 0
      ? 'the profile as it was before now known: as it is'
      : `the profile as it was before now known: ${abridged(
          changes.map(({ text }) => text),
          3,
        )}`,
  'trust-anchors': ({ anchors }) =>
    `trust anchors now read: ${anchors.known ? `${anchors.value.filter(({ isOpen }) => isOpen).length} can reach a role` : 'not all'}`,
  certificates: () => 'CA certificates of the trust anchors now read',
  'actor-trail': (facts) =>
    `other calls of the actor now read: ${facts.calls.length === 0 ? 'no sensitive one' : counted(facts.calls.length, 'sensitive call')}${upTo(facts)}`,
  'anchor-trail': (facts) =>
    `changes of trust anchors now read: ${facts.anchorChanges.length === 0 ? 'none' : facts.anchorChanges.length}${upTo(facts)}`,
  'session-trail': (facts) =>
    `use of the profile now read: ${facts.sessions.known && facts.sessions.value.count.count > 0 ? `${countText(facts.sessions.value.count)} session(s)` : 'no session'}${upTo(facts)}`,
  'first-alert': () => 'the alert about the profile now read',
  history: () => 'earlier profiles now read',
  'session-policies': () => 'session policies now read',
  address: () => 'source address now known',
  country: () => 'country of the source address now known',
  tags: () => 'tags now read',
  settings: () => 'settings of this installation now read',
};

const sentenceOf = (news: News, facts: Facts): string =>
  news.kind === 'worse' ? news.finding.title : NOW_READ[news.source](facts);

/** What the second look tells, in sentences without their full stops, the worst first. */
export const updateIn = ({ update, facts }: Assessment): Alert['update'] =>
  update === undefined
    ? undefined
    : {
        of: facts.eventId,
        changed: [...new Set(update.news.map((news) => sentenceOf(news, facts)))],
        severityBefore: update.first.severity,
        dispositionBefore: update.first.disposition,
      };

/** "UPDATE (was LOW): The profile has already been used: 1 session"; nothing in a first alert. Not escaped. */
export const updateLine = ({ update, severity }: Alert, limit = 3): string | undefined => {
  if (update === undefined) return undefined;
  const was = update.severityBefore === severity ? '' : ` (was ${update.severityBefore.toUpperCase()})`;
  return `UPDATE${was}: ${abridged(update.changed, limit, '; ')}`;
};
