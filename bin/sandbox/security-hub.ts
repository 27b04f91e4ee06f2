import { z } from 'zod';
import { AwsError, jsonAnswer, type SandboxService } from './wire';

/**
 * A finding as Security Hub takes it: its own limits, of the fields that findings here have.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
const text = (max: number) => z.string().min(1).max(max).regex(/\S/);
const time = z.iso.datetime();
const LABELS = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
/** The most that a label's normalised severity is. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html */
const RANGES: Readonly<Record<(typeof LABELS)[number], readonly [from: number, to: number]>> = {
  INFORMATIONAL: [0, 0],
  LOW: [1, 39],
  MEDIUM: [40, 69],
  HIGH: [70, 89],
  CRITICAL: [90, 100],
};
/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types */
const TYPE =
  /^TTPs\/(Initial Access|Execution|Persistence|Privilege Escalation|Defense Evasion|Credential Access|Discovery|Lateral Movement|Collection|Command and Control)$/;
const types = z.array(z.string().regex(TYPE)).min(1).max(50);

const finding = z.strictObject({
  SchemaVersion: z.literal('2018-10-08'),
  Id: text(512),
  ProductArn: z
    .string()
    .regex(/^arn:(aws|aws-cn|aws-us-gov):securityhub:[a-z0-9-]+:(\d{12}):product\/\2\/default$/),
  ProductName: text(128),
  GeneratorId: text(512),
  AwsAccountId: z.string().regex(/^\d{12}$/),
  Types: types,
  CreatedAt: time,
  FirstObservedAt: time,
  UpdatedAt: time,
  LastObservedAt: time,
  Severity: z
    .strictObject({ Label: z.enum(LABELS), Normalized: z.number().int(), Original: text(64) })
    .refine(({ Label, Normalized }) => RANGES[Label][0] <= Normalized && Normalized <= RANGES[Label][1]),
  FindingProviderFields: z.strictObject({
    Severity: z.strictObject({ Label: z.enum(LABELS), Original: text(64) }),
    Types: types,
  }),
  Title: text(256),
  Description: text(1024),
  Remediation: z.strictObject({
    Recommendation: z.strictObject({ Text: text(512), Url: z.url().optional() }),
  }),
  ProductFields: z
    .record(text(128), text(2048))
    .refine(
      (fields) => Object.keys(fields).length <= 50 && !Object.keys(fields).some((key) => /^aws\//i.test(key)),
    ),
  Resources: z
    .array(
      z.strictObject({
        Type: z.enum(['Other', 'AwsIamRole', 'AwsAccount']),
        Id: text(512),
        Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
        Region: z.string(),
        Details: z.strictObject({ Other: z.record(text(127), text(1023)) }).optional(),
      }),
    )
    .min(1)
    .max(32),
  RecordState: z.enum(['ACTIVE', 'ARCHIVED']),
});

/** A finding that was imported. */
export type ImportedFinding = z.infer<typeof finding>;

/** Bytes of one finding. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
const MAX_BYTES = 240 * 1024;

/** What is wrong with a finding, one line; `undefined` where Security Hub takes it. */
export const refusalOf = (given: unknown): string | undefined => {
  if (Buffer.byteLength(JSON.stringify(given)) > MAX_BYTES) return 'The finding is larger than 240 KB.';
  const { error } = finding.safeParse(given);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
};

/** Security Hub: takes the findings that its format allows. One with a known id takes the place of the older. */
export const securityHubService = (findings: ImportedFinding[]): SandboxService => ({
  name: 'securityhub',
  operationOf: ({ method, path }) =>
    method === 'POST' && path === '/findings/import' ? 'BatchImportFindings' : undefined,
  operations: {
    BatchImportFindings: ({ body, region }) => {
      const { Findings: given }: { readonly Findings?: unknown } = JSON.parse(body);
      if (!Array.isArray(given) || given.length === 0 || given.length > 100)
        throw new AwsError('InvalidInputException', 400, 'Findings: from 1 to 100');
      const failed = given.flatMap((each) => {
        const refusal = refusalOf(each) ?? otherRegion(each, region);
        if (refusal !== undefined)
          return [{ Id: String(each?.Id), ErrorCode: 'InvalidInput', ErrorMessage: refusal }];
        const known = findings.findIndex(({ Id }) => Id === each.Id);
        if (known < 0) findings.push(each);
        else if (Date.parse(findings[known]?.UpdatedAt ?? '') <= Date.parse(each.UpdatedAt))
          findings[known] = each;
        return [];
      });
      return jsonAnswer(200, 'application/json', {
        FailedCount: failed.length,
        SuccessCount: given.length - failed.length,
        FailedFindings: failed,
      });
    },
  },
  failed: ({ code, status, message }) =>
    jsonAnswer(status, 'application/json', { message }, { 'x-amzn-errortype': code }),
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/CommonErrors.html
  faults: {
    AccessDenied: { code: 'AccessDeniedException', status: 403 },
    Throttling: { code: 'TooManyRequestsException', status: 429 },
    NotFound: { code: 'InvalidAccessException', status: 401 },
    ServiceFailure: { code: 'InternalException', status: 500 },
    ExpiredToken: { code: 'ExpiredTokenException', status: 403 },
    UnknownKey: { code: 'UnrecognizedClientException', status: 403 },
    WrongSignature: { code: 'InvalidSignatureException', status: 403 },
  },
});

/** A product of another Region is not this one's. */
const otherRegion = ({ ProductArn }: ImportedFinding, region: string): string | undefined =>
  ProductArn.split(':')[3] === region ? undefined : 'ProductArn: of another Region';
