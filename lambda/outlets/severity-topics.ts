import type { SNSClient } from '@aws-sdk/client-sns';
import { SEVERITIES, type Severity } from '../assess/severity';
import { publisher, severityToFilterBy } from '../publish/publish';
import type { Outlet } from './outlet';

/**
 * Topics for alerts of a severity and above, one outlet each. A chat channel that is to show these alone needs a topic of
 * its own: Amazon Q Developer subscribes to a topic once, whichever channels show it, so no filter can tell them apart.
 * @param topics `high=ARN,critical=ARN`: topics by the least severity
 */
export const severityTopics = (client: SNSClient, topics: string): readonly Outlet[] =>
  topics.split(',').map((row) => {
    const [minimum = '', topicArn = ''] = row.split('=');
    const publish = publisher(client, topicArn);
    return {
      name: `the topic of ${minimum} alerts`,
      tell: async (channels, alert, signal) => {
        if (isAtLeast(severityToFilterBy(alert), minimum)) await publish(channels, alert, signal);
      },
    };
  });

const isAtLeast = (severity: Severity, minimum: string): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.findIndex((each) => each === minimum);
