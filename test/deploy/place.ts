import { ACCOUNT } from './moto';

/** A Region of an account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The account that forwards. */
export const MEMBER = '444455556666';
export const HOME: Place = { account: ACCOUNT, region: 'eu-central-1' };
/** Every other place: another Region of the home account, and two Regions of another account. */
export const HOME_ELSEWHERE: Place = { account: ACCOUNT, region: 'us-east-1' };
export const MEMBER_HERE: Place = { account: MEMBER, region: 'eu-central-1' };
export const MEMBER_ELSEWHERE: Place = { account: MEMBER, region: 'us-east-1' };

export const named = ({ account, region }: Place): string => `${account} ${region}`;
