import { NAMELESS } from '../../../lambda/event/profile';
import { NOTHING_ASKED, PROFILE_ARN, PROFILE_ID, ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';

const updated = (record: object = {}) => ({
  eventName: 'UpdateProfile',
  requestParameters: { ...NOTHING_ASKED, profileId: PROFILE_ID, durationSeconds: 43_200 },
  responseElements: { profile: { durationSeconds: 43_200, updatedAt: '2026-03-04T05:06:07.654321Z' } },
  ...record,
});

export const cases: readonly KindCase[] = [
  {
    when: 'a whole record: the profile is what the response shows, however little was sent',
    record: updated(),
    reads: {
      eventName: 'UpdateProfile',
      subject: { type: 'profile', name: 'build-farm', arn: PROFILE_ARN },
      profile: { id: PROFILE_ID, roleArns: [ROLE_ARN], durationSeconds: 43_200, enabled: true },
      profileIsWhole: true,
    },
    gaps: [],
  },
  {
    when: 'without its request',
    record: updated({ requestParameters: null }),
    reads: { profileIsWhole: true, profile: { roleArns: [ROLE_ARN] } },
    gaps: ['requestParameters'],
  },
  {
    when: 'without its response: what was sent is not all that the profile is, and no default is assumed',
    record: updated({
      responseElements: null,
      requestParameters: { ...NOTHING_ASKED, profileId: PROFILE_ID },
    }),
    reads: { profileIsWhole: false, profile: { id: PROFILE_ID, name: NAMELESS, roleArns: [] } },
    gaps: [
      'responseElements',
      'responseElements.profile.name',
      'responseElements.profile.enabled',
      'responseElements.profile.durationSeconds',
      'responseElements.profile.roleArns',
    ],
  },
  { when: 'failed', record: updated({ errorCode: 'AccessDeniedException' }), is: 'failed' },
  {
    when: 'the same name of Customer Profiles',
    record: updated({ eventSource: 'profile.amazonaws.com' }),
    is: 'other-call',
  },
  { when: 'another change of it', record: updated({ eventName: 'UpdateProfiles' }), is: 'other-call' },
];
