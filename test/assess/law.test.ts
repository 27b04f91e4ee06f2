/**
 * Not knowing never calms: for a world with all answers and the same world with some of them missing, the alert of the
 * second is never calmer than the first's.
 */

import fc from 'fast-check';
import { composeAlert } from '../../lambda/alert/compose';
import { renderEmail } from '../../lambda/alert/email';
import { assess } from '../../lambda/assess/assess';
import type { Assessment } from '../../lambda/assess/assessment';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import type { Finding } from '../../lambda/assess/check';
import type { JudgedRole } from '../../lambda/assess/judged-role';
import { atLeast, highest, lower, type Severity } from '../../lambda/assess/severity';
import { atDepth } from '../support/depth';
import { fullWorld, LOSSES, type Loss, openedWorld, usedWorld, type World } from '../support/worlds';

jest.setTimeout(120_000);

/** Pairs of worlds, and how often each check must have been at its worst among them. */
const { pairs, often } = atDepth({ pairs: 500, often: 4 }, { pairs: 2000, often: 20 });

const isLimited = ({ power, possiblePower }: JudgedRole): boolean =>
  power === 'limited' && possiblePower === 'limited';

/** Sentences that calm, and whether the full world has what one of them would deny. */
const CALM: readonly (readonly [
  sentence: RegExp,
  denied: (full: Assessment, less: Assessment) => boolean,
])[] = [
  [/nothing to do/i, ({ severity }) => atLeast(severity, 'medium')],
  [
    /No session (?:with it|can have)/,
    ({ facts: { sessions } }) => sessions.known && sessions.value.count.count > 0,
  ],
  [/No other change/, ({ facts: { actorEvents } }) => actorEvents.length > 0],
  [/names no roles|has no roles/, ({ facts: { roles } }) => roles.length > 0],
  [
    /no dangerous permission found/,
    // A role that the full world rules out, so that it does not name it, can be limited all the same.
    ({ facts }, less) =>
      !less.facts.roles.some(
        (role) => isLimited(role) && isLimited(facts.roles.find(({ arn }) => arn === role.arn) ?? role),
      ),
  ],
  [/gives (?:no more than before|nobody more access)/, ({ facts: { gained } }) => gained.length > 0],
  [/No trust anchor in/, ({ facts: { anchors } }) => anchors.known && anchors.value.length > 0],
];

/** A profile in most; else what opens profiles, or who used one. */
const anyWorld = fc.oneof(
  { weight: 12, arbitrary: fullWorld },
  { weight: 4, arbitrary: openedWorld },
  { weight: 1, arbitrary: usedWorld },
);

const losses = fc.uniqueArray(fc.constantFrom(...LOSSES), {
  minLength: 1,
  maxLength: 4,
  selector: ({ name }) => name,
});

const lessOf = ({ context, settings }: World, lost: readonly Loss[]): World => ({
  settings,
  context: lost.reduce((left, { of }) => of(left), context),
});

const assessed = ({ context, settings }: World): Assessment => assess(context, settings);

/**
 * The one exception: of a profile that could not be read again, medium is enough, for whatever makes it worse raises an
 * alert by itself; high where the record does not name its roles.
 */
const owed = (severity: Severity, less: Assessment, lost: readonly Loss[]): Severity => {
  if (!lost.some(({ name }) => name === 'GetProfile')) return severity;
  return lower(severity, less.facts.rolesAreKnown ? 'medium' : 'high');
};

/** Whether a finding of the full world stands, or is covered by one that names what was not read. */
const isKept = (finding: Finding, less: Assessment, lost: readonly Loss[]): boolean => {
  const least = owed(finding.severity, less, lost);
  return less.findings.some(
    ({ id, severity, unread }) => atLeast(severity, least) && (id === finding.id || unread !== undefined),
  );
};

const emailOf = (assessment: Assessment): string =>
  renderEmail(composeAlert(assessment)).replace(/\s+/g, ' ');

const worst = new Map(CATALOGUE.map(({ id, severities }) => [id, highest(severities)]));
const reached = new Map<string, number>();

const count = ({ findings }: Assessment): void => {
  for (const { id, severity } of findings) {
    if (worst.get(id) === severity) reached.set(id, (reached.get(id) ?? 0) + 1);
  }
};

describe('not knowing never calms', () => {
  test('neither the severity, nor the disposition, nor a finding, nor a sentence', () => {
    fc.assert(
      fc.property(anyWorld, losses, (world, lost) => {
        const full = assessed(world);
        const less = assessed(lessOf(world, lost));
        count(full);
        const names = lost.map(({ name }) => name).join(', ');

        expect([
          names,
          atLeast(less.severity, owed(full.severity, less, lost))
            ? 'as bad'
            : `${full.severity} -> ${less.severity}`,
        ]).toEqual([names, 'as bad']);
        expect(less.disposition === 'expected' && full.disposition === 'unexpected').toBe(false);
        const missed = full.findings.filter(
          (finding) => atLeast(finding.severity, 'low') && !isKept(finding, less, lost),
        );
        expect([names, missed]).toEqual([names, []]);
        expect([names, less.burst !== undefined && full.burst === undefined]).toEqual([names, false]);
        const text = emailOf(less);
        const denials = CALM.filter(([sentence, denied]) => sentence.test(text) && denied(full, less)).map(
          String,
        );
        expect([names, denials]).toEqual([names, []]);
      }),
      { numRuns: pairs, seed: 8 },
    );
  });

  test('was tried with every check at its worst, often enough to mean something', () => {
    const rare = CATALOGUE.filter(({ id }) => (reached.get(id) ?? 0) < often).map(
      ({ id }) => `${id}: ${reached.get(id) ?? 0}`,
    );
    expect(rare).toEqual([]);
  });
});
