import type { Post } from '../aws/signed-post';
import { isObject, type JsonObject } from '../json';

/**
 * A table of DynamoDB: the profiles that an alert was about, and each certificate that used one of them since. One row each,
 * by the ARN of the profile and, of a certificate's row, by what tells the certificate from others.
 */
export interface FirstUseTable {
  /** @returns the row of a profile; `undefined` where there is none that is still valid */
  readonly profile: (arn: string, now: Date, signal: AbortSignal) => Promise<AlertedProfile | undefined>;
  /** Writes the row of a profile, over whatever is there. */
  readonly putProfile: (row: AlertedProfile, signal: AbortSignal) => Promise<void>;
  /**
   * Writes the row of a profile where there is none that is still valid.
   * @returns whether it was written
   */
  readonly addProfile: (row: AlertedProfile, now: Date, signal: AbortSignal) => Promise<boolean>;
  /**
   * Takes it upon an event to tell of a certificate: where nobody told of it, nobody else is about to, or the same event
   * was, whose alert then did not go out.
   * @returns false where it is told, or another event is about to tell it
   */
  readonly claim: (row: UseRow, now: Date, signal: AbortSignal) => Promise<boolean>;
  /** Counts one more certificate in a profile's row; writing the row anew begins at none. */
  readonly count: (profileArn: string, signal: AbortSignal) => Promise<void>;
  /** Writes that it is told. */
  readonly told: (row: UseRow, signal: AbortSignal) => Promise<void>;
}

/** A profile that an alert was about. */
export interface AlertedProfile {
  /** The profile's own ARN, or its alias's. */
  readonly arn: string;
  readonly alertId: string;
  /** The alert's severity; absent while it is still being made. */
  readonly severity?: string;
  /** ISO 8601; when the change was made. */
  readonly at?: string;
  /** False where the allow list expected the profile, and excused all that was found. */
  readonly isWatched: boolean;
  /** New certificates that were told of since; none where left out. */
  readonly certificatesTold?: number;
  /** When it is forgotten. */
  readonly expires: Date;
}

/** A certificate that used such a profile. */
export interface UseRow {
  readonly profileArn: string;
  /** 64 hexadecimal digits: {@link certificateKey}. */
  readonly certificate: string;
  readonly eventId: string;
  /** Until when no other event takes it upon itself to tell of it. */
  readonly claimedUntil: Date;
  readonly expires: Date;
}

/** Attribute names; none of them is needed outside, so they are spelt out by `#` names, reserved words or not. */
const NAMES = {
  '#profile': 'profile',
  '#certificate': 'certificate',
  '#event': 'eventId',
  '#told': 'told',
  '#until': 'claimedUntil',
  '#expires': 'expires',
} as const;
type Name = keyof typeof NAMES;

/** The attribute names of the table's key, and the one that rows expire by. */
export const TABLE_KEY = { partition: NAMES['#profile'], sort: NAMES['#certificate'] } as const;
export const EXPIRES = NAMES['#expires'];

/** What stands in the place of a certificate in a profile's own row. */
const OWN_ROW = '-';

type Value = { readonly S: string } | { readonly N: string } | { readonly BOOL: boolean };

const S = (text: string): Value => ({ S: text });
const seconds = (time: Date): Value => ({ N: String(Math.floor(time.getTime() / 1000)) });
const flag = (is: boolean): Value => ({ BOOL: is });

/** A condition, with the names that stand in it. */
interface Condition {
  readonly expression: string;
  readonly names: readonly Name[];
  readonly values: Readonly<Record<string, Value>>;
}

/** DynamoDB deletes what has expired within days; until then it is there, and does not count. */
const absent = (now: Date): Condition => ({
  expression: 'attribute_not_exists(#profile) OR #expires < :now',
  names: ['#profile', '#expires'],
  values: { ':now': seconds(now) },
});

const untold = (eventId: string, now: Date): Condition => ({
  expression:
    'attribute_not_exists(#profile) OR #expires < :now OR (#told = :no AND (#event = :event OR #until < :now))',
  names: ['#profile', '#expires', '#told', '#event', '#until'],
  values: { ':now': seconds(now), ':no': flag(false), ':event': S(eventId) },
});

