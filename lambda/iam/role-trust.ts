import { actionOf, matchAction } from './actions';
import { readDocument, type Statement } from './document';
import { some, type Truth } from './truth';

const ASSUME_ROLE = actionOf('sts:AssumeRole');

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** Whether a principal of a trust policy is the role, or takes it in. Sessions are named, and whoever makes one chooses. */
const isPrincipal = (
  { type, name }: { readonly type: string; readonly name: string },
  role: string,
): Truth => {
  if (type !== 'AWS') return 'no';
  const account = accountOf(role);
  if (name === '*' || name === role || name === account) return 'yes';
  const [, , service, , owner, resource = ''] = name.split(':');
  if (owner !== account) return 'no';
  if (service === 'iam') return resource === 'root' ? 'yes' : 'no';
  const roleName = role.slice(role.lastIndexOf('/') + 1);
  return service === 'sts' && resource.startsWith(`assumed-role/${roleName}/`) ? 'maybe' : 'no';
};

/** Whether a statement speaks of the role that assumes. Conditions are not looked into: with any, it is not certain. */
const speaksOf = ({ actions, principals, condition }: Statement, role: string): Truth => {
  if (principals === undefined || matchAction(actions, ASSUME_ROLE) !== 'yes') return 'no';
  const named = principals.negated ? 'maybe' : some(principals.named, (one) => isPrincipal(one, role));
  const isPlain = condition.tests.length === 0 && !condition.malformed;
  return named === 'yes' && !isPlain ? 'maybe' : named;
};

/**
 * Whether a trust policy lets a role of the same account assume the role it belongs to, whose own policies allow it:
 * `maybe` where that hangs on conditions, or nobody could read it.
 * @param document an object, JSON text, or URL-encoded JSON text
 * @param role the ARN of the role that assumes
 */
export const letsRoleIn = (document: unknown, role: string): Truth => {
  const read = readDocument(document, 'trust');
  if (!read.readable) return 'maybe';
  const spoken = (effect: Statement['effect']): Truth =>
    some(
      read.statements.filter((statement) => statement.effect === effect),
      (statement) => speaksOf(statement, role),
    );
  const [allowed, denied] = [spoken('Allow'), spoken('Deny')];
  if (allowed === 'no' || denied === 'yes') return 'no';
  return denied === 'maybe' ? 'maybe' : allowed;
};
