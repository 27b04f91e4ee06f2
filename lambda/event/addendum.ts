import { inner, type Part, present, text } from './fields';

/** What CloudTrail says of a record that came late, or that corrects an earlier one. */
export interface Addendum {
  /** DELIVERY_DELAY, UPDATED_DATA or SERVICE_OUTAGE; whatever the record holds here. */
  readonly reason: string;
  /** The `eventID` of the record that this one corrects. */
  readonly originalId?: string;
  /** The fields that differ from it, in CloudTrail's words. */
  readonly updatedFields?: string;
}

/** Source: CloudTrail User Guide, "CloudTrail record contents", addendum. */
export const readAddendum = (record: Part): Addendum | undefined => {
  const addendum = inner(record, 'addendum');
  const reason = text(addendum, 'reason');
  return reason === undefined
    ? undefined
    : {
        reason,
        ...present({
          originalId: text(addendum, 'originalEventID'),
          updatedFields: text(addendum, 'updatedFields'),
        }),
      };
};
