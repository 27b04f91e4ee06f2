import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context as LambdaContext } from 'aws-lambda';
import { parseArn } from '../arn';
import { clientSettings, type Environment } from '../aws/client-settings';
import { objectStore } from '../aws/object-store';
import { signedPost } from '../aws/signed-post';
import { credentialsIn } from '../enrich/assumed-role';
import { attributesFor, publishing } from '../publish/publish';
import { settingsIn } from '../settings-file';
import { logReadAlerted } from './alerted';
import { RESULT_KEY } from './keys';
import { sdkSweepReaders } from './readers';
import { type SweepTelemetry, type SweptAccount, takeTurn, type Weekly } from './weekly';

/**
 * The weekly sweep as the environment describes it: like `lambda/handler.ts`, the one place of its function that reads
 * variables.
 *
 * - `TOPIC_ARN`: where digests are published. Its account is the home account.
 * - `SETTINGS_FILE`: the settings as JSON. Without them nothing is swept: judged by others, all would look changed.
 * - `SWEEP_BUCKET`: where progress and result are kept.
 * - `SWEEP_REGIONS`, `SWEEP_ACCOUNTS`: what is swept, with commas; the home account where no account is named.
 * - `CROSS_ACCOUNT_ROLE`, `CROSS_ACCOUNT_EXTERNAL_ID`: the role to read with in other accounts, and what it asks for.
 * - `ALERT_LOG_GROUP`: the log that names the profile of each alert.
 * - `AWS_REGION`, credentials and `AWS_ENDPOINT_URL...` as every AWS SDK reads them.
 * @throws Error where a variable is missing, or the settings cannot be read
 */
export const weeklyFrom = (environment: Environment, telemetry: SweepTelemetry): Weekly => {
  const topicArn = required(environment, 'TOPIC_ARN');
  const home = parseArn(topicArn);
  if (home === undefined) throw new Error(`TOPIC_ARN: ${topicArn} is no ARN`);
  const { partition, region, account } = home;
  const bucket = required(environment, 'SWEEP_BUCKET');
  const sns = new SNSClient(clientSettings('sns', environment));
  const keys = () => sns.config.credentials();
  const publish = publishing(sns, topicArn);
  return {
    accounts: accountsIn(environment, { partition, region, account }),
    settings: settingsIn(readFileSync(required(environment, 'SETTINGS_FILE'), 'utf8')),
    store: objectStore({ bucket, region, partition, keys, environment }),
    whole: `s3://${bucket}/${RESULT_KEY}`,
    alerted: logReadAlerted(
      signedPost({ service: 'cloudwatch_logs', partition, region, keys, environment }),
      required(environment, 'ALERT_LOG_GROUP'),
    ),
    publish: (channels, about) =>
      publish(
        channels,
        attributesFor({ severity: about.severity, accountId: about.account, region: about.region }),
      ),
    home: { account, region },
    telemetry,
    now: () => new Date(),
  };
};

const accountsIn = (
  environment: Environment,
  home: { readonly partition: string; readonly region: string; readonly account: string },
): readonly SweptAccount[] => {
  const regions = listIn(required(environment, 'SWEEP_REGIONS'));
  const { partition } = home;
  const name = environment.CROSS_ACCOUNT_ROLE;
  const externalId = environment.CROSS_ACCOUNT_EXTERNAL_ID;
  const role =
    name === undefined || name === ''
      ? undefined
      : { partition, name, ...(externalId === undefined || externalId === '' ? {} : { externalId }) };
  const sts = new STSClient(clientSettings('sts', environment));
  const accounts = [...new Set([home.account, ...listIn(environment.SWEEP_ACCOUNTS ?? '')])];
  return accounts.flatMap((account): readonly SweptAccount[] => {
    if (account === home.account)
      return [{ account, partition, regions, readers: sdkSweepReaders(home.region, environment) }];
    if (role === undefined) return [];
    const credentials = credentialsIn(sts, role, account);
    return [
      { account, partition, regions, readers: sdkSweepReaders(home.region, environment, { credentials }) },
    ];
  });
};

const listIn = (text: string): readonly string[] => text.split(',').filter((each) => each !== '');

const required = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`The variable ${name} is not set.`);
  return value;
};

/** Logs are JSON lines, metrics are CloudWatch embedded metric format in the same logs; neither says what a policy holds. */
const powertoolsTelemetry = (): SweepTelemetry => {
  const logger = new Logger();
  const metrics = new Metrics();
  return {
    turned: (turn) => logger.info('a turn of the sweep', { turn }),
    finished: ({ digestId, severity, profiles, missed, new: fresh, worse, gaps }) => {
      logger.info('sweep finished', {
        digestId,
        severity,
        profiles,
        missed: missed.map(({ arn }) => arn),
        new: fresh.length,
        worse: worse.length,
        gaps: gaps.length,
      });
      metrics.addMetric('SweepsFinished', MetricUnit.Count, 1);
      metrics.addMetric('MissedAlerts', MetricUnit.Count, missed.length);
      metrics.publishStoredMetrics();
    },
    unfinished: (accountsLeft) => {
      logger.error('the sweep was not finished this week', { accountsLeft });
      metrics.addMetric('SweepsUnfinished', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
  };
};

let weekly: Weekly | undefined;

/**
 * One turn of the weekly sweep.
 * @throws where it could not go on; the next turn does
 */
export const handler = async (
  _event: unknown,
  context: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  weekly ??= weeklyFrom(process.env, powertoolsTelemetry());
  await takeTurn(weekly, () => context.getRemainingTimeInMillis());
};
