"""Mail to servers that others wrote, where they are installed: Postfix, which asks for root, and msmtpd of msmtp."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.deliver.conftest import House
from tests.fetch.conftest import certificate
from tests.watched import page

pytestmark = pytest.mark.alone
POSTFIX = shutil.which("postfix") or "/usr/sbin/postfix"
DAEMONS = Path("/usr/lib/postfix/sbin")
MSMTPD = shutil.which("msmtpd")
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = {daemons}
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mail.example.org
mydestination =
inet_interfaces = 127.0.0.1
smtputf8_enable = no
alias_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = inline:{{ one@example.org=one/, two@example.org=two/ }}
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_recipient_restrictions = check_recipient_access inline:{{ {access} }}, reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {folder}/key.pem
smtpd_tls_key_file = {folder}/key.pem
message_size_limit = {size}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
"""


@dataclass
class Postfix:
    """An instance of its own, with two mailboxes."""

    folder: Path
    port: int

    def run(self, command: str) -> None:
        subprocess.run([POSTFIX, "-c", str(self.folder / "etc"), command], check=True, capture_output=True)

    def start(self) -> bool:
        """Whether it listens, after as many tries as it takes: what it left behind may still be ending."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            command = [POSTFIX, "-c", str(self.folder / "etc"), "start"]
            if subprocess.run(command, check=False, capture_output=True).returncode == 0 and listens(self.port):
                return True
            time.sleep(0.5)
        return False

    def begin_anew(self) -> bool:
        """Whether it listens, with its configuration of now: after a reload old processes may answer still."""
        self.run("stop")
        return self.start()

    def configure(self, *, access: str = "nobody@example.org=REJECT", size: int = 1_000_000) -> None:
        user = pwd.getpwnam("postfix")
        words = {"folder": self.folder, "daemons": DAEMONS, "uid": user.pw_uid, "gid": user.pw_gid}
        (self.folder / "etc" / "main.cf").write_text(MAIN.format(**words, access=access, size=size))
        (self.folder / "etc" / "master.cf").write_text(MASTER.format(port=self.port))

    def box(self, name: str, count: int) -> list[EmailMessage]:
        """The mails in a mailbox, once there are so many."""
        end = time.monotonic() + 30
        while len(found := list((self.folder / "boxes" / name / "new").glob("*"))) < count and time.monotonic() < end:
            time.sleep(0.1)
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]  # type: ignore[misc]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


def listens(port: int) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


@pytest.fixture
def postfix(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postfix]:
    if not (DAEMONS / "master").exists():
        pytest.skip("Postfix is not installed")
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root alone")
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))  # its daemons are another user, who may not enter pytest's
    folder.chmod(0o755)
    owner = pwd.getpwnam("postfix")
    for name in ("etc", "queue", "data", "boxes", "tls"):
        (folder / name).mkdir()
    for name in ("data", "boxes"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    file, _ = certificate(folder / "tls", "127.0.0.1")
    shutil.copy(file, folder / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    made = Postfix(folder, free_port())
    made.configure()
    try:
        assert made.start(), (folder / "log").read_text()
        yield made
    finally:
        subprocess.run([POSTFIX, "-c", str(folder / "etc"), "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def desk(port: int, *, tls: str = "starttls", to: str = '["one@example.org", "two@example.org"]') -> str:
    return (
        f'[[channel]]\nname = "desk"\nkind = "smtp"\nhost = "127.0.0.1"\nport = {port}\ntls = "{tls}"\n'
        f'sender = "monitor@example.org"\nto = {to}\n'
    )


def test_postfix_takes_a_digest_over_tls_for_everybody_and_once(house: House, postfix: Postfix) -> None:
    house.channels(desk(postfix.port))
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    for name in ("one", "two"):
        (message,) = postfix.box(name, 1)
        body = message.get_body(("plain",))
        assert body is not None
        assert "Spain" in body.get_content()
        assert message["List-Id"]
    assert house.send(hours=9) == ()


def test_of_two_people_postfix_refuses_one_until_it_takes_him(house: House, postfix: Postfix) -> None:
    postfix.configure(access="{ two@example.org = 450 4.2.1 greylisted }")
    assert postfix.begin_anew()
    house.channels(desk(postfix.port))
    house.compose()
    assert "address 2 of `to` (450 4.2.1" in str(house.send()[0].error)
    postfix.configure()
    assert postfix.begin_anew()
    assert [sent.error for sent in house.send(hours=1)] == [None]
    (one,), (two,) = postfix.box("one", 1), postfix.box("two", 1)
    assert one["Message-ID"] == two["Message-ID"]


def test_a_postfix_that_is_stopped_and_one_that_takes_no_long_mails_lose_nothing(
    house: House, postfix: Postfix
) -> None:
    house.channels(desk(postfix.port))
    house.compose()
    postfix.run("stop")
    assert "refused" in str(house.send()[0].error)
    postfix.configure(size=500)
    assert postfix.start()
    assert "552 5.3.4" in str(house.send(hours=1)[0].error)
    postfix.configure()
    assert postfix.begin_anew()
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert len(postfix.box("one", 1)) == 1
    assert house.states() == [("desk", "delivered", 3)]


def test_postfix_is_killed_while_mail_is_on_its_way_and_each_change_arrives(house: House, postfix: Postfix) -> None:
    house.channels(desk(postfix.port))
    for chair in ("Malta", "Italy", "Poland"):
        house.serve(page(chair))
        house.run()
        house.compose()
        (master,) = (postfix.folder / "queue" / "pid" / "master.pid").read_text().split()
        os.kill(int(master), 9)
        house.send()
        assert postfix.start(), (postfix.folder / "log").read_text()
        house.send(hours=1)
    house.send(hours=10)
    assert {state for _, state, _ in house.states()} == {"delivered"}
    told = {str(message["Message-ID"]) for message in postfix.box("one", 3)}
    assert len(told) == len(house.states())


@pytest.mark.skipif(MSMTPD is None, reason="msmtpd is not installed")
@pytest.mark.parametrize("fails", ["", "exit 75", "kill -9 $PPID"])
def test_msmtpd_takes_what_its_command_takes(house: House, tmp_path: Path, fails: str) -> None:
    """75 is a temporary failure to it; a server that dies after DATA may have taken it."""
    port, box = free_port(), tmp_path / "box"
    box.mkdir()
    script = tmp_path / "store"
    script.write_text(f'#!/bin/sh\nif [ -e {tmp_path}/fails ]; then {fails or ":"}; fi\ncat > "{box}/$$"\n')
    script.chmod(0o755)
    (tmp_path / "fails").touch()
    house.channels(desk(port, tls="none", to='["one@example.org"]'))
    house.compose()
    server = None
    for hours in (0.0, 1.0):
        if server is None or server.poll() is not None:
            server = subprocess.Popen([str(MSMTPD), f"--port={port}", f"--command={script}"])
            assert listens(port)
        try:
            error = house.send(hours=hours)[0].error if house.states()[0][1] == "waiting" else None
        finally:
            (tmp_path / "fails").unlink(missing_ok=True)
    assert server is not None
    server.kill()
    server.wait()
    assert error is None
    assert house.states() == [("desk", "delivered", 2 if fails else 1)]
    stored = [message_from_bytes(file.read_bytes())["Message-ID"] for file in box.iterdir()]
    assert len(stored) <= (2 if "kill" in fails else 1)  # nobody knew whether the one that died had taken it
    assert len(set(stored)) == 1
