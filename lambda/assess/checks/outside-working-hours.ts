import type { Check } from '../check';

const hourIsWithin = (hour: number, start: number, end: number): boolean =>
  start <= end ? hour >= start && hour < end : hour >= start || hour < end;

export const outsideWorkingHours: Check = {
  id: 'outside-working-hours',
  question: 'source',
  looksFor: 'A profile created outside the working hours, where they are set.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['settings'],
  find: ({ when, settings: { workingHoursUtc }, kind: { words } }) => {
    if (workingHoursUtc === undefined || !when.known) return [];
    const time = new Date(when.value);
    const { start, end } = workingHoursUtc;
    return hourIsWithin(time.getUTCHours(), start, end)
      ? []
      : [
          {
            severity: 'low',
            title: `The ${words.noun} was ${words.done} at ${time.toISOString().slice(11, 16)} UTC, outside the working hours`,
            evidence: [`working hours: ${start}:00 to ${end}:00 UTC`],
          },
        ];
  },
};