/** @param tableName the name or the ARN of the table */
export const firstUseTable = (post: Post, tableName: string): FirstUseTable => {
  const call = (
    operation: 'GetItem' | 'PutItem' | 'UpdateItem',
    input: object,
    signal: AbortSignal,
  ): Promise<unknown> =>
    post(
      {
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
        },
        body: JSON.stringify({ TableName: tableName, ...input }),
      },
      signal,
    );

  const put = async (
    item: Readonly<Record<string, Value>>,
    signal: AbortSignal,
    condition?: Condition,
  ): Promise<boolean> => {
    try {
      await call('PutItem', { Item: item, ...conditionIn(condition) }, signal);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  return {
    profile: async (arn, now, signal) => {
      const key = { profile: S(arn), certificate: S(OWN_ROW) };
      // A session may follow its profile within the second: an answer from before would not know the profile yet.
      const answer = await call('GetItem', { Key: key, ConsistentRead: true }, signal);
      if (!isObject(answer)) throw new Error('the answer holds no object');
      const row = isObject(answer.Item) ? profileRow(arn, answer.Item) : undefined;
      return row !== undefined && row.expires > now ? row : undefined;
    },
    putProfile: async (row, signal) => {
      await put(profileItem(row), signal);
    },
    addProfile: (row, now, signal) => put(profileItem(row), signal, absent(now)),
    claim: (row, now, signal) => put(useItem(row, false), signal, untold(row.eventId, now)),
    count: async (profileArn, signal) => {
      await call(
        'UpdateItem',
        {
          Key: { profile: S(profileArn), certificate: S(OWN_ROW) },
          UpdateExpression: 'ADD #certificates :one',
          ExpressionAttributeNames: { '#certificates': 'certificatesTold' },
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
        signal,
      );
    },
    told: async (row, signal) => {
      await put(useItem(row, true), signal);
    },
  };
};

const conditionIn = (condition: Condition | undefined) =>
  condition === undefined
    ? {}
    : {
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: Object.fromEntries(condition.names.map((name) => [name, NAMES[name]])),
        ExpressionAttributeValues: condition.values,
      };

const profileItem = (row: AlertedProfile): Readonly<Record<string, Value>> => ({
  profile: S(row.arn),
  certificate: S(OWN_ROW),
  alertId: S(row.alertId),
  ...(row.severity === undefined ? {} : { severity: S(row.severity) }),
  ...(row.at === undefined ? {} : { at: S(row.at) }),
  watched: flag(row.isWatched),
  expires: seconds(row.expires),
});

const useItem = (row: UseRow, isTold: boolean): Readonly<Record<string, Value>> => ({
  profile: S(row.profileArn),
  certificate: S(row.certificate),
  eventId: S(row.eventId),
  told: flag(isTold),
  claimedUntil: seconds(row.claimedUntil),
  expires: seconds(row.expires),
});

/** What a row lacks counts as if the profile were watched, by an alert of which nothing more is known. */
const profileRow = (arn: string, item: JsonObject): AlertedProfile => {
  const fieldOf = (name: string, type: 'S' | 'N' | 'BOOL'): unknown => {
    const value = item[name];
    return isObject(value) ? value[type] : undefined;
  };
  const textOf = (name: string): string | undefined => {
    const value = fieldOf(name, 'S');
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [severity, at] = [textOf('severity'), textOf('at')];
  const expires = Number(fieldOf('expires', 'N'));
  const certificatesTold = Number(fieldOf('certificatesTold', 'N'));
  return {
    arn,
    alertId: textOf('alertId') ?? 'not recorded',
    ...(severity === undefined ? {} : { severity }),
    ...(at === undefined ? {} : { at }),
    isWatched: fieldOf('watched', 'BOOL') !== false,
    ...(certificatesTold > 0 ? { certificatesTold } : {}),
    expires: new Date(Number.isFinite(expires) ? expires * 1000 : FAR_MS),
  };
};

/** A time that has not come, for a row without one. */
const FAR_MS = 8.64e15;
