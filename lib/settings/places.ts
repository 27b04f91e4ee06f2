import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Settings as Judgement } from '../../lambda/settings';
import { closest } from './closest';

/**
 * ISO 3166-1 alpha-2, as assigned on 2026-11-25, and XK (Kosovo), which the country database answers though ISO has not
 * assigned it.
 * @see https://www.iso.org/obp/ui/#search
 */
export const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO ' +
    'JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR ' +
    'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO ' +
    'RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV ' +
    'TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
);

/** What people write for a country though its code is another. */
const MISTAKEN: Readonly<Record<string, string>> = { UK: 'GB', EN: 'GB', EL: 'GR' };

/** Every Region that the installed CDK knows. */
const REGIONS: readonly string[] = RegionInfo.regions.map(({ name }) => name);

const countryProblem = (key: string, country: string): readonly string[] => {
  if (COUNTRIES.has(country)) return [];
  const meant = MISTAKEN[country];
  const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
  return [`${key}: got "${country}", expected a country code of ISO 3166-1${hint}`];
};

/** @returns a line where the Region is none, which would quietly watch or expect nothing */
export const regionProblem = (key: string, region: string): readonly string[] => {
  if (REGIONS.includes(region)) return [];
  const similar = closest(region, REGIONS);
  const hint = similar === undefined ? ', such as eu-central-1' : `, did you mean ${similar}?`;
  return [`${key}: got "${region}", expected a Region of AWS${hint}`];
};

/** Countries and Regions in the settings that do not exist: well-formed, but nothing can ever match them. */
export const placeProblems = ({
  expectedCountries,
  expectedRegions,
  allowList,
}: Judgement): readonly string[] => [
  ...expectedCountries.flatMap((country, index) => countryProblem(`expectedCountries[${index}]`, country)),
  ...expectedRegions.flatMap((region, index) => regionProblem(`expectedRegions[${index}]`, region)),
  ...allowList.flatMap(({ regions = [] }, entry) =>
    regions.flatMap((region, index) => regionProblem(`allowList[${entry}].regions[${index}]`, region)),
  ),
];
