import type { WireAnswer, WireRequest } from './wire';

/** How one operation asks for pages and hands them out. */
export interface Paging {
  /** The token of the page asked for; `undefined` for the first. */
  readonly tokenOf: (request: WireRequest) => string | undefined;
  /** The same request for another page. */
  readonly from: (request: WireRequest, token: string | undefined) => WireRequest;
  /** The answer, saying that another page follows. */
  readonly followed: (answer: WireAnswer, token: string) => WireAnswer;
  /** The answer without its items. */
  readonly emptied: (answer: WireAnswer) => WireAnswer;
}

const inJson = (answer: WireAnswer, fields: Readonly<Record<string, unknown>>): WireAnswer => ({
  ...answer,
  body: JSON.stringify({ ...JSON.parse(answer.body), ...fields }),
});

/** IAM: the marker in a form, the list in XML. */
const iamList = (list: string): Paging => ({
  tokenOf: ({ body }) => new URLSearchParams(body).get('Marker') ?? undefined,
  from: (request, token) => {
    const parameters = new URLSearchParams(request.body);
    if (token === undefined) parameters.delete('Marker');
    else parameters.set('Marker', token);
    return { ...request, body: parameters.toString() };
  },
  followed: (answer, token) => ({
    ...answer,
    body: answer.body
      .replace(/<Marker>[^<]*<\/Marker>/, '')
      .replace(
        /<IsTruncated>[^<]*<\/IsTruncated>/,
        `<IsTruncated>true</IsTruncated><Marker>${token}</Marker>`,
      ),
  }),
  emptied: (answer) => ({
    ...answer,
    body: answer.body.replace(new RegExp(`<${list}>.*</${list}>`, 's'), `<${list}></${list}>`),
  }),
});

/** Roles Anywhere: the token in the query, the list in JSON. */
const rolesAnywhereList = (list: string): Paging => ({
  tokenOf: ({ query }) => query.get('nextToken') ?? undefined,
  from: (request, token) => {
    const query = new URLSearchParams(request.query);
    if (token === undefined) query.delete('nextToken');
    else query.set('nextToken', token);
    return { ...request, query };
  },
  followed: (answer, nextToken) => inJson(answer, { nextToken }),
  emptied: (answer) => inJson(answer, { [list]: [] }),
});

/** CloudTrail: the token and the list in JSON. */
const cloudTrailList = (list: string): Paging => ({
  tokenOf: ({ body }) => {
    const { NextToken } = JSON.parse(body) as { readonly NextToken?: string };
    return NextToken;
  },
  from: (request, token) => {
    const { NextToken: _before, ...rest } = JSON.parse(request.body) as Record<string, unknown>;
    return { ...request, body: JSON.stringify(token === undefined ? rest : { ...rest, NextToken: token }) };
  },
  followed: (answer, NextToken) => inJson(answer, { NextToken }),
  emptied: (answer) => inJson(answer, { [list]: [] }),
});

/** The operations that answer in pages. */
export const PAGES: Readonly<Record<string, Paging>> = {
  'iam:ListAttachedRolePolicies': iamList('AttachedPolicies'),
  'iam:ListRolePolicies': iamList('PolicyNames'),
  'iam:ListRoles': iamList('Roles'),
  'iam:ListAccountAliases': iamList('AccountAliases'),
  'rolesanywhere:ListProfiles': rolesAnywhereList('profiles'),
  'rolesanywhere:ListTrustAnchors': rolesAnywhereList('trustAnchors'),
  'rolesanywhere:ListSubjects': rolesAnywhereList('subjects'),
  'cloudtrail:LookupEvents': cloudTrailList('Events'),
};
