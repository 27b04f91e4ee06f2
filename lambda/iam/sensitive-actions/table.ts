import { CAPABILITIES } from '../capabilities/catalogue';
import type { CapabilityRow, Way } from '../capabilities/row';
import type { CapabilityKind } from '../levels';
import { eventNamesOf, eventSourceOf, withoutCountry, withoutDate } from './cloudtrail-names';
import { COMPUTE } from './compute';
import { DATA } from './data';
import { IDENTITY } from './identity';
import { PASSED_OVER } from './passed-over';
import { phraseOf } from './phrase';
import type { CallSeverity, CallSubject, SensitiveAction, StatedAction } from './row';
import { WATCHING } from './watching';

/*
 * One table of what counts as sensitive, for what a role may do and for what somebody did. Every action that the
 * capability catalogue names is weighed here: by hand where a row of this folder states it, else by the kind of capability
 * it serves. To these come actions that matter only as a deed. test/iam/sensitive-actions.test.ts compares the two.
 */

export const STATED: readonly StatedAction[] = [...IDENTITY, ...WATCHING, ...DATA, ...COMPUTE];

/** One mention of an action in the capability catalogue. */
interface Mention {
  readonly row: CapabilityRow;
  readonly way: Way;
}

const mentionsOf = (rows: readonly CapabilityRow[]): ReadonlyMap<string, readonly Mention[]> => {
  const mentions = new Map<string, Mention[]>();
  for (const row of rows)
    for (const way of row.steps.flat(2)) {
      const known = mentions.get(way.action) ?? [];
      mentions.set(way.action, known);
      known.push({ row, way });
    }
  return mentions;
};

/** Every action that the capability catalogue names. */
export const capabilityActions = (): readonly string[] => [...mentionsOf(CAPABILITIES).keys()];

/** What a deed is taken for that serves several kinds of capability: the first of these. */
const TAKEN_FOR: readonly (readonly [kind: CapabilityKind, subject: CallSubject, technique: string])[] = [
  ['tampering', 'logging', 'T1685'],
  ['credentials', 'credential', 'T1552'],
  ['persistence', 'identity', 'T1098'],
  ['exposure', 'exposure', 'T1537'],
  ['escalation', 'compute', 'T1548.005'],
  ['destruction', 'resource', 'T1485'],
  ['data', 'data', 'T1530'],
];

const passesRole = ({ steps }: CapabilityRow): boolean =>
  steps.flat(2).some(({ passedTo }) => passedTo !== undefined);

/** Names of calls that only answer. CloudTrail marks them as read-only, too. */
const READS =
  /^(?:Admin|Batch)?(?:Check|Describe|Filter|Get|Head|List|Lookup|Query|Read|Receive|Scan|Search|Select|View)(?=[A-Z]|$)/;

/** Whether an action's name says that it changes nothing. */
export const onlyReads = (action: string): boolean => READS.test(action.slice(action.indexOf(':') + 1));

/**
 * How bad the deed is, by what the catalogue knows: of what is ordinary one by one (`broad`) a single deed says less,
 * and handing a role to something new is what deployers do.
 */
const severityFor = (kind: CapabilityKind, action: string, mentions: readonly Mention[]): CallSeverity => {
  const ordinary = mentions.every(({ way }) => way.onSome === 'broad');
  switch (kind) {
    case 'tampering':
      return ordinary ? 'medium' : 'high';
    case 'destruction':
      return ordinary ? 'low' : 'high';
    case 'escalation':
      return mentions.every(({ row }) => passesRole(row)) ? 'low' : 'medium';
    case 'credentials':
      return ordinary && onlyReads(action) ? 'low' : 'medium';
    case 'data':
      return 'low';
    default:
      return 'medium';
  }
};

/** A capability's action as a deed, where nobody stated it: by the kinds of capability it serves. */
const derived = (action: string, mentions: readonly Mention[]): SensitiveAction | undefined => {
  const kinds = new Set(mentions.map(({ row }) => row.kind));
  const taken = TAKEN_FOR.find(([kind]) => kinds.has(kind));
  if (taken === undefined) return undefined;
  const [kind, subject, technique] = taken;
  if (onlyReads(action) && kind !== 'credentials') return undefined;
  // Data is read by calls of many names; what moves it elsewhere begins with a verb of change.
  if (kind === 'data' && phraseOf(action) === undefined) return undefined;
  const of = mentions.filter(({ row }) => row.kind === kind);
  return completed({
    action,
    subject,
    severity: severityFor(kind, action, of),
    technique,
    sources: [...new Set(of.flatMap(({ row }) => row.sources))],
  });
};

const completed = ({ phrase, ...row }: StatedAction): SensitiveAction => {
  const at = row.action.indexOf(':');
  return {
    ...row,
    eventSource: eventSourceOf(row.action.slice(0, at)),
    eventNames: eventNamesOf(row.action),
    phrase: phrase ?? phraseOf(row.action) ?? `called ${row.action.slice(at + 1)}`,
  };
};

/** A call of the sign-in service, for which no permission stands. */
const signIn = (
  eventName: string,
  severity: CallSeverity,
  technique: string,
  phrase: string,
  source: string,
): SensitiveAction => ({
  eventSource: 'signin.amazonaws.com',
  eventNames: [eventName],
  subject: 'credential',
  severity,
  phrase,
  technique,
  sources: [source],
});

const BROKER = 'IAM user guide, "Enable custom identity broker access to the AWS console"';
const SIGN_IN = 'CloudTrail User Guide, "AWS Management Console sign-in events"';

const WITHOUT_PERMISSION: readonly SensitiveAction[] = [
  signIn('GetSigninToken', 'medium', 'T1550.001', 'turned a session into a console session', BROKER),
  signIn('PasswordUpdated', 'high', 'T1098', 'changed the password of root', SIGN_IN),
  signIn('EmailUpdated', 'high', 'T1098', 'changed the email address of root', SIGN_IN),
];

const madeOf = (mentioned: ReadonlyMap<string, readonly Mention[]>): readonly SensitiveAction[] => {
  const stated = new Set(STATED.map(({ action }) => action));
  const rest = [...mentioned].filter(([action]) => !stated.has(action) && !PASSED_OVER.has(action));
  return [
    ...STATED.map(completed),
    ...rest.flatMap(([action, mentions]) => derived(action, mentions) ?? []),
    ...WITHOUT_PERMISSION,
  ];
};

let made: readonly SensitiveAction[] | undefined;

/**
 * Every action that matters when the one who made the change does it, too. Made when it is first asked for, while the alert
 * waits for AWS: at the start of the function, every alert would wait for it.
 */
export const sensitiveActions = (): readonly SensitiveAction[] => {
  made ??= madeOf(mentionsOf(CAPABILITIES));
  return made;
};

let madeByEvent: ReadonlyMap<string, SensitiveAction> | undefined;

const byEvent = (): ReadonlyMap<string, SensitiveAction> => {
  madeByEvent ??= new Map(
    sensitiveActions().flatMap((row) =>
      row.eventNames.map((name) => [`${row.eventSource} ${name}`, row] as const),
    ),
  );
  return madeByEvent;
};

/** The sensitive action that a call was, by CloudTrail's names for it; `undefined` for any other. */
export const sensitiveActionOf = (call: {
  readonly eventSource: string;
  readonly eventName: string;
}): SensitiveAction | undefined => {
  const source = withoutCountry(call.eventSource);
  return (
    byEvent().get(`${source} ${call.eventName}`) ?? byEvent().get(`${source} ${withoutDate(call.eventName)}`)
  );
};
