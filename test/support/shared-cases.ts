/** Case tables of kinds whose records differ in their names alone. */

import { NOTHING_ASKED, PROFILE_ARN, PROFILE_ID, ROLE_ARN } from './event';
import type { KindCase } from './kind-cases';
import { CHANGED_ANCHOR_ARN, CRL_ARN, crlCall } from './openings';

/** @param opening what is read beside the list and its trust anchor */
export const crlCases = (eventName: string, opening: object): readonly KindCase[] => [
  {
    when: 'a whole record',
    record: crlCall(eventName),
    reads: {
      subject: { type: 'crl', name: 'revoked', arn: CRL_ARN },
      opening: { by: 'crl', crl: { trustAnchorArn: CHANGED_ANCHOR_ARN }, ...opening },
    },
    gaps: [],
  },
  {
    when: 'without its response: whose certificates it revokes nobody knows',
    record: crlCall(eventName, { responseElements: null }),
    reads: { opening: { crl: { trustAnchorArn: null } } },
    gaps: ['responseElements'],
  },
  { when: 'failed', record: crlCall(eventName, { errorCode: 'AccessDenied' }), is: 'failed' },
];

/** @param asked what the request holds beside the profile and the certificate field */
export const mappingCases = (eventName: string, asked: object): readonly KindCase[] => {
  const mapped = (parts: object = {}) => ({
    eventName,
    requestParameters: {
      ...NOTHING_ASKED,
      profileId: PROFILE_ID,
      certificateField: 'x509Subject',
      ...asked,
    },
    ...parts,
  });
  return [
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
};
