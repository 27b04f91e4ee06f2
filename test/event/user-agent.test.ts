import fc from 'fast-check';
import { type ClientFamily, readClient } from '../../lambda/event/user-agent';
import { anyCharacter } from '../support/any-character';

type Case = readonly [userAgent: string, family: ClientFamily, name: string];

const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.8.5 (+https://www.terraform.io) terraform-provider-aws/5.57.0 aws-sdk-go-v2/1.30.1 os/linux lang/go#1.22.4';
const KALI =
  'aws-cli/2.31.35 md/awscrt#1.0.0.dev0 ua/2.1 os/linux#6.12.38+kali-amd64 md/arch#x86_64 lang/python#3.13.7 md/distrib#kali.2025 md/command#rolesanywhere.create-profile';

const CASES: readonly Case[] = [
  // Attack tools
  ['stratus-red-team_e2e652c1-ed4b-4402-b3b0-136ef4c9ace7', 'attack-tool', 'Stratus Red Team'],
  [
    `${TERRAFORM} stratus-red-team_83c9a458 HashiCorp-terraform-exec/0.17.3`,
    'attack-tool',
    'Stratus Red Team',
  ],
  ['aws-cli/2.15.30 exec-env/grimoire_12345678-aaaa', 'attack-tool', 'Grimoire'],
  ['Boto3/1.34.2 md/Botocore#1.34.2 pacu/1.6.0', 'attack-tool', 'Pacu'],
  ['TruffleHog', 'attack-tool', 'TruffleHog'],
  // Systems of attackers
  [KALI, 'attack-tool', 'Kali Linux with AWS CLI 2.31.35'],
  [
    'aws-cli/2.27.40 Python/3.13.4 Linux/6.12.25-amd64 exe/x86_64.kali.2025 prompt/off',
    'attack-tool',
    'Kali Linux with AWS CLI 2.27.40',
  ],
  [
    'aws-cli/2.23.6 Python/3.13.3 Linux/6.12.25-amd64 source/x86_64.kali.2025',
    'attack-tool',
    'Kali Linux with AWS CLI 2.23.6',
  ],
  [
    'aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-amd64 exe/x86_64.parrot.6',
    'attack-tool',
    'Parrot Security Linux with AWS CLI 2.15.30',
  ],
  ['aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0 exe/x86_64.ubuntu.22', 'cli', 'AWS CLI 2.15.30'],
  [
    'aws-cli/1.22.4 Python/3.9.2 Linux/5.10.0-kali7-amd64 botocore/1.23',
    'attack-tool',
    'Kali Linux with AWS CLI 1.22.4',
  ],
  ['Boto3/1.34.2 os/linux#6.5.0-13parrot1-amd64', 'attack-tool', 'Parrot Security Linux with Boto3 1.34.2'],
  ['Boto3/1.17.5 Python/3.9.2 Linux/5.10.5-pentoo', 'attack-tool', 'Pentoo Linux with Boto3 1.17.5'],
  [
    'aws-cli/2.15.30 os/linux#6.9.1-arch1-1 md/distrib#blackarch',
    'attack-tool',
    'BlackArch Linux with AWS CLI 2.15.30',
  ],
  // Not systems of attackers
  ['aws-cli/2.15.30 os/linux#6.1.0 app/kali-linux-is-not-here', 'cli', 'AWS CLI 2.15.30'],
  ['Boto3/1.34.2 os/linux#6.1.0-alkaline', 'sdk', 'Boto3 1.34.2'],
  ['Boto3/1.34.2 os/linux#6.1.0 app/pacultural', 'sdk', 'Boto3 1.34.2'],
  // Infrastructure as code
  [TERRAFORM, 'terraform', 'Terraform 1.8.5'],
  [
    'aws-sdk-go/1.29.7 (go1.13.7; darwin; amd64) APN/1.0 HashiCorp/1.0 Terraform/0.12.24',
    'terraform',
    'Terraform 0.12.24',
  ],
  ['terraform-provider-aws/dev aws-sdk-go-v2/1.30', 'terraform', 'Terraform'],
  ['APN/1.0 HashiCorp/1.0 Packer/1.8.0 aws-sdk-go/1.44.0', 'sdk', 'AWS SDK for Go 1.44.0'],
  ['APN/1.0 HashiCorp/1.0 OpenTofu/1.6.0', 'iac', 'OpenTofu 1.6.0'],
  ['aws-sdk-go-v2/1.30 APN/1.0 Pulumi/1.0 PulumiAwsNative/1.12', 'pulumi', 'Pulumi 1.12'],
  ['Pulumi/3.90.0 aws-sdk-go/1.44.0', 'pulumi', 'Pulumi'],
  ['aws-sdk-go-v2/1.30 crossplane-provider-aws/v0.47.1', 'iac', 'Crossplane 0.47.1'],
  ['APN/1.0 Ansible/2.15.0 amazon.aws/9.0.0 Boto3/1.34.2', 'iac', 'Ansible 2.15.0'],
  [
    'aws-sdk-go-v2/1.30 aws-controllers-k8s/iam.services.k8s.aws-1.3',
    'iac',
    'AWS Controllers for Kubernetes',
  ],
  ['aws-sdk-nodejs/2.1586.0 linux/v20.15.1 aws-cdk/2.135.0 promise', 'cdk', 'AWS CDK 2.135.0'],
  ['cloudformation.amazonaws.com', 'cloudformation', 'CloudFormation'],
  // AWS
  ['console.amazonaws.com', 'console', 'AWS console'],
  ['signin.amazonaws.com', 'console', 'AWS console'],
  ['console.ec2.amazonaws.com', 'console', 'AWS console'],
  ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12]', 'console', 'AWS console'],
  ['AWS Internal', 'aws-service', 'AWS internal client'],
  ['aws-internal/3 aws-sdk-java/1.12.358 Linux/5.4', 'aws-service', 'AWS internal client'],
  ['config.amazonaws.com', 'aws-service', 'config.amazonaws.com'],
  ['console.amazonaws.com.example.org', 'unknown', 'unrecognised "console.amazonaws.com.example.org"'],
  // Command lines
  ['aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1.0', 'cli', 'AWS CLI 2.15.30'],
  ['aws-cli/1.32.7 Python/3.8.10 Linux/5.4.0 botocore/1.34.7', 'cli', 'AWS CLI 1.32.7'],
  ['aws-cli/2.13.5 Python/3.11.4 exec-env/CloudShell exe/x86_64', 'cli', 'AWS CLI 2.13.5 in CloudShell'],
  ['[aws-cli/2.36.17 ua/2.1 os/linux]', 'cli', 'AWS CLI 2.36.17'],
  ['AWSPowerShell.Common/4.1.90.0 .NET_Core/6.0.5 OS/Windows', 'cli', 'AWS Tools for PowerShell 4.1.90.0'],
  // SDKs
  ['Boto3/1.34.2 md/Botocore#1.34.2 ua/2.0', 'sdk', 'Boto3 1.34.2'],
  ['Botocore/1.34.2 ua/2.0', 'sdk', 'Botocore 1.34.2'],
  [
    'aws-sdk-js/3.600.0 ua/2.1 exec-env/AWS_Lambda_nodejs20.x',
    'sdk',
    'AWS SDK for JavaScript 3.600.0 in Lambda',
  ],
  [
    'aws-sdk-nodejs/2.1363.0 linux/v16.20.2 exec-env/AWS_ECS_FARGATE',
    'sdk',
    'AWS SDK for JavaScript 2.1363.0 in ECS',
  ],
  ['aws-sdk-java/2.20.162 Mac_OS_X/13.5.2', 'sdk', 'AWS SDK for Java 2.20.162'],
  ['aws-sdk-go-v2/1.30.1 os/linux', 'sdk', 'AWS SDK for Go 1.30.1'],
  ['aws-sdk-dotnet-coreclr/3.7.305.28 ua/2.0 os/windows', 'sdk', 'AWS SDK for .NET 3.7.305.28'],
  ['aws-sdk-ruby3/3.190.0 ua/2.0', 'sdk', 'AWS SDK for Ruby 3.190.0'],
  ['aws-sdk-php/3.212.2 OS/Linux/5.10.25', 'sdk', 'AWS SDK for PHP 3.212.2'],
  ['aws-sdk-rust/1.3.8 os/linux', 'sdk', 'AWS SDK for Rust 1.3.8'],
  ['aws-sdk-kotlin/1.3.81 ua/2.1', 'sdk', 'AWS SDK for Kotlin 1.3.81'],
  ['aws-sdk-swift/1.5.86 ua/2.1', 'sdk', 'AWS SDK for Swift 1.5.86'],
  ['aws-sdk-cpp/1.11.100 ua/2.0', 'sdk', 'AWS SDK for C++ 1.11.100'],
  // AI agents
  [
    'aws-cli/2.36.1 md/awscrt#0.31.0 ua/2.1 os/macos#25.1.0 lang/python#3.14.0 m/Z,b,E,AN cfg/retry-mode#standard md/command#rolesanywhere.create-profile',
    'ai-agent',
    'Claude Code with AWS CLI 2.36.1',
  ],
  ['aws-cli/2.36.1 ua/2.1 m/AW,E', 'ai-agent', 'Cursor with AWS CLI 2.36.1'],
  ['aws-cli/2.36.1 ua/2.1 m/AQ', 'ai-agent', 'Kiro with AWS CLI 2.36.1'],
  ['aws-mcp.amazonaws.com', 'ai-agent', 'AWS MCP Server'],
  [
    'Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 md/awslabs#mcp#iam-mcp-server#1.0.4',
    'ai-agent',
    'AWS Labs MCP server with Boto3 1.40.1',
  ],
  [
    '[aws-cli/1.42.6 md/Botocore#1.40.6 ua/2.1 botocore/1.40.6 awslabs/mcp/AWS-API-MCP-server/0.2.9 cfg/ro#0]',
    'ai-agent',
    'AWS Labs MCP server with AWS CLI 1.42.6',
  ],
  [
    'aws-cli/2.34.13 Python/3.14.3 Darwin/24.6.0 exec-env/AmazonQ-For-IDE Version/2.0.0 exe/arm64',
    'ai-agent',
    'Amazon Q or Kiro with AWS CLI 2.34.13',
  ],
  ['terraform-mcp-server/0.3.0 aws-sdk-go-v2/1.30', 'ai-agent', 'MCP server with AWS SDK for Go 1.30'],
  ['claude-cli/2.1.0 (external, cli)', 'ai-agent', 'AI agent'],
  ['aws-cli/2.36.1 os/linux#6.12.38+kali-amd64 m/E,AN', 'attack-tool', 'Kali Linux with AWS CLI 2.36.1'],
  // No agents
  ['aws-cli/2.36.1 ua/2.1 m/E,A,N md/prompt#AN', 'cli', 'AWS CLI 2.36.1'],
  ['aws-cli/2.36.1 ua/2.1 m/E,ANx', 'cli', 'AWS CLI 2.36.1'],
  ['Boto3/1.34.2 app/mcp-serverless', 'sdk', 'Boto3 1.34.2'],
  ['Boto3/1.34.2 app/claude-codes', 'sdk', 'Boto3 1.34.2'],
  // Roles Anywhere
  ['CredHelper/1.7.1 (go1.24.4; linux; amd64)', 'unknown', 'IAM Roles Anywhere credential helper 1.7.1'],
  // Plain HTTP
  ['curl/8.5.0', 'http-client', 'curl 8.5.0'],
  ['Wget/1.21.4', 'http-client', 'Wget 1.21.4'],
  ['python-requests/2.27.1', 'http-client', 'Python Requests 2.27.1'],
  ['Python-urllib/3.11', 'http-client', 'Python urllib 3.11'],
  ['Go-http-client/2.0', 'http-client', 'Go HTTP client 2.0'],
  ['PostmanRuntime/7.37.0', 'http-client', 'Postman 7.37.0'],
  ['axios/1.6.8', 'http-client', 'Node.js HTTP client 1.6.8'],
  // Others
  ['Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Firefox/124.0', 'unknown', 'web browser'],
  ['our-deployer/7 (internal)', 'unknown', 'unrecognised "our-deployer/7"'],
  ['\u202eevil', 'unknown', 'unrecognised program'],
  ['', 'unknown', 'no user agent recorded'],
  ['   ', 'unknown', 'no user agent recorded'],
];

