-- The client's side of `jiaodui lsp`: starts it for articles, and gives its commands names. What they do is done in
-- the server. Works on Neovim 0.7 to 0.12, by whichever way of starting a server is there.
local M = {}

M.config = {
  cmd = { 'jiaodui', 'lsp' },
  filetypes = { 'markdown', 'text', 'html' },
  root_markers = { 'jiaodui.toml', '.git' },
  -- Read once: formatting, completion (both off), debounce, hold.
  init_options = {},
  -- As in any editor: language, region, severity, select, ignore, run ("onType" or "onSave"), maxDiagnostics.
  settings = { jiaodui = {} },
  on_attach = nil,
}

local function reopen(_, params)
  local buffer = vim.uri_to_bufnr(params.uri)
  if vim.bo[buffer].modified then
    return vim.notify('jiaodui: save or revert the article first', vim.log.levels.WARN)
  end
  vim.api.nvim_buf_call(buffer, function()
    vim.cmd('edit ++enc=' .. params.encoding:lower())
  end)
end

local function status(_, params)
  local buffer = vim.uri_to_bufnr(params.uri)
  if vim.api.nvim_buf_is_loaded(buffer) then
    vim.b[buffer].jiaodui = params
  end
end

--- The configuration of the server, as `vim.lsp.config` and `vim.lsp.start` take it.
function M.client_config()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.experimental = vim.tbl_extend('force', capabilities.experimental or {}, { jiaoduiReopen = true })
  -- Newer ones agree on bytes by themselves. Of the older, 0.10 compares a cursor's byte with the line's length in
  -- UTF-16, and takes every place in the second half of a Chinese line for the end of the line.
  local older = vim.fn.has('nvim-0.11') == 0
  if older then
    capabilities.general = vim.tbl_extend('force', capabilities.general or {}, { positionEncodings = { 'utf-8' } })
  end
  return {
    name = 'jiaodui',
    offset_encoding = older and 'utf-8' or nil,
    cmd = M.config.cmd,
    filetypes = M.config.filetypes,
    root_markers = M.config.root_markers,
    init_options = vim.tbl_extend('keep', M.config.init_options, { status = true }),
    settings = M.config.settings,
    capabilities = capabilities,
    on_attach = M.config.on_attach,
    handlers = { ['jiaodui/status'] = status, ['jiaodui/reopen'] = reopen },
  }
end

local function root_of(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  for _, marker in ipairs(M.config.root_markers) do
    local found = vim.fn.finddir(marker, folder .. ';')
    found = found ~= '' and found or vim.fn.findfile(marker, folder .. ';')
    if found ~= '' then
      return vim.fn.fnamemodify(found, ':p'):gsub('/$', ''):match('^(.*)/')
    end
  end
  return folder
end

local started = {}

--- Attaches a buffer to the server of its project, which is started for the first.
local function attach(buffer)
  if vim.bo[buffer].buftype ~= '' or vim.api.nvim_buf_get_name(buffer) == '' then
    return
  end
  local config = vim.tbl_extend('force', M.client_config(), { root_dir = root_of(buffer) })
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  return id and vim.lsp.buf_attach_client(buffer, id)
end

--- Optional: without it the defaults hold. A second call starts anew with other settings.
function M.setup(options)
  M.config = vim.tbl_deep_extend('force', M.config, options or {})
  if vim.fn.executable(M.config.cmd[1]) == 0 then
    return vim.notify_once('jiaodui: `' .. M.config.cmd[1] .. '` is not installed; see :checkhealth jiaodui', vim.log.levels.WARN)
  end
  -- No article: its faults are shown as it is typed. Other TOML is none of ours.
  vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
    group = vim.api.nvim_create_augroup('jiaodui_toml', { clear = true }),
    pattern = 'jiaodui.toml',
    callback = function(event)
      attach(event.buf)
    end,
  })
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config('jiaodui', M.client_config())
    return vim.lsp.enable('jiaodui')
  end
  local group = vim.api.nvim_create_augroup('jiaodui', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.config.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(M.config.filetypes, vim.bo[buffer].filetype) then
      attach(buffer)
    end
  end
end

--- The client of a buffer.
function M.client(buffer)
  buffer = (buffer or 0) == 0 and vim.api.nvim_get_current_buf() or buffer
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ name = 'jiaodui', bufnr = buffer })[1]
  end
  for id, client in pairs(vim.lsp.buf_get_clients(buffer)) do
    if client.name == 'jiaodui' then
      return client, id
    end
  end
end

--- For a status line: `繁 3`, the article's script and how much is to be done.
function M.statusline(buffer)
  local told = vim.b[buffer or 0].jiaodui
  if not told or not told.checked then
    return ''
  end
  local script = ({ hans = '简', hant = '繁' })[told.profile and told.profile.script] or ''
  local counts = told.counts
  local text = script .. ' ' .. (counts.error + counts.warning + counts.info)
  return (told.misread and '⚠ ' or '') .. text
end

return M
