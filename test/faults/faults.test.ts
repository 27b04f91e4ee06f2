/** A slice of the matrix of faults; `npm run faults` runs all of it. */

import { loadScenario } from '../../bin/sandbox/load';
import { atDepth } from '../support/depth';
import { ALL_READS, cellsOf, type JudgedCell } from './matrix';
import { COUNTRIES, ROWS, SETTINGS } from './rows';

jest.setTimeout(120_000);

const OPERATIONS = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListAccountAliases',
  'rolesanywhere:GetProfile',
  'rolesanywhere:ListTrustAnchors',
  'rolesanywhere:ListTagsForResource',
  'cloudtrail:LookupEvents',
  'sns:Publish',
  ALL_READS,
  COUNTRIES,
  SETTINGS,
  'rolesanywhere:ListProfiles',
];

const SLICES = atDepth(64, 32);

/** The stories, each with whether its actor is on the allow list. */
const STORIES = [
  ['attack', false],
  ['routine', true],
  ['stolen-ci-key', true],
  ['anchor-outside-ca', false],
  ['crl-disabled', true],
  ['role-added', false],
] as const;

/** One cell of so many, so that the slices of a few stories together hold every row and every operation. */
const slice =
  (number: number) =>
  (operation: string, fault: string): boolean => {
    const row = ROWS.findIndex(({ id }) => id === fault);
    return (row * 4 + OPERATIONS.indexOf(operation)) % SLICES === number;
  };

describe.each(STORIES)('the story %s, its actor on the allow list: %s', (story, listed) => {
  const cells: JudgedCell[] = [];
  beforeAll(async () => {
    const index = STORIES.findIndex(([name]) => name === story);
    const number = index * Math.round(SLICES / STORIES.length);
    for await (const cell of cellsOf({ name: story, story: loadScenario(story), listed }, slice(number)))
      cells.push(cell);
  });

  it('keeps the laws whatever goes wrong', () => {
    const broken = cells.flatMap(({ operation, fault, breaches }) =>
      breaches
        .filter(({ law }) => law !== 'exception')
        .map(({ law, what }) => `${fault} of ${operation}: ${law} (${what})`),
    );
    expect(broken).toEqual([]);
    expect(cells.length).toBeGreaterThan(atDepth(3, 10));
  });

  it('leads to an alert within a minute wherever the publish is not what fails', () => {
    const without = cells.filter(
      ({ operation, severities, ms }) =>
        operation !== 'sns:Publish' && (severities === undefined || ms > 60_000),
    );
    expect(without).toEqual([]);
  });
});
