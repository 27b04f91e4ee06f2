import { crlCases } from '../../support/shared-cases';

export const cases = crlCases('DeleteCrl', { call: 'DeleteCrl' });
