"""A terminal of 24 rows and 80 columns: starts a shell, pastes a text as terminals do, and prints what appeared.

Standard input is JSON: {"shell": [...], "paste": "...", "end": "...", "seconds": N}. Standard output is JSON:
{"bracketed": whether the shell asked for bracketed paste, "ended": whether `end` appeared, "screen": "..."}.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

READY = "READY-7"
ROWS, COLUMNS = 24, 80


def main():
    order = json.load(sys.stdin)
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.execvp(order["shell"][0], order["shell"])
    os.set_blocking(terminal, False)
    deadline = time.monotonic() + order["seconds"]
    screen = b""

    def meet(text, mark):
        """Types a text, and looks at the screen until the mark appears."""
        nonlocal screen
        seen = len(screen)
        rest = text.encode()
        while time.monotonic() < deadline:
            readable, writable, _ = select.select([terminal], [terminal] if rest else [], [], 0.2)
            if readable:
                try:
                    screen += os.read(terminal, 65536)
                except OSError:
                    return False
            if writable:
                # Little by little, as a terminal does: what reads too early takes what was not meant for it.
                rest = rest[os.write(terminal, rest[:256]):]
            if not rest and mark.encode() in screen[seen:]:
                return True
        return False

    # What is typed is not what is printed, so that the mark is not its own echo.
    meet("printf 'READY-%s\\n' 7\r", READY)
    time.sleep(0.3)
    while select.select([terminal], [], [], 0.1)[0]:
        screen += os.read(terminal, 65536)
    bracketed = screen.rfind(b"\x1b[?2004h") > screen.rfind(b"\x1b[?2004l")
    # A terminal sends the Return key for each line break, and puts brackets around a paste where it was asked to.
    text = order["paste"].replace("\n", "\r")
    text = f"\x1b[200~{text}\x1b[201~\r" if bracketed else f"{text}\r"
    seen = len(screen)
    ended = meet(text, order["end"])
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    json.dump(
        {"bracketed": bracketed, "ended": ended, "screen": screen[seen:].decode(errors="replace")}, sys.stdout
    )


main()
