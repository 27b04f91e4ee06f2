/**
 * What the full catalogue costs on one role: 10 managed policies under a permissions boundary and a session policy, for
 * several kinds of role. Every round reads documents nobody has read before, so that nothing remembered makes it look
 * cheap. Prints the CPU time (all threads, garbage collection included) and fails where the median of an ordinary kind is
 * over the budget. The policies have the size AWS's own mostly have. What no ordinary role is, every statement under a
 * condition or every policy at IAM's size limit, is shown beside them. Run by `npm run bench`.
 */

import type { PolicyLayers } from '../../lambda/iam/access';
import { CAPABILITIES } from '../../lambda/iam/capabilities/catalogue';
import { type PowerVerdict, powerOf } from '../../lambda/iam/power';
import { allow, document } from '../support/context';
import { ACCOUNT, ROLE_ARN } from '../support/event';
import { isWithin, tell } from './figures';
import { boundary, type Size, tenManaged } from './policies';
import { referenceLoad } from './reference-load';

/** Reference loads for one role: what 211 rows took, and what noise adds. Bundled, as it is deployed. */
const BUDGET = 0.85;
/** Nothing is ruled out where a policy could not be read, so there every row is asked about. */
const BUDGET_UNREAD = 1.25;
const WARM_UP_ROUNDS = 60;
const ROUNDS = 200;

const NOW = new Date('2026-03-04T05:06:07Z');

const session = (round: number): string =>
  document(
    { Effect: 'Allow', NotAction: ['billing:*', 'support:*'], Resource: '*', Sid: `Round${round}` },
    { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::audit-*' },
  );

/** The kinds of role that cost most, each in its own way. */
const ROLES = {
  'ten managed policies': (round, size) => ({
    identity: tenManaged(round, size),
    boundary: [boundary(round)],
    session: [session(round)],
  }),
  'ten managed policies and full admin': (round, size) => ({
    identity: [...tenManaged(round, size).slice(1), document(allow('*', '*', { Sid: `Round${round}` }))],
    boundary: [boundary(round)],
    session: [session(round)],
  }),
  'ten managed policies and everything under a condition': (round, size) => ({
    identity: [
      ...tenManaged(round, size).slice(1),
      document(
        allow('*', '*', {
          Sid: `Round${round}`,
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        }),
      ),
    ],
    boundary: [boundary(round)],
    session: [session(round)],
  }),
  'ten managed policies, URL-encoded, one unreadable': (round, size) => ({
    identity: [...tenManaged(round, size).slice(1).map(encodeURIComponent), undefined],
    boundary: [encodeURIComponent(boundary(round))],
    session: [session(round)],
  }),
} satisfies Readonly<Record<string, (round: number, size: Size) => PolicyLayers>>;

/** Milliseconds of CPU that something takes. */
const costOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const examine = (layers: PolicyLayers): PowerVerdict =>
  powerOf(layers, { partition: 'aws', account: ACCOUNT, roleArn: ROLE_ARN, now: NOW });

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Milliseconds of CPU, ascending. */
interface Costs {
  readonly own: readonly number[];
  /** Of the reference load in the same rounds. */
  readonly reference: readonly number[];
}

const ascending = (costs: readonly number[]): readonly number[] => [...costs].sort((a, b) => a - b);

/** Each round does the reference load too, so that whatever slows the machine down slows both. */
const measure = (make: (round: number) => PolicyLayers): Costs => {
  const own: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const layers = make(round);
    const [mine, theirs] = [costOf(() => examine(layers)), costOf(referenceLoad)];
    if (round < WARM_UP_ROUNDS) continue;
    own.push(mine);
    reference.push(theirs);
  }
  return { own: ascending(own), reference: ascending(reference) };
};

const medianOf = (costs: readonly number[]): number => quantile(costs, 0.5);

/** The median in reference loads: of these costs' own rounds, or of more of them. */
const ratioOf = ({ own, reference }: Costs, references = reference): number =>
  medianOf(own) / medianOf(references);

const inWords = (costs: Costs): string =>
  `median ${medianOf(costs.own).toFixed(2)} ms, p95 ${quantile(costs.own, 0.95).toFixed(2)} ms, ${ratioOf(costs).toFixed(2)} reference loads`;

const kilobytes = (size: Size): string => (tenManaged(0, size).join('').length / 1024).toFixed(0);

print(
  `${CAPABILITIES.length} rows, 3 layers, ${kilobytes('usual')} KB of identity policies; budget ${BUDGET} reference loads a role, ${BUDGET_UNREAD} where one policy is unread`,
);
const kinds = Object.entries(ROLES);
const EXTRAORDINARY = 'ten managed policies and everything under a condition';
const measured = kinds
  .filter(([name]) => name !== EXTRAORDINARY)
  .map(([name, make]) => {
    const costs = measure((round) => make(round, 'usual'));
    print(`     ${name}: ${inWords(costs)}`);
    return { name, costs };
  });
// The engine compiles the reference load anew now and then, and of one kind's rounds a whole half may come out slower.
const references = ascending(measured.flatMap(({ costs }) => costs.reference));
const usual = measured.map(({ name, costs }) =>
  tell({
    name: `a role of ${name}, in reference loads`,
    value: ratioOf(costs, references),
    unit: '',
    bar: name.includes('unreadable') ? BUDGET_UNREAD : BUDGET,
  }),
);
print(`for information, where every statement has a condition:`);
print(`     ${EXTRAORDINARY}: ${inWords(measure((round) => ROLES[EXTRAORDINARY](round, 'usual')))}`);
print(`for information, with policies at the size limit of IAM (${kilobytes('largest')} KB):`);
for (const [name, make] of kinds)
  print(`     ${name}: ${inWords(measure((round) => make(round, 'largest')))}`);
process.exitCode = usual.every(isWithin) ? 0 : 1;
