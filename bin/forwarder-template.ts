import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../cdk.json';
import { ForwarderStack } from '../lib/forwarder-stack';

/** Where the template for stack sets is kept. */
const FILE = join(__dirname, '..', 'docs', 'forwarder.template.json');

/** Writes the forwarder's template as a file that a stack set takes: the very bytes that `cdk deploy` sends. */
const outdir = mkdtempSync(join(tmpdir(), 'forwarder-'));
const app = new App({ context, outdir });
const stack = new ForwarderStack(app, 'RolesAnywhereProfileForwarder');
const { templateFullPath } = app.synth().getStackArtifact(stack.artifactId);
writeFileSync(FILE, readFileSync(templateFullPath));
rmSync(outdir, { recursive: true });
