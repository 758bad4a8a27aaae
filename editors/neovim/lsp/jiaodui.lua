-- For Neovim 0.11 and newer without the rest of the plugin: copy this file to ~/.config/nvim/lsp/ and say
-- vim.lsp.enable('jiaodui').
return {
  cmd = { 'jiaodui', 'lsp' },
  filetypes = { 'markdown', 'text', 'html' },
  root_markers = { 'jiaodui.toml', '.git' },
}
