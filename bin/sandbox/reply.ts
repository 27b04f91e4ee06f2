import type { ServerResponse } from 'node:http';
import type { Reply } from './faults';
import type { WireAnswer } from './wire';

/** Waits so many milliseconds; never settles where the stand-in closes before. */
export type Wait = (ms: number) => Promise<void>;

const lengthOf = ({ body }: WireAnswer): number => Buffer.byteLength(body);

/** The time is the process's own, which a test may have set: the server's own clock knows nothing of that. */
const headersOf = ({ headers }: WireAnswer): Readonly<Record<string, string>> => ({
  date: new Date().toUTCString(),
  ...headers,
});

const begin = (outgoing: ServerResponse, answer: WireAnswer): void => {
  outgoing.writeHead(answer.status, { ...headersOf(answer), 'content-length': String(lengthOf(answer)) });
};

/** Lets a reply happen to the request that waits for it. */
export const sendReply = async (outgoing: ServerResponse, reply: Reply, wait: Wait): Promise<void> => {
  switch (reply.form) {
    case 'whole':
      return sendWhole(outgoing, reply.answer, reply.informational === true);
    case 'half': {
      const body = Buffer.from(reply.answer.body);
      begin(outgoing, reply.answer);
      outgoing.write(body.subarray(0, body.length >> 1), () => {
        if (reply.rest === 'end') outgoing.destroy();
      });
      return;
    }
    case 'dripping':
      begin(outgoing, reply.answer);
      for (const byte of Buffer.from(reply.answer.body)) {
        if (outgoing.destroyed) return;
        outgoing.write(Buffer.of(byte));
        await wait(reply.everyMs);
      }
      outgoing.end();
      return;
    case 'raw':
      outgoing.socket?.end(reply.bytes, 'latin1');
      return;
    case 'reset':
      outgoing.socket?.resetAndDestroy();
      return;
    case 'close':
      outgoing.destroy();
      return;
    case 'silence':
      return;
  }
};

const sendWhole = (outgoing: ServerResponse, answer: WireAnswer, informational: boolean): void => {
  if (informational) outgoing.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
  const length = answer.headers['content-length'];
  if (length === undefined) {
    outgoing.writeHead(answer.status, headersOf(answer));
    outgoing.end(answer.body);
    return;
  }
  // A length of the answer's own is a wrong one. Node would not send more than it says, so the bytes go out by hand.
  const { socket } = outgoing;
  const head = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket?.end(`HTTP/1.1 ${answer.status} OK\r\n${head.join('')}\r\n${answer.body}`);
};
