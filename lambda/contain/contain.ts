import { DisableProfileCommand, type RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import type { ContainableProfile, Containment } from '../assess/containment';
import { isRefusedConnection, reasonOf, statusOf } from '../aws/errors';
import { ReadRoleError } from '../enrich/assumed-role';
import { unlessAborted } from '../enrich/deadline';
import { NO_TIME_LEFT } from '../enrich/lookup-of';

/**
 * Disables a profile, and says what came of it. Never rejects, and is settled when the signal aborts: an alert waits for it.
 * A profile that is disabled already stays so, so a second time does no harm.
 */
export type Contain = (profile: ContainableProfile, signal?: AbortSignal) => Promise<Containment>;

/**
 * @param clientFor the client that may disable this profile; `undefined` where there is none for its account
 * @param now the time
 */
export const disabling =
  (
    clientFor: (profile: ContainableProfile) => RolesAnywhereClient | undefined,
    now: () => Date = () => new Date(),
  ): Contain =>
  async (profile, signal = new AbortController().signal) => {
    if (signal.aborted) return { kind: 'failed', profile, why: NO_TIME_LEFT };
    try {
      const client = clientFor(profile);
      if (client === undefined)
        return { kind: 'failed', profile, why: `no role to do so in account ${profile.account}` };
      const command = new DisableProfileCommand({ profileId: profile.id });
      const answer = await unlessAborted(client.send(command, { abortSignal: signal }), signal);
      // Whatever else answers, a proxy's page say, may have disabled nothing.
      return answer.profile?.enabled === false
        ? { kind: 'disabled', profile, at: now().toISOString() }
        : { kind: 'unanswered', profile };
    } catch (error) {
      return wasRefused(error)
        ? { kind: 'failed', profile, why: whyOf(error) }
        : { kind: 'unanswered', profile };
    }
  };

/** Whether the profile is surely as it was: AWS said no, or was not reached. After anything else it may be disabled. */
const wasRefused = (error: unknown): boolean => {
  const status = statusOf(error);
  return (
    error instanceof ReadRoleError ||
    isRefusedConnection(error) ||
    (status !== undefined && status >= 400 && status < 500)
  );
};

const whyOf = (error: unknown): string =>
  error instanceof ReadRoleError ? error.message : reasonOf(error, 'rolesanywhere:DisableProfile');
