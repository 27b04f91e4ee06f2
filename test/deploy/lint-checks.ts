import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { PYTHON } from './moto';
import { STACK, type Stage } from './stage';

/** cfn-lint is installed beside the Python that has moto. */
const CFN_LINT = PYTHON.includes('/') ? join(dirname(PYTHON), 'cfn-lint') : 'cfn-lint';

/** Rules of cfn-lint that are left out, each with its reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  W3005: 'The CDK writes dependencies that a reference already implies; they do no harm.',
};

/** The templates as they are deployed, by the linter of CloudFormation, whose schemas are AWS's own. */
export const checkTheTemplates = async ({ checks, assembly }: Stage): Promise<void> => {
  const templates = [
    join(assembly, `${STACK}.template.json`),
    join(__dirname, '..', '..', 'docs', 'forwarder.template.json'),
  ];
  for (const template of templates) {
    await checks.that(`cfn-lint finds nothing in ${template.split('/').at(-1)}`, () => {
      const args = ['--ignore-checks', ...Object.keys(LEFT_OUT), '--template', template];
      const { status, stdout, stderr, error } = spawnSync(CFN_LINT, args, { encoding: 'utf8' });
      assert.equal(status, 0, `${stdout}${stderr}${error ?? ''}`);
    });
  }
};
