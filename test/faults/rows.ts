/** The rows of the matrix: each kind of fault that the stand-in knows, lasting and, where it can, passing. */

import { befalls, FAULT_IDS, FAULTS, type FaultId, type FaultKind } from '../../bin/sandbox/faults';
import type { Trouble } from './run-story';

/** One thing that goes wrong. */
export interface Row {
  readonly id: string;
  /** A clause whose subject is AWS. */
  readonly does: string;
  /** Whether the caller gets in the end what it asked for. */
  readonly passes: boolean;
  /** An answer that AWS gives in good order, and not a failure. */
  readonly wellFormed: boolean;
  readonly befalls: (operation: string) => boolean;
  readonly troubleFor: (operations: readonly string[]) => Trouble;
}

const rowOf = (id: FaultId, times?: number): Row => {
  const { does, passes, wellFormed = false }: FaultKind = FAULTS[id];
  return {
    id: times === undefined ? id : `${id} x${times}`,
    does: times === undefined ? does : `${does}, and after ${times} of these is fine`,
    passes: passes || times !== undefined,
    wellFormed,
    befalls: (operation) => operation.includes(':') && befalls(id, operation),
    troubleFor: (operations) => ({
      faults: operations.map((operation) => ({
        operation,
        error: id,
        ...(times === undefined ? {} : { times }),
      })),
    }),
  };
};

const FAULT_ROWS: readonly Row[] = FAULT_IDS.flatMap((id) => {
  const { thenFine }: FaultKind = FAULTS[id];
  return [rowOf(id), ...(thenFine === undefined ? [] : [rowOf(id, thenFine)])];
});

/** What is not AWS's but the function's own, named like operations. */
export const SETTINGS = 'the settings';
export const COUNTRIES = 'the country database';

const own = (id: string, source: string, does: string, trouble: Trouble): Row => ({
  id,
  does,
  passes: false,
  wellFormed: false,
  befalls: (operation) => operation === source,
  troubleFor: () => trouble,
});

/** What can be wrong with the function's own files. */
const OWN_ROWS: readonly Row[] = [
  own('CountriesMissing', COUNTRIES, 'is not there', {
    environment: { COUNTRY_FILE: '/nonexistent/countries.mmdb' },
  }),
  own('CountriesBroken', COUNTRIES, 'is no database', { environment: { COUNTRY_FILE: __filename } }),
  own('SettingsMissing', SETTINGS, 'are not there', {
    environment: { SETTINGS_FILE: '/nonexistent/settings.json' },
  }),
  own('SettingsCut', SETTINGS, 'end in the middle', { settingsText: '{"allowList": [' }),
  own('SettingsInvalid', SETTINGS, 'hold what no settings hold', { settingsText: '{"manyRoles": "seven"}' }),
];

export const ROWS: readonly Row[] = [...FAULT_ROWS, ...OWN_ROWS];
