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

/** How a value within a value is resolved. */
type Inner = (value: unknown) => unknown;

const physicalIn =
  (resources: Resources, inner: Inner): Physical =>
  (logicalId, attribute) => {
    const { Type, Properties } = resources[logicalId] ?? { Type: 'none' };
    const form = FORMS[Type];
    const property = (name: string | undefined): string | undefined => {
      const value = name === undefined ? undefined : inner(Properties?.[name]);
      return typeof value === 'string' ? value : undefined;
    };
    const name = property(form?.named) ?? nameOf(logicalId);
    const parent = property(form?.within);
    if (attribute === 'Arn')
      return form?.arn(parent === undefined || parent === 'default' ? name : `${parent}/${name}`);
    if (attribute === undefined && form?.ref) return form.ref(name);
    return parent === undefined ? name : `${parent}|${name}`;
  };

/** What a template computes, each from its argument. */
const FUNCTIONS: Readonly<Record<string, (argument: unknown, inner: Inner, physical: Physical) => unknown>> =
  {
    'Fn::GetAtt': (argument, _, physical) => {
      const [id = '', attribute = ''] = argument as string[];
      return physical(id, attribute);
    },
    'Fn::Join': (argument, inner) => {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(inner).join(separator);
    },
    'Fn::Split': (argument, inner) => {
      const [separator, text] = argument as [string, unknown];
      return String(inner(text)).split(separator);
    },
    'Fn::Select': (argument, inner) => {
      const [index, list] = argument as [string, unknown];
      return (inner(list) as unknown[])[Number(index)];
    },
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
  const inner: Inner = (each) => resolved(each, resources, parameters);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  const physical = physicalIn(resources, inner);
  if (others.length === 0 && key === 'Ref') {
    const name = String(argument);
    return name === 'AWS::NoValue' ? value : (PSEUDO[name] ?? parameters[name] ?? physical(name));
  }
  const compute = others.length === 0 ? FUNCTIONS[key] : undefined;
  if (compute !== undefined) return compute(argument, inner, physical);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
};
