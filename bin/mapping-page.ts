/** Writes docs/mapping.md: where the machine JSON's fields go in ECS and in an OCSF Detection Finding. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../lambda/assess/severity';
import { code, codes, table } from './markdown';

export const MAPPING_PAGE = join(__dirname, '..', 'docs', 'mapping.md');

/** A field of the machine JSON, and its fields in each of the two; entries of a list are meant where it is one. */
export interface Mapping {
  readonly field: string;
  readonly ecs: readonly string[];
  readonly ocsf: readonly string[];
}

const to = (field: string, ecs: readonly string[], ocsf: readonly string[]): Mapping => ({
  field,
  ecs,
  ocsf,
});

/** Field by field. A field that is not here stays as it is: `KEPT` says where. */
export const MAPPINGS: readonly Mapping[] = [
  to('alertId', ['event.id'], ['finding_info.uid']),
  to('eventTime', ['@timestamp'], ['time', 'finding_info.first_seen_time']),
  to('triagedAt', ['event.created'], ['finding_info.created_time']),
  to('severity', ['labels'], ['severity', 'severity_id']),
  to('riskScore', ['event.risk_score', 'event.severity'], ['risk_score']),
  to('disposition', ['labels'], []),
  to('thread', [], ['metadata.correlation_uid']),
  to('title', ['message'], ['finding_info.title', 'message']),
  to('decision', [], ['finding_info.desc']),
  to('because', ['event.reason'], ['risk_details']),
  to('event.name', ['event.action'], ['evidences.api.operation']),
  to('account.id', ['cloud.account.id'], ['cloud.account.uid']),
  to('account.alias', ['cloud.account.name'], ['cloud.account.name']),
  to('region', ['cloud.region'], ['cloud.region']),
  to('partition', [], ['cloud.cloud_partition']),
  to('actor.arn', ['user.id'], ['evidences.actor.user.uid']),
  to('actor.name', ['user.name', 'related.user'], ['evidences.actor.user.name']),
  to('actor.type', [], ['evidences.actor.user.type']),
  to('actor.accountId', [], ['evidences.actor.user.account.uid']),
  to('actor.accessKeyId', [], ['evidences.actor.user.credential_uid']),
  to('actor.mfa', [], ['evidences.actor.session.is_mfa']),
  to('actor.sessionIssuerArn', [], ['evidences.actor.session.issuer']),
  to('actor.sessionName', [], ['evidences.actor.session.uid']),
  to('actor.sessionCreatedAt', [], ['evidences.actor.session.created_time']),
  to('actor.invokedBy', [], ['evidences.actor.invoked_by']),
  to('source.ip', ['source.ip', 'source.address', 'related.ip'], ['evidences.src_endpoint.ip']),
  to('source.service', ['source.address'], ['evidences.src_endpoint.svc_name']),
  to('source.country', ['source.geo.country_iso_code'], ['evidences.src_endpoint.location.country']),
  to('source.userAgent', ['user_agent.original'], ['evidences.http_request.user_agent']),
  to('source.client.name', ['user_agent.name'], []),
  to('profile.arn', [], ['resources.uid']),
  to('profile.name', [], ['resources.name']),
  to('roles.arn', [], ['resources.uid']),
  to('findings.techniques', ['threat.technique.id'], ['finding_info.attacks.technique.uid']),
  to('rule.name', ['rule.name'], ['finding_info.analytic.name']),
  to('rule.id', ['rule.id'], ['finding_info.analytic.uid']),
  to('rule.references', ['rule.reference'], []),
  to('rule.mitre.tactic', ['threat.tactic.name'], ['finding_info.attacks.tactic.name']),
  to('rule.mitre.technique', ['threat.technique.id'], ['finding_info.attacks.technique.uid']),
  to('rule.mitre.name', ['threat.technique.name'], ['finding_info.attacks.technique.name']),
  to('rule.mitre.url', ['threat.technique.reference'], ['finding_info.attacks.technique.src_url']),
  to('response.commands.purpose', [], ['remediation.desc']),
  to('response.runbook', ['event.reference'], ['remediation.references']),
  to('response.links.url', ['event.url'], ['finding_info.src_url']),
];

