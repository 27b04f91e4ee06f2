/** Words for an action that nobody worded by hand: "sns:DeleteTopic" is "deleted an SNS topic". */

/** Verbs that actions begin with. */
const PAST: Readonly<Record<string, string>> = {
  Accept: 'accepted',
  Activate: 'activated',
  Add: 'added',
  Allocate: 'allocated',
  Apply: 'applied',
  Archive: 'archived',
  Assign: 'assigned',
  Associate: 'associated',
  Attach: 'attached',
  Authorize: 'authorized',
  Build: 'built',
  Cancel: 'cancelled',
  Change: 'changed',
  Claim: 'claimed',
  Close: 'closed',
  Complete: 'completed',
  Confirm: 'confirmed',
  Connect: 'connected to',
  Copy: 'copied',
  Create: 'created',
  Deactivate: 'deactivated',
  Deauthorize: 'deauthorized',
  Define: 'defined',
  Delete: 'deleted',
  Deploy: 'deployed',
  Deregister: 'deregistered',
  Detach: 'detached',
  Disable: 'disabled',
  Disassociate: 'disassociated',
  Disconnect: 'disconnected',
  Download: 'downloaded',
  Enable: 'enabled',
  Execute: 'executed',
  Export: 'exported',
  Failover: 'failed over',
  Generate: 'generated',
  Get: 'got',
  Grant: 'granted',
  Import: 'imported',
  Initiate: 'initiated',
  Install: 'installed',
  Invite: 'invited',
  Invoke: 'invoked',
  Issue: 'issued',
  Join: 'joined',
  Launch: 'launched',
  Leave: 'left',
  List: 'listed',
  Modify: 'changed',
  Move: 'moved',
  Open: 'opened',
  Overwrite: 'overwrote',
  Poll: 'polled for',
  Promote: 'promoted',
  Provision: 'provisioned',
  Publish: 'published',
  Purge: 'emptied',
  Put: 'set',
  Reboot: 'rebooted',
  Register: 'registered',
  Reject: 'rejected',
  Release: 'released',
  Remove: 'removed',
  Renew: 'renewed',
  Replace: 'replaced',
  Replicate: 'replicated',
  Request: 'requested',
  Reset: 'reset',
  Restore: 'restored',
  Resume: 'resumed',
  Retire: 'retired',
  Revoke: 'revoked',
  Rotate: 'rotated',
  Run: 'ran',
  Schedule: 'scheduled',
  Send: 'sent',
  Set: 'set',
  Share: 'shared',
  Sign: 'signed',
  Start: 'started',
  Stop: 'stopped',
  Submit: 'submitted',
  Subscribe: 'subscribed',
  Suspend: 'suspended',
  Swap: 'swapped',
  Switch: 'switched',
  Tag: 'tagged',
  Terminate: 'terminated',
  Transfer: 'transferred',
  Unlock: 'unlocked',
  Unsubscribe: 'unsubscribed',
  Untag: 'untagged',
  Update: 'changed',
  Upgrade: 'upgraded',
  Upload: 'uploaded',
  Verify: 'verified',
  Write: 'wrote',
};

