import { Match } from 'aws-cdk-lib/assertions';
import { resource, templateOf } from './template';

const QUEUE = 'AWS::SQS::Queue';
const queue = () => resource(templateOf(), QUEUE, 'SecondLookQueue');
const failed = () => resource(templateOf(), QUEUE, 'SecondLookFailed');

test('an event waits a quarter of an hour, and no copy of it beside it', () => {
  expect(queue().Properties).toEqual({
    QueueName: expect.stringMatching(/^Stack\w*SecondLook\w*\.fifo$/),
    FifoQueue: true,
    DelaySeconds: 900,
    // Six times what the function may take, as Lambda asks for.
    VisibilityTimeout: 720,
    MessageRetentionPeriod: 86_400,
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [failed().id, 'Arn'] }, maxReceiveCount: 3 },
  });
});

test('what fails three times is kept for 14 days', () => {
  expect(failed().Properties).toEqual({
    QueueName: expect.stringMatching(/^Stack\w*SecondLook\w*\.fifo$/),
    FifoQueue: true,
    MessageRetentionPeriod: 1_209_600,
    SqsManagedSseEnabled: true,
  });
});

test.each([queue, failed])('both refuse whatever is not sent over TLS', (which) => {
  templateOf().hasResourceProperties('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: which().id }],
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Effect: 'Deny',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ],
    },
  });
});

test('and raises an alarm at the first event, to the operations topic', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [failed().id, 'QueueName'] } }],
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: resource(template, 'AWS::SNS::Topic', 'Operations').id }],
  });
});

test('the function takes one event at a time, and says which failed', () => {
  const template = templateOf();
  expect(resource(template, 'AWS::Lambda::EventSourceMapping').Properties).toEqual({
    EventSourceArn: { 'Fn::GetAtt': [queue().id, 'Arn'] },
    FunctionName: { Ref: resource(template, 'AWS::Lambda::Function', 'Triage').id },
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('the watch over the alerting knows both', () => {
  const names = JSON.stringify(templateOf().findResources('AWS::Events::Rule'));
  for (const { id } of [queue(), failed()]) expect(names).toContain(`"${id}","QueueName"`);
});

test('none of it is there where nobody is to look again', () => {
  const template = templateOf({ secondLook: false });
  const text = JSON.stringify(template.toJSON());
  expect(text).not.toMatch(/SecondLook|SECOND_LOOK/);
  template.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
});
