"""The commands: thin, one module per group.

In: words on a command line. Out: lines or JSON on stdout, plain messages on stderr, an exit status. Each command
imports what it needs when it is called, so that `monitor --help` stays light. No rule of the domain lives here, and
nothing but `say` writes to the terminal.
"""

from monitor.cli.main import main

__all__ = ["main"]
