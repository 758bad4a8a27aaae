if vim.g.loaded_jiaodui or vim.fn.has('nvim-0.7') == 0 then
  return
end
vim.g.loaded_jiaodui = true

vim.api.nvim_create_user_command('Jiaodui', function(command)
  require('jiaodui.commands').run(command)
end, {
  nargs = '+',
  desc = 'Proofread: fix, workspace, rule, figures, convert, check',
  complete = function(...)
    return require('jiaodui.commands').complete(...)
  end,
})

-- Who calls setup() in their own configuration has done so by now, or does it anew later.
if vim.g.jiaodui_autostart ~= false then
  require('jiaodui').setup()
end
