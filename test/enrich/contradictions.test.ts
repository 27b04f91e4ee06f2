import { unlessCallsShowMore, unlessRolesLost, unlessTagsLost } from '../../lambda/enrich/contradictions';
import type { Profile } from '../../lambda/event/profile';
import { known, type Lookup, notKnown } from '../../lambda/lookup';
import { profile, WHOLE } from '../support/context';
import { ACCOUNT, EVENT_TIME, ROLE_ARN } from '../support/event';

const DENIED = notKnown('access denied');
const SECOND = `arn:aws:iam::${ACCOUNT}:role/second`;
const LATER = '2026-03-04T05:07:00.000Z';
const recorded = profile({ roleArns: [ROLE_ARN, SECOND] });

describe('a profile that AWS shows', () => {
  it.each<[string, Lookup<Profile>, boolean]>([
    ['with its roles', known(recorded), true],
    ['with more roles', known(profile({ roleArns: [ROLE_ARN, SECOND, `${SECOND}-2`] })), true],
    ['without roles, and unchanged', known(profile({ roleArns: [] })), false],
    ['with fewer roles, and unchanged', known(profile({ roleArns: [SECOND] })), false],
    ['without roles, changed since', known(profile({ roleArns: [], updatedAt: LATER })), true],
    ['not at all', DENIED, false],
  ])('%s', (_, current, isKnown) => {
    const answer = unlessRolesLost(current, recorded);
    expect(answer.known).toBe(isKnown);
    expect(answer).toEqual(
      isKnown || !current.known
        ? current
        : notKnown(expect.stringContaining('contradicts the record') as never),
    );
  });

  it('without times says nothing of changes', () => {
    const { createdAt: _c, updatedAt: _u, ...timeless } = profile({ roleArns: [] });
    expect(unlessRolesLost(known(timeless), recorded).known).toBe(true);
  });

  it('is not contradicted by a record that names no roles', () => {
    expect(unlessRolesLost(known(profile()), profile({ roleArns: [], createdAt: EVENT_TIME })).known).toBe(
      true,
    );
  });
});

describe('tags', () => {
  const tag = { key: 'owner', value: 'x' };
  it.each([
    ['none, and none were given', known([]), profile(), known([])],
    ['some, as were given', known([tag]), profile({ tagged: true }), known([tag])],
    ['unread', DENIED, profile({ tagged: true }), DENIED],
    [
      'none, though some were given',
      known([]),
      profile({ tagged: true }),
      notKnown('the answer contradicts the record: the profile was made with tags'),
    ],
  ])('%s', (_, tags, record, expected) => {
    expect(unlessTagsLost(tags, record)).toEqual(expected);
  });
});

describe('earlier profiles', () => {
  const history = (count: number) =>
    known({
      days: 90,
      byActor: { count, atLeast: false },
      inAccount: { count, atLeast: false },
      coverage: WHOLE,
    });

  it('are not known where the calls of the actor show more of them', () => {
    expect(unlessCallsShowMore(history(1), 1)).toEqual(history(1));
    expect(unlessCallsShowMore(history(0), 1)).toEqual(
      notKnown("the answer contradicts what the actor's own calls show: 1 earlier profiles"),
    );
    expect(unlessCallsShowMore(DENIED, 1)).toEqual(DENIED);
  });
});
