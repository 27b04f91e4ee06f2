import type { SNSClient } from '@aws-sdk/client-sns';
import { MESSAGE_MAX_BYTES, RESERVED_BYTES } from '../alert/channels';
import { fittedJson } from '../alert/fit';
import { publishingOneText } from '../publish/publish';
import type { Outlet } from './outlet';

/**
 * The topic of machines: the machine JSON whatever the protocol. The topic of the alerts cannot have it for https, since
 * SNS takes one text for a protocol, and by https the chat gets the only document that it shows.
 */
export const machinesTopic = (client: SNSClient, topicArn: string): Outlet => {
  const publish = publishingOneText(client, topicArn);
  return {
    name: 'the topic of machines',
    tell: (_channels, alert, signal) =>
      publish(fittedJson(alert, MESSAGE_MAX_BYTES - RESERVED_BYTES), alert, signal),
  };
};
