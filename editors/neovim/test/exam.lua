-- What is right is what the command line says of the same text.
local out = {}
local function passed(what)
  out[#out + 1] = 'ok: ' .. what
end

local function run(input, ...)
  local text = vim.fn.system(vim.list_extend({ 'sh', '-c', 'exec "$@" 2>/dev/null', 'sh', vim.env.JIAODUI }, { ... }), input)
  return text
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function text()
  return table.concat(lines(), '\n') .. '\n'
end

local function wait(what, is_it)
  assert(vim.wait(20000, is_it, 20), 'no ' .. what)
end

--- Every diagnostic as `rule|text|line`, sorted.
local function shown()
  local all = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1] or ''
    all[#all + 1] = d.code .. '|' .. (d.lnum == d.end_lnum and line:sub(d.col + 1, d.end_col) or '…') .. '|' .. d.lnum
  end
  table.sort(all)
  return table.concat(all, '\n')
end

local function expected()
  local report = vim.fn.json_decode(run(text(), 'check', '--format', 'json', '--show', 'hint', '--stdin-filename', vim.fn.expand('%:t'), '-'))
  local all = {}
  for _, finding in ipairs(report.files[1].findings) do
    for _, place in ipairs(finding.places) do
      local one_line = place.start.line == place['end'].line
      all[#all + 1] = finding.rule .. '|' .. (one_line and place.text or '…') .. '|' .. (place.start.line - 1)
    end
  end
  table.sort(all)
  return table.concat(all, '\n')
end

local function fixed(name)
  return run(text(), 'fix', '--stdin-filename', name, '-')
end

local function agree(what)
  local want = expected()
  assert(vim.wait(20000, function() return shown() == want end, 50), what .. ': wanted\n' .. want .. '\nhave\n' .. shown())
end

local function code_action(word)
  vim.fn.cursor(1, 1)
  vim.fn.search(word)
  local function is_it(action)
    return action.kind == 'quickfix' and action.title:find('GitHub', 1, true) and not action.title:find('names/', 1, true)
  end
  if vim.fn.has('nvim-0.8') == 1 then
    return vim.lsp.buf.code_action({ apply = true, filter = is_it })
  end
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  local client = require('jiaodui').client()
  for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 5000)) do
    for _, action in ipairs(answer.result or {}) do
      if is_it(action) then
        return vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      end
    end
  end
end

local function fuzz()
  math.randomseed(7)
  local pieces = { '阿里云', '😀', 'a', '\n', '發布后', 'é', '𠮷', 'Github', '，', '爆髮' }
  for _ = 1, 200 do
    local l = math.random(0, vim.api.nvim_buf_line_count(0) - 1)
    local chars = vim.fn.split(vim.api.nvim_buf_get_lines(0, l, l + 1, false)[1], '\\zs')
    local k = math.random(0, #chars)
    local col = #table.concat(vim.list_slice(chars, 1, k))
    if math.random() < 0.35 and #chars > k then
      vim.api.nvim_buf_set_text(0, l, col, l, col + #chars[k + 1], { '' })
    else
      vim.api.nvim_buf_set_text(0, l, col, l, col, vim.split(pieces[math.random(#pieces)], '\n'))
    end
  end
end

local function disk(name)
  return table.concat(vim.fn.readfile(name, 'b'), '\n')
end

local function exam()
  vim.cmd('edit article.md')
  wait('client', function() return require('jiaodui').client() ~= nil end)
  wait('findings', function() return #vim.diagnostic.get(0) > 0 end)
  agree('diagnostics')
  passed(#vim.diagnostic.get(0) .. ' diagnostics as the command line has them, positions in ' .. require('jiaodui').client().offset_encoding)
  wait('status', function() return require('jiaodui').statusline():find('繁', 1, true) end)

  local want = text():gsub('Github', 'GitHub')
  code_action('Github')
  wait('code action', function() return text() == want end)
  agree('after the code action')
  passed('a code action changes its place and nothing else')

  want = fixed('article.md')
  assert(want ~= text(), 'something to fix')
  vim.cmd('Jiaodui fix')
  wait('repair', function() return text() == want end)
  vim.cmd('write')
  assert(disk('article.md') == want, 'the file on disk')
  agree('after the repair')
  passed(':Jiaodui fix leaves on disk what `jiaodui fix` leaves')

  vim.cmd('undo')
  vim.cmd('undo')
  agree('after undo')
  fuzz()
  agree('after 200 edits')
  passed('200 random edits: ' .. #vim.diagnostic.get(0) .. ' diagnostics as the command line has them')
  vim.cmd('edit!')

  vim.cmd('Jiaodui rule script/stray')
  wait('page', function() return lines()[1] == '# script/stray' end)
  vim.cmd('bwipeout')
  vim.cmd('Jiaodui figures')
  wait('ledger', function() return vim.bo.buftype == 'nofile' and text():find('6500', 1, true) end)
  vim.cmd('bwipeout')
  passed('the page of a rule and the ledger of figures')

  vim.cmd('edit second.txt')
  wait('findings', function() return #vim.diagnostic.get(0) > 0 end)
  want = text():gsub(',', '，')
  if vim.lsp.buf.format then vim.lsp.buf.format({ timeout_ms = 5000 }) else vim.lsp.buf.formatting_sync(nil, 5000) end
  wait('formatting', function() return text() == want end)
  vim.cmd('edit!')
  passed('formatting repairs style alone')

  want = run(text(), 'convert', '--to', 'tw', '--stdin-filename', 'second.txt', '-')
  vim.cmd('Jiaodui convert tw')
  wait('conversion', function() return text() == want end)
  vim.cmd('edit!')
  passed('another script')

  local legacy = disk('legacy.txt')
  want = fixed('second.txt')
  vim.cmd('Jiaodui workspace')
  wait('repairs', function() return text() == want end)
  vim.cmd('wall')
  assert(disk('second.txt') == want, 'the file on disk')
  assert(disk('legacy.txt') == legacy, 'a file in another encoding stays as it is')
  passed('the whole workspace')

  vim.fn.writefile({ '# 體例' }, 'jiaodui.toml')
  vim.cmd('edit jiaodui.toml')
  wait('client', function() return #vim.tbl_keys(vim.lsp.buf_get_clients and vim.lsp.buf_get_clients(0) or vim.lsp.get_clients({ bufnr = 0 })) > 0 end)
  vim.api.nvim_buf_set_lines(0, 0, 0, false, { 'regoin = "tw"' })
  wait('fault', function()
    local fault = vim.diagnostic.get(0)[1]
    return fault and fault.code == 'config/invalid' and fault.col == 0 and fault.end_col == 6
  end)
  vim.api.nvim_buf_set_lines(0, 0, 1, false, { 'region = "tw"' })
  wait('end of the fault', function() return #vim.diagnostic.get(0) == 0 end)
  vim.cmd('edit!')
  vim.fn.delete('jiaodui.toml')
  passed('faults of jiaodui.toml as it is typed')

  vim.cmd('checkhealth jiaodui')
  local report = text()
  assert(report:find('jiaodui 0', 1, true) and not report:find('ERROR', 1, true), report)
  assert(report:find('positions in', 1, true), report)
  passed(':checkhealth')
  vim.cmd('helptags ' .. vim.env.PLUGIN .. '/doc')
  vim.cmd('help :Jiaodui')
  passed(':help')
end

local ok, fault = xpcall(exam, debug.traceback)
io.stdout:write(table.concat(out, '\n'), '\n', ok and '' or ('FAILED: ' .. tostring(fault) .. '\n'))
vim.cmd(ok and 'qall!' or 'cquit!')
