import { NAMELESS } from '../../../lambda/event/profile';
import { NOTHING_ASKED, PROFILE_ARN, PROFILE_ID, ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';

const enabled = (record: object = {}) => ({
  eventName: 'EnableProfile',
  requestParameters: { ...NOTHING_ASKED, profileId: PROFILE_ID },
  ...record,
});

export const cases: readonly KindCase[] = [
  {
    when: 'with the profile in its response',
    record: enabled(),
    reads: {
      eventName: 'EnableProfile',
      subject: { type: 'profile', name: 'build-farm', arn: PROFILE_ARN },
      profile: { id: PROFILE_ID, roleArns: [ROLE_ARN], enabled: true },
      profileIsWhole: true,
    },
    gaps: [],
  },
  {
    when: 'without a response, which nobody promised: GetProfile tells the rest',
    record: enabled({ responseElements: null }),
    reads: {
      profileIsWhole: false,
      profile: { id: PROFILE_ID, name: NAMELESS, roleArns: [], enabled: true },
    },
    gaps: [],
  },
  {
    when: 'without a request and a response',
    record: enabled({ requestParameters: null, responseElements: null }),
    reads: { profileIsWhole: false, profile: { id: null, roleArns: [] } },
    gaps: ['requestParameters'],
  },
  { when: 'failed', record: enabled({ errorCode: 'ResourceNotFoundException' }), is: 'failed' },
  { when: 'disabled: that is no alert', record: enabled({ eventName: 'DisableProfile' }), is: 'other-call' },
  { when: 'deleted: that is no alert', record: enabled({ eventName: 'DeleteProfile' }), is: 'other-call' },
  {
    when: 'the same name of another service',
    record: enabled({ eventSource: 'transfer.amazonaws.com' }),
    is: 'other-call',
  },
];
