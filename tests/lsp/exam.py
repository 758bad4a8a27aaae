#!/usr/bin/env python3
"""The exam of a language server over raw frames. Needs nothing but Python.

    exam.py SERVER [ARGUMENT...]      e.g.  exam.py target/debug/jiaodui lsp

Every check starts a server of its own. Oracles are differential: what a server says after many edits must be what
it says of the same text opened afresh, so that another server can sit the same exam (--text gives a text that it
finds fault with).
"""
import argparse, glob, json, os, queue, random, signal, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 30
CHECKS = []


class Failed(Exception):
    pass


def check(function):
    CHECKS.append(function)
    return function


def expect(condition, what):
    if not condition:
        raise Failed(what)


class Server:
    """One server and its pipes."""

    def __init__(self, exam, extra=()):
        self.process = subprocess.Popen(exam.command + list(extra), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        self.messages, self.waiting, self.next = queue.Queue(), [], 1
        self.texts, self.whole, self.encoding = {}, False, "utf-16"
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        out = self.process.stdout
        try:
            while True:
                length = 0
                while True:
                    line = out.readline()
                    if not line:
                        self.messages.put(None)
                        return
                    if line == b"\r\n":
                        break
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                self.messages.put(json.loads(out.read(length)))
        except (ValueError, OSError):
            self.messages.put(None)

    def raw(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise Failed(f"the server is gone: {error}")

    def body(self, body):
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send(self, **message):
        self.body(json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode())

    def notify(self, method, params=None):
        self.send(method=method, params=params if params is not None else {})

    def ask(self, method, params=None):
        self.next += 1
        self.send(id=self.next, method=method, params=params if params is not None else {})
        return self.next

    def wait(self, what, wanted, patience=PATIENCE):
        for i, message in enumerate(self.waiting):
            if wanted(message):
                return self.waiting.pop(i)
        until = time.monotonic() + patience
        while True:
            try:
                message = self.messages.get(timeout=max(0.001, until - time.monotonic()))
            except queue.Empty:
                raise Failed(f"no {what}")
            if message is None:
                self.messages.put(None)
                raise Failed(f"no {what}: the output has ended")
            if wanted(message):
                return message
            self.waiting.append(message)

    def answer(self, id, patience=PATIENCE):
        return self.wait(f"answer to {id}", lambda m: m.get("id") == id and "method" not in m, patience)

    def request(self, method, params=None, patience=PATIENCE):
        return self.answer(self.ask(method, params), patience)

    def error(self, method, params=None):
        return self.request(method, params, 5).get("error", {}).get("code")

    def start(self, capabilities=None, options=None, **more):
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities or {},
                  "initializationOptions": options if options is not None else {"debounce": 0}, **more}
        result = self.request("initialize", params).get("result", {})
        self.notify("initialized")
        sync = result.get("capabilities", {}).get("textDocumentSync")
        self.whole = (sync.get("change") if isinstance(sync, dict) else sync) == 1
        self.encoding = encoding_of(result)
        return result

    def open(self, uri, text, language="markdown", version=1):
        self.texts[uri] = text
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language,
                                                             "version": version, "text": text}})

    def change(self, uri, version, changes):
        """Changes a document; a server that wants whole texts gets the whole text, as clients do it."""
        if self.whole:
            text = self.texts.get(uri, "")
            for change in changes:
                text = edited(text, [{**change, "newText": change["text"]}], self.encoding) if "range" in change else change["text"]
            changes = [{"text": text}]
            self.texts[uri] = text
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                               "contentChanges": changes})

    def published(self, uri, version=None, patience=PATIENCE):
        wanted = lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri and (
            version is None or m["params"].get("version") in (None, version))
        return self.wait(f"diagnostics of {uri} at {version}", wanted, patience)["params"]["diagnostics"]

    def settled(self, uri, version=None, quiet=0.4):
        """The last diagnostics (of a version, where the server tells versions) once nothing more comes, for servers
        that publish several times."""
        last = self.published(uri, version)
        while True:
            try:
                last = self.published(uri, version, patience=quiet)
            except Failed:
                return last

    def status(self, patience=10):
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise Failed("the process does not end")

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()


