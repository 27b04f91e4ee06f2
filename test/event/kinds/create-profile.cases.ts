import { NOTHING_ASKED, PROFILE_ARN, ROLE_ARN } from '../../support/event';
import type { KindCase } from '../../support/kind-cases';

const OMITTED = { omitted: true, originalSize: 120_000, reason: 'size' };
const OMITTED_REQUEST = { ...NOTHING_ASKED, ...OMITTED };

export const cases: readonly KindCase[] = [
  {
    when: 'a whole record',
    record: {},
    reads: {
      eventName: 'CreateProfile',
      subject: { type: 'profile', name: 'build-farm', arn: PROFILE_ARN },
      profile: { roleArns: [ROLE_ARN], enabled: true },
      profileIsWhole: true,
    },
    gaps: [],
  },
  {
    when: 'without its request: what was not asked for is not known',
    record: { requestParameters: null },
    reads: { profileIsWhole: false },
    gaps: ['requestParameters'],
  },
  {
    when: 'without its response: the request is all that the profile is',
    record: { responseElements: null },
    reads: { profileIsWhole: true, profile: { id: null, roleArns: [ROLE_ARN] } },
    gaps: ['responseElements'],
  },
  {
    when: 'cut for its size',
    record: { requestParameters: OMITTED_REQUEST, responseElements: { ...OMITTED, profile: undefined } },
    reads: { profileIsWhole: false, profile: { id: null, roleArns: [] } },
  },
  { when: 'failed', record: { errorCode: 'AccessDenied', responseElements: null }, is: 'failed' },
  {
    when: 'the same name of AWS Transfer Family',
    record: { eventSource: 'transfer.amazonaws.com' },
    is: 'other-call',
  },
  { when: 'another spelling', record: { eventName: 'createprofile' }, is: 'other-call' },
];
