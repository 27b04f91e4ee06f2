import { type Scenario, scenarioSchema } from '../sandbox/scenario';

/** How large an account to make up. */
export interface EstateSize {
  /** Profiles of each Region, by its name. */
  readonly profiles: Readonly<Record<string, number>>;
  /** Trust anchors of each Region. */
  readonly anchors: number;
  /** Roles that let Roles Anywhere in, those in no profile included. */
  readonly roles: number;
  /** Roles of those that are in no profile. */
  readonly loose: number;
  /** Certificates that were seen, of each Region. */
  readonly subjects: number;
}

/** An account that fits on a screen. */
export const SMALL: EstateSize = {
  profiles: { 'eu-central-1': 6, 'eu-west-1': 4, 'us-east-1': 2 },
  anchors: 2,
  roles: 40,
  loose: 3,
  subjects: 4,
};

/** As large as Roles Anywhere lets an account be in three Regions, but for profiles, of which it has 500. */
export const LARGE: EstateSize = {
  profiles: { 'eu-central-1': 250, 'eu-west-1': 150, 'us-east-1': 100 },
  anchors: 50,
  roles: 3000,
  loose: 60,
  subjects: 400,
};

export const ESTATE_ACCOUNT = '111122223333';

const pad = (index: number, width = 4): string => String(index).padStart(width, '0');
const uuid = (kind: number, index: number): string => `0000000${kind}-0000-4000-8000-${pad(index, 12)}`;

const anchorArn = (region: string, index: number): string =>
  `arn:aws:rolesanywhere:${region}:${ESTATE_ACCOUNT}:trust-anchor/${uuid(1, index)}`;

const roleArn = (index: number): string =>
  `arn:aws:iam::${ESTATE_ACCOUNT}:role/${kindOf(index).name}-${pad(index)}`;
const policyArn = (index: number): string => `arn:aws:iam::${ESTATE_ACCOUNT}:policy/team-${pad(index, 2)}`;

const document = (...statements: readonly object[]): Readonly<Record<string, unknown>> => ({
  Version: '2012-10-17',
  Statement: statements,
});

const allow = (action: string | readonly string[], resource = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});

/** Managed policies that the roles share. */
const SHARED_POLICIES = 40;

/** A kind of role: what it is called, may do, and how open it is. */
interface Kind {
  readonly name: string;
  readonly statements: (index: number) => readonly object[];
  readonly managed?: readonly string[];
  readonly isOpen?: true;
}

const READER: Kind = {
  name: 'artifact-reader',
  statements: (index) => [
    allow(['s3:GetObject', 's3:ListBucket'], `arn:aws:s3:::artifacts-${index}`),
    allow('logs:PutLogEvents', `arn:aws:logs:*:${ESTATE_ACCOUNT}:log-group:/farm/${index}:*`),
  ],
};

/** Every so many roles one is of this kind; most only read. */
const KINDS: readonly (readonly [every: number, kind: Kind])[] = [
  [
    97,
    {
      name: 'platform-admin',
      statements: () => [],
      managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      isOpen: true,
    },
  ],
  [
    41,
    {
      name: 'deployer',
      statements: () => [allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])],
    },
  ],
  [23, { name: 'secrets', statements: () => [allow('secretsmanager:GetSecretValue')] }],
  [
    17,
    {
      name: 'operator',
      statements: () => [
        allow('ssm:SendCommand', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'ops' } } }),
      ],
      isOpen: true,
    },
  ],
];

const kindOf = (index: number): Kind => KINDS.find(([every]) => index % every === every - 7)?.[1] ?? READER;

const trustPolicy = (condition?: object): Readonly<Record<string, unknown>> =>
  document({
    Effect: 'Allow',
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...(condition === undefined ? {} : { Condition: condition }),
  });

const roleOf = (index: number, region: string, anchors: number) => {
  const { statements, managed = [], isOpen } = kindOf(index);
  const own = statements(index);
  return {
    arn: roleArn(index),
    createdAt: '2025-01-02T03:04:05Z',
    trustPolicy: isOpen
      ? trustPolicy()
      : trustPolicy({ ArnEquals: { 'aws:SourceArn': anchorArn(region, index % anchors) } }),
    attached: [...managed, ...(index % 3 === 0 ? [policyArn(index % SHARED_POLICIES)] : [])],
    inline: own.length === 0 ? {} : { own: document(...own) },
    ...(index % 11 === 5 ? { boundary: policyArn(0) } : {}),
  };
};