def units(text, encoding):
    return {"utf-8": len(text.encode()), "utf-32": len(text)}.get(encoding, len(text.encode("utf-16-le")) // 2)


def position(text, index, encoding):
    """Line and column of a character; lines end at LF, CRLF and CR."""
    line, start, i = 0, 0, 0
    while i < index:
        if text[i] == "\n" or (text[i] == "\r" and text[i + 1:i + 2] != "\n"):
            line, start = line + 1, i + 1
        i += 1
    return {"line": line, "character": units(text[start:index], encoding)}


def index(text, at, encoding):
    """The character at a position."""
    lines, i = at["line"], 0
    while lines and i < len(text):
        if text[i] == "\n" or (text[i] == "\r" and text[i + 1:i + 2] != "\n"):
            lines -= 1
        i += 1
    width = 0
    while width < at["character"] and i < len(text):
        width += units(text[i], encoding)
        i += 1
    return i


def edited(text, edits, encoding):
    spans = sorted((index(text, e["range"]["start"], encoding), index(text, e["range"]["end"], encoding), e["newText"])
                   for e in edits)
    for (_, end, _), (start, _, _) in zip(spans, spans[1:]):
        expect(end <= start, "edits overlap")
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def edits_of(edit):
    if "changes" in edit:
        return [e for edits in edit["changes"].values() for e in edits]
    return [e for change in edit["documentChanges"] for e in change["edits"]]


def seen(diagnostics):
    key = lambda d: (d["range"]["start"]["line"], d["range"]["start"]["character"], d["range"]["end"]["line"],
                     d["range"]["end"]["character"], str(d.get("code")), d["message"])
    return sorted(map(key, diagnostics))


LITERALS = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}
RESOLVING = {"textDocument": {"codeAction": {**LITERALS["textDocument"]["codeAction"], "dataSupport": True,
                                             "resolveSupport": {"properties": ["edit"]}}},
             "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}}}


def offering(*encodings):
    return {"general": {"positionEncodings": list(encodings)}} if encodings else {}


def encoding_of(result):
    return result.get("capabilities", {}).get("positionEncoding") or "utf-16"


# ---- lifecycle

@check
def lifecycle_request_before_initialize_is_refused(exam, server):
    expect(server.error("textDocument/hover", {}) == -32002, "not -32002")


@check
def lifecycle_second_initialize_is_refused(exam, server):
    server.start()
    expect(server.error("initialize", {"capabilities": {}}) == -32600, "not -32600")


@check
def lifecycle_ends_with_0_after_shutdown_while_input_is_open(exam, server):
    server.start()
    server.request("shutdown")
    server.notify("exit")
    expect(server.status() == 0, f"status {server.process.returncode}")


@check
def lifecycle_ends_with_1_without_shutdown(exam, server):
    server.start()
    server.notify("exit")
    expect(server.status() == 1, f"status {server.process.returncode}")


@check
def lifecycle_ends_with_its_parent(exam, server):
    parent = subprocess.Popen(["sleep", "600"])
    server.request("initialize", {"processId": parent.pid, "capabilities": {}})
    server.notify("initialized")
    parent.kill()
    parent.wait()
    server.status()


@check
def lifecycle_requests_after_shutdown_are_refused(exam, server):
    server.start()
    server.request("shutdown")
    expect(server.error("textDocument/hover", {}) == -32600, "not -32600")


# ---- framing and errors

@check
def framing_unknown_dollar_request_is_answered(exam, server):
    server.start()
    expect(server.error("$/unknown") == -32601, "not -32601")


@check
def framing_malformed_json_is_answered_and_survived(exam, server):
    server.start()
    server.body(b"{nonsense")
    answer = server.wait("an error", lambda m: "error" in m, 5)
    expect(answer["error"]["code"] == -32700, "not -32700")
    expect(server.error("$/alive") == -32601, "dead")


@check
def framing_headers_in_lower_case(exam, server):
    server.start()
    body = b'{"jsonrpc":"2.0","id":"low","method":"$/x"}'
    server.raw(b"content-length: %d\r\n\r\n" % len(body) + body)
    server.wait("an answer", lambda m: m.get("id") == "low", 5)


@check
def framing_garbage_before_a_header_is_survived(exam, server):
    server.start()
    server.raw(b"garbage\r\n\r\n")
    expect(server.error("$/alive") == -32601, "dead")


@check
def framing_half_a_surrogate_pair_is_survived(exam, server):
    server.start()
    server.body(b'{"jsonrpc":"2.0","id":"half","method":"$/x","params":{"a":"\\ud83d"}}')
    server.wait("an answer", lambda m: m.get("id") == "half", 5)
    expect(server.error("$/alive") == -32601, "dead")


@check
def framing_wrong_parameters_are_refused(exam, server):
    server.start()
    expect(server.error("textDocument/codeAction", {"textDocument": 3}) == -32602, "not -32602")


# ---- encodings

def encodings(offer, allowed):
    def test(exam, server):
        result = server.start(offering(*offer))
        chosen = encoding_of(result)
        expect(chosen in allowed, f"{chosen} of {offer}")
        text = "😀𠮷 " + exam.text + "\r\n二 " + exam.text + "\r三 " + exam.text + "\n"
        server.open("file:///e.md", text)
        for diagnostic in server.settled("file:///e.md"):
            start, end = (index(text, diagnostic["range"][k], chosen) for k in ("start", "end"))
            expect(0 <= start <= end <= len(text), "a range outside the text")
            back = {"start": position(text, start, chosen), "end": position(text, end, chosen)}
            expect(back == diagnostic["range"], f"{diagnostic['range']} is no place of the text")
    test.__name__ = "encoding_of_" + ("_".join(offer) or "none")
    return test


for _offer, _allowed in [((), ["utf-16"]), (("utf-16",), ["utf-16"]), (("utf-8",), ["utf-8"]), (("utf-32",), ["utf-32"]),
                         (("utf-32", "utf-8", "utf-16"), ["utf-8", "utf-16", "utf-32"]), (("utf-7",), ["utf-16"])]:
    check(encodings(_offer, _allowed))


# ---- synchronisation

def fuzz(encoding, seed):
    def test(exam, server):
        chosen = encoding_of(server.start(offering(encoding)))
        expect(chosen == encoding, f"{chosen} chosen")
        dice, text, uri, version = random.Random(seed), exam.text * 3, "file:///fuzz.md", 1
        pieces = [exam.text, "后", "😀", "𠮷", "\r\n", "\n", "a", " ", "", "，"]
        server.open(uri, text)
        server.published(uri)
        for _ in range(400):
            changes = []
            for _ in range(dice.randint(1, 3)):
                start = dice.randint(0, len(text))
                end = min(len(text), start + dice.choice([0, 0, 0, 1, 5]))
                if "\r\n" in (text[start - 1:start + 1], text[end - 1:end + 1]):
                    continue
                new = dice.choice(pieces)
                changes.append({"range": {"start": position(text, start, chosen), "end": position(text, end, chosen)},
                                "text": new})
                text = text[:start] + new + text[end:]
            version += 1
            server.change(uri, version, changes)
        edited = server.settled(uri, version)
        server.open("file:///fresh.md", text)
        expect(seen(edited) == seen(server.settled("file:///fresh.md")), "the edited text is not the text")
    test.__name__ = f"sync_400_edits_in_a_burst_{encoding}"
    return test


for _encoding in ("utf-8", "utf-16", "utf-32"):
    check(fuzz(_encoding, 7))


@check
def sync_publishes_in_order_and_clears_on_close(exam, server):
    server.start()
    uri = "file:///order.md"
    server.open(uri, exam.text)
    for version in range(2, 56):
        server.change(uri, version, [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
                                      "text": "好"}])
    server.settled(uri)
    server.request("shutdown")
    server2 = exam.server()
    server2.start()
    server2.open(uri, exam.text)
    versions = [1]
    for version in range(2, 56):
        server2.change(uri, version, [{"range": {"start": {"line": 0, "character": 0},
                                                 "end": {"line": 0, "character": 0}}, "text": "好"}])
    until = time.monotonic() + PATIENCE
    while versions[-1] != 55 and time.monotonic() < until:
        message = server2.wait("a publish", lambda m: m.get("method") == "textDocument/publishDiagnostics")
        expect("version" in message["params"], "unversioned")
        versions.append(message["params"]["version"])
    expect(versions == sorted(versions) and versions[-1] == 55, f"versions {versions}")
    server2.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    expect(server2.published(uri) == [], "not cleared")


