"""`python -m monitor.cli`, for where the console script is not on the PATH."""

from monitor.cli.main import main

main()
