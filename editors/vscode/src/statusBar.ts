// The article's profile and how much is to be done, at the foot of the window.
import * as vscode from 'vscode';
import type { Server } from './server';

const { t } = vscode.l10n;
/** 繁體・台灣 */
export function profile(of: { script?: string; region?: string }): string {
  const scripts: Record<string, string> = { hans: t('Simplified'), hant: t('Traditional') };
  const regions: Record<string, string> = { cn: t('Mainland'), tw: t('Taiwan'), hk: t('Hong Kong') };
  return [scripts[of.script ?? ''], regions[of.region ?? '']].filter(Boolean).join('・');
}

export function statusBar(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('jiaodui', vscode.StatusBarAlignment.Right, 100);
  [item.name, item.command] = ['jiaodui', 'jiaodui.menu'];
  const show = () => {
    const document = vscode.window.activeTextEditor?.document;
    const status = server.statusOf(document);
    item.backgroundColor = server.fault ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    if (server.fault) {
      [item.text, item.tooltip] = [`$(error) ${t('jiaodui: not running')}`, server.fault];
    } else if (!document || !status?.checked) {
      return item.hide();
    } else {
      const { error, warning, info } = status.counts;
      const n = error + warning + info;
      const parts = status.misread
        ? ['$(warning)', t('Reopen as {0}', status.encoding ?? '')]
        : [n === 0 ? '$(check)' : '$(pencil)', profile(status.profile ?? {}), [t('no problems'), t('1 problem')][n] ?? t('{0} problems', n)];
      item.text = parts.filter(Boolean).join(' ');
      item.tooltip = t('jiaodui: errors: {0}, warnings: {1}, notes: {2}', error, warning, info);
    }
    item.show();
  };
  return vscode.Disposable.from(item, server.onChange(show), vscode.window.onDidChangeActiveTextEditor(show));
}
