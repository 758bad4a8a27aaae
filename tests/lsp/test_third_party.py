"""A client of others drives the server: pytest-lsp, which checks every answer against the capabilities that its
recorded clients declared. Run by `tests/lsp/run`, which installs it."""
import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

SERVER = os.environ.get("JIAODUI", "target/debug/jiaodui")
CLIENTS = ["visual_studio_code", "neovim", "emacs"]
TEXT = "我们把代码放在 Github 上，说明书也在那里。\n"


@pytest_lsp.fixture(params=CLIENTS, config=ClientServerConfig(server_command=[SERVER, "lsp"]))
async def client(request, lsp_client: LanguageClient):
    parameters = types.InitializeParams(
        process_id=os.getpid(),
        capabilities=client_capabilities(request.param),
        initialization_options={"debounce": 0},
    )

    # The recorded clients declare it, the client of pytest-lsp leaves it to its user.
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(_: types.RegistrationParams):
        return None

    await lsp_client.initialize_session(parameters)
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, uri: str, text: str) -> None:
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


@pytest.mark.asyncio
async def test_diagnostics_and_their_fixes(client: LanguageClient):
    uri = "file:///a.md"
    opened(client, uri, TEXT)
    await client.wait_for_notification("textDocument/publishDiagnostics")
    found = client.diagnostics[uri]
    assert [d.code for d in found] == ["names/spelling"]
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=found[0].range,
            context=types.CodeActionContext(diagnostics=found),
        )
    )
    assert actions[0].title == "change to “GitHub”" or "GitHub" in actions[0].title
    assert actions[0].edit is not None


@pytest.mark.asyncio
async def test_edits_and_hover(client: LanguageClient):
    uri = "file:///b.md"
    opened(client, uri, TEXT)
    await client.wait_for_notification("textDocument/publishDiagnostics")
    start = types.Position(line=0, character=0)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=2),
            content_changes=[
                types.TextDocumentContentChangePartial(range=types.Range(start=start, end=start), text="新\n")
            ],
        )
    )
    await client.wait_for_notification("textDocument/publishDiagnostics")
    found = client.diagnostics[uri]
    assert [d.range.start.line for d in found] == [1]
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=types.TextDocumentIdentifier(uri=uri), position=found[0].range.start)
    )
    assert "names/spelling" in hover.contents.value


@pytest.mark.asyncio
async def test_a_workspace_of_nothing(client: LanguageClient):
    result = await client.text_document_hover_async(
        types.HoverParams(
            text_document=types.TextDocumentIdentifier(uri="file:///never-opened.md"),
            position=types.Position(line=0, character=0),
        )
    )
    assert result is None
