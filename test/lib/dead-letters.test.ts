import { Match } from 'aws-cdk-lib/assertions';
import { resource, templateOf } from './template';

const QUEUES = ['ProfileCreatedUndelivered', 'TriageFailed'];

describe.each(QUEUES)('the dead-letter queue %s', (start) => {
  const template = templateOf();
  const queue = resource(template, 'AWS::SQS::Queue', start);

  test('is a standard queue that keeps events for 14 days, encrypted', () => {
    expect(queue.Properties).toEqual({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  });

  test('refuses whatever is not sent over TLS', () => {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: queue.id }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sqs:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('raises an alarm at the first event, to the operations topic', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: resource(template, 'AWS::SNS::Topic', 'Operations').id }],
    });
  });
});

test('npm run redrive finds them and the function by what the stack says of itself', () => {
  const template = templateOf();
  const { id } = resource(template, 'AWS::Lambda::Function', 'Triage');
  template.hasOutput('FunctionName', { Value: { Ref: id } });
  const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
  // The queue of the self-tests holds nothing that anybody could send again.
  expect(queues.flatMap((queue) => QUEUES.find((start) => queue.startsWith(start)) ?? []).sort()).toEqual(
    QUEUES,
  );
});
