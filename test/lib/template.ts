/**
 * Templates as `cdk synth` makes them, but for the bundling of the code, which takes its time. Many test files look at
 * the same ones, so each is made once a run: `test/support/shared.ts` gives all of them a folder to share.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { context as flags } from '../../cdk.json';

/** The context of an app in these tests: the feature flags that are deployed with. */
export const FLAGS: Readonly<Record<string, unknown>> = flags;

/** A context that switches on everything that is off unless somebody asks for it. */
export const EVERYTHING: Readonly<Record<string, unknown>> = {
  organizationId: 'o-a1b2c3d4e5',
  memberAccounts: '444455556666',
  crossAccountRoleName: 'Reader',
  slackWorkspaceId: 'T0123456789',
  slackChannelId: 'C0123456789',
  teamsTenantId: '11111111-0000-4000-8000-000000000001',
  teamsTeamId: '22222222-0000-4000-8000-000000000002',
  teamsChannelId: '19%3aexample%40thread.tacv2',
  eventBusName: 'security-alerts',
  securityHub: true,
  weeklySweep: true,
  machinesTopic: true,
  firstUse: true,
  containAtOrAbove: 'critical',
  containmentRoleName: 'Containment',
  responderArns: 'arn:aws:iam::111122223333:role/on-call',
  slackChannels: [{ channelId: 'C9876543210', minimumSeverity: 'critical' }],
};

type Json = Record<string, unknown>;

/** Made here: only then is the stack's code loaded, which takes longer than to read a template. */
const synthesised = (context: Readonly<Record<string, unknown>>): Json => {
  const { stackOf } = require('./stack') as typeof import('./stack');
  return Template.fromStack(stackOf(context)).toJSON();
};

/** Written under another name first: another test file may look for it meanwhile. */
const keep = (file: string, template: Json): Json => {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(template));
  renameSync(`${file}.${process.pid}`, file);
  return template;
};

const jsonOf = (context: Readonly<Record<string, unknown>>): Json => {
  const folder = process.env.SHARED_BY_TESTS;
  if (folder === undefined) return synthesised(context);
  const name = createHash('sha256').update(JSON.stringify(context)).digest('hex');
  const file = join(folder, `${name}.template.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : keep(file, synthesised(context));
};

const templates = new Map<string, Template>();

/** The template of the stack with this context beside an e-mail address. */
export const templateOf = (context: Readonly<Record<string, unknown>> = {}): Template => {
  const key = JSON.stringify(context);
  const template = templates.get(key) ?? Template.fromJSON(jsonOf(context));
  templates.set(key, template);
  return template;
};

type Resource = { readonly Properties: Record<string, unknown> } & Readonly<Record<string, unknown>>;

/** The one resource of a type whose logical id begins so. */
export const resource = (template: Template, type: string, idStart = ''): { id: string } & Resource => {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(idStart));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${idStart}*`);
  return { id: only[0], ...(only[1] as Resource) };
};
