import { z } from 'zod';
import { FAULT_IDS } from './faults';

/** A policy as an object, or as the very text IAM returns where the text itself is the point (a broken one, say). */
const policyDocument = z.union([z.string(), z.record(z.string(), z.unknown())], {
  error: 'expected a policy document: an object, or its text',
});

const tag = z.strictObject({ key: z.string(), value: z.string() });

/** A role of the account, as GetRole and the lists of its policies show it. */
const role = z.strictObject({
  arn: z.string(),
  description: z.string().optional(),
  createdAt: z.string().optional(),
  /** Seconds; IAM's own default where left out. */
  maxSessionDuration: z.number().int().default(3600),
  trustPolicy: policyDocument,
  /** ARN of the permissions boundary. */
  boundary: z.string().optional(),
  /** ARNs of attached managed policies; their documents stand in `policies`. */
  attached: z.array(z.string()).default([]),
  inline: z.record(z.string(), policyDocument).default({}),
  tags: z.array(tag).default([]),
});

/** A trust anchor as ListTrustAnchors shows it. */
const trustAnchor = z.looseObject({
  trustAnchorArn: z.string(),
  trustAnchorId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  source: z.looseObject({ sourceType: z.string(), sourceData: z.record(z.string(), z.unknown()) }),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A subject as ListSubjects shows it: whose certificate was seen, and when first and last. */
const subject = z.looseObject({
  subjectArn: z.string(),
  subjectId: z.string(),
  enabled: z.boolean().default(true),
  x509Subject: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
});

/** A certificate revocation list as GetCrl shows it. */
const crl = z.looseObject({ crlId: z.string(), crlArn: z.string(), enabled: z.boolean() });

/** What GetProfile shows, where it differs from what the event under triage shows of the same profile. */
const profile = z.looseObject({ profileId: z.string() });

/** A CloudTrail record that LookupEvents finds. What it leaves out is taken from the event under triage. */
const trailRecord = z.looseObject({
  eventTime: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  /** When LookupEvents shows it at the earliest; CloudTrail lags by minutes. At once where left out. */
  visibleAfter: z.string().optional(),
});

/** What goes wrong. Without an error the answer is right, only late. */
const fault = z.strictObject({
  /** "iam:GetRole", "iam:*" or "*". */
  operation: z
    .string()
    .regex(/^(\*|[a-z]+:(\*|[A-Za-z]+))$/, 'expected "service:Operation", "service:*" or "*"'),
  error: z.enum(FAULT_IDS).optional(),
  /** How often; always where left out. */
  times: z.number().int().positive().optional(),
  /** Milliseconds before the answer. */
  delayMs: z.number().int().nonnegative().optional(),
});

/** What the scenario's alert must be; compared by the tests with what the triage makes of it. */
const expectation = z.strictObject({
  severity: z.enum(['informational', 'low', 'medium', 'high', 'critical']),
  disposition: z.enum(['unexpected', 'expected']),
  /** Ids of the findings, in any order. */
  findings: z.array(z.string()),
});

/**
 * The AWS that one event is triaged in: what each service answers, in the services' own words. Every text may hold
 * placeholders, which the event under triage fills.
 * @see README.md beside this file
 */
export const scenarioSchema = z.strictObject({
  /** One line: the story. */
  description: z.string().min(1),
  /** The CloudTrail record of the change that is triaged unless another is given. */
  event: z.record(z.string(), z.unknown()).optional(),
  expect: expectation.optional(),
  /** What the update of the second look must be; none where left out. */
  expectUpdate: expectation.optional(),
  /** Settings of the installation, as far as they are not the defaults. */
  settings: z.record(z.string(), z.unknown()).default({}),
  accountAlias: z.string().optional(),
  /** Whose account GetCallerIdentity answers with, where it is not the one of the profile. */
  callerAccount: z.string().optional(),
  profiles: z.array(profile).default([]),
  /** Tags by the ARN of what bears them. */
  tags: z.record(z.string(), z.array(tag)).default({}),
  trustAnchors: z.array(trustAnchor).default([]),
  crls: z.array(crl).default([]),
  /** Whose certificates Roles Anywhere has seen. */
  subjects: z.array(subject).default([]),
  roles: z.array(role).default([]),
  /** Documents of managed policies by ARN. */
  policies: z.record(z.string(), policyDocument).default({}),
  trail: z.array(trailRecord).default([]),
  faults: z.array(fault).default([]),
  /** Where the event is a session: what the installation remembers. Nothing is remembered where left out. */
  firstUse: z
    .strictObject({
      /** The alert about the profile that the session is of; absent where there was none. */
      alert: z.strictObject({ alertId: z.string(), severity: z.string(), at: z.string() }).optional(),
      /** Whether the certificate was told of before. */
      told: z.boolean().default(false),
    })
    .optional(),
  /** True where there must be no alert. */
  expectNothing: z.literal(true).optional(),
  /**
   * Countries of addresses, ISO 3166-1 alpha-2. The addresses set apart for documentation are in no country; here a
   * story can give them one.
   */
  countries: z.record(z.string(), z.string()).default({}),
});

export type Scenario = Readonly<z.infer<typeof scenarioSchema>>;
export type ScenarioRole = Scenario['roles'][number];
export type ScenarioPolicy = z.infer<typeof policyDocument>;
export type Fault = Scenario['faults'][number];
