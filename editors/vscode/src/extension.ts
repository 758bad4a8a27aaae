// The extension: starts `jiaodui lsp`, and gives its commands a place in VS Code. What they do is done in the server.
import * as vscode from 'vscode';
import { commands } from './commands';
import { Server } from './server';
import { sheets } from './sheets';
import { statusBar } from './statusBar';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server(context);
  context.subscriptions.push(server, statusBar(server), commands(server), sheets(server));
  await server.start();
}
