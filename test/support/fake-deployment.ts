import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message in a queue of the fake. */
export interface FakeMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** True while a reader holds it. */
  hidden: boolean;
}

export interface FakeDeployment {
  readonly url: string;
  readonly queueUrl: string;
  readonly messages: FakeMessage[];
  /** "sqs:ReceiveMessage", in order. */
  readonly calls: string[];
  /** What the function was invoked with. */
  readonly invoked: unknown[];
  readonly close: () => Promise<void>;
}

export interface FakeBehaviour {
  readonly bodies: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  /** How the function ends with an event. */
  readonly functionFails?: (event: unknown) => boolean;
  /** Operations that are refused. */
  readonly denied?: readonly string[];
}

/** Text is XML, everything else JSON. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const FUNCTION = 'stack-Triage';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** CloudFormation, SQS and Lambda on loopback, as far as a redrive asks them. */
export const startFakeDeployment = async (behaviour: FakeBehaviour): Promise<FakeDeployment> => {
  const messages: FakeMessage[] = behaviour.bodies.map((body, index) => ({
    id: `message-${index + 1}`,
    body,
    hidden: false,
    ...(behaviour.attributes === undefined ? {} : { attributes: behaviour.attributes }),
  }));
  const calls: string[] = [];
  const invoked: unknown[] = [];
  let url = '';

  const receive = (): unknown => {
    const shown = messages.filter(({ hidden }) => !hidden).slice(0, 1);
    for (const each of shown) each.hidden = true;
    return {
      Messages: shown.map(({ id, body, attributes = {} }) => ({
        MessageId: id,
        ReceiptHandle: `handle-${id}`,
        Body: body,
        MD5OfBody: md5(body),
        Attributes: { SentTimestamp: '1772600767000' },
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      })),
    };
  };

  const sqs = (operation: string, input: Readonly<Record<string, unknown>>): Reply => {
    if (behaviour.denied?.includes(`sqs:${operation}`) === true)
      return {
        status: 400,
        body: { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' },
      };
    if (operation === 'ReceiveMessage') return { status: 200, body: receive() };
    const message = messages.find(({ id }) => `handle-${id}` === input.ReceiptHandle);
    if (message === undefined) return { status: 400, body: { __type: 'ReceiptHandleIsInvalid' } };
    if (operation === 'ChangeMessageVisibility') message.hidden = input.VisibilityTimeout !== 0;
    else if (operation === 'DeleteMessage') messages.splice(messages.indexOf(message), 1);
    return { status: 200, body: {} };
  };

  const cloudFormation = (form: URLSearchParams): Reply => {
    const action = form.get('Action') ?? '';
    calls.push(`cloudformation:${action}`);
    const name = form.get('StackName');
    if (name !== 'stack')
      return {
        status: 400,
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`,
      };
    const result =
      action === 'DescribeStacks'
        ? `<Stacks><member><StackName>stack</StackName><Outputs><member><OutputKey>FunctionName</OutputKey><OutputValue>${FUNCTION}</OutputValue></member></Outputs></member></Stacks>`
        : `<StackResourceSummaries><member><ResourceType>AWS::SQS::Queue</ResourceType><LogicalResourceId>SecondLookQueueDA751E3C</LogicalResourceId><PhysicalResourceId>${url}/111122223333/waiting.fifo</PhysicalResourceId></member><member><ResourceType>AWS::SQS::Queue</ResourceType><LogicalResourceId>TriageFailed36319DD4</LogicalResourceId><PhysicalResourceId>${url}/111122223333/failed</PhysicalResourceId></member><member><ResourceType>AWS::SNS::Topic</ResourceType><PhysicalResourceId>t</PhysicalResourceId></member></StackResourceSummaries>`;
    return {
      status: 200,
      body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
    };
  };

  const lambda = (body: string): Reply => {
    calls.push('lambda:Invoke');
    const event: unknown = JSON.parse(body);
    invoked.push(event);
    if (behaviour.functionFails?.(event) !== true) return { status: 200, body: null };
    return {
      status: 200,
      body: { errorType: 'Error', errorMessage: 'the topic is gone' },
      headers: { 'x-amz-function-error': 'Unhandled' },
    };
  };

  const replyTo = (path: string, target: unknown, body: string): Reply => {
    if (path.startsWith('/2015-03-31/functions/')) return lambda(body);
    if (typeof target !== 'string' || !target.startsWith('AmazonSQS.'))
      return cloudFormation(new URLSearchParams(body));
    const operation = target.slice('AmazonSQS.'.length);
    calls.push(`sqs:${operation}`);
    return sqs(operation, JSON.parse(body) as Readonly<Record<string, unknown>>);
  };

  const server = createServer(async (request, response) => {
    const { status, body, headers } = replyTo(
      request.url ?? '',
      request.headers['x-amz-target'],
      await bodyOf(request),
    );
    const isXml = typeof body === 'string';
    response.writeHead(status, {
      'content-type': isXml ? 'text/xml' : 'application/x-amz-json-1.0',
      ...headers,
    });
    response.end(isXml ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    queueUrl: `${url}/111122223333/failed`,
    messages,
    calls,
    invoked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
