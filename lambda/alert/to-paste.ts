import { containment, proof } from './block';
import { clean, wrapped } from './plain';
import type { Alert } from './schema';
import { NOT_SHOWN } from './shell';
import { abridged } from './words';

const INDENT = '  ';
const DEEPER = '    ';
const GOES_ON = '      ';

const decapitalised = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const prose = (text: string): string[] => wrapped(clean(text, 600), INDENT, GOES_ON);

/** What some commands do, in one line. */
export const toDo = (commands: readonly Alert['response']['commands'][number][]): string =>
  commands.map(({ purpose }) => decapitalised(clean(purpose, 200))).join('; ');

/**
 * The block to paste, and the line that shows that it worked.
 * @param limit commands of one step
 */
export const toPaste = (alert: Alert, limit: number): string[] => {
  const block = containment(alert, limit);
  const shown = proof(alert, block);
  return [
    ...(block.commands.length === 0
      ? []
      : wrapped(
          `Paste whole into bash, zsh or CloudShell, not PowerShell: ${toDo(block.commands)}:`,
          INDENT,
          GOES_ON,
        )),
    ...block.lines.map((line) => DEEPER + line),
    ...(block.left === 0 ? [] : [`${INDENT}+${block.left} more of the same kind, in the JSON`]),
    ...(block.unshown.length === 0 ? [] : prose(`${toDo(block.unshown)}. ${NOT_SHOWN}`)),
    ...(shown === undefined
      ? []
      : [...prose(`It worked if this prints ${abridged(shown.prints, 8)}:`), DEEPER + shown.line]),
  ];
};
