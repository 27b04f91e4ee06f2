import { profileDisabled } from '../../../lambda/assess/checks/profile-disabled';
import { known, notKnown } from '../../../lambda/lookup';
import { describeCheck } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const created = profileCreated({ profile: profile({ enabled: false }) });

describeCheck(profileDisabled, [
  { when: 'the profile is enabled', finds: [] },
  {
    when: 'whether it is enabled is not known',
    context: { created: profileCreated({ profile: profile({ enabled: null }) }) },
    finds: [],
  },
  {
    when: 'it is disabled',
    context: { created },
    finds: [['informational', 'The profile is disabled']],
    evidence: 'EnableProfile',
  },
  { when: 'it was enabled since', context: { created, current: known(profile()) }, finds: [] },
  {
    when: 'what it is now could not be read',
    context: { created, current: notKnown('throttled') },
    finds: [['informational', 'whether it still is could not be read']],
  },
]);
