import type { CheckCase } from '../../support/check-cases';
import { profileCreated } from '../../support/context';

const at = (time: string | undefined) => ({ change: profileCreated({ eventTime: time }) });
const day = { workingHoursUtc: { start: 6, end: 18 } };
const night = { workingHoursUtc: { start: 22, end: 6 } };

export const cases: readonly CheckCase[] = [
  { when: 'no hours are set', context: at('2026-03-04T03:00:00Z'), finds: [] },
  { when: 'the day has just begun', context: at('2026-03-04T06:00:00Z'), settings: day, finds: [] },
  {
    when: 'the day has not quite begun',
    context: at('2026-03-04T05:59:59Z'),
    settings: day,
    finds: [['low', 'created at 05:59 UTC, outside the working hours']],
  },
  {
    when: 'the day has just ended',
    context: at('2026-03-04T18:00:00Z'),
    settings: day,
    finds: [['low', '18:00 UTC']],
  },
  { when: 'the night shift is at work', context: at('2026-03-04T03:00:00Z'), settings: night, finds: [] },
  {
    when: 'the night shift is at home',
    context: at('2026-03-04T12:00:00Z'),
    settings: night,
    finds: [['low', '12:00 UTC']],
  },
  { when: 'the time cannot be read', context: at(undefined), settings: day, finds: [] },
];
