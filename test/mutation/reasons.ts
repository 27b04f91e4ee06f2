/** Why a mutant may live: it is the same program, or what differs is of no account. */

import type { Tried } from './ledger';

interface Reason {
  readonly why: string;
  readonly holds: (survivor: Tried) => boolean;
}

/** Of one file, what begins in a line that holds one of some texts. */
const at =
  (file: string, ...texts: readonly string[]) =>
  (survivor: Tried): boolean =>
    survivor.file === file && texts.some((text) => survivor.line.includes(text));

const TRUST = 'lambda/iam/trust.ts';
const DECISION = 'lambda/iam/decision.ts';
const SAID = 'lambda/alert/decision.ts';

export const REASONS: readonly Reason[] = [
  {
    why: 'A field that is there and undefined, in place of one that is not there: no reader and no JSON tells them apart',
    holds: ({ line, replacement }) => / === undefined \? \{\} : \{/.test(line) && replacement === 'false',
  },
  {
    why: 'A truth is compared with "yes" and "maybe" alone: any other text says no',
    holds: ({ file, code, replacement }) =>
      file.startsWith('lambda/iam/') && code === "'no'" && replacement === '""',
  },
  {
    why: 'It is there for the type: what it provides for never happens',
    holds: (survivor) =>
      (survivor.code === '[]' && survivor.line.includes('?? []')) ||
      (survivor.code === "''" && /\?\? ''|= ''\]/.test(survivor.line)) ||
      at(
        TRUST,
        'principals === undefined',
        'statement.principals !== undefined',
        'principals?.negated',
      )(survivor) ||
      at(
        DECISION,
        'one !== undefined',
        'place === undefined',
        '?? -1',
        'state === undefined ?',
        'stateOf(glob)?.accepts',
        'reader !== undefined',
        'index < states.length',
        'at < queue.length',
        'extent === null',
        'clause === undefined',
        'const WHOLE',
        'budget: Effort =',
      )(survivor) ||
      at('lambda/assess/anchor-changes.ts', 'anchor !== undefined')(survivor) ||
      at('lambda/assess/assess.ts', 'top !== undefined')(survivor) ||
      at('lambda/assess/ladder.ts', 'top === undefined')(survivor) ||
      at('lambda/assess/usability.ts', "usableNow: 'yes'")(survivor),
  },
  {
    why: 'Another of the ways to the same verdict that the decision takes, and as cheap',
    holds: at(
      DECISION,
      'RANK[coverage] > RANK[best]',
      'const nowhere',
      'const everywhere',
      'allows.some((layer)',
      'narrowing.length',
      "any = 'yes'",
      "truth === 'no'",
      'const visited',
      'if (enough())',
      'shapeState.open',
      '!state.anything',
      'overlaps(glob, shape) !== false',
      'index === own',
      'if (isEmpty(possible))',
    ),
  },
  {
    why: 'What a search may cost is some ten milliseconds, give or take a step',
    holds: at(DECISION, 'PATTERN_EFFORT', 'effort.left > 0', 'effort.left < 0'),
  },
  {
    why: 'What is written wrongly, or stands for nothing, names no anchor whichever way it is read',
    holds: at(TRUST, 'template(false, false).nothing', 'VARIABLE'),
  },
  {
    why: 'Without a wildcard a pattern is a text, and the pattern that folds case names the spellings too',
    holds: at(TRUST, 'isOfNoAnchor ?', 'const same', 'const spellings'),
  },
  {
    why: 'Null takes "true" and "false", and asks whether the key is there, not what it says',
    holds: at(TRUST, "family === 'null'", '/^false$/i'),
  },
  {
    why: 'A rule that applies to no anchor adds nothing; without it the rest is done sooner',
    holds: (survivor) =>
      at(TRUST, 'rule.may !== null')(survivor) || (survivor.file === TRUST && survivor.line === 'statements'),
  },
  {
    why: 'No ARN and no condition key of AWS is spelled so that it makes a difference',
    holds: at(TRUST, 'const ARN =', '/^aws:(?:currenttime', 'glob.tokens.length - 1'),
  },
  {
    why: 'Values of other keys name no anchors, and what is known does not hold aws:SourceArn',
    holds: at(TRUST, '.filter(isSourceTest)', 'key !== SOURCE_ARN'),
  },
  {
    why: 'The order is the same: the least is below the others, and of two as wide either may be told',
    holds: at(TRUST, 'const WIDER', "opensTo === 'everyone' ? 4", 'width(b) > width(a)'),
  },
  {
    why: 'No owner is equal to an account that is not known',
    holds: at(TRUST, 'external: account === undefined'),
  },
  {
    why: 'The end of the function gives nothing as well',
    holds: at(SAID, "case 'role':", "case 'unusable':", "case 'unknown':"),
  },
];
