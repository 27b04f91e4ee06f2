import { findingFrom, type HomeOfFindings } from '../alert/asff';
import type { Post } from '../aws/signed-post';
import { isObject } from '../json';
import { NotTakenError, type Outlet } from './outlet';

/**
 * AWS Security Hub of the home account and Region, which gets each alert as a finding. The finding's id follows from the
 * alert's, so that a second delivery makes no second finding, and the second look brings the first up to date.
 */
export const securityHub = (post: Post, home: HomeOfFindings): Outlet => ({
  name: 'AWS Security Hub',
  tell: async (_channels, alert, signal) => {
    const answer = await post(
      {
        path: '/findings/import',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ Findings: [findingFrom(alert, home)] }),
      },
      signal,
    );
    // A finding that was refused is an answer like any other.
    if (isObject(answer) && answer.SuccessCount === 1) return;
    const [failed] =
      isObject(answer) && Array.isArray(answer.FailedFindings) ? (answer.FailedFindings as unknown[]) : [];
    throw new NotTakenError('Security Hub', isObject(failed) ? failed.ErrorCode : undefined);
  },
});
