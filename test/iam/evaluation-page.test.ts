import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessTo } from '../../lambda/iam/access';
import { trustOf } from '../../lambda/iam/trust';

const page = readFileSync(join(__dirname, '../../docs/evaluation.md'), 'utf8');
const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json) as unknown);
const [identity, boundary, trust, trustAnswer] = blocks;

const plain = (cell: string): string => cell.trim().replaceAll('`', '');
const questions = page
  .split('\n')
  .filter((line) => line.startsWith('| `') && line.includes('arn:'))
  .map((line) => line.split('|').slice(1, -1).map(plain));

test('the page has its example', () => {
  expect([blocks.length, questions.length]).toEqual([4, 4]);
});

test.each(questions)(
  '%s on %s, given "%s": %s',
  (action, resource, given, verdict, scope, statements, keys) => {
    const [key, value] = given.split('=');
    const known = key !== undefined && value !== undefined ? { [key]: value } : {};
    const access = accessTo(action, resource, { identity: [identity], boundary: [boundary] }, known);
    expect({
      verdict: access.verdict,
      scope: access.scope,
      statements: access.statements.map(({ sid }) => sid).join(', '),
      keys: access.conditionKeys.join(', '),
    }).toEqual({ verdict, scope, statements, keys });
  },
);

test('the trust policy of the page is answered as it says', () => {
  const anchors = [
    'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001',
  ];
  expect(trustOf(trust, { roleArn: 'arn:aws:iam::111122223333:role/app-dev', anchors })).toEqual(trustAnswer);
});
