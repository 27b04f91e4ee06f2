import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { EVERYTHING, FLAGS, templateOf } from '../lib/template';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'permissions.md'), 'utf8');

/** The ids of all statements that somebody of ours wrote, in roles and in the policies of topics, keys and buses. */
const sidsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(sidsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Sid' in value && typeof value.Sid === 'string' ? [value.Sid] : [];
  return [...own, ...Object.values(value).flatMap(sidsIn)];
};

/** Statements that the CDK writes where a rule or a topic is given a queue. */
const CDKS_OWN = /^(AllowEventRule|AllowPublishThroughSSLOnly|\d+$)/;

test('every statement has its reason, and no reason is without a statement', () => {
  const central = templateOf(EVERYTHING);
  const forwarder = Template.fromStack(new ForwarderStack(new App({ context: FLAGS }), 'Forwarder'));
  const granted = [central, forwarder].flatMap((template) => sidsIn(template.toJSON().Resources));
  const told = [...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(([, sid = '']) => sid);
  expect([...told].sort()).toEqual([...new Set(granted.filter((sid) => !CDKS_OWN.test(sid)))].sort());
});
