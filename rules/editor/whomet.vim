" SPDX-License-Identifier: MIT
" Rules of whomet. Copy this file to ~/.vim/syntax/ and to ~/.vim/ftdetect/ (Neovim: ~/.config/nvim/...).
if expand('<sfile>:p:h:t') ==# 'ftdetect'
  autocmd BufRead,BufNewFile [0-9]*.rules setlocal filetype=whomet commentstring=#\ %s
  finish
endif
if exists('b:current_syntax')
  finish
endif

syntax match whometComment /^#.*/
syntax match whometId /^\[[a-z][a-z0-9.-]*\]$/

" A value runs on over the lines that start with a blank.
syntax region whometProse matchgroup=whometKey start=/^why\>/ end=/\n[^ \t#]\@=\|\n$/
syntax region whometPattern matchgroup=whometKey start=/^\%(find\|text\|near\)\>/ end=/\n[^ \t#]\@=\|\n$/ contains=@whometSigns
syntax region whometMacroRule matchgroup=whometMacro start=/^@[a-z][a-z0-9_-]*\s*=/ end=/\n[^ \t#]\@=\|\n$/ contains=@whometSigns
syntax region whometAction matchgroup=whometKey start=/^do\>/ end=/\n[^ \t#]\@=\|\n$/ contains=whometVerb,whometValue,whometWeight,whometArg,whometString
syntax region whometExample matchgroup=whometKey start=/^\%(yes\|no\)\>/ end=/\n[^ \t#]\@=\|\n$/ contains=whometMark,whometDoubled

syntax cluster whometSigns contains=whometComment,whometString,whometRegex,whometLabel,whometLemma,whometUse,whometSlot,whometLook,whometSign,whometNear
syntax match whometString /"[^"]*"/ contained
syntax match whometRegex +/\%(\\.\|[^/\\]\)\+/i\?+ contained
syntax match whometLabel /<[^<>]\+>/ contained
syntax match whometLemma /%[^ \t()|?*+{}"<>]\+/ contained
syntax match whometUse /@[a-z][a-z0-9_-]*/ contained
syntax match whometSlot /\<[a-z][a-z0-9_]*=/ contained
syntax match whometSign /[|()?*+!^$]\|{\d\+\%(,\d*\)\?}\|\<_\>\|\<_\ze{/ contained
syntax match whometLook /(?<\?[=!]/ contained
syntax match whometNear /\<near\>/ contained

syntax keyword whometVerb contained tag veto retype join alias set event status relation stop
syntax match whometValue /\$[a-z][a-z0-9_]*/ contained
syntax match whometArg /\<[a-z_]\+=/ contained
syntax match whometWeight /[+-]\d\+\%(\.\d\+\)\?/ contained

syntax match whometMark +</\?[a-z][a-z0-9_]*>+ contained
syntax match whometDoubled /<</ contained

highlight default link whometComment Comment
highlight default link whometId Title
highlight default link whometKey Statement
highlight default link whometProse Comment
highlight default link whometMacro Macro
highlight default link whometUse Macro
highlight default link whometString String
highlight default link whometRegex Special
highlight default link whometLabel Type
highlight default link whometLemma Function
highlight default link whometSlot Identifier
highlight default link whometValue Identifier
highlight default link whometLook Operator
highlight default link whometSign Operator
highlight default link whometNear Statement
highlight default link whometVerb Keyword
highlight default link whometArg Identifier
highlight default link whometWeight Number
highlight default link whometMark Tag
highlight default link whometDoubled Special
let b:current_syntax = 'whomet'
