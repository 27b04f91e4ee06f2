import { ACCOUNT, REGION } from '../support/event';

/** What CloudFormation would put for a reference: the resource's name, ARN or URL, after its logical id. */
export type Physical = (logicalId: string, attribute?: string) => unknown;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::StackName': 'Stack',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A name as CloudFormation makes it: of the stack, of the logical id, and some letters. */
export const nameOf = (logicalId: string): string => `Stack-${logicalId}-1ABCDEFGHIJKL`;

interface Resources {
  readonly [logicalId: string]: {
    readonly Type: string;
    readonly Properties?: Readonly<Record<string, unknown>>;
  };
}

interface Form {
  /** The property that names what it is in, which its ARN and its physical id then begin with. */
  readonly within?: string;
  /** The property that names it, where the template does. */
  readonly named?: string;
  readonly arn: (name: string) => string;
  readonly ref?: (name: string) => string;
}

const arn =
  (service: string, kind = '', region = REGION) =>
  (name: string) =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${kind}${name}`;

const FORMS: Readonly<Record<string, Form>> = {
  'AWS::SNS::Topic': { arn: arn('sns'), ref: arn('sns') },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    arn: arn('sqs'),
    ref: (name) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
  },
  'AWS::KMS::Key': { arn: arn('kms', 'key/') },
  'AWS::Lambda::Function': { arn: arn('lambda', 'function:') },
  'AWS::Events::Rule': { arn: arn('events', 'rule/'), named: 'Name', within: 'EventBusName' },
  'AWS::Events::EventBus': { arn: arn('events', 'event-bus/'), named: 'Name' },
  'AWS::Logs::LogGroup': { arn: (name) => `${arn('logs', 'log-group:')(name)}:*` },
  'AWS::IAM::Role': { arn: arn('iam', 'role/', ''), named: 'RoleName' },
};

/**
 * Part of a template as CloudFormation would resolve it.
 * @param parameters values of the template's parameters
 */
export const resolved = (
  value: unknown,
  resources: Resources,
  parameters: Readonly<Record<string, unknown>> = {},
): unknown => {
  const inner = (each: unknown): unknown => resolved(each, resources, parameters);
  const physical: Physical = (logicalId, attribute) => {
    const { Type, Properties } = resources[logicalId] ?? { Type: 'none' };
    const form = FORMS[Type];
    const given = form?.named === undefined ? undefined : inner(Properties?.[form.named]);
    const name = typeof given === 'string' ? given : nameOf(logicalId);
    const parent = form?.within === undefined ? undefined : inner(Properties?.[form.within]);
    const id = typeof parent === 'string' ? `${parent}|${name}` : name;
    const path = typeof parent === 'string' && parent !== 'default' ? `${parent}/${name}` : name;
    if (attribute === 'Arn') return form?.arn(path);
    return attribute === undefined && form?.ref ? form.ref(name) : id;
  };
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && key === 'Ref' && argument === 'AWS::NoValue') return value;
  if (others.length === 0 && key === 'Ref')
    return PSEUDO[String(argument)] ?? parameters[String(argument)] ?? physical(String(argument));
  if (others.length === 0 && key === 'Fn::GetAtt') {
    const [id = '', attribute = ''] = argument as string[];
    return physical(id, attribute);
  }
  if (others.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(inner).join(separator);
  }
  if (others.length === 0 && key === 'Fn::Split') {
    const [separator, text] = argument as [string, unknown];
    return String(inner(text)).split(separator);
  }
  if (others.length === 0 && key === 'Fn::Select') {
    const [index, list] = argument as [string, unknown];
    return (inner(list) as unknown[])[Number(index)];
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
};
