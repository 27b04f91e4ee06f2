/** What is remembered of the alert about a profile, for the day on which somebody uses it. */
export interface FirstAlert {
  readonly alertId: string;
  /** As the alert said; absent while it is still being made. */
  readonly severity?: string;
  /** ISO 8601; when the change was made. */
  readonly at?: string;
  /** Present where no alert follows about a further certificate of the profile: how many were told of. */
  readonly certificatesTold?: number;
}
