import { clean, cut } from './plain';
import type { Alert } from './schema';

/**
 * The alert as a finding of AWS Security Hub (AWS Security Finding Format). Every text is cut to what the format takes.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
export interface SecurityFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Types: readonly string[];
  readonly CreatedAt: string;
  readonly FirstObservedAt: string;
  readonly UpdatedAt: string;
  readonly LastObservedAt: string;
  readonly Severity: FindingSeverity;
  /** What providers bring up to date: an update changes neither `Severity` nor `Types`. */
  readonly FindingProviderFields: {
    readonly Severity: Omit<FindingSeverity, 'Normalized'>;
    readonly Types: readonly string[];
  };
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly FindingResource[];
  readonly RecordState: 'ACTIVE';
}

interface FindingSeverity {
  readonly Label: string;
  /** 0 to 100; Elastic's scores lie within the ranges of the labels. */
  readonly Normalized: number;
  readonly Original: string;
}

interface FindingResource {
  readonly Type: string;
  readonly Id: string;
  readonly Partition?: string;
  readonly Region: string;
  readonly Details?: { readonly Other: Readonly<Record<string, string>> };
}

/**
 * Where findings are imported. Security Hub takes from an account its own findings only, by its product of the Region: so
 * a finding about another account's profile is the home account's, and names that account and its resources.
 */
export interface HomeOfFindings {
  /** The account's default product. */
  readonly productArn: string;
  readonly account: string;
}

/** Characters of each text, and entries of each list. */
const MAX = {
  id: 512,
  title: 256,
  description: 1024,
  remediation: 512,
  field: 2048,
  other: 1023,
  resources: 32,
} as const;

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types */
const TTPS: readonly string[] = [
  'Initial Access',
  'Execution',
  'Persistence',
  'Privilege Escalation',
  'Defense Evasion',
  'Credential Access',
  'Discovery',
  'Lateral Movement',
  'Collection',
  'Command and Control',
];

/** The partitions that the format knows. */
const PARTITIONS: readonly string[] = ['aws', 'aws-cn', 'aws-us-gov'];

const PRODUCT_NAME = 'Roles Anywhere profile alerts';
const GENERATOR = 'rolesanywhere-profile-alert';

const line = (text: string, max: number): string => clean(text, max) || 'unknown';

const typesOf = ({ rule }: Alert): readonly string[] => {
  const tactics = new Set(['Persistence', ...rule.mitre.map(({ tactic }) => tactic.replace(/^TA\d+ /, ''))]);
  return TTPS.filter((ttp) => tactics.has(ttp)).map((ttp) => `TTPs/${ttp}`);
};

/** Letters that every id takes; CloudTrail's event ids are UUIDs. */
const idOf = ({ alertId, account, region }: Alert): string =>
  cut(
    [GENERATOR, region, account.id, alertId].map((part) => part.replace(/[^\w.-]/g, '_')).join('/'),
    MAX.id,
    '',
  );

const resourcesOf = (alert: Alert): readonly FindingResource[] => {
  const place = {
    ...(PARTITIONS.includes(alert.partition) ? { Partition: alert.partition } : {}),
    Region: line(alert.region, 64),
  };
  const account = { Type: 'AwsAccount', Id: `AWS::::Account:${line(alert.account.id, 64)}`, ...place };
  const profile: FindingResource = {
    Type: 'Other',
    Id: alert.profile.arn ?? '',
    ...place,
    Details: {
      Other: {
        kind: 'AWS::RolesAnywhere::Profile',
        name: line(alert.profile.name, MAX.other),
        settings: line(alert.profile.description, MAX.other),
      },
    },
  };
  const { subject } = alert.event;
  // A change of a trust anchor or a role is about that, whatever profile it opens.
  const changed: readonly FindingResource[] =
    subject.type === 'profile'
      ? []
      : [
          {
            Type: 'Other',
            Id: subject.arn ?? '',
            ...place,
            Details: { Other: { kind: subject.type, name: line(subject.name, MAX.other) } },
          },
        ];
  const roles = alert.roles.map(({ arn }): FindingResource => ({ Type: 'AwsIamRole', Id: arn, ...place }));
  const anchors = alert.trustAnchors
    .filter(({ suspicious }) => suspicious)
    .map(
      ({ arn, name }): FindingResource => ({
        Type: 'Other',
        Id: arn,
        ...place,
        Details: { Other: { kind: 'AWS::RolesAnywhere::TrustAnchor', name: line(name, MAX.other) } },
      }),
    );
  // An id that is cut is another's: what is too long is left out, and so is what only looks like an ARN.
  const named = [...changed, profile, ...anchors, ...roles].filter(
    ({ Id }, index, all) =>
      Id.length <= MAX.id && /^[\x21-\x7e]+$/.test(Id) && all.findIndex((other) => other.Id === Id) === index,
  );
  return (named.length > 0 ? named : [account]).slice(0, MAX.resources);
};