describe('readClient', () => {
  test.each(CASES)('%s', (userAgent, family, name) => {
    expect(readClient(userAgent)).toEqual({ family, name });
  });

  test("believes a browser to be the console only on CloudTrail's word", () => {
    const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/121.0.0.0';
    expect(readClient(browser, true).family).toBe('console');
    expect(readClient(browser, false).family).toBe('unknown');
    expect(readClient('aws-cli/2.15.30', true).family).toBe('cli');
    expect(readClient('AWS Internal', true)).toEqual({ family: 'console', name: 'AWS console' });
    expect(readClient('AWS Internal', false).family).toBe('aws-service');
  });

  const pieces = fc.oneof(
    fc.constantFrom(...CASES.map(([userAgent]) => userAgent)),
    fc.constantFrom(
      'linux/',
      'm/a,',
      'a,',
      'mcp-server',
      'linux#',
      'aws-cli/',
      'aws-sdk-js/',
      '9'.repeat(50),
      ' on Kali',
      '\n',
      '[',
      '"',
    ),
    fc.string({ unit: anyCharacter }),
  );

  test('names every text in at most 60 printable characters', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.boolean(), (parts, fromConsole) => {
        expect(readClient(parts.join(''), fromConsole).name).toMatch(/^[\x20-\x7e]{1,60}$/);
      }),
    );
  });

  test.each(['linux/', 'aws.', 'a.', 'terraform', 'kali', '[', ' ', 'linux#kal'])(
    'answers quickly whatever is repeated: %j',
    (piece) => {
      const hostile = piece.repeat(500_000);
      const start = performance.now();
      readClient(hostile);
      expect(performance.now() - start).toBeLessThan(200);
    },
  );
});
