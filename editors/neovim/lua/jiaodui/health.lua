-- `:checkhealth jiaodui`
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fault = health.error or health.report_error

function M.check()
  local config = require('jiaodui').config
  start('jiaodui')
  local v = vim.version()
  local version = ('Neovim %d.%d.%d'):format(v.major, v.minor, v.patch)
  if vim.fn.has('nvim-0.7') == 1 then
    ok(version)
  else
    fault(version .. ' is too old', { '0.7 or newer is needed' })
  end
  local program = config.cmd[1]
  if vim.fn.executable(program) == 0 then
    return fault('`' .. program .. '` cannot be run', {
      'Put it on the path: `cargo install --path .` in a clone of jiaodui',
      "Or say where it is: require('jiaodui').setup({ cmd = { '/path/to/jiaodui', 'lsp' } })",
    })
  end
  local told = vim.trim(vim.fn.system({ program, '--version' }))
  if vim.v.shell_error == 0 then
    ok(told .. ' (' .. vim.fn.exepath(program) .. ')')
  else
    fault('`' .. program .. ' --version` fails: ' .. told)
  end
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  local running = vim.tbl_filter(function(client)
    return client.name == 'jiaodui'
  end, clients)
  if #running == 0 then
    return warn('no server is running', { 'Open an article: ' .. table.concat(config.filetypes, ', ') })
  end
  for _, client in ipairs(running) do
    ok(('server %d: positions in %s'):format(client.id, client.offset_encoding))
  end
end

return M
