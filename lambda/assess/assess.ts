import type { Context } from '../enrich/context';
import type { Gap } from '../lookup';
import type { Settings } from '../settings';
import type { AdvisedAction, Assessment } from './assessment';
import { foldedInto, threadOf } from './burst';
import { CATALOGUE } from './catalogue';
import type { Check, Finding } from './check';
import { containmentOf } from './containment';
import { type Facts, factsOf } from './facts';
import { headlineOf } from './headline';
import { severityOf, type Verdict } from './ladder';
import type { Question } from './questions';
import { responseTo } from './response';
import { runChecks } from './run-checks';
import { SECOND_LOOK_MS } from './second-look';
import { atLeast, type Severity } from './severity';
import { unknownsOf } from './unknowns';

/** What an unexpected alert asks for. */
export const ACTIONS: Readonly<Record<Severity, AdvisedAction>> = {
  critical: 'act-now',
  high: 'check-now',
  medium: 'check-today',
  low: 'nothing-if-planned',
  informational: 'nothing-if-planned',
};

const actionFor = ({ severity, disposition }: Verdict): AdvisedAction => {
  if (disposition === 'unexpected') return ACTIONS[severity];
  return severity === 'informational' ? 'nothing' : 'check-although-expected';
};

/** Questions whose answer the headline gives already. */
const TOLD: readonly Question[] = ['power', 'reach'];

/** What it does not tell of them all the same: it speaks of the profile's own roles. */
const UNTOLD: readonly string[] = ['role-passes-power', 'reachable-role-unverified'];

const isTold = ({ id, question }: Finding): boolean => TOLD.includes(question) && !UNTOLD.includes(id);

const decidingAmong = (findings: readonly Finding[], verdict: Verdict): Finding | undefined => {
  const decisive =
    verdict.disposition === 'expected'
      ? findings.filter(({ id }) => verdict.unvouched.includes(id))
      : findings.filter((finding) => !isTold(finding));
  const [top] = verdict.disposition === 'expected' ? decisive : findings;
  return top !== undefined &&
    decisive.includes(top) &&
    atLeast(verdict.severity, 'medium') &&
    atLeast(top.severity, verdict.severity)
    ? top
    : undefined;
};

/**
 * What is known of a change, what is wrong with it, how bad that is and what to do. Pure: the same context and settings
 * give the same answer.
 * @param gaps what was already not known before the event came
 * @param looksAgain whether the change is looked at again after this
 */
export const assess = (
  context: Context,
  settings: Settings,
  gaps: readonly Gap[] = [],
  looksAgain = settings.secondLook,
): Assessment => {
  const facts = factsOf(context, settings, gaps);
  const findings = runChecks(checksOf(facts), facts);
  const verdict = severityOf(findings, facts.expectation, settings);
  const containment = containmentOf(facts, verdict);
  return {
    ...concluded(facts, findings, verdict, looksAgain),
    ...(containment === undefined ? {} : { containment }),
  };
};

/** The checks that ask about the kind of change. */
export const checksOf = ({ kind }: Pick<Facts, 'kind'>): readonly Check[] =>
  CATALOGUE.filter(({ id }) => !Object.hasOwn(kind.withoutChecks, id));

/** What follows from the facts, the findings and how bad they are. */
export const concluded = (
  facts: Facts,
  findings: readonly Finding[],
  verdict: Verdict,
  looksAgain: boolean,
): Assessment => {
  const deciding = decidingAmong(findings, verdict);
  const burst = foldedInto(facts, findings);
  return {
    ...verdict,
    facts,
    headline: headlineOf(facts),
    action: actionFor(verdict),
    isUrgent: verdict.disposition === 'unexpected' && atLeast(verdict.severity, 'high'),
    findings,
    ...(deciding === undefined ? {} : { deciding }),
    ...(burst === undefined ? {} : { burst }),
    thread: threadOf(facts, burst),
    unknowns: unknownsOf(facts),
    response: responseTo(facts, verdict.severity),
    ...(looksAgain ? { looksAgainAt: new Date(facts.now.getTime() + SECOND_LOOK_MS).toISOString() } : {}),
  };
};
