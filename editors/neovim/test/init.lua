vim.o.runtimepath = vim.env.PLUGIN .. ',' .. vim.o.runtimepath
vim.o.swapfile = false
require('jiaodui').setup({ cmd = { vim.env.JIAODUI, 'lsp' }, init_options = { debounce = 0, hold = 0, formatting = true } })
