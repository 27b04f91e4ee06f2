import type { SNSClient } from '@aws-sdk/client-sns';
import { SEVERITIES } from '../assess/severity';
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
    // What is no severity is below all of them: better shown than not.
    const least = (SEVERITIES as readonly string[]).indexOf(minimum);
    return {
      name: `the topic of ${minimum} alerts`,
      tell: async (channels, alert, signal) => {
        const at = SEVERITIES.indexOf(severityToFilterBy(alert));
        if (at >= least) await publish(channels, alert, signal);
      },
    };
  });
