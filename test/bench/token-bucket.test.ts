import { iamService } from '../../bin/sandbox/iam';
import { scenarioSchema } from '../../bin/sandbox/scenario';
import { AwsError } from '../../bin/sandbox/wire';
import { throttled, throttlesOf, tokenBucket } from './token-bucket';

describe('a token bucket', () => {
  const taken = (rate: { perSecond: number; burst: number }, atMs: readonly number[]): readonly boolean[] => {
    let nowMs = 0;
    const take = tokenBucket(rate, () => nowMs);
    return atMs.map((ms) => {
      nowMs = ms;
      return take();
    });
  };

  it.each([
    ['full at first', { perSecond: 1, burst: 2 }, [0, 0, 0], [true, true, false]],
    ['a token after its time and not before', { perSecond: 2, burst: 1 }, [0, 499, 500], [true, false, true]],
    ['never fuller than full', { perSecond: 1, burst: 2 }, [60_000, 60_000, 60_000], [true, true, false]],
    ['a refusal costs nothing', { perSecond: 1, burst: 1 }, [0, 500, 1000], [true, false, true]],
  ])('%s', (_, rate, atMs, expected) => {
    expect(taken(rate, atMs)).toEqual(expected);
  });
});

describe('throttles', () => {
  const RATE = { perSecond: 1, burst: 1 };

  it('count the calls of a bucket together, and those of another apart', () => {
    const take = throttlesOf(
      [
        { calls: ['iam:*'], ...RATE },
        { calls: ['rolesanywhere:GetProfile', 'rolesanywhere:ListProfiles'], ...RATE },
      ],
      () => 0,
    );
    expect(take('iam:GetRole')).toBe(true);
    expect(take('iam:GetPolicy')).toBe(false);
    expect(take('rolesanywhere:ListProfiles')).toBe(true);
    expect(take('rolesanywhere:GetProfile')).toBe(false);
    expect([take('sns:Publish'), take('sns:Publish')]).toEqual([true, true]);
  });

  it("refuse in the service's own words", () => {
    const iam = iamService(scenarioSchema.parse({ description: 'an empty account' }));
    const refused: string[] = [];
    const { operations } = throttled(
      iam,
      () => false,
      (call) => refused.push(call),
    );
    const request = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: '',
      region: '',
    };
    expect(() => operations.GetRole?.(request)).toThrow(new AwsError('Throttling', 400, 'Rate exceeded'));
    expect(refused).toEqual(['iam:GetRole']);
    expect(Object.keys(operations)).toEqual(Object.keys(iam.operations));
  });
});