const profileOf = (region: string, index: number, roleArns: readonly string[]) => ({
  profileId: uuid(2, index),
  profileArn: `arn:aws:rolesanywhere:${region}:${ESTATE_ACCOUNT}:profile/${uuid(2, index)}`,
  name: `farm-${pad(index)}`,
  enabled: index % 10 !== 9,
  durationSeconds: index % 8 === 3 ? 43_200 : 3600,
  roleArns,
  acceptRoleSessionName: index % 25 === 24,
  createdBy: `arn:aws:iam::${ESTATE_ACCOUNT}:role/platform-pipeline`,
  createdAt: `2025-0${(index % 9) + 1}-03T10:00:00Z`,
  updatedAt: `2025-0${(index % 9) + 1}-03T10:00:00Z`,
  ...(index % 4 === 1
    ? { sessionPolicy: JSON.stringify(document(allow(['s3:GetObject', 's3:ListBucket']))) }
    : {}),
});

const anchorOf = (region: string, index: number) => ({
  trustAnchorArn: anchorArn(region, index),
  trustAnchorId: uuid(1, index),
  name: `build-ca-${pad(index, 2)}`,
  enabled: true,
  source: {
    sourceType: 'AWS_ACM_PCA',
    sourceData: {
      acmPcaArn: `arn:aws:acm-pca:${region}:${ESTATE_ACCOUNT}:certificate-authority/${uuid(3, index)}`,
    },
  },
  createdAt: '2025-01-02T03:04:05Z',
  updatedAt: '2025-01-02T03:04:05Z',
});

const subjectOf = (region: string, index: number) => ({
  subjectArn: `arn:aws:rolesanywhere:${region}:${ESTATE_ACCOUNT}:subject/${uuid(4, index)}`,
  subjectId: uuid(4, index),
  enabled: true,
  x509Subject: `CN=build-${pad(index)}.example.com,O=Example`,
  createdAt: `2025-0${(index % 9) + 1}-20T06:00:00Z`,
  lastSeenAt: '2026-03-01T06:00:00Z',
});

const counting = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** An account made up: the same each time, most of it harmless, with what a sweep is to find in between. */
export const estate = ({ profiles, anchors, roles, loose, subjects }: EstateSize): Scenario => {
  const regions = Object.keys(profiles);
  const places = regions.flatMap((region) => counting(profiles[region] ?? 0, () => region));
  const held = roles - loose;
  const share = Math.floor(held / places.length);
  /** Its own roles, and two that other profiles hold as well. */
  const rolesOf = (index: number): readonly string[] => {
    const last = index === places.length - 1 ? held - index * share : share;
    const own = counting(last, (at) => index * share + at);
    const others = [(index * 7) % held, (index * 13 + 5) % held];
    return [...new Set([...own, ...others])].map(roleArn);
  };
  const regionOfRole = (index: number): string =>
    places[Math.min(Math.floor(index / share), places.length - 1)] ?? 'us-east-1';
  return scenarioSchema.parse({
    description: `An account with ${places.length} profiles in ${regions.length} Regions and ${roles} roles`,
    accountAlias: 'example-prod',
    profiles: places.map((region, index) => profileOf(region, index, rolesOf(index))),
    trustAnchors: regions.flatMap((region) => counting(anchors, (index) => anchorOf(region, index))),
    subjects: regions.flatMap((region) => counting(subjects, (index) => subjectOf(region, index))),
    roles: counting(roles, (index) => roleOf(index, regionOfRole(index), anchors)),
    policies: Object.fromEntries(
      counting(SHARED_POLICIES, (index) => [
        policyArn(index),
        document(
          allow(
            ['dynamodb:GetItem', 'dynamodb:Query'],
            `arn:aws:dynamodb:*:${ESTATE_ACCOUNT}:table/team-${index}`,
          ),
        ),
      ]),
    ),
  });
};
