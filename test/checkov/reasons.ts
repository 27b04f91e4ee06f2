/** Findings of checkov that are left as they are, each with its reason. One that checkov no longer makes fails the run. */
export interface Reason {
  /** The id of the check: https://www.checkov.io/5.Policy%20Index/cloudformation.html */
  readonly check: string;
  /** What it is about, as checkov says it. */
  readonly type: string;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [
  {
    check: 'CKV_AWS_27',
    type: 'AWS::SQS::Queue',
    why: 'All are encrypted with the key of SQS (SqsManagedSseEnabled), which this check does not look for. A key of our own costs a dollar a month in each forwarder, and is one thing more that can be disabled to lose events.',
  },
  {
    check: 'CKV_AWS_158',
    type: 'AWS::Logs::LogGroup',
    why: 'CloudWatch Logs encrypts every group with a key of its own. No log of ours holds a policy, a tag or an access key.',
  },
  {
    check: 'CKV_AWS_119',
    type: 'AWS::DynamoDB::Table',
    why: 'DynamoDB encrypts every table with a key of its own. The table of first uses holds ARNs of profiles and digests, and a key of our own is one thing more that can be disabled to hide a use.',
  },
  {
    check: 'CKV_AWS_116',
    type: 'AWS::Lambda::Function',
    why: 'What the triage fails on goes to its on-failure destination, which keeps the reason too. A health check that fails is heard by its alarm, which listens for silence; the next comes the next day. What a turn of the sweep fails on, the next turn does.',
  },
  {
    check: 'CKV_AWS_117',
    type: 'AWS::Lambda::Function',
    why: 'They talk to the APIs of AWS alone. In a VPC each service needs an endpoint in each zone, for money, and whoever may change routes or endpoints could silence the alerts without touching what is watched.',
  },
  {
    check: 'CKV_AWS_115',
    type: 'AWS::Lambda::Function',
    why: 'A reserved concurrency is a ceiling as well: many profiles at once are just when no alert may wait. It would be taken from what the account has for everything else.',
  },
  {
    check: 'CKV_AWS_173',
    type: 'AWS::Lambda::Function',
    why: 'The variables are names and ARNs. Lambda encrypts them with a key of its own, and an external id is no secret.',
  },
  {
    check: 'CKV_AWS_18',
    type: 'AWS::S3::Bucket',
    why: 'One function writes two objects of the sweep’s bucket once a week, and versions show what was overwritten. Logs of access would need a second bucket; CloudTrail’s data events tell who reads it, where somebody wants to know.',
  },
];
