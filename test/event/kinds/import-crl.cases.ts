import { crlCases } from '../../support/shared-cases';

export const cases = crlCases('ImportCrl', {
  calm: expect.stringContaining('a revocation list was'),
});