const remediationOf = ({ response, decision }: Alert): SecurityFinding['Remediation']['Recommendation'] => {
  const stop = response.commands.find(({ step }) => step === 'stop')?.command;
  const text = stop === undefined ? decision : `Unless this was planned: ${stop}`;
  const url = response.runbook ?? response.links[0]?.url;
  return {
    // A command that is cut does something else.
    Text:
      text.length > MAX.remediation || clean(text, MAX.remediation) !== text
        ? line(decision, MAX.remediation)
        : text,
    ...(url === undefined ? {} : { Url: url }),
  };
};

const fieldsOf = (alert: Alert): Readonly<Record<string, string>> => {
  const fields: Readonly<Record<string, string | undefined>> = {
    AlertId: alert.alertId,
    Kind: alert.event.kind,
    Disposition: alert.disposition,
    Containment: alert.containment?.outcome,
    RiskScore: String(alert.riskScore),
    Account: alert.account.id,
    Region: alert.region,
    Profile: alert.profile.name,
    Actor: alert.actor.arn,
    Source: alert.source.description,
    Findings: alert.findings.map(({ id }) => id).join(', '),
    NotRead: alert.unknowns.map(({ what }) => what).join('; '),
    ExpectedBecause: alert.expectedBy?.reason,
    Changed: alert.update?.changed.join('; '),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value ? [[key, line(value, MAX.field)]] : [])),
  );
};

/** The finding that an alert is. Its second look's has the same id, and is newer. */
export const findingFrom = (alert: Alert, { productArn, account }: HomeOfFindings): SecurityFinding => {
  const severity = { Label: alert.severity.toUpperCase(), Original: alert.severity };
  const types = typesOf(alert);
  // A record may lack its time; the format does not.
  const happenedAt = Number.isNaN(Date.parse(alert.eventTime)) ? alert.triagedAt : alert.eventTime;
  const description = [
    ...(alert.containment === undefined ? [] : [`${alert.containment.said}.`]),
    `${alert.decision} ${alert.because}.`,
    `Actor: ${alert.actor.description}. From: ${alert.source.description}.`,
  ].join(' ');
  return {
    SchemaVersion: '2018-10-08',
    Id: idOf(alert),
    ProductArn: productArn,
    ProductName: PRODUCT_NAME,
    GeneratorId: `${GENERATOR}/${alert.rule.id}`,
    AwsAccountId: account,
    Types: types,
    CreatedAt: happenedAt,
    FirstObservedAt: happenedAt,
    UpdatedAt: alert.triagedAt,
    LastObservedAt: alert.triagedAt,
    Severity: { ...severity, Normalized: alert.riskScore },
    FindingProviderFields: { Severity: severity, Types: types },
    Title: line(alert.title, MAX.title),
    Description: line(description, MAX.description),
    Remediation: { Recommendation: remediationOf(alert) },
    ProductFields: fieldsOf(alert),
    Resources: resourcesOf(alert),
    RecordState: 'ACTIVE',
  };
};
