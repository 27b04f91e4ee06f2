import { lastPart } from '../arn';
import { letsServiceIn } from '../iam/service-trust';
import { known, notKnown } from '../lookup';
import { flag, inner, jsonText, ownField, type Part, present, text } from './fields';
import type { Reading, SubjectType } from './kinds/kind';
import { NO_PROFILE } from './no-profile';
import { partitionOf } from './place';
import { type AttributeMapping, NAMELESS } from './profile';

/**
 * What a change to something else than a profile touches: by what somebody comes in. Who comes in, and as what, only the
 * account's profiles and roles tell.
 */
export type Opening = AnchorOpening | CrlOpening | RoleOpening;

interface Touched {
  /**
   * Why nobody gets in by the change who could not before, where the record by itself proves that: "only its name
   * changed".
   */
  readonly calm?: string;
}

/** A trust anchor: whoever holds the key of its CA decides who comes in. */
export interface AnchorOpening extends Touched {
  readonly by: 'trust-anchor';
  readonly anchor: RecordedAnchor;
  /** Whether the call gave it a CA, another one included. */
  readonly setsSource: boolean;
  /** Whether the call switched off that the revocation lists are asked which certificates name. */
  readonly stopsRevocation: boolean;
}

/** A certificate revocation list: without it, revoked certificates are valid again. */
export interface CrlOpening extends Touched {
  readonly by: 'crl';
  readonly crl: RecordedCrl;
  /** What was done to it. */
  readonly call: 'ImportCrl' | 'UpdateCrl' | 'EnableCrl' | 'DisableCrl' | 'DeleteCrl';
}

/** A role that lets the service in: whoever has a profile that names it can be it. */
export interface RoleOpening extends Touched {
  readonly by: 'role';
  readonly role: RecordedRole;
}

/** A trust anchor as a record shows it. `null` where the record does not say. */
export interface RecordedAnchor {
  readonly name: string;
  readonly id: string | null;
  readonly arn: string | null;
  readonly enabled: boolean | null;
  /** AWS_ACM_PCA, CERTIFICATE_BUNDLE or SELF_SIGNED_REPOSITORY. */
  readonly sourceType?: string;
  readonly acmPcaArn?: string;
  /** The certificates of a bundle, PEM text. */
  readonly bundle?: string;
  readonly crlDpRevocationEnabled?: boolean;
  readonly aliasName?: string;
  readonly previousAliasName?: string;
}

/** A certificate revocation list as a record shows it. `null` where the record does not say. */
export interface RecordedCrl {
  readonly name: string;
  readonly id: string | null;
  readonly arn: string | null;
  readonly enabled: boolean | null;
  /** The anchor whose certificates it revokes. */
  readonly trustAnchorArn: string | null;
}

/** A role as a record of IAM's shows it. */
export interface RecordedRole {
  readonly name: string;
  /** `null` where the record does not hold it: UpdateAssumeRolePolicy names the role alone. */
  readonly arn: string | null;
  /** The trust policy after the change, JSON text; `null` where the record does not show it. */
  readonly trustPolicy: string | null;
}

const requestOf = (record: Part): Part => inner(record, 'requestParameters', 'expected');
const responseOf = (record: Part, key: string): Part =>
  inner(inner(record, 'responseElements', 'expected'), key, 'expected');

const nameIn = (response: Part, request: Part): string =>
  text(response, 'name') ?? text(request, 'name') ?? NAMELESS;

/** The id: as the answer or the request names it, or the last part of the ARN. */
const idIn = (response: Part, request: Part, key: string, arn: string | undefined): string | null => {
  const named = text(response, key) ?? text(request, key);
  return named === undefined ? (arn === undefined ? null : lastPart(arn)) : lastPart(named);
};

const sourceIn = (part: Part): Pick<RecordedAnchor, 'sourceType' | 'acmPcaArn' | 'bundle'> => {
  const source = inner(part, 'source');
  const data = inner(source, 'sourceData');
  return present({
    sourceType: text(source, 'sourceType'),
    acmPcaArn: text(data, 'acmPcaArn'),
    bundle: text(data, 'x509CertificateData'),
  });
};

/** A trust anchor of CreateTrustAnchor, UpdateTrustAnchor or EnableTrustAnchor: the answer, and the request where it is silent. */
export const readAnchor = (record: Part, request: Part = requestOf(record)): RecordedAnchor => {
  const response = responseOf(record, 'trustAnchor');
  const arn = text(response, 'trustAnchorArn', 'expected');
  return {
    name: nameIn(response, request),
    id: idIn(response, request, 'trustAnchorId', arn),
    arn: arn ?? null,
    enabled: flag(response, 'enabled') ?? flag(request, 'enabled') ?? null,
    ...sourceIn(request),
    ...sourceIn(response),
    ...present({
      crlDpRevocationEnabled:
        flag(response, 'crlDpRevocationEnabled') ?? flag(request, 'crlDpRevocationEnabled'),
      aliasName: text(response, 'aliasName') ?? text(request, 'aliasName'),
      previousAliasName: text(response, 'previousAliasName'),
    }),
  };
};

