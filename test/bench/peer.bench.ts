/**
 * The evaluation of policies beside another one: iam-simulate, which is AGPL and therefore no dependency of this project.
 * The same questions about the same policies, which neither has read before, with no condition in them; and whether both
 * answer alike. iam-simulate looks each action up in AWS's reference as well, and tells of every statement why it applies.
 * Run by `npm run bench -- --peer FOLDER`, where FOLDER has it in its node_modules.
 */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { accessTo } from '../../lambda/iam/access';
import { isObject } from '../../lambda/json';
import { ACCOUNT, ROLE_ARN } from '../support/event';
import { tell } from './figures';
import { boundary, SERVICES, tenManaged } from './policies';

const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;
const PEER = '@cloud-copilot/iam-simulate';

type Simulate = (simulation: object, options: object) => Promise<unknown>;

const [folder = '.'] = process.argv.slice(2);
const peer: unknown = createRequire(join(folder, 'package.json'))(PEER);
if (!isObject(peer) || typeof peer.runSimulation !== 'function') throw new Error(`${folder} has no ${PEER}`);
const simulate = peer.runSimulation as Simulate;

interface Question {
  readonly action: string;
  readonly resource: string;
}

const ID = '0123456789abcdef0';

/** Each action that the policies name in full, on a resource that they mean and on one of another name. */
const QUESTIONS: readonly Question[] = SERVICES.flatMap(([service, resource, actions]) =>
  actions
    .filter((action) => !action.includes('*'))
    .flatMap((action) => {
      const names =
        service === 's3'
          ? [`arn:aws:s3:::team-1-${ID}`, `arn:aws:s3:::team-1-${ID}/key`, `arn:aws:s3:::other-${ID}`]
          : [`arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource.replace('*', ID)}`];
      return names.map((name) => ({ action: `${service}:${action}`, resource: name }));
    }),
);

interface Policies {
  readonly identity: readonly string[];
  readonly boundary: string;
}

const statementsOf = (policy: string): readonly Record<string, unknown>[] => JSON.parse(policy).Statement;

/** Without conditions, which depend on a request that nobody makes here. */
const policiesOf = (round: number): Policies => ({
  identity: tenManaged(round, 'usual').map((policy) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statementsOf(policy).map(({ Condition: _, ...statement }) => statement),
    }),
  ),
  boundary: JSON.stringify({
    Version: '2012-10-17',
    Statement: statementsOf(boundary(round)).filter((statement) => statement.Condition === undefined),
  }),
});

type Answer = 'allowed' | 'denied';

const own = (policies: Policies, { action, resource }: Question): Answer => {
  const { verdict } = accessTo(action, resource, {
    identity: policies.identity,
    boundary: [policies.boundary],
  });
  return verdict === 'granted' ? 'allowed' : 'denied';
};

/** What it takes as objects; reading them is part of its work as it is of ours. */
const theirs = async (policies: Policies, { action, resource }: Question): Promise<Answer | undefined> => {
  const answer = await simulate(
    {
      request: {
        principal: ROLE_ARN,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {},
      },
      identityPolicies: policies.identity.map((policy, index) => ({
        name: String(index),
        policy: JSON.parse(policy),
      })),
      permissionBoundaryPolicies: [{ name: 'boundary', policy: JSON.parse(policies.boundary) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (!isObject(answer) || answer.resultType === 'error') return undefined;
  return answer.overallResult === 'Allowed' ? 'allowed' : 'denied';
};

const cpuMsOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const main = async (): Promise<void> => {
  const first = policiesOf(0);
  const answered: { readonly question: Question; readonly alike: boolean }[] = [];
  for (const question of QUESTIONS) {
    const answer = await theirs(first, question);
    if (answer === undefined) continue;
    const ours = own(first, question);
    if (ours !== answer)
      process.stdout.write(
        `     ${question.action} on ${question.resource}: ${ours}, iam-simulate: ${answer}\n`,
      );
    answered.push({ question, alike: ours === answer });
  }
  const questions = answered.map(({ question }) => question);
  const costs: { readonly own: number; readonly theirs: number }[] = [];
  for (let round = 1; round <= WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const policies = policiesOf(round);
    const cost = {
      own: await cpuMsOf(() => questions.map((question) => own(policies, question))),
      theirs: await cpuMsOf(async () => {
        for (const question of questions) await theirs(policies, question);
      }),
    };
    if (round > WARM_UP_ROUNDS) costs.push(cost);
  }
  const microseconds = (costsMs: readonly number[]): number => (median(costsMs) / questions.length) * 1000;
  const ours = microseconds(costs.map((cost) => cost.own));
  const its = microseconds(costs.map((cost) => cost.theirs));
  const name = `a question about ten policies and a boundary (${questions.length} of them)`;
  tell({ name: `${name}, CPU`, value: ours, unit: 'µs' });
  tell({ name: `${name}, CPU of iam-simulate`, value: its, unit: 'µs' });
  tell({ name: `${name}, of iam-simulate's CPU`, value: ours / its, unit: '' });
  tell({
    name: `${name}, answered otherwise than by iam-simulate`,
    value: answered.filter(({ alike }) => !alike).length,
    unit: '',
  });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
