import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertJsonSchema } from '../../lambda/alert/json-schema';

/** The keys that subscribers build on: they keep name and meaning. */
const CONTRACT = [
  'schemaVersion',
  'alertId',
  'eventTime',
  'severity',
  'riskScore',
  'disposition',
  'title',
  'account',
  'region',
  'actor',
  'source',
  'profile',
  'roles',
  'trustAnchors',
  'activity',
  'findings',
  'unknowns',
  'response',
  'rule',
];

test('docs/alert.schema.json is current: run "tsx bin/schema.ts && npm run format"', () => {
  const committed = JSON.parse(readFileSync(join(__dirname, '../../docs/alert.schema.json'), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(alertJsonSchema())));
});

test('every key of the contract is required, and fields may be added', () => {
  const schema = alertJsonSchema();
  expect(schema.required).toEqual(expect.arrayContaining(CONTRACT));
  expect(schema.additionalProperties).not.toBe(false);
});
