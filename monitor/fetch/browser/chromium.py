"""The installed Chromium: where it is, and how it is started.

Nothing here downloads a browser. The switches take away from it every way onto the network but the relay, and what a
reader of pages has no use for.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import Any, Final

from monitor.errors import BrowserError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# MiB of one page's scripts. V8 gives up by itself here, before the watch over all processes has to.
_MOST_HEAP = 512
_INSTALL = "install Chromium (Debian, Ubuntu: apt install chromium) and `pip install 'iscm-monitor[browser]'`"
_NOWHERE = "http://127.0.0.1:1"
LOOPBACK_TOO = "<-loopback>"  # of proxies: without it Chromium goes to loopback by itself
# A Playwright that was packed without Node.js is told by the second where it is.
_HANDED_ON = ("PATH", "PLAYWRIGHT_NODEJS_PATH")

# The last of several --disable-features counts, so those that Playwright switches off are here again, as far as they
# ask the network by themselves, look around in it, or mend what is intercepted.
_FEATURES_OFF = (
    "WebRtcHideLocalIpsWithMdns",  # multicasts to the local network
    "MediaRouter",
    "Prerender2",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PreconnectToSearch",
    "AimEnabled",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "IsolateSandboxedIframes",  # a frame in a process of its own would ask past the checkpoint
)

SWITCHES: Final = (
    # The network. Each page has a proxy of its own; what the browser wants for itself has one that is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # it resolves no name itself
    f"--disable-features={','.join(_FEATURES_OFF)}",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-client-side-phishing-detection",
    # The machine.
    f"--js-flags=--max-old-space-size={_MOST_HEAP}",
    "--renderer-process-limit=1",
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-crash-reporter",
    "--disable-notifications",
    "--mute-audio",
    "--blink-settings=imagesEnabled=false",
)
# Playwright's own choices for people who test their own sites.
NOT_WANTED: Final = ("--disable-popup-blocking", "--disable-ipc-flooding-protection", "--enable-unsafe-swiftshader")


def find(executable: str | None = None) -> str:
    """The browser to start: `executable`, or the first of `NAMES` on the path. BrowserError when there is none."""
    for name in (executable,) if executable else NAMES:
        if found := shutil.which(name):
            return found
    if executable:
        raise BrowserError(f"there is no browser at {executable}", fix="name another as `browser` in [fetch]")
    raise BrowserError("there is no Chromium to render pages with", fix=_INSTALL)


def lacking(executable: str | None = None) -> BrowserError | None:
    """Why pages cannot be rendered, as far as can be told without starting a browser; None where they can."""
    try:
        find(executable)
        sandboxed()
    except BrowserError as error:
        return error
    return None if importlib.util.find_spec("playwright") else no_driver()


def no_driver() -> BrowserError:
    """The error of an installation without the `browser` extra."""
    return BrowserError("the driver of the browser (playwright) is not installed", fix=_INSTALL)


def sandboxed() -> bool:
    """Whether Chromium runs in its sandbox: always, but as root in CI. BrowserError for root elsewhere.

    Chromium's sandbox does not work for root, and without it a page's exploit would be root.
    """
    if os.geteuid() != 0:
        return True
    if os.environ.get("CI"):
        return False
    raise BrowserError("Chromium does not run as root", fix="run the monitor as a user of its own")


def environment(home: Path) -> dict[str, str]:
    """What the browser and its driver find. Ours can hold passwords, a proxy, and switches for both."""
    folders = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    given = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "TZ": "UTC", **given, **dict.fromkeys(folders, str(home))}


def launch_options(executable: str | None, home: Path, user_agent: str) -> dict[str, Any]:
    """What Playwright's `launch` is given. `home` is an empty folder that is this browser's alone.

    The name is given as a switch: set for a context, Playwright would add that we run on Windows (Sec-CH-UA-Platform).
    """
    return {
        "executable_path": find(executable),
        "chromium_sandbox": sandboxed(),
        "args": [*SWITCHES, f"--user-agent={user_agent}", mark(home)],
        "ignore_default_args": list(NOT_WANTED),
        "env": environment(home),
        "proxy": {"server": _NOWHERE, "bypass": LOOPBACK_TOO},
        "artifacts_dir": home / "artifacts",
        "handle_sigint": False,  # Ctrl-C reaches the driver too, and is ours to answer
    }


def mark(home: Path) -> str:
    """The switch by which the process of the browser that has this `home` is known among others."""
    return f"--disk-cache-dir={home}"
