"""Drives Helix on a terminal of ours. What is right is what the command line says of the same text."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

helix, server, articles = sys.argv[1:4]
NAME = "second.txt"


def read():
    with open(NAME, encoding="utf-8") as file:
        return file.read()


class Terminal:
    def __init__(self, command):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color")
            os.execv(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.seen = b""

    def pump(self, seconds):
        end = time.time() + seconds
        while time.time() < end:
            if select.select([self.terminal], [], [], 0.05)[0]:
                try:
                    self.seen += os.read(self.terminal, 65536)
                except OSError:
                    return

    def type(self, keys, seconds=0.4):
        os.write(self.terminal, keys.encode())
        self.pump(seconds)

    def escape(self):
        """By itself: with a key at its heels it would be Alt."""
        self.type("\x1b", 0.3)

    def shows(self, words, seconds=20):
        end = time.time() + seconds
        while words.encode() not in self.seen:
            if time.time() > end:
                sys.exit(f"FAILED: {words} is not shown; the end of what is: {self.seen[-1500:]!r}")
            self.pump(0.1)

    def menu(self, words):
        """What can be done at the cursor, as soon as the server knows of it."""
        self.seen = b""
        for _ in range(10):
            self.type(" a")
            for _ in range(20):
                if words.encode() in self.seen:
                    return
                self.pump(0.1)
            self.escape()
        self.shows(words, 0)

    def saves(self, wanted, seconds=20):
        end = time.time() + seconds
        while read() != wanted:
            if time.time() > end:
                sys.exit(f"FAILED: wanted {wanted!r}, on disk is {read()!r}")
            self.escape()
            self.type(":w\r")


before = read()
place = before.replace("Github", "GitHub")
run = [server, "fix", "--stdin-filename", NAME, "-"]
fixed = subprocess.run(run, input=before, capture_output=True, encoding="utf-8", check=False).stdout
assert len({before, place, fixed}) == 3, "an article with two faults"

screen = Terminal([helix, NAME])
screen.pump(1)
# The name of the rule is nowhere in the article.
for _ in range(40):
    screen.type("gg]d", 0.5)
    if b"GitHub" in screen.seen:
        break
screen.shows("GitHub")
print("ok: a diagnostic is shown")
screen.menu("change to")
screen.type("\r")
screen.saves(place)
print("ok: a code action changes its place and nothing else")
screen.escape()
screen.menu("fix everything")
# The last of the menu.
screen.type("\x1b[A", 0.5)
screen.type("\r", 1)
screen.saves(fixed)
print("ok: everything that is safe: on disk is what `jiaodui fix` leaves")
screen.escape()
screen.type(":q!\r", 1)