/** What UpdateTrustAnchor can be asked for that lets nobody in: names, as the API reference has them. */
const NAMES_OF_ANCHOR: readonly string[] = ['trustAnchorId', 'name', 'aliasName'];

/** Whether a request names nothing but these; one that was left out of the record may have named anything. */
const namesOnly = (request: Part, fields: readonly string[]): boolean =>
  request.fields !== undefined && Object.keys(request.fields).every((key) => fields.includes(key));

/** What UpdateTrustAnchor changed. */
export const readAnchorUpdate = (record: Part): AnchorOpening => {
  const request = requestOf(record);
  const isNamed = namesOnly(request, NAMES_OF_ANCHOR);
  return {
    by: 'trust-anchor',
    anchor: readAnchor(record, request),
    // A request that nobody can read may have given it another CA.
    setsSource: request.fields === undefined || ownField(request.fields, 'source') !== undefined,
    stopsRevocation: flag(request, 'crlDpRevocationEnabled') === false,
    ...(isNamed ? { calm: 'only its name was changed' } : {}),
  };
};

/** A revocation list of ImportCrl, UpdateCrl, EnableCrl, DisableCrl or DeleteCrl. */
export const readCrl = (record: Part): RecordedCrl => {
  const request = requestOf(record);
  const response = responseOf(record, 'crl');
  const arn = text(response, 'crlArn', 'expected');
  return {
    name: nameIn(response, request),
    id: idIn(response, request, 'crlId', arn),
    arn: arn ?? null,
    enabled: flag(response, 'enabled') ?? flag(request, 'enabled') ?? null,
    trustAnchorArn: text(response, 'trustAnchorArn') ?? text(request, 'trustAnchorArn') ?? null,
  };
};

/** A role of CreateRole, which answers with it, or of UpdateAssumeRolePolicy, whose answer is empty. */
export const readRecordedRole = (record: Part): RecordedRole => {
  const request = requestOf(record);
  const role = inner(inner(record, 'responseElements'), 'role');
  return {
    name: text(request, 'roleName') ?? text(role, 'roleName') ?? NAMELESS,
    arn: text(role, 'arn') ?? null,
    trustPolicy:
      jsonText(request, 'assumeRolePolicyDocument') ??
      jsonText(request, 'policyDocument') ??
      jsonText(role, 'assumeRolePolicyDocument') ??
      null,
  };
};

/** What PutAttributeMapping or DeleteAttributeMapping asked for. */
export const readMapping = (record: Part): AttributeMapping => {
  const request = requestOf(record);
  const rules = ownField(request.fields, 'mappingRules');
  const specifiers = ownField(request.fields, 'specifiers');
  const texts = [...(Array.isArray(rules) ? rules : []), ...(Array.isArray(specifiers) ? specifiers : [])];
  return {
    certificateField: text(request, 'certificateField', 'expected') ?? NAMELESS,
    specifiers: texts.flatMap((each: unknown) => {
      const specifier = typeof each === 'object' && each !== null ? Reflect.get(each, 'specifier') : each;
      return typeof specifier === 'string' ? [specifier] : [];
    }),
  };
};

const reading = (type: SubjectType, { name, arn }: Named, opening: Opening): Reading => ({
  subject: { type, name, arn },
  profile: NO_PROFILE,
  isWhole: true,
  opening,
});

interface Named {
  readonly name: string;
  readonly arn: string | null;
}

export const anchorSubject = (opening: AnchorOpening): Reading =>
  reading('trust-anchor', opening.anchor, opening);

export const crlSubject = (opening: CrlOpening): Reading => reading('crl', opening.crl, opening);

export const roleSubject = (opening: RoleOpening): Reading => reading('role', opening.role, opening);

/** The role's ARN, or one in its place: the account and the partition are what conditions of a trust policy can name. */
const roleArnIn = (record: Part, { arn, name }: RecordedRole): string => {
  if (arn !== null) return arn;
  const caller = ownField(inner(record, 'userIdentity').fields, 'arn');
  const region = text(record, 'awsRegion');
  const partition = partitionOf(
    [typeof caller === 'string' ? caller : null],
    region === undefined ? notKnown('the record names no Region') : known(region),
  );
  return `arn:${partition}:iam::${text(record, 'recipientAccountId') ?? ''}:role/${name}`;
};

/** Whether the trust policy in a record lets Roles Anywhere in; one that nobody can read counts as if it did. */
export const letsRolesAnywhereIn = (record: Part): boolean => {
  const role = readRecordedRole(record);
  return letsServiceIn(role.trustPolicy ?? undefined, roleArnIn(record, role)) !== 'no';
};
