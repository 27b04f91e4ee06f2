import { deadlineIn } from '../../lambda/enrich/deadline';
import { lookupOf, NO_TIME_LEFT } from '../../lambda/enrich/lookup-of';
import { known, notKnown } from '../../lambda/lookup';
import { awsError, never, noDeadline } from './fakes';

const OPERATION = 'iam:GetRole';

describe('an answer as a look-up', () => {
  it('is known when the call answers', async () => {
    expect(await lookupOf(OPERATION, noDeadline, async () => 7)).toEqual(known(7));
  });

  it('is unknown when the call throws before it has made a promise', async () => {
    const broken = () => {
      throw new Error('odd');
    };
    expect(await lookupOf(OPERATION, noDeadline, broken)).toEqual(notKnown('Error: odd'));
  });

  it('is not asked for when no time is left', async () => {
    const call = jest.fn(async () => 7);
    expect(await lookupOf(OPERATION, deadlineIn(0), call)).toEqual(notKnown(NO_TIME_LEFT));
    expect(call).not.toHaveBeenCalled();
  });

  it('is given up at the deadline even where the call ignores its signal', async () => {
    expect(await lookupOf(OPERATION, deadlineIn(20), never)).toEqual(notKnown(NO_TIME_LEFT));
  });

  it('says that time ran out where the deadline aborted the request', async () => {
    const abortable = (signal: AbortSignal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(awsError('AbortError')));
      });
    expect(await lookupOf(OPERATION, deadlineIn(20), abortable)).toEqual(notKnown(NO_TIME_LEFT));
  });
});