/** Fields that neither of the two has a place for, as a whole, and why they are worth keeping. */
export const KEPT: Readonly<Record<string, string>> = {
  schemaVersion: 'which fields to expect',
  action: 'what a person should do',
  urgent: 'whether to wake somebody',
  claim: 'what the profile amounts to',
  expectedBy: 'the allow-list entry',
  looksAgainAt: 'when an update may follow',
  update: 'what the first alert did not know',
  burst: 'which like profile was first',
  firstUse: 'the certificate that has used the profile, and its session',
  rolesKnown: 'whether the roles are known',
  roles: 'what each role can do, and who can reach it',
  containment: 'what the function did about it by itself',
  trustAnchor: 'the trust anchor that was changed, as it is now',
  concerned: 'which profiles and roles a change of something else leads to',
  together: 'what the roles can do together',
  trustAnchors: 'which CAs let somebody in',
  trustAnchorsUnknown: 'why they could not be listed',
  activity: 'what else the actor did',
  findings: 'what was found, each with its severity and evidence',
  unknowns: 'what could not be read',
  outOfSight: 'what no reading can show',
  omitted: 'what this copy leaves out',
};

/** Values that follow from no single field. */
export const CONSTANTS: readonly { readonly field: string; readonly value: string }[] = [
  { field: 'ecs:event.kind', value: 'alert' },
  { field: 'ecs:event.category', value: 'iam, configuration' },
  { field: 'ecs:event.type', value: 'creation (change, for whatever does not make something new)' },
  { field: 'ecs:event.outcome', value: 'success' },
  { field: 'ecs:event.provider', value: 'rolesanywhere.amazonaws.com' },
  { field: 'ecs:cloud.provider', value: 'aws' },
  { field: 'ecs:threat.framework', value: 'MITRE ATT&CK' },
  { field: 'ocsf:class_uid', value: '2004' },
  { field: 'ocsf:category_uid', value: '2' },
  { field: 'ocsf:activity_id', value: '1 (Create); 2 (Update) where `update` is there' },
  { field: 'ocsf:type_uid', value: '200401; 200402 where `update` is there' },
  { field: 'ocsf:status_id', value: '1 (New)' },
  { field: 'ocsf:is_alert', value: 'true where `urgent` is' },
  { field: 'ocsf:cloud.provider', value: 'AWS' },
  { field: 'ocsf:metadata.product.name', value: 'rolesanywhere-profile-alert' },
  { field: 'ocsf:metadata.version', value: 'the version of OCSF that is written' },
  { field: 'ocsf:resources.type', value: 'AWS::RolesAnywhere::Profile, AWS::IAM::Role' },
];

/** OCSF's `severity_id` by ours. */
export const SEVERITY_IDS: Readonly<Record<Severity, number>> = {
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

const constantsOf = (schema: string): string =>
  table(
    ['Field', 'Value'],
    CONSTANTS.filter(({ field }) => field.startsWith(`${schema}:`)).map(({ field, value }) => [
      code(field.slice(schema.length + 1)),
      value,
    ]),
  );

/** The page as it should be. */
export const mappingPage = (): string =>
  `# The machine JSON in ECS and OCSF

Where the fields of the [machine JSON](alert.schema.json) go in the Elastic Common Schema, and in a Detection Finding (class 2004)
of the Open Cybersecurity Schema Framework with its profile \`cloud\`. Nothing here is converted for you: a SIEM's own pipeline does
that. This page is made of \`bin/mapping-page.ts\` by \`npm run readme\`; a test checks each name against the published schemas
(\`test/docs/schemas\`, with version and commit), and that no field of the machine JSON is forgotten. Times are ISO 8601 in the JSON;
OCSF counts milliseconds. What is text of the event stays its caller's word in any schema: do not render it as markup.

## Field by field

Entries of a list are meant where a field is one. \`labels\` takes \`severity\` and \`disposition\` under their names.

${table(
  ['Machine JSON', 'ECS', 'OCSF Detection Finding'],
  MAPPINGS.map(({ field, ecs, ocsf }) => [code(field), codes(ecs), codes(ocsf)]),
)}

## Kept as it is

What has no place in either, or is mapped in part only: under \`rolesanywhere\` in ECS, a name of one's own, and under \`unmapped\` in
OCSF. So are the rest of \`actor\`, \`source\`, \`profile\`, \`response\` and \`rule\`.

${table(
  ['Machine JSON', 'What it tells'],
  Object.entries(KEPT).map(([field, tells]) => [code(field), tells]),
)}

## Values of one's own

ECS:

${constantsOf('ecs')}

OCSF:

${constantsOf('ocsf')}

\`severity_id\`: ${Object.entries(SEVERITY_IDS)
    .map(([severity, id]) => `${severity} ${id}`)
    .join(', ')}.
`;

if (require.main === module) writeFileSync(MAPPING_PAGE, mappingPage());
