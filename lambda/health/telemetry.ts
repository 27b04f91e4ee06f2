import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Checked, inTrouble } from './check';
import type { PlaceCoverage } from './coverage';

/** The metric of the one alarm on all forwarders: how many places are not as they should be. */
export const PLACES_IN_TROUBLE = 'PlacesInTrouble';

/** Tells what a health check found: a log line for each place in trouble, one that counts, and the metric. */
export type Tell = (checked: Checked) => void;

export const powertoolsTell = (): Tell => {
  const logger = new Logger();
  const metrics = new Metrics();
  const each = ({ account, region, covered, why }: PlaceCoverage): void =>
    logger.warn(MESSAGES[covered], { account, region, why: why.map(({ what }) => what) });
  return (checked) => {
    checked.all.filter(({ why }) => why.length > 0).forEach(each);
    const { unlisted } = checked;
    logger.info('looked', {
      places: checked.all.length,
      inTrouble: inTrouble(checked),
      ...(unlisted === undefined ? {} : { organizationNotListed: unlisted.why }),
    });
    metrics.addMetric(PLACES_IN_TROUBLE, MetricUnit.Count, inTrouble(checked));
    metrics.publishStoredMetrics();
  };
};

const MESSAGES: Readonly<Record<PlaceCoverage['covered'], string>> = {
  yes: 'something is wrong in a place, though its next profile would be alerted',
  no: 'a profile of this place would not be alerted',
  unknown: 'nobody knows whether a profile of this place would be alerted',
};
