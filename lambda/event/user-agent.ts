import { shortText } from './short-text';

/** The family of program that a user agent claims to be. The text is the caller's own: a claim, not a proof. */
export const CLIENT_FAMILIES = [
  'console',
  'cli',
  'sdk',
  'terraform',
  'cloudformation',
  'cdk',
  'pulumi',
  'iac',
  'aws-service',
  'ai-agent',
  'http-client',
  'attack-tool',
  'unknown',
] as const;
export type ClientFamily = (typeof CLIENT_FAMILIES)[number];

export interface Client {
  readonly family: ClientFamily;
  /**
   * A short name for people: "AWS CLI 2.15.30", "Boto3 1.34.2", "Stratus Red Team". Printable ASCII of at most 60
   * characters, though part of it can be the caller's.
   */
  readonly name: string;
}

/** How one program shows itself. */
interface Program {
  readonly family: ClientFamily;
  readonly name: string;
  /** Its mark in a user agent, `v` being the version where there is one. Bounded, so that no text makes it slow. */
  readonly mark: RegExp;
  /** Where the mark is documented or was seen. */
  readonly source: string;
}

/** Tools made to attack, or to rehearse attacks. They mark themselves anywhere in the text, so they come first. */
const ATTACK_TOOLS: readonly Program[] = [
  {
    family: 'attack-tool',
    name: 'Stratus Red Team',
    mark: /stratus-red-team/i,
    source:
      'DataDog/stratus-red-team, v2/pkg/stratus/useragent.go: "stratus-red-team_" and a UUID, Terraform too',
  },
  {
    family: 'attack-tool',
    name: 'Grimoire',
    mark: /(?:^|[\s/[])grimoire_[0-9a-f]{8}/i,
    source: 'DataDog/grimoire, cmd/grimoire/shell.go: AWS_EXECUTION_ENV is "grimoire_" and a UUID',
  },
  {
    family: 'attack-tool',
    name: 'Pacu',
    mark: /(?:^|[\s/[#])pacu(?:$|[\s/_\]#-])/i,
    source: 'RhinoSecurityLabs/pacu: named where its user sets no other; it offers to pose as other programs',
  },
  {
    family: 'attack-tool',
    name: 'TruffleHog',
    mark: /(?:^|[\s/[])trufflehog/i,
    source: 'Truffle Security, "TruffleHog in your logs": the search for leaked keys that still work',
  },
];

/**
 * Linux distributions made for attackers, as the kernel release shows them, or the AWS CLI's `distrib`, or
 * its `exe/x86_64.kali.2025` of earlier versions, `source/...` where a distribution built it. */
const ATTACK_SYSTEMS: readonly Program[] = [
  {
    family: 'attack-tool',
    name: 'Kali Linux',
    mark: /(?:^|[\s/[])(?:linux|distrib|exe|source)[/#_]\S{0,80}?\bkali/i,
    source: 'GuardDuty PenTest:IAMUser/KaliLinux; "os/linux#6.12.38+kali-amd64", "md/distrib#kali.2025"',
  },
  {
    family: 'attack-tool',
    name: 'Parrot Security Linux',
    mark: /(?:^|[\s/[])(?:linux|distrib|exe|source)[/#_]\S{0,80}?(?:\b|\d)parrot/i,
    source: 'GuardDuty PenTest:IAMUser/ParrotLinux; kernel releases such as "6.5.0-13parrot1-amd64"',
  },
  {
    family: 'attack-tool',
    name: 'Pentoo Linux',
    mark: /(?:^|[\s/[])(?:linux|distrib|exe|source)[/#_]\S{0,80}?\bpentoo/i,
    source: 'GuardDuty PenTest:IAMUser/PentooLinux; kernel releases such as "5.10.5-pentoo"',
  },
  {
    family: 'attack-tool',
    name: 'BlackArch Linux',
    mark: /(?:^|[\s/[])(?:linux|distrib|exe|source)[/#_]\S{0,80}?\bblackarch/i,
    source: 'its /etc/os-release has ID=blackarch, which the AWS CLI reports as its distribution',
  },
];

/** The AWS CLI's own note of which agent runs it: a code among its features, "m/E,Z,AN". */
const inFeatures = (code: string): RegExp =>
  new RegExp(`(?:^|\\s)m/(?:[^\\s,]{1,3},){0,60}${code}(?:$|[\\s,])`);

const CALLER = 'aws/aws-cli v2, awscli/botocore/useragent.py: AGENTIC_CALLER_';

/** AI agents and the MCP servers that call AWS for them, which say so beside the program they use. */
const AGENTS: readonly Program[] = [
  ...(
    [
      ['AN', 'Claude Code', 'CLAUDE_CODE'],
      ['AO', 'Gemini CLI', 'GEMINI_CLI'],
      ['AP', 'Codex', 'CODEX'],
      ['AQ', 'Kiro', 'KIRO'],
      ['AR', 'OpenCode', 'OPENCODE'],
      ['AS', 'Antigravity', 'ANTIGRAVITY'],
      ['AT', 'Amp', 'AMP'],
      ['AU', 'Pi', 'PI'],
      ['AV', 'Copilot CLI', 'COPILOT_CLI'],
      ['AW', 'Cursor', 'CURSOR'],
      ['AX', 'Kiro IDE', 'KIRO_IDE (pull request 10584)'],
    ] as const
  ).map(
    ([code, name, constant]): Program => ({
      family: 'ai-agent',
      name,
      mark: inFeatures(code),
      source: `${CALLER}${constant}`,
    }),
  ),
  {
    family: 'ai-agent',
    name: 'AWS MCP Server',
    mark: /^aws-mcp\.amazonaws\.com(?:\.cn)?$/i,
    source: 'Agent Toolkit for AWS user guide, "Logging AWS MCP Server API calls using AWS CloudTrail"',
  },
  {
    family: 'ai-agent',
    name: 'AWS Labs MCP server',
    mark: /(?:^|[\s/])awslabs[/#]mcp[/#]/i,
    source: 'awslabs/mcp: "md/awslabs#mcp#iam-mcp-server#1.0", formerly "awslabs/mcp/AWS-API-MCP-server/0.2"',
  },
  {
    family: 'ai-agent',
    name: 'Amazon Q or Kiro',
    mark: /(?:^|\s)(?:exec-env|app)[/#]AmazonQ-For-|(?:^|\s)Kiro(?:IDE|CLI)\b/i,
    source: 'seen: "aws-cli/2.34.13 ... exec-env/AmazonQ-For-IDE Version/2.0.0", "app/AmazonQ-For-CLI"',
  },
  {
    family: 'ai-agent',
    name: 'MCP server',
    mark: /(?:^|[\s/#])(?:[\w.-]{0,40}[_.-])?mcp[_-]?server(?:$|[\s/#])/i,
    source:
      'a name that servers of the Model Context Protocol give themselves, such as "terraform-mcp-server"',
  },
  {
    family: 'ai-agent',
    name: 'AI agent',
    mark: /(?:^|[\s/#:])(?:claude-(?:cli|code)|codex_cli_rs|gemini-?cli|strands-agents|langchain-aws|aider-chat)(?:$|[\s/#])/i,
    source:
      'names that agents and frameworks for agents put into user agents; langchain-ai/langchain-aws #558',
  },
];

/** The first mark that is found names the program, so what is built on an SDK stands before the SDK. */
const PROGRAMS: readonly Program[] = [
  {
    family: 'pulumi',
    name: 'Pulumi',
    mark: /\bpulumi-?aws(?:-?native)?\/v?(?<v>\d[\w.+-]{0,20})/i,
    source: 'pulumi/pulumi-aws-native, provider.go: "APN/1.0 Pulumi/1.0 PulumiAwsNative/1.12"',
  },
  {
    family: 'pulumi',
    name: 'Pulumi',
    mark: /\bpulumi\//i,
    source: 'its providers\' user agents, whose "Pulumi/1.0" tells no version',
  },
  {
    family: 'iac',
    name: 'Crossplane',
    mark: /\b(?:crossplane|upbound)-provider-aws\/v?(?<v>\d[\w.+-]{0,20})?/i,
    source: 'crossplane-contrib/provider-upjet-aws and provider-aws, userAgentV2',
  },
  {
    family: 'iac',
    name: 'Ansible',
    mark: /\bansible\/(?<v>\d[\w.+-]{0,20})/i,
    source: 'ansible-collections/amazon.aws, botocore.py: "APN/1.0 Ansible/2.15.0 amazon.aws/9.0.0"',
  },
  {
    family: 'iac',
    name: 'AWS Controllers for Kubernetes',
    mark: /\baws-controllers-k8s\//i,
    source: 'aws-controllers-k8s/runtime, pkg/runtime/config.go',
  },
  {
    family: 'iac',
    name: 'OpenTofu',
    mark: /\bopentofu\/v?(?<v>\d[\w.+-]{0,20})/i,
    source: 'where it says so itself; the AWS provider reports it as Terraform with its own version',
  },
  {
    family: 'terraform',
    name: 'Terraform',
    mark: /\bterraform\/v?(?<v>\d[\w.+-]{0,20})|\bterraform-provider-aws\//i,
    source:
      'hashicorp/terraform-provider-aws: "APN/1.0 HashiCorp/1.0 Terraform/1.8.5 ... terraform-provider-aws/5.57.0"',
  },
  {
    family: 'cdk',
    name: 'AWS CDK',
    mark: /\baws-cdk\/(?<v>\d[\w.+-]{0,20})/i,
    source: 'aws/aws-cdk-cli, user-agent.ts: "aws-cdk/" and the version, among the SDK\'s own words',
  },
  {
    family: 'cloudformation',
    name: 'CloudFormation',
    mark: /^cloudformation\.amazonaws\.com(?:\.cn)?$/i,
    source:
      'CloudTrail User Guide, userAgent: an AWS service that calls for somebody is named by its DNS name',
  },
  {
    family: 'console',
    name: 'AWS console',
    mark: /^(?:[\w-]{1,63}\.){0,4}(?:console|signin)(?:\.[\w-]{1,63}){0,3}\.(?:amazonaws|aws\.amazon)\.com(?:\.cn)?$|^S3Console\//i,
    source: 'CloudTrail User Guide, userAgent: "console.amazonaws.com", "signin.amazonaws.com"',
  },
  {
    family: 'cli',
    name: 'AWS CLI',
    mark: /(?:^|\s)aws-cli\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-cli: "aws-cli/1.32.7 ..." and "aws-cli/2.15.30 ..."',
  },
  {
    family: 'cli',
    name: 'AWS Tools for PowerShell',
    mark: /(?:^|\s)AWSPowerShell(?:\.\w{1,20})?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'seen in CloudTrail: "AWSPowerShell.Common/4.1.90.0 ..."',
  },
  {
    family: 'aws-service',
    name: 'AWS internal client',
    mark: /^AWS Internal$|(?:^|\s)aws-internal\/|^Coral\//i,
    source:
      'CloudTrail User Guide, userAgent: "AWS Internal"; seen: "aws-internal/3 aws-sdk-java/1.12.358 ..."',
  },
  {
    family: 'unknown',
    name: 'IAM Roles Anywhere credential helper',
    mark: /^CredHelper\/(?<v>\d[\w.+-]{0,20})?/i,
    source:
      'aws/rolesanywhere-credential-helper: "CredHelper/1.7.1 (go1.24.4; linux; amd64)"; it only creates sessions',
  },
  {
    family: 'sdk',
    name: 'Boto3',
    mark: /(?:^|\s)boto3\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'boto/boto3: "Boto3/1.34.2 md/Botocore#1.34.2 ..."',
  },
  {
    family: 'sdk',
    name: 'Botocore',
    mark: /(?:^|\s)(?:aio)?botocore\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'boto/botocore, useragent.py',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for JavaScript',
    mark: /(?:^|\s)aws-sdk-(?:js|nodejs)\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-js ("aws-sdk-nodejs/2.1363.0") and aws/aws-sdk-js-v3 ("aws-sdk-js/3.600.0")',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Java',
    mark: /(?:^|\s)aws-sdk-java\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-java and aws/aws-sdk-java-v2',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Go',
    mark: /(?:^|\s)aws-sdk-go(?:-v2)?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-go and aws/aws-sdk-go-v2',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for .NET',
    mark: /(?:^|\s)aws-sdk-dotnet(?:-\w{1,20})?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-net: "aws-sdk-dotnet-coreclr/3.7.305.28 ..."',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Ruby',
    mark: /(?:^|\s)aws-sdk-ruby\d?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-ruby: "aws-sdk-ruby3/3.190.0 ..."',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for PHP',
    mark: /(?:^|\s)aws-sdk-php2?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-php: "aws-sdk-php/3.212.2 OS/Linux/5.10.25 ..."',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Rust',
    mark: /(?:^|\s)aws-sdk-rust\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'awslabs/aws-sdk-rust: "aws-sdk-rust/1.3.8 os/linux lang/rust/1.88.0"',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Kotlin',
    mark: /(?:^|\s)aws-sdk-kotlin\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'awslabs/aws-sdk-kotlin, AwsUserAgentMetadata',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for Swift',
    mark: /(?:^|\s)aws-sdk-swift\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'awslabs/aws-sdk-swift: "aws-sdk-swift/1.5.86 ua/2.1 ..."',
  },
  {
    family: 'sdk',
    name: 'AWS SDK for C++',
    mark: /(?:^|\s)aws-sdk-cpp\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'aws/aws-sdk-cpp',
  },
  {
    family: 'http-client',
    name: 'curl',
    mark: /^curl\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'curl/curl; it signs requests itself with --aws-sigv4',
  },
  {
    family: 'http-client',
    name: 'Wget',
    mark: /^wget2?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'GNU Wget manual, --user-agent',
  },
  {
    family: 'http-client',
    name: 'Python Requests',
    mark: /^python-requests\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'psf/requests, default_user_agent; awscurl is built on it',
  },
  {
    family: 'http-client',
    name: 'Python urllib',
    mark: /^python-urllib3?\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'python/cpython, urllib.request; urllib3/urllib3',
  },
  {
    family: 'http-client',
    name: 'Go HTTP client',
    mark: /^Go-http-client\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'golang/go, net/http, defaultUserAgent',
  },
  {
    family: 'http-client',
    name: 'Postman',
    mark: /^PostmanRuntime\/(?<v>\d[\w.+-]{0,20})?/i,
    source: 'postmanlabs/postman-runtime',
  },
  {
    family: 'http-client',
    name: 'Node.js HTTP client',
    mark: /^(?:axios|node-fetch|undici)(?:\/(?<v>\d[\w.+-]{0,20}))?/i,
    source: 'axios/axios, node-fetch/node-fetch, nodejs/undici, default headers',
  },
];

/** Where the program ran, as the SDKs report it from AWS_EXECUTION_ENV. Source: AWS SDKs and Tools Reference Guide. */
const SURROUNDINGS: readonly (readonly [mark: RegExp, words: string])[] = [
  [/exec-env[/#]CloudShell/i, ' in CloudShell'],
  [/exec-env[/#]AWS_Lambda_/i, ' in Lambda'],
  [/exec-env[/#]AWS_ECS_/i, ' in ECS'],
];

const SERVICE = /^(?:[a-z0-9-]{1,63}\.){1,6}amazonaws\.com(?:\.cn)?$/i;
const BROWSER = /^Mozilla\/\d/i;

/** The first product of a user agent, without anything that could pass for words of ours. */
const productOf = (userAgent: string): string => /^[\w./+#-]{0,40}/.exec(userAgent)?.[0] ?? '';

const found = (programs: readonly Program[], userAgent: string): Client | undefined => {
  for (const { family, name, mark } of programs) {
    const match = mark.exec(userAgent);
    if (match === null) continue;
    const version = match.groups?.v;
    return { family, name: version === undefined ? name : `${name} ${version}` };
  }
  return undefined;
};

const programOf = (userAgent: string, fromConsole: boolean): Client => {
  const program = found(PROGRAMS, userAgent);
  if (program !== undefined) {
    // The console and services alike call from inside AWS; CloudTrail tells whose credentials it was.
    if (program.family === 'aws-service' && fromConsole) return { family: 'console', name: 'AWS console' };
    const where = SURROUNDINGS.find(([mark]) => mark.test(userAgent))?.[1] ?? '';
    return { family: program.family, name: `${program.name}${where}` };
  }
  if (SERVICE.test(userAgent)) return { family: 'aws-service', name: shortText(userAgent) };
  // The console's newer pages call AWS from the browser, but anybody can name a browser: CloudTrail decides.
  if (BROWSER.test(userAgent))
    return fromConsole
      ? { family: 'console', name: 'AWS console (web browser)' }
      : { family: 'unknown', name: 'web browser' };
  const product = productOf(userAgent);
  return { family: 'unknown', name: product === '' ? 'unrecognised program' : `unrecognised "${product}"` };
};

const beside = (who: Client, program: Client): Client => ({
  family: who.family,
  name: shortText(`${who.name} with ${program.name}`),
});

/** CloudTrail cuts user agents at 1 KB; text beyond this is not AWS's. */
const MAX_LENGTH = 2048;

/**
 * Tells which program a user agent claims to be.
 * @param fromConsole whether CloudTrail says that the credentials came from a console session
 */
export const readClient = (userAgent: string, fromConsole = false): Client => {
  // Some services record it in brackets: "[aws-cli/2.15.30 ...]".
  const claim = userAgent
    .slice(0, MAX_LENGTH)
    .replace(/^\[|\]$/g, '')
    .trim();
  if (claim === '') return { family: 'unknown', name: 'no user agent recorded' };
  const tool = found(ATTACK_TOOLS, claim);
  if (tool !== undefined) return tool;
  const program = programOf(claim, fromConsole);
  const system = found(ATTACK_SYSTEMS, claim);
  if (system !== undefined) return beside(system, program);
  const agent = found(AGENTS, claim);
  if (agent === undefined) return program;
  // An agent that calls by itself is told by its own name.
  return program.family === 'unknown' || program.family === 'aws-service' ? agent : beside(agent, program);
};
