// The server's process, and the one way to speak with it.
import * as fs from 'fs';
import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, type LanguageClientOptions, type StaticFeature } from 'vscode-languageclient/node';
import { reopen } from './encodings';

/** What the server tells of an article after each check (`jiaodui/status`). */
export interface Status {
  uri: string;
  checked: boolean;
  profile?: { script?: string; region?: string };
  counts: { error: number; warning: number; info: number };
  /** Encoding of the file on disk, where it is known, and whether VS Code has read it in another. */
  encoding?: string;
  misread?: boolean;
}

const ARTICLES = [
  ...['markdown', 'html'].flatMap((language) => ['file', 'untitled'].map((scheme) => ({ scheme, language }))),
  // VS Code calls everything plain text that it does not know.
  { scheme: 'file', language: 'plaintext', pattern: '**/*.txt' },
  { scheme: 'untitled', language: 'plaintext' },
  // No article: its faults are shown as it is typed.
  { scheme: 'file', pattern: '**/jiaodui.toml' },
];

/** Tells the server that we can read a file again in another encoding. */
const REOPENS: StaticFeature = {
  fillClientCapabilities: (capabilities) => (capabilities.experimental = { ...capabilities.experimental, jiaoduiReopen: true }),
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

export class Server implements vscode.Disposable {
  private client?: LanguageClient;
  private readonly statuses = new Map<string, Status>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onChange = this.changed.event;
  /** Why there is no server. */
  fault?: string;

  constructor(readonly context: vscode.ExtensionContext) {
    const read = ['jiaodui.server', 'jiaodui.formatting', 'jiaodui.completion'];
    const restart = (e: vscode.ConfigurationChangeEvent) => void (read.some((key) => e.affectsConfiguration(key)) && this.start());
    context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(restart));
  }

  /** Starts the server, or starts it anew. Never throws: a fault is shown in the status bar and in a message. */
  async start(): Promise<void> {
    await this.dispose();
    // Not in the folder of the articles, so that nothing which lies there can be taken for the server.
    const run = { command: this.path(), args: ['lsp'], options: { cwd: this.context.extensionPath } };
    const client = (this.client = new LanguageClient('jiaodui', 'jiaodui', { run, debug: run }, options()));
    client.onNotification('jiaodui/status', (status: Status) => {
      this.statuses.set(vscode.Uri.parse(status.uri).toString(), status);
      this.changed.fire();
    });
    client.onNotification('jiaodui/reopen', reopen);
    client.registerFeature(REOPENS);
    this.fault = await client.start().then(() => undefined, (error) => String(error?.message ?? error));
    this.changed.fire();
    if (this.fault) void this.explain();
  }

  async dispose(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.statuses.clear();
    await client?.dispose().catch(() => undefined);
  }

  statusOf(document?: vscode.TextDocument): Status | undefined {
    return document && this.statuses.get(document.uri.toString());
  }

  /** Runs one of the server's commands; its answer, or nothing where it has none to give. Documents go as their URIs. */
  async ask<T>(command: string, ...args: (string | vscode.TextDocument)[]): Promise<T | undefined> {
    if (!this.client?.isRunning()) return void (await this.explain());
    const plain = args.map((arg) => (typeof arg === 'string' ? arg : this.uri(arg)));
    return (await this.client.sendRequest<T | null>('workspace/executeCommand', { command, arguments: plain })) ?? undefined;
  }

  uri(document: vscode.TextDocument): string {
    return this.client?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
  }

  /** The setting; else the server that came with the extension; else the one on the path. */
  private path(): string {
    const name = process.platform === 'win32' ? 'jiaodui.exe' : 'jiaodui';
    const bundled = vscode.Uri.joinPath(this.context.extensionUri, 'server', name).fsPath;
    const set = vscode.workspace.getConfiguration('jiaodui').get<string>('server.path')?.trim();
    return set || (fs.existsSync(bundled) ? bundled : name);
  }

  private async explain(): Promise<void> {
    const [settings, retry] = [vscode.l10n.t('Open Settings'), vscode.l10n.t('Try Again')];
    const message = vscode.l10n.t('jiaodui could not be started ({0}). Install it, or say where it is.', this.fault ?? this.path());
    const choice = await vscode.window.showErrorMessage(message, settings, retry);
    if (choice === settings) void vscode.commands.executeCommand('workbench.action.openSettings', 'jiaodui.server.path');
    if (choice === retry) void this.start();
  }
}

function options(): LanguageClientOptions {
  const { formatting, completion } = vscode.workspace.getConfiguration('jiaodui');
  return {
    documentSelector: ARTICLES,
    initializationOptions: { status: true, formatting, completion },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    middleware: {
      // The page of a rule opens here rather than in a browser.
      executeCommand: (command, args, next) =>
        command === 'jiaodui.openRule' ? vscode.commands.executeCommand('jiaodui.showRule', ...args) : next(command, args),
    },
  };
}
