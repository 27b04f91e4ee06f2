import { mappingCases } from '../../support/shared-cases';

export const cases = mappingCases('PutAttributeMapping', { mappingRules: [{ specifier: 'OU' }] });
