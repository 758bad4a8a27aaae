-- `:Jiaodui`: one command, whose first word says what to do.
local jiaodui = require('jiaodui')
local M = {}

--- Runs one of the server's commands; `done` gets its answer.
local function ask(command, arguments, done)
  local client = jiaodui.client()
  if not client then
    return vim.notify('jiaodui: no server for this buffer; see :checkhealth jiaodui', vim.log.levels.WARN)
  end
  local handler = function(fault, answer)
    if fault then
      return vim.notify('jiaodui: ' .. fault.message, vim.log.levels.ERROR)
    end
    if done and answer and answer ~= vim.NIL then
      done(answer)
    end
  end
  local params = { command = command, arguments = arguments }
  -- A method since 0.11, a function before.
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', params, handler, vim.api.nvim_get_current_buf())
  else
    client.request('workspace/executeCommand', params, handler, vim.api.nvim_get_current_buf())
  end
end

local function here()
  return vim.uri_from_bufnr(0)
end

--- Shows a sheet of the server in a split.
local function show(sheet)
  vim.cmd('new')
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(sheet.text, '\n'))
  vim.bo.filetype, vim.bo.modifiable = sheet.language, false
end

local function rule_at_cursor()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    if diagnostic.source == 'jiaodui' and tostring(diagnostic.code):find('/', 1, true) then
      return diagnostic.code
    end
  end
end

M.subcommands = {
  fix = function()
    ask('jiaodui.fixAll', { here() })
  end,
  workspace = function()
    ask('jiaodui.fixWorkspace', {}, function(done)
      local lines = { 'jiaodui: ' .. done.summary }
      for _, left in ipairs(done.left) do
        lines[#lines + 1] = vim.uri_to_fname(left.uri) .. ': ' .. left.reason
      end
      vim.notify(table.concat(lines, '\n'))
    end)
  end,
  rule = function(rule)
    rule = rule or rule_at_cursor()
    if rule then
      return ask('jiaodui.rulePage', { rule }, show)
    end
    ask('jiaodui.rules', {}, function(rules)
      local line = function(item)
        return item.rule .. '  ' .. item.summary
      end
      vim.ui.select(rules, { prompt = 'jiaodui', format_item = line }, function(item)
        if item then
          ask('jiaodui.rulePage', { item.rule }, show)
        end
      end)
    end)
  end,
  figures = function()
    ask('jiaodui.figures', { here() }, show)
  end,
  convert = function(target)
    ask('jiaodui.convertScript', { here(), target or '' }, function(done)
      vim.notify('jiaodui: ' .. done.changes)
    end)
  end,
  check = function()
    ask('jiaodui.checkWorkspace', {})
  end,
}

function M.run(command)
  local words = command.fargs
  local run = M.subcommands[words[1]]
  if not run then
    return vim.notify('jiaodui: ' .. table.concat(vim.tbl_keys(M.subcommands), ', '), vim.log.levels.ERROR)
  end
  run(words[2])
end

function M.complete(lead, line)
  local second = line:match('^%S+%s+convert%s')
  local words = second and { 'hans', 'hant', 'tw', 'hk' } or vim.tbl_keys(M.subcommands)
  table.sort(words)
  return vim.tbl_filter(function(word)
    return vim.startswith(word, lead)
  end, words)
end

return M
