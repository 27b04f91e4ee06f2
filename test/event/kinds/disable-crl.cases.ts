import { crlCases } from '../../support/shared-cases';

export const cases = crlCases('DisableCrl', { call: 'DisableCrl' });
