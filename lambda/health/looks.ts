/** What one must be allowed to do to see whether a place is covered, by what it is done to; nothing of it changes anything. */
export const LOOKS = {
  rules: ['events:DescribeRule', 'events:ListTargetsByRule'],
  queues: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
  trails: [
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetTrailStatus',
    'events:TestEventPattern',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * A session policy that narrows the role to read with to looking: with it, nothing can be learned about the account's roles
 * and policies, which that role may read for alerts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export const ONLY_LOOKS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: Object.values(LOOKS).flat(), Resource: '*' }],
});
