import { createdProfile } from '../../lambda/enrich/created-profile';
import { NAMELESS, type Profile } from '../../lambda/event/profile';
import { known } from '../../lambda/lookup';
import { actor, profile, profileCreated } from '../support/context';
import { EVENT_TIME, USER_ARN } from '../support/event';

const nobody = { id: null, arn: null } as const;
const change = profileCreated({ profile: profile({ ...nobody, name: NAMELESS, roleArns: [] }) });
const { arn: session, sessionIssuerArn: issuer } = actor();

const madeAt = (seconds: number, overrides: Partial<Profile> = {}): Profile =>
  profile({
    createdBy: session,
    createdAt: new Date(Date.parse(EVENT_TIME) + seconds * 1000).toISOString(),
    ...overrides,
  });

describe('the profile that a record does not name', () => {
  it.each<[string, Profile]>([
    ['by the session', madeAt(0.482)],
    ['by the role of the session', madeAt(0.482, { ...(issuer === undefined ? {} : { createdBy: issuer }) })],
    ['some seconds before', madeAt(-4)],
    ['some seconds after', madeAt(5)],
  ])('is the one made %s', (_, made) => {
    const others = [madeAt(-60), madeAt(60), madeAt(0, { createdBy: USER_ARN })];
    expect(createdProfile([...others, made], change)).toEqual(known(made));
  });

  it('is told from others of the same moment by its name, where the request was kept', () => {
    const named = profileCreated({ profile: profile({ ...nobody, name: 'b' }) });
    const profiles = [madeAt(0, { name: 'a' }), madeAt(0, { name: 'b' })];
    expect(createdProfile(profiles, named)).toMatchObject({ known: true, value: { name: 'b' } });
  });

  it('may have been made by anybody where the record does not say by whom', () => {
    const nameless = profileCreated({
      ...change,
      actor: { kind: 'unknown', type: 'Unknown', arn: 'an identity that the record does not name' },
    });
    expect(createdProfile([madeAt(0, { createdBy: USER_ARN })], nameless)).toMatchObject({ known: true });
  });

  it.each<[string, readonly Profile[], RegExp]>([
    ['none is listed', [], /none that the actor made then/],
    ['others made some', [madeAt(0, { createdBy: `${USER_ARN}-2` })], /none that the actor made then/],
    ['the actor made some at other times', [madeAt(6), madeAt(-6)], /none that the actor made then/],
    ['one has no time', [profile({ createdAt: 'x', createdBy: session })], /none that the actor made then/],
    ['the actor made several', [madeAt(0), madeAt(1)], /the actor made 2 at that time/],
  ])('is not known where %s', (_, profiles, reason) => {
    expect(createdProfile(profiles, change)).toEqual({
      known: false,
      reason: expect.stringMatching(reason),
    });
  });
});
