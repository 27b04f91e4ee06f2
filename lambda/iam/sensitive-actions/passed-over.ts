/** Actions of the capability catalogue that are no deed by themselves, and why. */

const PERMISSION_ONLY = 'a permission that no call of its own uses';
const DATA_EVENT = 'recorded as a data event, which LookupEvents does not return';
const NO_DEED = 'done many times a day by whoever works; what comes of it shows in other calls';

const entries = (why: string, ...actions: readonly string[]): readonly (readonly [string, string])[] =>
  actions.map((action) => [action, why]);

/**
 * What changes something, or gets a credential, and is not in the table all the same.
 * Sources: Service Authorization Reference ("permission-only actions"); CloudTrail User Guide, "Logging data events".
 */
export const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  ...entries(
    PERMISSION_ONLY,
    'iam:PassRole',
    's3:BypassGovernanceRetention',
    'rds-db:connect',
    'neptune-db:connect',
    'dsql:DbConnect',
    'dsql:DbConnectAdmin',
    'elasticache:Connect',
    'memorydb:Connect',
    'events:RetrieveConnectionCredentials',
    'states:RevealSecrets',
    'aoss:APIAccessAll',
    'elasticfilesystem:ClientRootAccess',
  ),
  ...entries(
    DATA_EVENT,
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:PutObjectAcl',
    's3:PutObjectVersionAcl',
    'dynamodb:PutItem',
    'lambda:InvokeFunction',
    'es:ESHttpPost',
    'rds-data:ExecuteStatement',
    'rds-data:BatchExecuteStatement',
    'bedrock-agentcore:InvokeCodeInterpreter',
    'bedrock-agentcore:InvokeAgentRuntimeCommand',
    'bedrock-agentcore:InvokeAgentRuntime',
    'bedrock-agentcore:InvokeAgentRuntimeForUser',
    'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream',
    'lambda:InvokeFunctionUrl',
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ),
  ...entries(
    NO_DEED,
    'sts:AssumeRole',
    'kms:Decrypt',
    'athena:StartQueryExecution',
    'redshift-data:ExecuteStatement',
    'lakeformation:GetDataAccess',
    'logs:StartQuery',
  ),
]);
