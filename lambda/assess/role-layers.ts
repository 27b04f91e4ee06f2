import type { PolicyText } from '../enrich/policies';
import type { FoundRole } from '../enrich/role';
import type { Place } from '../event/place';
import type { LayerName, PolicyLayers, StatementRef } from '../iam/access';
import type { PowerOptions } from '../iam/power';
import type { SessionLayer } from './session-layers';

/** A layer's documents beside the words that name each, in the same order. */
interface NamedLayer {
  readonly documents: readonly unknown[];
  readonly names: readonly string[];
}

/** One role under one of the session layers, with the names of its documents. */
export interface NamedLayers {
  readonly layers: PolicyLayers;
  readonly names: Readonly<Partial<Record<LayerName, readonly string[]>>>;
}

const documentOf = ({ document }: PolicyText): unknown => (document.known ? document.value : undefined);

export const policyNameOf = ({ kind, name, arn }: PolicyText): string =>
  `${kind} policy ${[arn, name].find((text) => text?.trim()) ?? '(without a name)'}`;

/** A list that could not be had is one document that could not be read: the layer is unresolved. */
const identityLayer = ({ attached, inline }: FoundRole): NamedLayer => {
  const lists = [attached, inline];
  const policies = lists.flatMap((list) => (list.known ? list.value : []));
  const unlisted = lists.filter((list) => !list.known);
  return {
    documents: [...policies.map(documentOf), ...unlisted.map(() => undefined)],
    names: [...policies.map(policyNameOf), ...unlisted.map(() => 'a policy that could not be listed')],
  };
};

const boundaryLayer = ({ boundary }: FoundRole): NamedLayer | undefined =>
  boundary === undefined
    ? undefined
    : { documents: [documentOf(boundary)], names: [`permissions boundary ${boundary.arn ?? boundary.name}`] };

const buildLayers = (role: FoundRole, session: SessionLayer): NamedLayers => {
  const identity = identityLayer(role);
  const boundary = boundaryLayer(role);
  return {
    layers: {
      identity: identity.documents,
      ...(boundary === undefined ? {} : { boundary: boundary.documents }),
      ...(session === undefined ? {} : { session: session.documents }),
    },
    names: {
      identity: identity.names,
      ...(boundary === undefined ? {} : { boundary: boundary.names }),
      ...(session === undefined ? {} : { session: session.names }),
    },
  };
};

const built = new WeakMap<FoundRole, Map<SessionLayer, NamedLayers>>();

/**
 * The layers that bound what a session of the role may do: the same object each time, because the evaluation remembers
 * what it found out about one.
 */
export const layersOf = (role: FoundRole, session: SessionLayer): NamedLayers => {
  const ofRole = built.get(role) ?? new Map<SessionLayer, NamedLayers>();
  built.set(role, ofRole);
  const layers = ofRole.get(session) ?? buildLayers(role, session);
  ofRole.set(session, layers);
  return layers;
};

/** "inline policy deploy, statement 2 (AllowAll)". */
export const statementName = (
  { layer, policy, statement, sid, effect }: StatementRef,
  names: NamedLayers['names'],
): string => {
  const name = names[layer]?.[policy] ?? `${layer} policy ${policy + 1}`;
  const label = sid === undefined || sid === '' ? '' : ` (${sid})`;
  return `${name}, ${effect === 'Deny' ? 'deny ' : ''}statement ${statement + 1}${label}`;
};

/** No account's id: what is evaluated for an account nobody knows matches no resource of a particular one. */
const NO_ACCOUNT = '000000000000';

/** The place as the evaluation of policies takes it. */
export const powerPlace = ({ partition, account }: Place): Pick<PowerOptions, 'partition' | 'account'> => ({
  partition,
  account: account.known ? account.value : NO_ACCOUNT,
});
