import { readFileSync } from 'node:fs';
import { consequenceOf, SEVERITY_PAGE, severityPage } from '../../bin/severity-page';
import { FAILURES, SETTINGS } from '../../bin/severity-stories';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { factsOf } from '../../lambda/assess/facts';
import { runChecks } from '../../lambda/assess/run-checks';
import { atLeast } from '../../lambda/assess/severity';
import { SOURCE_IDS } from '../../lambda/assess/sources';
import { contextOf } from '../support/context';

describe('the page about severity', () => {
  it('is as the code that decides makes it (npm run readme writes it)', async () => {
    expect(await severityPage()).toBe(readFileSync(SEVERITY_PAGE, 'utf8'));
  });

  it('shows every source failing', () => {
    expect([...new Set(FAILURES.map(({ source }) => source))].sort()).toEqual([...SOURCE_IDS].sort());
  });

  it('makes its stories of one in which all was read and nothing found', () => {
    const facts = factsOf(contextOf(), SETTINGS);
    expect(facts.unread).toEqual([]);
    expect(runChecks(CATALOGUE, facts).filter(({ severity }) => atLeast(severity, 'low'))).toEqual([]);
  });

  test.each(FAILURES.map((failure) => [failure.source, failure.fails, failure] as const))(
    '%s, %s: that source, and no other, is unread, and that raises something',
    (source, _fails, failure) => {
      const facts = factsOf(contextOf(failure.context), SETTINGS, failure.gaps);
      expect([...new Set(facts.unread.map((each) => each.source))]).toEqual([source]);
      const { floor, words, hides } = consequenceOf(failure);
      expect(floor).toBeDefined();
      expect(words).not.toEqual([]);
      expect(hides).not.toEqual([]);
    },
  );
});
