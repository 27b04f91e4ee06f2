import { PROFILE_ARN, PROFILE_ID, ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';

const mapped = (record: object = {}) => ({
  eventName: 'PutAttributeMapping',
  requestParameters: {
    name: undefined,
    roleArns: undefined,
    enabled: undefined,
    tags: undefined,
    durationSeconds: undefined,
    profileId: PROFILE_ID,
    certificateField: 'x509Subject',
    mappingRules: [{ specifier: 'OU' }],
  },
  ...record,
});

export const cases: readonly KindCase[] = [
  {
    when: 'with the profile in its response',
    record: mapped(),
    reads: {
      subject: { type: 'profile', name: 'build-farm', arn: PROFILE_ARN },
      profile: { id: PROFILE_ID, roleArns: [ROLE_ARN] },
      profileIsWhole: true,
    },
    gaps: [],
  },
  {
    when: 'without a response, which nobody promised: GetProfile tells the rest',
    record: mapped({ responseElements: null }),
    reads: { profileIsWhole: false, profile: { id: PROFILE_ID, roleArns: [] } },
  },
  { when: 'failed', record: mapped({ errorCode: 'ValidationException' }), is: 'failed' },
];