@check
def sync_impossible_edits_are_not_guessed_at(exam, server):
    server.start()
    uri = "file:///lost.md"
    server.open(uri, exam.text)
    expect(server.settled(uri), "nothing found")
    if server.whole:
        exam.note = "not asked: whole texts are always possible"
        return
    server.change(uri, 2, [{"range": {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 5}},
                            "text": "x"}])
    expect(server.published(uri, patience=5) == [], "something is still claimed")
    server.change(uri, 3, [{"text": exam.text}])
    expect(server.settled(uri, 3), "the whole text does not help")


# ---- actions

def actions_at(server, uri, place, only=None, diagnostics=()):
    context = {"diagnostics": list(diagnostics), **({"only": only} if only else {})}
    answer = server.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": place, "context": context})
    return answer.get("result") or []


@check
def actions_each_quick_fix_removes_its_finding_only(exam, server):
    chosen = encoding_of(server.start(LITERALS))
    uri, text, version = "file:///fix.md", "开头。\n" + exam.text + "\n结尾。\n", 1
    server.open(uri, text)
    before = server.settled(uri)
    fixed = 0
    for diagnostic in before:
        offered = actions_at(server, uri, diagnostic["range"], ["quickfix"], [diagnostic])
        offered = [a for a in offered if diagnostic in a.get("diagnostics", []) and "edit" in a]
        for action in offered[:1]:
            new = edited(text, edits_of(action["edit"]), chosen)
            version += 1
            server.change(uri, version, [{"text": new}])
            after = server.settled(uri, version)
            expect(len(after) == len(before) - 1, f"{action['title']}: {len(before)} findings became {len(after)}")
            version += 1
            server.change(uri, version, [{"text": text}])
            server.settled(uri, version)
            fixed += 1
    expect(fixed, "no quick fix was offered")
    expect(all(a.get("kind", "").startswith("source") for a in actions_at(server, uri, before[0]["range"], ["source"])),
           "context.only is not respected")


