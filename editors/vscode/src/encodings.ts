// An article that VS Code has read in the wrong encoding. The server sees it and offers to read it again; this does so.
import * as vscode from 'vscode';

/** WHATWG's names, as the server has them, in VS Code's words. */
const NAMES: Record<string, string> = {
  gb18030: 'gb18030', gbk: 'gbk', big5: 'cp950', 'utf-16le': 'utf16le', 'utf-16be': 'utf16be', 'utf-8': 'utf8',
  'windows-1252': 'windows1252', shift_jis: 'shiftjis', 'euc-jp': 'eucjp', 'euc-kr': 'euckr',
};

export async function reopen({ uri, encoding }: { uri: string; encoding: string }): Promise<void> {
  const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === vscode.Uri.parse(uri).toString());
  if (!document) return;
  if (document.isDirty) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Save or revert the article first.'));
    return;
  }
  const options = { encoding: NAMES[encoding.toLowerCase()] ?? encoding };
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(document.uri, options));
}
