" What is right is what the command line says of the same text. The configuration is what the page says.
set nocompatible hidden noswapfile nobackup encoding=utf-8
let g:ale_echo_cursor = 0
let g:ale_lint_on_text_changed = 'always'
let g:ale_lint_delay = 50
let g:ale_linters_explicit = 0
filetype plugin on
let s:out = []

func s:Wait(what, is_it) abort
  let n = 0
  while !a:is_it()
    sleep 50m
    let n += 50
    if n > 20000
      throw 'no ' . a:what
    endif
  endwhile
endfunc

func s:Run(...) abort
  return system('"$JIAODUI" ' . join(a:000) . ' 2>/dev/null', join(getline(1, '$'), "\n") . "\n")
endfunc

func s:Shown() abort
  let all = []
  for d in get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])
    let line = getline(d.lnum)
    call add(all, d.code . '|' . strpart(line, d.col - 1, d.end_col - d.col + len(matchstr(line, '.', d.end_col - 1))))
  endfor
  return sort(all)
endfunc

func s:Expected() abort
  let all = []
  for finding in json_decode(s:Run('check', '--format json --show hint --stdin-filename a.md -')).files[0].findings
    for place in finding.places
      call add(all, finding.rule . '|' . place.text)
    endfor
  endfor
  return sort(all)
endfunc

func s:Agree() abort
  " What the main loop does after a change, which does not run while a script does.
  doautocmd TextChanged
  let wanted = s:Expected()
  try
    call s:Wait('agreement', {-> s:Shown() == wanted})
  catch
    throw 'wanted ' . string(wanted) . ' have ' . string(s:Shown())
  endtry
  return len(wanted)
endfunc

" Applies the first action whose title has these words.
func s:Apply(words, data, items) abort
  for item in a:items
    let action = type(item[0]) == v:t_string ? item[1] : item
    if action.title =~# a:words
      return ale#codefix#ApplyLSPCodeAction(a:data, action)
    endif
  endfor
  throw 'no action ' . a:words
endfunc

func s:Exam() abort
  edit article.md
  setfiletype markdown
  call s:Ok(s:Agree() . ' diagnostics as the command line has them')
  let wanted = map(getline(1, '$'), {_, line -> substitute(line, '\CGithub', 'GitHub', '')})
  call cursor(1, 1)
  call search('\CGithub')
  call ale#codefix#Execute(0, {data, items -> s:Apply('GitHub', data, items)})
  call s:Wait('quick fix', {-> getline(1, '$') ==# wanted})
  call s:Agree()
  call s:Ok('a quick fix changes its place and nothing else')
  call append(4, repeat('阿里云，😀，發布后', 20))
  call s:Ok('typed among emoji: ' . s:Agree() . ' diagnostics as the command line has them')
  write
  if join(readfile('article.md'), "\n") !=# join(getline(1, '$'), "\n")
    throw 'wrong on disk'
  endif
endfunc

func s:Ok(what) abort
  call add(s:out, 'ok: ' . a:what)
endfunc

func s:Main() abort
  execute 'set runtimepath^=' . $ALE
  runtime! plugin/ale.vim
  source $WORK/page.vim
  try
    call s:Exam()
  catch
    call add(s:out, 'FAILED: ' . v:exception . ' ' . v:throwpoint)
  endtry
  call writefile(s:out, $WORK . '/out')
  qall!
endfunc

autocmd VimEnter * ++nested call s:Main()
