import { crlCases } from '../../support/shared-cases';

export const cases = crlCases('UpdateCrl', { call: 'UpdateCrl' });
