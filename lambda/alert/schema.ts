import { z } from 'zod';
import type { AdvisedAction } from '../assess/assessment';
import { QUESTIONS } from '../assess/questions';
import { SEVERITIES } from '../assess/severity';
import type { SubjectType } from '../event/kinds/kind';
import { POWERS } from '../iam/levels';
import { stepNames } from './steps';

/**
 * The alert as one document: the machine JSON, the source of every channel's text, and (through
 * `z.toJSONSchema`) the JSON Schema in the repository. Fields may be added; these keep name and meaning.
 * Texts of the event are kept raw here: each channel escapes them for its own readers.
 */

const severity = z.enum(SEVERITIES);
const power = z.enum([...POWERS, 'unknown']);
const time = z.string().describe('ISO 8601');
const count = z.object({
  count: z.number().int().min(0),
  atLeast: z.boolean().describe('There may be more: reading stopped at a limit'),
});

const trailEvent = z.object({
  time,
  region: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  by: z.string().describe("Who made the call: 'the same key', 'the same actor', or another actor's ARN"),
  targets: z.array(z.string()),
  errorCode: z.string().optional().describe('Present where the call failed'),
});

const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  selfSigned: z.boolean(),
  ca: z.boolean(),
  notBefore: time,
  notAfter: time,
  key: z.string(),
  publicKeySha256: z
    .string()
    .optional()
    .describe('Of the SubjectPublicKeyInfo in DER, lower-case hex: the same in every certificate of the key'),
  sha256: z.string(),
  serialNumber: z.string(),
});

const capability = z.object({
  id: z.string(),
  kind: z.string(),
  level: z.enum(POWERS).describe('The power a role has that is granted it'),
  phrase: z.string().describe('What its holder can do, a verb phrase'),
  verdict: z.enum(['granted', 'conditional']),
  scope: z.enum(['some', 'all']),
  actions: z.array(z.string()),
  statements: z.array(z.string()).describe('The policy statements that grant it, in words'),
  conditionKeys: z.array(z.string()),
  technique: z.string().describe('The ATT&CK technique that it serves, v19'),
  opensAt: z.string().optional().describe('ISO 8601: not allowed yet, but from this date on'),
});

const reach = z.object({
  verdict: z.enum(['granted', 'conditional']),
  all: z.boolean().describe('Every role of the account'),
  arns: z.array(z.string()),
  patterns: z.array(z.string()).describe('ARNs with wildcards or policy variables, as policies write them'),
  more: z.number().int().min(0).describe('ARNs and patterns that are not listed'),
  services: z.array(z.string()).describe('To which services; empty where to any'),
});

const role = z.object({
  arn: z.string(),
  state: z.enum(['found', 'missing', 'other-account', 'not-examined', 'unreadable']),
  summary: z.string().describe('One line for people'),
  power: power.describe('What is certain'),
  possiblePower: z.enum(POWERS).describe('What cannot be ruled out'),
  dangerous: z.boolean().describe('Sensitive or worse, or not ruled out to be'),
  capabilities: z.array(capability),
  passable: reach.optional().describe('Roles it can hand to services (iam:PassRole)'),
  assumable: reach.optional().describe('Roles it can assume, where those let it in'),
  reached: z
    .array(
      z.object({
        arn: z.string(),
        how: z.enum(['pass', 'assume']),
        power: power.describe('What is certain, by its own policies'),
        possiblePower: z.enum(POWERS).describe('What cannot be ruled out'),
        letsIn: z
          .enum(['yes', 'maybe', 'no'])
          .optional()
          .describe('Whether its trust policy lets the role in'),
        unknowns: z.array(z.string()),
      }),
    )
    .describe('Those of the roles it can pass or assume that policies name and that lead to admin, or may'),
  trust: z.enum(['any-anchor', 'any-anchor-matching-certificate', 'pinned', 'unusable', 'unknown']),
  reachableFrom: z.array(z.string()).describe('Trust-anchor ARNs'),
  pinnedTo: z.array(z.string()).describe('Trust-anchor ARNs or patterns the trust policy names'),
  otherPrincipals: z.array(
    z.object({
      kind: z.string(),
      principal: z.string(),
      external: z.boolean(),
      conditional: z.boolean(),
      opensTo: z
        .enum(['everyone', 'organization'])
        .optional()
        .describe('Whom an identity provider lets in where no condition names anybody'),
      provider: z.string().optional().describe('The shared identity provider, by its name'),
    }),
  ),
  usableNow: z.enum(['yes', 'no', 'unknown']),
  usableBecause: z.string(),
  maxSessionSeconds: z.number().int().nullable().describe('The longest session the role itself allows'),
  sessionSeconds: z
    .number()
    .int()
    .nullable()
    .describe("The longest session through this profile: the shorter of the profile's and the role's"),
  unknowns: z.array(z.string()),
});

