import { mappingCases } from '../../support/shared-cases';

export const cases = mappingCases('DeleteAttributeMapping', { specifiers: ['OU'] });
