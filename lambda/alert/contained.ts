import type { ContainableProfile, Containment, NotDone } from '../assess/containment';
import { clean, wrapped } from './plain';
import type { Alert } from './schema';
import { command, showable } from './shell';
import { clock } from './words';

const NOT_DONE: Readonly<Record<NotDone, string>> = {
  'profile-not-certain': 'the event does not say for sure which profile it is',
  'another-subject': 'the profile was there before, and others may depend on it',
  'enabled-again': 'somebody enabled it, which is how that is undone',
  'too-late': 'the event is more than a day old, or does not say when it was',
  'alert-not-known': 'it is not known whether an alert was about the profile',
  'second-look': 'the second look disables nothing',
  'not-here': 'only the deployed function does that, where it may',
};

const undo = ({ id, region }: ContainableProfile): string =>
  command`aws rolesanywhere enable-profile --profile-id=${id} --region=${region}`;

/** What automatic containment came to; absent where nobody asked for any. */
export const containmentIn = (containment: Containment | undefined): Alert['containment'] => {
  switch (containment?.kind) {
    case undefined:
      return undefined;
    case 'disabled':
      return {
        outcome: 'disabled',
        said: `The profile was disabled automatically at ${clock(containment.at)}; sessions already issued live on`,
        undo: undo(containment.profile),
      };
    case 'already-disabled':
      return {
        outcome: 'already-disabled',
        said: 'The profile was disabled already, so automatic containment changed nothing',
      };
    case 'failed':
      return {
        outcome: 'failed',
        said: `AUTOMATIC CONTAINMENT FAILED (${containment.why}): the profile is as it was, disable it yourself`,
      };
    // Written before the attempt, too, for the case that nothing can be written after it.
    case 'due':
    case 'unanswered':
      return {
        outcome: 'not-known',
        said: 'Automatic containment was begun and not answered: whether the profile is disabled is NOT KNOWN, disable it yourself',
        undo: undo(containment.profile),
      };
    case 'not-done':
      return {
        outcome: 'not-done',
        said: `Not disabled automatically: ${NOT_DONE[containment.because]}`,
      };
  }
};

/** One sentence of it. */
export const containmentLine = ({ containment }: Alert): string | undefined =>
  containment === undefined ? undefined : `${containment.said}.`;

/** It, and how to undo it, as lines of an e-mail: a command stands alone. */
export const containmentLines = (alert: Alert): readonly string[] => {
  const line = containmentLine(alert);
  const undo = alert.containment?.undo;
  return [
    ...(line === undefined ? [] : wrapped(clean(line, 500), '  ', '      ')),
    ...(undo === undefined || !showable(undo) ? [] : ['  It is undone by:', `    ${undo}`]),
  ];
};