const trustAnchor = z.object({
  arn: z.string(),
  id: z.string(),
  name: z.string(),
  summary: z.string().describe('One line for people'),
  suspicious: z.boolean().describe('Usable, on an outside CA, unapproved, and new or off an approved list'),
  enabled: z.boolean().nullable(),
  sourceType: z.string(),
  acmPcaArn: z.string().optional(),
  certificates: z.array(certificate),
  certificatesUnknown: z.string().optional().describe('Why the certificates could not be read'),
  createdAt: time.optional(),
  updatedAt: time.optional(),
  aliasName: z.string().optional(),
  crlDpRevocationEnabled: z
    .boolean()
    .optional()
    .describe(
      "Whether revoked certificates are refused by the CA's own lists; absent where AWS does not say",
    ),
  publishedBy: z.string().optional().describe('Who has published the private key of its CA'),
  approved: z.boolean().optional().describe('Absent where no approved list is set'),
  changes: z
    .array(
      z.object({
        time,
        eventName: z.string(),
        by: z.string().describe("'the same key', 'the same actor', or another actor's ARN"),
        errorCode: z.string().optional().describe('Present where the call failed'),
      }),
    )
    .describe('Who created or changed it within the window'),
});

const SUBJECTS: readonly [SubjectType, ...SubjectType[]] = ['profile', 'trust-anchor', 'crl', 'role'];

const ACTIONS = [
  'act-now',
  'check-now',
  'check-today',
  'nothing-if-planned',
  'nothing',
  'check-although-expected',
] as const satisfies readonly AdvisedAction[];

