// Texts that the server makes and nobody edits: the page of a rule, the ledger of an article's figures.
import * as vscode from 'vscode';
import type { Server } from './server';

export const pageOf = (rule: string) => vscode.Uri.from({ scheme: 'jiaodui', path: `/rules/${rule}.md` });
export const ledgerOf = (name: string, query: string) =>
  vscode.Uri.from({ scheme: 'jiaodui', path: `/figures/${name.replace(/(\.md)?$/, '.md')}`, query });

/** What was shown before is made anew: the article has changed since. */
const changed = new vscode.EventEmitter<vscode.Uri>();
export function show(sheet: vscode.Uri): Thenable<unknown> {
  changed.fire(sheet);
  return vscode.commands.executeCommand('markdown.showPreviewToSide', sheet);
}

export function sheets(server: Server): vscode.Disposable {
  const provideTextDocumentContent = async (uri: vscode.Uri) => {
    const [, kind, ...rule] = uri.path.replace(/\.md$/, '').split('/');
    const [command, of] = kind === 'rules' ? ['jiaodui.rulePage', rule.join('/')] : ['jiaodui.figures', uri.query];
    return (await server.ask<{ text: string }>(command, of))?.text ?? '';
  };
  return vscode.workspace.registerTextDocumentContentProvider('jiaodui', { onDidChange: changed.event, provideTextDocumentContent });
}
