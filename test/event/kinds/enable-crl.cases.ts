import { crlCases } from '../../support/shared-cases';

export const cases = crlCases('EnableCrl', {
  calm: expect.stringContaining('a revocation list was'),
});
