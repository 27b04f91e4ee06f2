/** What each kind of fault is on the wire. What the function makes of them is in test/faults. */

import { type IncomingMessage, request } from 'node:http';
import { befalls, FAULT_IDS, FAULTS, type FaultId, type FaultKind } from '../../../bin/sandbox/faults';
import { type Scenario, scenarioSchema } from '../../../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../../../bin/sandbox/server';
import { ACCOUNT, REGION } from '../../support/event';

const anchor = (number: number) => ({
  trustAnchorArn: `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/00000000-0000-4000-8000-00000000000${number}`,
  trustAnchorId: String(number),
  name: `anchor-${number}`,
  enabled: true,
  source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: 'a "PEM"' } },
  createdAt: '2026-03-04T05:00:00Z',
  updatedAt: '2026-03-04T05:00:00Z',
});

const scenario = (fault: Scenario['faults'][number]): Scenario =>
  scenarioSchema.parse({
    description: 'Three trust anchors, two a page',
    accountAlias: 'example-prod',
    trustAnchors: [1, 2, 3].map(anchor),
    faults: [fault],
  });

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

/** Milliseconds that a test waits for what is to come, on however busy a computer, and for what is not. */
const PATIENCE_MS = 10_000;
const SHORT_PATIENCE_MS = 150;

