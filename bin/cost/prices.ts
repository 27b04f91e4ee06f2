/**
 * List prices of AWS in US dollars, for us-east-1, without the free tier, as of the date below. Prices change: the page of each
 * says what holds today.
 */
export const PRICES_AS_OF = '2026-11-25';

export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

export const PRICES = {
  key: { usd: 1, per: 'key and month', source: 'https://aws.amazon.com/kms/pricing/' },
  alarm: { usd: 0.1, per: 'alarm metric and month', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  metric: { usd: 0.3, per: 'custom metric and month', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  dashboard: { usd: 3, per: 'dashboard and month', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  customEvent: { usd: 1e-6, per: 'event', source: 'https://aws.amazon.com/eventbridge/pricing/' },
  schedule: { usd: 1e-6, per: 'invocation', source: 'https://aws.amazon.com/eventbridge/pricing/' },
  request: { usd: 0.2e-6, per: 'request', source: 'https://aws.amazon.com/lambda/pricing/' },
  gigabyteSecond: {
    usd: 13.3334e-6,
    per: 'GB-second, arm64',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  // Five long polls of 20 seconds at a time, a month long, at 0.5 millionths a request of a FIFO queue.
  polling: {
    usd: 0.33,
    per: 'queue that Lambda polls and month',
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  publish: { usd: 0.5e-6, per: 'publish', source: 'https://aws.amazon.com/sns/pricing/' },
  mail: { usd: 20e-6, per: 'e-mail', source: 'https://aws.amazon.com/sns/pricing/' },
  crossBusEvent: {
    usd: 1e-6,
    per: 'event sent to another bus',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  put: { usd: 5e-6, per: 'PUT request', source: 'https://aws.amazon.com/s3/pricing/' },
  storedGigabyte: { usd: 0.023, per: 'GB stored and month', source: 'https://aws.amazon.com/s3/pricing/' },
  // A strongly consistent read of up to 4 KB.
  tableRead: {
    usd: 0.125e-6,
    per: 'read request unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  logGigabyte: { usd: 0.5, per: 'GB of log', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
} as const satisfies Readonly<Record<string, Price>>;

export type PricedItem = keyof typeof PRICES;