export const alertSchema = z
  .object({
    schemaVersion: z.literal('1.1'),
    alertId: z.string().describe('The CloudTrail eventID; the same event delivered twice has the same id'),
    eventTime: time,
    triagedAt: time,
    severity,
    riskScore: z.number().int().min(0).max(99).describe("Elastic's scale"),
    disposition: z.enum(['unexpected', 'expected']),
    action: z
      .enum(ACTIONS)
      .describe('What a person should do; "nothing" only where an entry vouches for all that was found'),
    urgent: z.boolean().describe('Whether the commands should be run at once'),
    event: z
      .object({
        kind: z.string().describe('The kind of change'),
        name: z.string().describe('The operation, as CloudTrail names it'),
        subject: z
          .object({ type: z.enum(SUBJECTS), name: z.string(), arn: z.string().nullable() })
          .describe('What was changed'),
        summary: z.string().describe('What it is set to, or what was done to it, in a line'),
        words: z
          .object({
            title: z.string(),
            short: z.string(),
            noun: z.string(),
            done: z.string(),
            once: z.string(),
          })
          .describe('The kind of change in words'),
        summaries: z
          .array(z.string())
          .describe('What was done and what it comes to, in a few words, the longer first'),
      })
      .describe('What the alert is about'),
    title: z.string(),
    claim: z.string().describe("What the profile amounts to, in a few words: 'can become admin'"),
    decision: z.string().describe('What to do, and why, one or two sentences'),
    because: z.string().describe('Why the severity is what it is'),
    expectedBy: z
      .object({
        principal: z.string(),
        reason: z.string(),
        expires: z.string().optional(),
        weak: z.boolean().describe('The entry pins no narrow network, no client and no Region'),
        unvouched: z
          .array(z.string())
          .describe('Ids of the findings that no entry, or not this one, can excuse'),
      })
      .optional(),
    looksAgainAt: time.optional().describe('When the change is looked at again; absent where it is not'),
    update: z
      .object({
        of: z.string().describe('The alertId of the first alert, which is this one too'),
        changed: z.array(z.string()).describe('What the first alert did not know, one sentence each'),
        severityBefore: severity,
        dispositionBefore: z.enum(['unexpected', 'expected']),
      })
      .optional()
      .describe('Only where the second look at a change has something to tell'),
    burst: z
      .object({
        nth: z
          .number()
          .int()
          .min(2)
          .describe('Which of the like profiles it is, in the order of their making'),
        first: z
          .object({
            name: z.string(),
            id: z.string().nullable(),
            arn: z.string().nullable(),
            createdAt: time,
          })
          .describe('The first of them, whose alert tells the same in full'),
      })
      .optional()
      .describe(
        'One of several profiles that the same maker made within ten minutes, with the same roles and settings; nothing found is worse than the first',
      ),
    thread: z
      .string()
      .describe('The same for alerts that belong together: those of a burst, and each with its update'),
    containment: z
      .object({
        outcome: z
          .enum(['disabled', 'already-disabled', 'failed', 'not-known', 'not-done'])
          .describe('Of the profile; not-known: it was asked for, and AWS did not answer in time'),
        said: z.string().describe('What was done, or why nothing was'),
        undo: z.string().optional().describe('The command that enables the profile again, for a POSIX shell'),
      })
      .optional()
      .describe('Automatic containment; only where it is switched on, for an alert of its severity'),
    firstUse: z
      .object({
        certificate: z
          .object({
            subject: z.string().optional(),
            issuer: z.string().optional(),
            serial: z.string().optional().describe('In hexadecimal, lower case'),
            sha256: z.string().optional().describe('Pairs of hexadecimal digits joined by colons'),
            notBefore: z.string().optional(),
            notAfter: z.string().optional(),
          })
          .describe('As far as the record shows it'),
        roleArn: z.string().nullable(),
        trustAnchorArn: z.string().nullable(),
        sessionName: z.string().optional().describe("The certificate's serial, unless names are accepted"),
        accessKeyId: z.string().optional().describe('Of the credentials that were handed out'),
        expires: z.string().optional(),
        alertId: z.string().optional().describe('Of the alert about the profile; absent where not known'),
        severity: z.string().optional().describe('Of that alert'),
        certificatesTold: z
          .number()
          .int()
          .optional()
          .describe('Present where no alert follows about a further certificate of the profile'),
      })
      .optional()
      .describe('Only where a certificate has used a profile that an alert was about'),
    account: z.object({ id: z.string(), alias: z.string().optional() }),
    region: z.string(),
    partition: z.string(),
    actor: z.object({
      type: z.string().describe("CloudTrail's userIdentity.type"),
      kind: z.string(),
      arn: z.string(),
      name: z.string().describe("Who, in a few words: 'IAM user alice'"),
      description: z.string().describe('One line for people'),
      accountId: z.string().optional(),
      userName: z.string().optional(),
      accessKeyId: z.string().optional(),
      longLivedKey: z.boolean().optional(),
      mfa: z.boolean().optional(),
      sessionIssuerArn: z.string().optional(),
      sessionName: z.string().optional(),
      sessionCreatedAt: time.optional(),
      invokedBy: z.string().optional(),
      onBehalfOf: z.string().optional(),
      delegateAccount: z.string().optional().describe("The product provider's account"),
      identityStoreArn: z.string().optional(),
      credentialId: z.string().optional(),
      identityProvider: z.string().optional(),
      identityClaims: z.string().optional().describe('What the provider said of the caller'),
      sourceIdentity: z.string().optional(),
      certificate: z
        .object({ serial: z.string(), subject: z.string() })
        .optional()
        .describe('Of a session that, by its names, came in through IAM Roles Anywhere'),
      assumedRoot: z.boolean().optional(),
      issuedTo: z
        .object({ kind: z.string(), name: z.string(), metadataService: z.string().optional() })
        .optional()
        .describe('The machine or function whose credentials made the call'),
      scope: z
        .object({ sourceArn: z.string().optional(), sourceAccount: z.string().optional() })
        .optional()
        .describe('On whose behalf a service made the call'),
      fromConsole: z.boolean().optional(),
    }),
    source: z.object({
      description: z.string().describe('One line for people'),
      ip: z.string().optional(),
      service: z.string().optional(),
      country: z.string().optional(),
      vpcEndpointId: z.string().optional(),
      vpcEndpointAccountId: z.string().optional(),
      userAgent: z.string(),
      client: z.object({ family: z.string(), name: z.string() }),
    }),
    profile: z.object({
      name: z.string(),
      description: z.string().describe('What it is set to; one line for people'),
      id: z.string().nullable(),
      arn: z.string().nullable(),
      enabled: z.boolean().nullable(),
      durationSeconds: z.number().int(),
      durationAssumed: z
        .literal(true)
        .optional()
        .describe('It is the default of the API: neither the record nor GetProfile tells'),
      roleArns: z.array(z.string()),
      sessionPolicy: z.string().optional(),
      managedPolicyArns: z.array(z.string()),
      acceptRoleSessionName: z.boolean().optional(),
      requireInstanceProperties: z.boolean().optional(),
      aliasName: z.string().optional(),
      tipConfiguration: z
        .object({
          status: z.string().optional(),
          subjectSource: z.string().optional(),
          subjectType: z.string().optional(),
        })
        .optional()
        .describe('What of the certificate sessions carry as origin identity'),
      attributeMappings: z
        .array(z.object({ certificateField: z.string(), specifiers: z.array(z.string()) }))
        .optional(),
      tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
      changed: z
        .array(
          z.object({
            field: z.string(),
            text: z.string(),
            before: z.string(),
            after: z.string(),
            loosens: z.boolean().describe('Whether it lets somebody do more, or is not proven not to'),
          }),
        )
        .describe('What the change made another; empty for a new profile, and where it is not known'),
      before: z
        .object({
          eventName: z.string(),
          time,
          name: z.string(),
          durationSeconds: z.number().int(),
          roleArns: z.array(z.string()),
          sessionPolicy: z.string().optional(),
          managedPolicyArns: z.array(z.string()),
          acceptRoleSessionName: z.boolean().optional(),
        })
        .optional()
        .describe(
          'What the profile was before, by the last record of it; absent for a new one, and where unknown',
        ),
      beforeUnknown: z.string().optional().describe('Why it is not known what the profile was before'),
      changedSince: z
        .array(z.string())
        .describe('Where the profile now differs from the profile as the event left it'),
    }),
    concerned: z
      .object({
        summary: z.string().describe('Which profiles and roles it leads to, and who reaches them already'),
        calm: z
          .string()
          .optional()
          .describe('Why nobody gets in by the change who could not before, where that is proven'),
        profiles: z
          .array(
            z.object({
              name: z.string(),
              id: z.string().nullable(),
              arn: z.string().nullable(),
              enabled: z.boolean().nullable(),
            }),
          )
          .describe('Profiles, not known to be disabled, that lead to one of the roles'),
        more: z.number().int().min(0).describe('Such profiles that are not listed'),
        disabled: z.number().int().min(0).describe('Disabled profiles that name one of the roles'),
        roles: z.array(z.string()).describe('ARNs of the roles that it leads to, the worst first'),
        worst: z
          .object({ role: z.string(), profile: z.string().nullable(), power, possiblePower: power })
          .optional()
          .describe('The worst of the roles, and the id of the profile that leads to it'),
        already: z
          .array(z.string())
          .optional()
          .describe(
            'ARNs of other trust anchors that reach one of the roles; absent where that is not known',
          ),
        regions: z.array(z.string()).describe('The Regions whose profiles were looked at'),
        unread: z.array(z.object({ what: z.string(), why: z.string() })),
      })
      .optional()
      .describe(
        'What a change to something else than a profile opens; `profile` is then the worst of the profiles concerned',
      ),
    trustAnchor: trustAnchor.optional().describe('The trust anchor that the change is about'),
    rolesKnown: z.boolean().describe('False where nothing says which roles the profile names'),
    roles: z.array(role),
    together: z.object({
      power,
      possiblePower: z.enum(POWERS),
      statement: z.string(),
      notExamined: z.array(z.string()),
    }),
    trustAnchors: z.array(trustAnchor),
    trustAnchorsUnknown: z.string().optional().describe('Why the trust anchors could not be listed'),
    activity: z.object({
      history: z.object({ days: z.number().int(), byActor: count, inAccount: count }).optional(),
      windowHours: z.number().int(),
      by: z
        .enum(['access-key', 'user-name'])
        .describe('How the calls were found; by user name, sessions of one name are not told apart'),
      regionsRead: z.number().int().min(0).describe('Regions whose calls could be read'),
      unread: z.array(z.object({ region: z.string(), why: z.string() })).describe('Regions that could not'),
      timeline: z.array(trailEvent).describe('Oldest first'),
      more: z.number().int().min(0).describe('Events of the window that the timeline leaves out'),
      complete: z.boolean().describe('False where reading stopped at a limit or failed'),
      callsComplete: z.boolean().describe("Whether the actor's own calls were read whole"),
      shownUpTo: time
        .optional()
        .describe('What happened later may not be in CloudTrail yet; absent where nothing was read'),
      sessions: count.optional().describe('Sessions created with this profile; absent where unknown'),
    }),
    findings: z.array(
      z.object({
        id: z.string(),
        severity,
        title: z.string(),
        evidence: z.array(z.string()),
        question: z.enum(Object.keys(QUESTIONS) as [keyof typeof QUESTIONS]),
        techniques: z.array(z.string()).describe('ATT&CK techniques that it is a sign of, v19'),
        unread: z.string().optional().describe('The source that was not read, where that is the finding'),
      }),
    ),
    unknowns: z.array(z.object({ what: z.string(), why: z.string() })),
    outOfSight: z.array(z.string()).describe('What no reading of this account can show'),
    response: z.object({
      commands: z.array(
        z.object({
          step: z.enum(stepNames).describe('The step of the response it belongs to'),
          purpose: z.string(),
          command: z.string().describe('For a POSIX shell; every argument from the event is quoted'),
          note: z.string().optional(),
        }),
      ),
      byHand: z
        .array(z.string())
        .describe('What stops the actor and no command of this account does; empty where commands do'),
      sessionsLiveOn: z.string().describe('What disabling the profile does not do'),
      stillOpen: z.array(z.string()).describe('What is open when every command was run'),
      proof: z
        .array(
          z.object({
            command: z.string().describe('Read-only, for a POSIX shell'),
            of: z.string().describe('The containing command'),
            prints: z.string().describe('What it prints once the containing commands have worked'),
          }),
        )
        .describe('Shows that they worked, in their order'),
      links: z.array(z.object({ label: z.string(), url: z.string() })),
      runbook: z.string().optional().describe('The page of this installation about what to do'),
    }),
    rule: z.object({
      name: z.string(),
      id: z.string(),
      asOf: z.string().describe("The day since which Elastic's rule stands like this"),
      severity: severity.describe(
        "The severity of Elastic's own alert; this one's is decided by its findings",
      ),
      riskScore: z.number().int(),
      mitre: z.array(
        z.object({ tactic: z.string(), technique: z.string(), name: z.string(), url: z.string() }),
      ),
      references: z.array(z.string()),
    }),
    omitted: z
      .array(z.object({ what: z.string().describe("A path: 'roles.capabilities'"), count: z.number().int() }))
      .optional()
      .describe('What this copy leaves out to fit one message; the most important comes first and stays'),
  })
  .describe('An alert about a created AWS IAM Roles Anywhere profile');

export type Alert = z.infer<typeof alertSchema>;