@check
def actions_fix_all_is_idempotent(exam, server):
    chosen = encoding_of(server.start(RESOLVING))
    uri, text = "file:///all.md", exam.text * 2 + "\n"
    server.open(uri, text)
    server.settled(uri)
    offered = actions_at(server, uri, {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
                         ["source.fixAll"])
    expect(offered, "no fix-all")
    action = offered[0]
    if "edit" not in action:
        action = server.request("codeAction/resolve", action)["result"]
    new = edited(text, edits_of(action["edit"]), chosen)
    expect(new != text, "nothing changed")
    server.change(uri, 2, [{"text": new}])
    server.settled(uri)
    again = actions_at(server, uri, {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
                       ["source.fixAll"])
    for action in again:
        if "edit" not in action:
            action = server.request("codeAction/resolve", action)["result"]
        expect(not action.get("edit") or edited(new, edits_of(action["edit"]), chosen) == new, "a second time changes more")


@check
def actions_ignoring_here_silences_the_place(exam, server):
    chosen = encoding_of(server.start(LITERALS))
    uri, text = "file:///ignore.md", exam.text + "\n"
    server.open(uri, text)
    before = server.settled(uri)
    offered = [a for a in actions_at(server, uri, before[0]["range"], None, [before[0]])
               if "jiaodui-disable" in json.dumps(a.get("edit", {}))]
    expect(offered, "no way to ignore it")
    for version, action in enumerate(offered, 2):
        server.change(uri, version, [{"text": edited(text, edits_of(action["edit"]), chosen)}])
        expect(len(server.settled(uri, version)) < len(before), f"{action['title']} does not help")


@check
def actions_a_refused_edit_changes_nothing(exam, server):
    server.start(RESOLVING)
    uri = "file:///refused.md"
    server.open(uri, exam.text)
    before = server.settled(uri)
    server.request("workspace/executeCommand", {"command": "jiaodui.fixAll", "arguments": [uri]})
    asked = server.wait("applyEdit", lambda m: m.get("method") == "workspace/applyEdit", 10)
    server.send(id=asked["id"], result={"applied": False})
    server.change(uri, 2, [{"text": exam.text}])
    expect(seen(server.settled(uri, 2)) == seen(before), "the server believes in its own edit")


# ---- load, hostility

@check
def load_50_cancels_are_answered(exam, server):
    server.start()
    server.open("file:///c.md", exam.text)
    ids = []
    for _ in range(50):
        ids.append(server.ask("textDocument/hover", {"textDocument": {"uri": "file:///c.md"},
                                                     "position": {"line": 0, "character": 0}}))
        server.notify("$/cancelRequest", {"id": ids[-1]})
    for id in ids:
        answer = server.answer(id, 10)
        expect("result" in answer or answer["error"]["code"] == -32800, f"{answer}")


@check
def hostile_documents_are_survived(exam, server):
    server.start()
    for n, (uri, text) in enumerate([("file:///nul.md", "a\0b" + exam.text), ("file:///long.md", "字 " * 50_000),
                                     ("vscode-notebook-cell:/a#x", exam.text), ("file:///家/文 章.md", exam.text),
                                     ("file:///%CE%C4%D5%C2.txt", exam.text), ("not a uri", exam.text)]):
        server.open(uri, text)
        if uri.startswith(("file:", "vscode")):
            server.published(uri)
    server.notify("textDocument/didChange", {"textDocument": {"uri": "file:///unknown.md", "version": 2},
                                             "contentChanges": [{"text": "x"}]})
    expect(server.error("$/alive") == -32601, "dead")


@check
def hostile_configuration_is_survived(exam, server):
    server.start({"workspace": {"configuration": True}})
    try:
        while True:
            asked = server.wait("a question", lambda m: m.get("method") == "workspace/configuration", 1)
            server.send(id=asked["id"], result=[{"debounce": "x", "select": 3, "language": []}])
    except Failed:
        pass
    for settings in (None, [], 7, {"jiaodui": "x"}, {"jiaodui": {"select": {"a": 1}}}):
        server.notify("workspace/didChangeConfiguration", {"settings": settings})
    server.open("file:///a.md", exam.text)
    expect(server.settled("file:///a.md"), "nothing found")


@check
def configuration_change_publishes_again(exam, server):
    server.start()
    server.open("untitled:a.md", exam.text)
    before = server.settled("untitled:a.md")
    rule = str(before[0]["code"])
    server.notify("workspace/didChangeConfiguration", {"settings": {"jiaodui": {"ignore": [rule]}}})
    after = server.settled("untitled:a.md")
    expect(not any(d["code"] == rule for d in after), "still there")


@check
def folders_come_and_go(exam, server):
    with tempfile.TemporaryDirectory() as folder:
        server.start(workspaceFolders=[])
        uri = {"uri": "file://" + folder, "name": "f"}
        for event in ({"added": [uri], "removed": []}, {"added": [], "removed": [uri]}, {"added": [], "removed": [uri]}):
            server.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        expect(server.error("$/alive") == -32601, "dead")


@check
def load_an_article_of_10_mb_is_answered(exam, server):
    server.start()
    server.open("file:///large.md", (exam.text + "\n") * (10_000_000 // len(exam.text.encode())))
    expect(server.published("file:///large.md", patience=120), "nothing is said of it")


@check
def load_history_does_not_matter(exam, server):
    chosen = encoding_of(server.start())
    uri, dice, text = "file:///history.md", random.Random(3), exam.text
    server.open(uri, text)
    for version in range(2, 2002):
        at = dice.randint(0, len(text))
        if version % 2:
            new, end = dice.choice("后面好啊，。"), at
        else:
            new, end = "", min(len(text), at + 1)
        place = {"start": position(text, at, chosen), "end": position(text, end, chosen)}
        text = text[:at] + new + text[end:]
        server.change(uri, version, [{"range": place, "text": new}])
    after = server.settled(uri, 2001)
    server.open("file:///again.md", text)
    expect(seen(after) == seen(server.settled("file:///again.md")), "history shows")


@check
def load_latency_of_an_edit(exam, server):
    server.start()
    uri, text = "file:///latency.md", (exam.text + "这一段没有什么特别的地方只是为了让文章长一些。\n\n") * 1500
    server.open(uri, text)
    server.published(uri, patience=120)
    took = []
    for version in range(2, 32):
        started = time.monotonic()
        server.change(uri, version, [{"range": {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 0}},
                                      "text": "好"}])
        server.published(uri, version, patience=60)
        took.append((time.monotonic() - started) * 1000)
    took.sort()
    exam.note = f"{len(text.encode()) // 1024} KB: p50 {took[15]:.1f} ms, worst {took[-1]:.1f} ms"


@check
def kill_9_of_the_client_leaves_no_process(exam, server):
    code = ("import subprocess,sys,time\n"
            "p=subprocess.Popen(sys.argv[1:],stdin=subprocess.PIPE,stdout=subprocess.PIPE)\n"
            "b=b'{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}'\n"
            "p.stdin.write(b'Content-Length: %d\\r\\n\\r\\n'%len(b)+b);p.stdin.flush();p.stdout.readline()\n"
            "print(p.pid,flush=True);time.sleep(600)\n")
    client = subprocess.Popen([sys.executable, "-c", code] + exam.command, stdout=subprocess.PIPE)
    pid = int(client.stdout.readline())
    client.kill()
    client.wait()
    client.stdout.close()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return
        except OSError:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    raise Failed("the server lives on")


# ---- recorded clients

def replay(path):
    def test(exam, server):
        with open(path) as file:
            params = json.load(file)
        params["processId"] = os.getpid()
        declared = params["capabilities"]
        result = server.request("initialize", params).get("result", {})
        offered = declared.get("general", {}).get("positionEncodings") or ["utf-16"]
        expect(encoding_of(result) in offered, f"{encoding_of(result)} of {offered}")
        server.notify("initialized")
        pulls = result["capabilities"].get("diagnosticProvider")
        uri = "file:///home/editor/ws/a.md"
        server.open(uri, exam.text)
        try:
            pushed = server.settled(uri)
        except Failed:
            pushed = []
        expect(not (pulls and pushed), "pushed and pulled")
        expect(pulls or pushed, "nothing found")
        asked = [m for m in server.waiting if "method" in m and "id" in m]
        for message in asked:
            if message["method"] == "client/registerCapability":
                for registration in message["params"]["registrations"]:
                    area, name = registration["method"].split("/")
                    able = declared.get(area, {}).get(name, {}).get("dynamicRegistration")
                    expect(able, f"{registration['method']} is registered unasked")
            if message["method"] == "workspace/configuration":
                expect(declared.get("workspace", {}).get("configuration"), "configuration is asked for unasked")
    test.__name__ = "client_" + os.path.basename(path).removesuffix(".json")
    return test


for _path in sorted(glob.glob(os.path.join(HERE, "clients", "*.json"))):
    check(replay(_path))


class Exam:
    def __init__(self, arguments):
        self.command, self.text, self.servers, self.note = arguments.server, arguments.text, [], ""

    def server(self, extra=()):
        self.servers.append(Server(self, extra))
        return self.servers[-1]

    def run(self, only):
        passed = failed = 0
        for function in CHECKS:
            if only and only not in function.__name__:
                continue
            self.note, started = "", time.monotonic()
            try:
                function(self, self.server())
                verdict, passed = "ok    ", passed + 1
            except Exception as error:  # a server may answer anything at all
                verdict, failed = "FAILED", failed + 1
                self.note = f"{type(error).__name__ if not isinstance(error, Failed) else ''} {error}".strip()[:150]
            for server in self.servers:
                server.close()
            self.servers.clear()
            print(f"{verdict} {function.__name__} ({time.monotonic() - started:.1f} s) {self.note}", flush=True)
        print(f"{passed} passed, {failed} failed")
        return failed


def main():
    parser = argparse.ArgumentParser(description="the exam of a language server")
    parser.add_argument("--text", default="我们把代码放在 Github 上,镜像也在 Redhat 那里。")
    parser.add_argument("--only", default="")
    parser.add_argument("server", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    sys.exit(1 if Exam(arguments).run(arguments.only) else 0)


if __name__ == "__main__":
    main()
