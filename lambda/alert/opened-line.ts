import type { Facts } from '../assess/facts';
import type { Opened } from '../assess/opened';
import { counted } from '../assess/wording';
import type { Opening } from '../event/opening';
import type { Alert } from './schema';
import { abridged } from './words';

/** Profiles that one alert names. */
const SHOWN_PROFILES = 50;

const quoted = (name: string): string => `"${name}"`;

const anchorText = (
  opening: Extract<Opening, { readonly by: 'trust-anchor' }>,
  summary: string | undefined,
  eventName: string,
): string =>
  [
    ...(opening.setsSource && eventName === 'UpdateTrustAnchor' ? ['ITS CA WAS REPLACED'] : []),
    ...(opening.stopsRevocation ? ["revocation by the CA's lists was switched off"] : []),
    ...(opening.calm === undefined ? [] : [opening.calm]),
    summary ?? 'the record shows nothing of it',
  ].join(', ');

const enabledText = (enabled: boolean | null): string =>
  enabled === null ? 'state unknown' : enabled ? 'enabled' : 'disabled';

const crlText = (
  { crl, call, calm }: Extract<Opening, { readonly by: 'crl' }>,
  { anchor }: Opened,
): string => {
  const of =
    anchor === undefined ? 'of a trust anchor that is not known' : `of trust anchor ${quoted(anchor.name)}`;
  const state = call === 'DeleteCrl' ? 'gone' : enabledText(crl.enabled);
  return [of, state, ...(calm === undefined ? [] : [calm])].join(', ');
};

const OPEN_TO: Readonly<Record<string, string>> = {
  'any-anchor': 'any trust anchor',
  'any-anchor-matching-certificate': 'any trust anchor whose certificate matches',
  pinned: 'particular trust anchors',
  unusable: 'no trust anchor',
  unknown: 'nobody knows whom: its trust policy could not be read',
};

const roleText = ({ ways, opening }: Opened): string => {
  const [way] = ways;
  if (opening.calm !== undefined) return opening.calm;
  return way === undefined
    ? 'lets Roles Anywhere in'
    : `lets Roles Anywhere in, open to ${OPEN_TO[way.role.trust.trust]}`;
};

/** What the subject is set to, or what was done to it, in one line. */
export const subjectSummary = (
  { opened, eventName }: Facts,
  profile: string,
  anchor: Alert['trustAnchor'],
): string => {
  if (opened === undefined) return profile;
  const { opening } = opened;
  switch (opening.by) {
    case 'trust-anchor':
      return anchorText(opening, anchor?.summary, eventName);
    case 'crl':
      return crlText(opening, opened);
    case 'role':
      return roleText(opened);
  }
};

const inRegions = ({ regions }: Opened): string =>
  regions.length === 0 ? '' : ` in ${abridged(regions, 4)}`;

/** Who could be the roles before the change, as far as anchors tell; of a role, every anchor is its door. */
const alreadyText = ({ already, opening }: Opened): readonly string[] => {
  if (opening.by === 'role') return [];
  if (!already.known) return ['which other trust anchors reach them is not known'];
  const names = already.value.map(({ name }) => quoted(name));
  if (opening.by === 'crl') return [];
  return [
    names.length === 0
      ? 'no other enabled trust anchor reaches them'
      : `${counted(names.length, 'trust anchor')} ${abridged(names, 3)} ${names.length === 1 ? 'reaches' : 'reach'} some of them already`,
  ];
};

const leadsTo = (opened: Opened): string => {
  const { ways, profiles, opening } = opened;
  const names = profiles.map(({ name }) => quoted(name));
  const through =
    names.length === 0
      ? `no enabled profile${inRegions(opened)} is known to name it`
      : `through enabled profile ${abridged(names, 3)}${inRegions(opened)}`;
  if (opening.by === 'role')
    return names.length === 0 ? `Can be used once a profile names it: ${through}` : `Can be used ${through}`;
  return ways.length === 0
    ? `Leads to no role${inRegions(opened)}`
    : `Leads to ${counted(ways.length, 'role')} ${through}`;
};

const summaryOf = (opened: Opened): string => {
  const { opening, unread, ways } = opened;
  if (opening.calm !== undefined) return `Opens nothing: ${opening.calm}`;
  const notRead = unread.map(({ what, why }) => `${what} could not be read (${why})`);
  if (ways.length === 0 && unread.length > 0)
    return `Where it leads is not known: ${abridged(notRead, 2, '; ')}`;
  return [leadsTo(opened), ...(ways.length === 0 ? [] : alreadyText(opened)), ...notRead].join('; ');
};

/** What a change to something else than a profile opens. */
export const concernedOf = ({ opened }: Facts): Alert['concerned'] => {
  if (opened === undefined) return undefined;
  const { ways, profiles, disabled, already, regions, unread, opening } = opened;
  const [worst] = ways;
  return {
    summary: summaryOf(opened),
    ...(opening.calm === undefined ? {} : { calm: opening.calm }),
    profiles: profiles
      .slice(0, SHOWN_PROFILES)
      .map(({ name, id, arn, enabled }) => ({ name, id, arn, enabled })),
    more: Math.max(0, profiles.length - SHOWN_PROFILES),
    disabled: disabled.length,
    roles: ways.map(({ role }) => role.arn),
    ...(worst === undefined
      ? {}
      : {
          worst: {
            role: worst.role.arn,
            profile: worst.profile.id,
            power: worst.role.power,
            possiblePower: worst.role.possiblePower,
          },
        }),
    ...(already.known ? { already: already.value.map(({ arn }) => arn) } : {}),
    regions: [...regions],
    unread: unread.map((each) => ({ ...each })),
  };
};
