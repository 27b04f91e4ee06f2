/** The list of a Region's profiles: what the list shows unclearly is asked for by itself, and what stays so is counted. */

import type { Scenario } from '../../bin/sandbox/scenario';
import { estate, SMALL } from '../../bin/sweep/estate';
import { simulate } from '../../bin/sweep/simulation';
import { virtualClock } from '../../bin/sweep/virtual-clock';
import { isProfile, isRegion } from '../../lambda/sweep/row';

jest.setTimeout(60_000);

const TINY = { ...SMALL, profiles: { 'eu-central-1': 3 }, roles: 6, loose: 0, anchors: 1, subjects: 1 };

test('a profile that nothing shows as AWS documents is counted, and hides no other', async () => {
  const scenario = estate(TINY);
  const [odd, ...others] = scenario.profiles;
  const broken = { ...scenario, profiles: [{ ...odd, roleArns: 'all of them' }, ...others] } as Scenario;
  const { rows } = await simulate(
    broken,
    ['eu-central-1'],
    virtualClock(() => 0),
  );
  expect(rows.filter(isProfile).map(({ name }) => name)).toEqual(['farm-0001', 'farm-0002']);
  expect(rows.filter(isRegion)).toMatchObject([
    { profiles: 3, gaps: [{ what: '1 of the profiles', why: 'the answer is not what AWS documents' }] },
  ]);
});