/** What a client without any SDK sees: the answer, or how there was none. */
const seen = (
  url: string,
  service: string,
  path: string,
  body: string,
  timeout = PATIENCE_MS,
): Promise<{ readonly status: number; readonly body: string } | { readonly failed: string }> =>
  new Promise((resolve) => {
    const asking = request(`${url}${path}`, {
      method: body === '' ? 'GET' : 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260304/${REGION}/${service}/aws4_request`,
      },
      timeout,
    });
    asking.on('timeout', () => asking.destroy(new Error('nothing more came')));
    asking.on('error', (error: NodeJS.ErrnoException) => resolve({ failed: error.code ?? error.message }));
    asking.on('response', (answer: IncomingMessage) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += String(chunk);
      });
      answer.on('error', (error: NodeJS.ErrnoException) => resolve({ failed: error.code ?? error.message }));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    asking.end(body);
  });

const anchorsSeen = async (error: FaultId, path = '/trustanchors', patience = PATIENCE_MS) => {
  sandbox ??= await startSandbox(scenario({ operation: '*', error }));
  return seen(sandbox.url, 'rolesanywhere', path, '', patience);
};

const aliasesSeen = async (error: FaultId) => {
  sandbox ??= await startSandbox(scenario({ operation: '*', error }));
  return seen(sandbox.url, 'iam', '/', 'Action=ListAccountAliases&Version=2010-05-08');
};

const NAMES = /"name":"anchor-1".*"name":"anchor-2"/;

describe('the kinds of fault', () => {
  it.each<[FaultId, number, RegExp]>([
    ['AccessDenied', 403, /not authorized to perform: rolesanywhere:ListTrustAnchors/],
    ['NotFound', 404, /does not exist/],
    ['Throttling', 429, /Rate exceeded/],
    ['TooManyRequests', 429, /Slow down/],
    ['ServiceFailure', 500, /own side/],
    ['Unavailable', 503, /<h1>503/],
    ['Invalid', 400, /constraint/],
    ['UnknownError', 418, /nobody has heard of/],
    ['ExpiredToken', 403, /expired/],
    ['UnknownKey', 403, /invalid/],
    ['ClockSkew', 403, /Signature expired/],
    ['Malformed', 200, /^\{"trustAnchors":\[\{.*[^}]$/],
    ['BrokenCharacters', 200, /^\{\0/],
    ['EmptyBody', 200, /^$/],
    ['NoContent', 204, /^$/],
    ['EmptyResult', 200, /^\{\}$/],
    ['Html', 200, /^<!DOCTYPE html>/],
    ['Text', 200, /^OK$/],
    ['Redirect', 307, /^$/],
    ['Informational', 200, NAMES],
    ['Nulls', 200, /^\{"trustAnchors":\[\{"trustAnchorArn":null,.*"nextToken":null\}$/],
    ['WrongTypes', 200, /^\{"trustAnchors":\[\{"trustAnchorArn":7,.*"enabled":"perhaps"/],
    ['ExtraFields', 200, /"unexpected":.*"name":"anchor-1"/],
    ['WrongContentType', 200, NAMES],
    ['WrongAccount', 200, /:999988887777:trust-anchor\/00000000-0000-4000-8000-000000000001"/],
    ['BrokenCertificate', 200, /"x509CertificateData":"-----BEGIN CERTIFICATE-----\\nMIIB/],
  ])('%s: status %i', async (id, status, body) => {
    const answer = await anchorsSeen(id);
    expect(answer).toEqual({ status, body: expect.stringMatching(body) });
  });

  it('Huge: status 200, four megabytes before what was asked for', async () => {
    const answer = await anchorsSeen('Huge');
    // Looked at by its length and its ends: a pattern that counts millions of letters overflows the stack.
    const body = 'body' in answer ? answer.body : '';
    expect(body.length).toBeGreaterThan(4_194_304);
    expect(body.slice(0, 20)).toBe('{"padding":"xxxxxxxx');
    expect(body.slice(4_194_304, 4_194_350)).toContain('xx","trustAnchors":');
  });

  it.each<[FaultId]>([
    ['NoAnswer'],
    ['AnswerNeverSent'],
    ['HangingBody'],
    ['DrippingBody'],
    ['Slow'],
    ['VerySlow'],
  ])('%s: no whole answer in a short time', async (id) => {
    expect(await anchorsSeen(id, '/trustanchors', SHORT_PATIENCE_MS)).toEqual({
      failed: 'nothing more came',
    });
  });

  it.each<[FaultId, string]>([
    ['Reset', 'ECONNRESET'],
    ['AnswerLost', 'ECONNRESET'],
    ['Closed', 'ECONNRESET'],
    ['CutBody', 'ECONNRESET'],
    ['NotHttp', 'HPE_INVALID_CONSTANT'],
  ])('%s: no whole answer', async (id, failed) => {
    expect(await anchorsSeen(id)).toEqual({ failed });
  });

  it('WrongLength: an answer that is cut, or seen to be broken', async () => {
    const answer = await anchorsSeen('WrongLength');
    expect(answer).not.toMatchObject({ body: expect.stringMatching(/\}$/) });
  });

  it.each<[FaultId, RegExp]>([
    ['Nulls', /<AccountAliases><member><\/member><\/AccountAliases>/],
    ['WrongTypes', /<member><Unexpected>7<\/Unexpected><\/member>/],
    ['ExtraFields', /<ListAccountAliasesResult><Unexpected>.*<member>example-prod<\/member>/],
    ['EmptyResult', /<ListAccountAliasesResult><\/ListAccountAliasesResult>/],
    [
      'EmptyPages',
      /<IsTruncated>true<\/IsTruncated><Marker>[^<]+<\/Marker><AccountAliases><\/AccountAliases>/,
    ],
  ])('%s in XML', async (id, body) => {
    expect(await aliasesSeen(id)).toEqual({ status: 200, body: expect.stringMatching(body) });
  });

  it.each<[FaultId, readonly (readonly string[])[], 'ends' | 'goes on' | 'fails']>([
    ['EmptyPageFirst', [[], ['anchor-1', 'anchor-2'], ['anchor-3']], 'ends'],
    ['EmptyPages', [[], [], []], 'goes on'],
    [
      'EndlessPages',
      [
        ['anchor-1', 'anchor-2'],
        ['anchor-1', 'anchor-2'],
        ['anchor-1', 'anchor-2'],
      ],
      'goes on',
    ],
    [
      'TokenLoop',
      [
        ['anchor-1', 'anchor-2'],
        ['anchor-1', 'anchor-2'],
        ['anchor-1', 'anchor-2'],
      ],
      'goes on',
    ],
    ['SecondPageDenied', [['anchor-1', 'anchor-2']], 'fails'],
  ])('%s: its first pages', async (id, expected, end) => {
    const pages: string[][] = [];
    let path = '/trustanchors';
    let ended: string = 'goes on';
    while (pages.length < expected.length || ended === 'goes on') {
      const answer = await anchorsSeen(id, path);
      if (!('status' in answer) || answer.status !== 200) {
        ended = 'fails';
        break;
      }
      if (pages.length === expected.length) break;
      const { trustAnchors, nextToken } = JSON.parse(answer.body) as {
        readonly trustAnchors: readonly { readonly name: string }[];
        readonly nextToken?: string;
      };
      pages.push(trustAnchors.map(({ name }) => name));
      if (nextToken === undefined) {
        ended = 'ends';
        break;
      }
      path = `/trustanchors?nextToken=${nextToken}`;
    }
    expect({ pages, ended }).toEqual({ pages: expected, ended: end });
  });

  it.each<[FaultId, string, boolean]>([
    ['AccessDenied', 'iam:GetRole', true],
    ['TokenLoop', 'iam:GetRole', false],
    ['TokenLoop', 'iam:ListRolePolicies', true],
    ['KmsThrottling', 'sns:Publish', true],
    ['KmsDisabled', 'iam:GetRole', false],
    ['WrongAccount', 'sns:Publish', false],
    ['BrokenCertificate', 'rolesanywhere:ListTrustAnchors', true],
    ['BrokenCertificate', 'rolesanywhere:GetProfile', false],
  ])('%s can befall %s: %s', (id, call, can) => {
    expect(befalls(id, call)).toBe(can);
  });

  it('say what they do, and never that what is lasting and passes may pass after a few', () => {
    const kinds: readonly (readonly [FaultId, FaultKind])[] = FAULT_IDS.map((id) => [id, FAULTS[id]]);
    expect(kinds.filter(([, { does }]) => !/^[a-z].*[^.]$/.test(does))).toEqual([]);
    expect(kinds.filter(([, { passes, thenFine }]) => passes && thenFine !== undefined)).toEqual([]);
  });
});
