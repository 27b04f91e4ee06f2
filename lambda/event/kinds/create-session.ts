import { lastPart, nameIn } from '../../arn';
import { moment } from '../fields';
import { NAMELESS, type Profile } from '../profile';
import { type RecordedSession, readSession, sessionActor } from '../session';
import type { Kind } from './kind';

/** What the record of a session shows of its profile: which one it is, and one of its roles. */
const profileOf = ({ profileArn, roleArn }: RecordedSession): Profile => {
  const id = nameIn(profileArn ?? '', 'rolesanywhere', 'profile');
  const aliasName = nameIn(profileArn ?? '', 'rolesanywhere', 'alias/profile');
  return {
    name: (id === undefined ? aliasName : lastPart(id)) ?? NAMELESS,
    id: id === undefined ? null : lastPart(id),
    arn: id === undefined ? null : profileArn,
    enabled: null,
    // The most that a profile can allow, until GetProfile tells.
    durationSeconds: 43_200,
    roleArns: roleArn === null ? [] : [roleArn],
    managedPolicyArns: [],
    ...(aliasName === undefined || profileArn === null ? {} : { aliasName, aliasArn: profileArn }),
  };
};

const NO_CALLER = 'The certificate stands in the place of credentials: nobody of AWS calls it';
const NO_CHANGE = 'A session changes nothing, so that it is the first or the tenth change of nobody';
const TOLD = 'The alert about the profile told of it';

/**
 * A session that somebody gets with a profile that an alert was about: its first use by a certificate. The record's form is
 * not documented; see `readSession`.
 * Source: IAM Roles Anywhere user guide, "The IAM Roles Anywhere authentication process".
 */
export const createSession: Kind<'CreateSession'> = {
  name: 'CreateSession',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['CreateSession'],
  askedFor: 'firstUse',
  read: (record) => {
    const session = readSession(record);
    const profile = profileOf(session);
    return {
      subject: { type: 'profile', name: profile.name, arn: profile.arn },
      profile,
      isWhole: false,
      actor: sessionActor(session, moment(record, 'eventTime')),
      session,
    };
  },
  makesProfile: false,
  withoutChecks: {
    'root-actor': NO_CALLER,
    'cross-account-actor': NO_CALLER,
    'unknown-actor': NO_CALLER,
    'instance-credentials': NO_CALLER,
    'long-lived-key': NO_CALLER,
    'no-mfa': NO_CALLER,
    'called-by-service': NO_CALLER,
    'unfamiliar-client': 'The credential helper and its kin are no clients of administrators',
    'outside-working-hours': 'Machines use certificates at any hour',
    'first-time-actor': NO_CHANGE,
    'first-in-account': NO_CHANGE,
    'several-profiles': NO_CHANGE,
    'new-external-anchor-by-actor': NO_CHANGE,
    'profile-used': 'That it is used is what the alert is about',
    'profile-changed-since': 'Nothing of the profile was changed by it',
    'misleading-name': TOLD,
    'many-roles': TOLD,
    'no-roles': TOLD,
    'required-tags': TOLD,
    'profile-disabled': 'The session goes on for its time, disabled or not',
    'allow-list-problem': 'An entry says what may be changed, and by whom',
  },
  words: {
    title: 'Newly used Roles Anywhere profile',
    short: 'Used profile',
    noun: 'profile',
    done: 'used',
    once: 'session',
  },
};
