import type { Scenario } from './scenario';
import {
  AwsError,
  jsonAnswer,
  pageOf,
  pageStart,
  pageToken,
  type SandboxService,
  type WireAnswer,
  type WireRequest,
} from './wire';

/** Trust anchors, profiles or subjects a page, far below what callers ask for, so that a caller that stops at the first page is seen to fail. */
const PAGE_SIZE = 2;

/** Method and path of each operation. https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_Operations.html */
const ROUTES: readonly { readonly method: string; readonly path: RegExp; readonly operation: string }[] = [
  { method: 'GET', path: /^\/profile\/[^/]+$/, operation: 'GetProfile' },
  { method: 'GET', path: /^\/profiles$/, operation: 'ListProfiles' },
  { method: 'GET', path: /^\/trustanchors$/, operation: 'ListTrustAnchors' },
  { method: 'GET', path: /^\/trustanchor\/[^/]+$/, operation: 'GetTrustAnchor' },
  { method: 'POST', path: /^\/trustanchor\/[^/]+\/disable$/, operation: 'DisableTrustAnchor' },
  { method: 'DELETE', path: /^\/trustanchor\/[^/]+$/, operation: 'DeleteTrustAnchor' },
  { method: 'GET', path: /^\/subjects$/, operation: 'ListSubjects' },
  { method: 'GET', path: /^\/crl\/[^/]+$/, operation: 'GetCrl' },
  { method: 'POST', path: /^\/crl\/[^/]+\/enable$/, operation: 'EnableCrl' },
  { method: 'GET', path: /^\/ListTagsForResource$/, operation: 'ListTagsForResource' },
  { method: 'POST', path: /^\/profiles$/, operation: 'CreateProfile' },
  { method: 'POST', path: /^\/profile\/[^/]+\/disable$/, operation: 'DisableProfile' },
  { method: 'DELETE', path: /^\/profile\/[^/]+$/, operation: 'DeleteProfile' },
];

const answered = (value: unknown): WireAnswer => jsonAnswer(200, 'application/json', value);

/**
 * IAM Roles Anywhere of one account. What is in it belongs to the Region that its ARN names.
 * @param pageSize items a page at most
 */
export const rolesAnywhereService = (
  { profiles: told, trustAnchors: toldAnchors, crls: toldCrls, subjects, tags }: Scenario,
  pageSize = PAGE_SIZE,
): SandboxService => {
  const profiles = [...told];
  const trustAnchors = [...toldAnchors];
  const crls = [...toldCrls];

  const profileAt = (id: string, region: string): number => {
    const at = profiles.findIndex(
      ({ profileId, profileArn }) =>
        profileId === id && (typeof profileArn !== 'string' || regionOf(profileArn) === region),
    );
    if (at < 0) throw new AwsError('ResourceNotFoundException', 404, `Profile with id ${id} not found.`);
    return at;
  };

  const anchorAt = (id: string, region: string): number => {
    const at = trustAnchors.findIndex(
      ({ trustAnchorId, trustAnchorArn }) => trustAnchorId === id && regionOf(trustAnchorArn) === region,
    );
    if (at < 0) throw new AwsError('ResourceNotFoundException', 404, `Trust anchor with id ${id} not found.`);
    return at;
  };

  const crlAt = (id: string, region: string): number => {
    const at = crls.findIndex(({ crlId, crlArn }) => crlId === id && regionOf(crlArn) === region);
    if (at < 0) throw new AwsError('ResourceNotFoundException', 404, `CRL with id ${id} not found.`);
    return at;
  };

  return {
    name: 'rolesanywhere',

    operationOf: ({ method, path }) =>
      ROUTES.find((route) => route.method === method && route.path.test(path))?.operation,

    operations: {
      GetProfile: ({ path, region }) => answered({ profile: profiles[profileAt(idIn(path), region)] }),

      DisableProfile: ({ path, region }) => {
        const at = profileAt(idIn(path), region);
        const profile = { ...profiles[at], profileId: idIn(path), enabled: false };
        profiles[at] = profile;
        return answered({ profile });
      },

      DeleteProfile: ({ path, region }) => {
        const [profile] = profiles.splice(profileAt(idIn(path), region), 1);
        return answered({ profile });
      },

      GetTrustAnchor: ({ path, region }) =>
        answered({ trustAnchor: trustAnchors[anchorAt(idIn(path), region)] }),

      DisableTrustAnchor: ({ path, region }) => {
        const at = anchorAt(idIn(path), region);
        const [anchor] = trustAnchors.slice(at);
        if (anchor !== undefined) trustAnchors[at] = { ...anchor, enabled: false };
        return answered({ trustAnchor: trustAnchors[at] });
      },

      DeleteTrustAnchor: ({ path, region }) => {
        const [trustAnchor] = trustAnchors.splice(anchorAt(idIn(path), region), 1);
        return answered({ trustAnchor });
      },

      GetCrl: ({ path, region }) => answered({ crl: crls[crlAt(idIn(path), region)] }),

      EnableCrl: ({ path, region }) => {
        const at = crlAt(idIn(path), region);
        const [crl] = crls.slice(at);
        if (crl !== undefined) crls[at] = { ...crl, enabled: true };
        return answered({ crl: crls[at] });
      },

      ListProfiles: (request) =>
        listed(
          request,
          'profiles',
          profiles.filter(
            ({ profileArn }) => typeof profileArn === 'string' && regionOf(profileArn) === request.region,
          ),
          pageSize,
        ),

      ListTrustAnchors: (request) =>
        listed(
          request,
          'trustAnchors',
          trustAnchors.filter(({ trustAnchorArn }) => regionOf(trustAnchorArn) === request.region),
          pageSize,
        ),

      ListSubjects: (request) =>
        listed(
          request,
          'subjects',
          subjects.filter(({ subjectArn }) => regionOf(subjectArn) === request.region),
          pageSize,
        ),

      ListTagsForResource: ({ query }) => {
        const arn = query.get('resourceArn');
        if (!arn) throw new AwsError('ValidationException', 400, 'resourceArn must not be null.');
        return answered({ tags: tags[arn] ?? [] });
      },
    },

    failed: ({ code, status, message }) =>
      jsonAnswer(status, 'application/json', { message }, { 'x-amzn-errortype': code }),

    // https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/CommonErrors.html
    faults: {
      AccessDenied: { code: 'AccessDeniedException', status: 403 },
      Throttling: { code: 'ThrottlingException', status: 429 },
      NotFound: { code: 'ResourceNotFoundException', status: 404 },
      ServiceFailure: { code: 'InternalFailure', status: 500 },
      ExpiredToken: { code: 'ExpiredTokenException', status: 403 },
      UnknownKey: { code: 'UnrecognizedClientException', status: 403 },
      WrongSignature: { code: 'InvalidSignatureException', status: 403 },
    },
  };
};

/** The id in "/profile/ID" or "/profile/ID/disable". */
const idIn = (path: string): string => path.split('/')[2] ?? '';

/** One page of a list. */
const listed = (
  { query }: WireRequest,
  name: string,
  all: readonly unknown[],
  pageSize: number,
): WireAnswer => {
  const start = pageStart(query.get('nextToken'));
  if (start === undefined) throw new AwsError('ValidationException', 400, 'Invalid next token.');
  const { items, next } = pageOf(all, start, Math.min(Number(query.get('pageSize') ?? 50), pageSize));
  return answered({ [name]: items, ...(next === undefined ? {} : { nextToken: pageToken(next) }) });
};

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