/** What people call a service, where its prefix in upper case ("SNS") or as it stands will not do. */
const SERVICES: Readonly<Record<string, string>> = {
  'access-analyzer': 'Access Analyzer',
  account: 'account',
  acm: 'ACM',
  'acm-pca': 'Private CA',
  airflow: 'Managed Airflow',
  amplify: 'Amplify',
  apigateway: 'API Gateway',
  apprunner: 'App Runner',
  appsync: 'AppSync',
  athena: 'Athena',
  auditmanager: 'Audit Manager',
  autoscaling: 'Auto Scaling',
  backup: 'AWS Backup',
  batch: 'Batch',
  bedrock: 'Bedrock',
  'bedrock-agentcore': 'Bedrock AgentCore',
  braket: 'Braket',
  budgets: 'AWS Budgets',
  ce: 'Cost Explorer',
  chatbot: 'Amazon Q in chat',
  cloud9: 'Cloud9',
  cloudformation: 'CloudFormation',
  cloudtrail: 'CloudTrail',
  cloudwatch: 'CloudWatch',
  codeartifact: 'CodeArtifact',
  codebuild: 'CodeBuild',
  codecommit: 'CodeCommit',
  codedeploy: 'CodeDeploy',
  codepipeline: 'CodePipeline',
  codestar: 'CodeStar',
  'cognito-identity': 'Cognito',
  'cognito-idp': 'Cognito',
  config: 'AWS Config',
  connect: 'Amazon Connect',
  controltower: 'Control Tower',
  datapipeline: 'Data Pipeline',
  datasync: 'DataSync',
  detective: 'Detective',
  ds: 'directory',
  dynamodb: 'DynamoDB',
  'ec2-instance-connect': 'EC2 Instance Connect',
  elasticbeanstalk: 'Elastic Beanstalk',
  elasticfilesystem: 'EFS',
  elasticmapreduce: 'EMR',
  'emr-containers': 'EMR',
  'emr-serverless': 'EMR Serverless',
  es: 'OpenSearch',
  events: 'EventBridge',
  firehose: 'Firehose',
  fms: 'Firewall Manager',
  fsx: 'FSx',
  gamelift: 'GameLift',
  glacier: 'Glacier',
  glue: 'Glue',
  grafana: 'Grafana',
  guardduty: 'GuardDuty',
  identitystore: 'Identity Center',
  imagebuilder: 'Image Builder',
  inspector2: 'Inspector',
  iot: 'IoT',
  kinesis: 'Kinesis',
  kinesisanalytics: 'Managed Flink',
  lakeformation: 'Lake Formation',
  lambda: 'Lambda',
  lightsail: 'Lightsail',
  logs: 'CloudWatch Logs',
  macie2: 'Macie',
  mgn: 'MGN',
  'network-firewall': 'Network Firewall',
  notifications: 'User Notifications',
  omics: 'HealthOmics',
  organizations: 'organization',
  pipes: 'EventBridge',
  ram: 'RAM',
  redshift: 'Redshift',
  'redshift-serverless': 'Redshift',
  rolesanywhere: 'Roles Anywhere',
  route53: 'Route 53',
  route53domains: 'Route 53',
  route53resolver: 'Route 53 Resolver',
  sagemaker: 'SageMaker',
  scheduler: 'EventBridge',
  secretsmanager: 'Secrets Manager',
  securityhub: 'Security Hub',
  securitylake: 'Security Lake',
  servicecatalog: 'Service Catalog',
  shield: 'Shield',
  ssm: 'Systems Manager',
  sso: 'Identity Center',
  'sso-directory': 'Identity Center',
  states: 'Step Functions',
  transfer: 'Transfer Family',
  waf: 'WAF',
  wafv2: 'WAF',
};

const serviceName = (service: string): string => SERVICES[service] ?? service.toUpperCase();

/** "DeleteDBInstance" as Delete, DB, Instance. */
const wordsOf = (name: string): readonly string[] =>
  name.match(/[A-Z]{2,}(?=[A-Z][a-z]|$)|[A-Z][a-z0-9]*|\d+/g) ?? [];

const isAcronym = (word: string): boolean => /^[A-Z0-9]{2,}$/.test(word);

/** Abbreviations that names of actions spell like words. */
const SPELLED_LIKE_WORDS = /^(?:Acl|Api|Cli|Db|Dns|Id|Ip|Kms|Mfa|Saml|Ssh|Url|Vpc)s?$/;

const noun = (word: string): string => {
  if (isAcronym(word)) return word;
  return SPELLED_LIKE_WORDS.test(word) ? word.toUpperCase().replace(/S$/, 's') : word.toLowerCase();
};

/** Nouns that take no article though they are not plural. */
const UNCOUNTED: readonly string[] = [
  'access',
  'code',
  'data',
  'egress',
  'encryption',
  'federation',
  'ingestion',
  'ingress',
  'logging',
  'material',
  'metadata',
  'retention',
  'rotation',
];

const isPlural = (word: string): boolean => /(?:[^sui]s|ies)$/i.test(word) && !/alias$/i.test(word);

/** Letters whose names begin with a vowel, as in "an SNS topic". */
const VOWEL_NAMES = /^[AEFHILMNORSX]/;

const articleFor = (words: readonly string[]): string => {
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (UNCOUNTED.includes(last.toLowerCase()) || isPlural(last)) return '';
  const start = first.split(/[\s-]/)[0] ?? '';
  const vowel = isAcronym(start) ? VOWEL_NAMES.test(start) : /^[aeio]/i.test(start);
  return vowel ? 'an ' : 'a ';
};

/** "BatchGrantPermissions" and "AdminCreateUser" begin with how, not with what. */
const MANNERS: readonly string[] = ['Admin', 'Batch'];

/** What an action's call did, in the past tense; `undefined` where the name begins with no verb that is known. */
export const phraseOf = (action: string): string | undefined => {
  const at = action.indexOf(':');
  const [service, words] = [serviceName(action.slice(0, at)), wordsOf(action.slice(at + 1))];
  const [verb = '', ...rest] = words.filter((word) => !MANNERS.includes(word));
  const past = PAST[verb];
  if (past === undefined) return undefined;
  if (rest.length === 0) return `${past} something of ${service}`;
  const named = [service, ...rest.map(noun)];
  return `${past} ${articleFor(named)}${named.join(' ')}`;
};
