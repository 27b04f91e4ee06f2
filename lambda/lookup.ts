/**
 * An answer somebody asked for: known with its value, or unknown with the reason it could not be had.
 * A failed look-up is a value, never an exception, so that one missing answer cannot stop an alert.
 */
export type Lookup<T> = Known<T> | NotKnown;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export interface NotKnown {
  readonly known: false;
  /** Why, in words for the alert: "access denied (iam:GetRole)". */
  readonly reason: string;
}

/** Something that could not be learned or decided, as the alert lists it under "Could not check". */
export interface Gap {
  /** What is not known: "trust anchors". */
  readonly what: string;
  /** Why not: "access denied (rolesanywhere:ListTrustAnchors)". */
  readonly why: string;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });

/** The value of a known answer; `undefined` where it is not known. */
export const ifKnown = <T>(answer: Lookup<T>): T | undefined => (answer.known ? answer.value : undefined);

export const notKnown = (reason: string): NotKnown => ({ known: false, reason });
