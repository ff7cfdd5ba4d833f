# SPDX-License-Identifier: MIT
"""The Test Anything Protocol, as Meson reads it: one line a case."""


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def case(self, label, faults=()):
        """One case: passed when there are no faults (strings, which are printed)."""
        self.count += 1
        faults = [faults] if isinstance(faults, str) and faults else list(faults)
        self.failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {self.count} - {label.replace('#', '')}")
        for fault in faults:
            for line in str(fault).splitlines():
                print("#", line)

    def skip(self, label, reason):
        self.count += 1
        print(f"ok {self.count} - {label} # SKIP {reason}")

    def done(self):
        """Prints the plan; the exit status of the program."""
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed or not self.count else 0
