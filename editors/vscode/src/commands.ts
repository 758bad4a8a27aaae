// The commands of the palette, and the menu behind the status bar.
import * as vscode from 'vscode';
import type { Server } from './server';
import { ledgerOf, pageOf, show } from './sheets';
import { profile } from './statusBar';

const { t } = vscode.l10n;
const article = () => vscode.window.activeTextEditor?.document;

export function commands(server: Server): vscode.Disposable {
  const ofArticle = (run: (document: vscode.TextDocument) => unknown) => () => {
    const document = article();
    return document && run(document);
  };
  const register = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(`jiaodui.${name}`, run);
  return vscode.Disposable.from(
    register('menu', () => menu(server)),
    register('fixFile', ofArticle((document) => server.ask('jiaodui.fixAll', document))),
    register('fixEverywhere', () => fixEverywhere(server)),
    register('showRule', (rule?: string) => showRule(server, rule)),
    register('ledger', ofArticle((document) => show(ledgerOf(document.uri.path.split('/').pop() ?? '', server.uri(document))))),
    register('convert', ofArticle((document) => convert(server, document))),
    register('sample', () => sample(server.context.extensionUri)),
    register('restart', () => server.start()),
  );
}

async function menu(server: Server): Promise<void> {
  const { misread, uri = '', encoding = '' } = server.statusOf(article()) ?? {};
  const item = (label: string, command: string, ...args: string[]) => ({ label, command, args });
  const items = [
    ...(misread ? [item(`$(warning) ${t('Reopen as {0}', encoding)}`, 'jiaodui.reopen', uri, encoding)] : []),
    item(`$(list-unordered) ${t('Show the problems')}`, 'workbench.actions.view.problems'),
    item(`$(wand) ${t('Fix everything that is safe in this article')}`, 'jiaodui.fixFile'),
    item(`$(files) ${t('Fix everything that is safe in all articles')}`, 'jiaodui.fixEverywhere'),
    item(`$(graph) ${t('Ledger of the figures')}`, 'jiaodui.ledger'),
    item(`$(arrow-swap) ${t('Convert the script')}`, 'jiaodui.convert'),
    item(`$(book) ${t('Page of a rule')}`, 'jiaodui.showRule'),
    item(`$(gear) ${t('Settings')}`, 'workbench.action.openSettings', 'jiaodui'),
    item(`$(debug-restart) ${t('Restart')}`, 'jiaodui.restart'),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'jiaodui 校对' });
  if (picked) await vscode.commands.executeCommand(picked.command, ...picked.args);
}

async function fixEverywhere(server: Server): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: t('jiaodui: repairing all articles') };
  const run = () => server.ask<{ changed: string[]; left: { uri: string; reason: string }[]; summary: string }>('jiaodui.fixWorkspace');
  const done = await vscode.window.withProgress(options, run);
  if (!done) return;
  const [save, left] = [t('Save All'), t('What Was Left')];
  const choices = [...(done.changed.length ? [save] : []), ...(done.left.length ? [left] : [])];
  const choice = await vscode.window.showInformationMessage(`jiaodui: ${done.summary}`, ...choices);
  if (choice === save) await saveRepaired(done.changed.map((uri) => vscode.Uri.parse(uri)));
  if (choice !== left) return;
  const files = done.left.map((file) => ({ uri: vscode.Uri.parse(file.uri), detail: file.reason }));
  const picked = await vscode.window.showQuickPick(files.map((file) => ({ ...file, label: vscode.workspace.asRelativePath(file.uri) })));
  if (picked) await vscode.window.showTextDocument(picked.uri);
}

/**
 * The repaired articles and no others. `workspace.saveAll` knows editors only, and VS Code gives an article that was
 * changed without one an editor a second later: who clicks at once would save nothing.
 */
async function saveRepaired(articles: vscode.Uri[]): Promise<void> {
  const saved = (uri: vscode.Uri) => vscode.workspace.openTextDocument(uri).then((document) => document.save());
  const results = await Promise.all(articles.map(async (uri) => ({ uri, ok: await saved(uri).then((ok) => ok, () => false) })));
  const names = results.filter(({ ok }) => !ok).map(({ uri }) => vscode.workspace.asRelativePath(uri));
  if (names.length) void vscode.window.showErrorMessage(t('jiaodui: not saved: {0}', names.join(', ')));
}

async function showRule(server: Server, rule?: string): Promise<void> {
  const listed = rule ? [] : await server.ask<{ rule: string; severity: string; summary: string }[]>('jiaodui.rules');
  const items = (listed ?? []).map((r) => ({ label: r.rule, description: r.severity, detail: r.summary }));
  const chosen = rule ?? (await vscode.window.showQuickPick(items, { matchOnDetail: true }))?.label;
  if (chosen) await show(pageOf(chosen));
}

async function convert(server: Server, document: vscode.TextDocument): Promise<void> {
  const hant = (region?: string) => ({ label: profile({ script: 'hant', region }), target: region ?? 'hant' });
  const items = [{ label: profile({ script: 'hans' }), target: 'hans' }, hant('tw'), hant('hk'), hant()];
  const picked = await vscode.window.showQuickPick(items, { title: t('Convert the script') });
  const done = picked && (await server.ask<{ changes: number }>('jiaodui.convertScript', document, picked.target));
  if (done) void vscode.window.showInformationMessage(t('jiaodui: {0} changes', done.changes));
}

async function sample(extension: vscode.Uri): Promise<void> {
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'media/sample.md')));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}
