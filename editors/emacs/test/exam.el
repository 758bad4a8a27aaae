;;; -*- lexical-binding: t -*-
;; What is right is what the command line says of the same text. The configuration is what the page says.
(require 'cl-lib)
(require 'json)
(require 'markdown-mode)

(defconst exam-jiaodui (getenv "JIAODUI"))
(defconst exam-client (getenv "CLIENT"))
(setq make-backup-files nil create-lockfiles nil auto-save-default nil)

(defun exam-page (heading)
  "Evaluate the first block of Lisp under HEADING of the page."
  (with-temp-buffer
    (insert-file-contents (getenv "PAGE"))
    (search-forward (concat "\n## " heading))
    (let ((start (search-forward "```elisp\n")) (end (progn (search-forward "\n```") (match-beginning 0))))
      (goto-char start)
      (while (< (point) (- end 1)) (eval (read (current-buffer)) t) (skip-chars-forward " \n" end)))))

(defun exam-run (input &rest arguments)
  "What jiaodui prints for INPUT."
  (with-temp-buffer
    (insert input)
    (let ((coding-system-for-read 'utf-8) (coding-system-for-write 'utf-8))
      (apply #'call-process-region (point-min) (point-max) exam-jiaodui t '(t nil) nil arguments))
    (buffer-string)))

(defun exam-expected ()
  "The flagged texts, sorted."
  (let* ((report (json-parse-string (exam-run (buffer-string) "check" "--format" "json" "--show" "hint" "--stdin-filename" "a.md" "-")))
         (file (aref (gethash "files" report) 0)))
    (sort (cl-loop for finding across (gethash "findings" file)
                   append (cl-loop for place across (gethash "places" finding) collect (gethash "text" place)))
          #'string<)))

(defun exam-wait (what get)
  (let ((end (+ (float-time) 20)) result)
    (while (and (not (setq result (funcall get))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (sit-for 0.02))
    (or result (error "no %s" what))))

(defun exam-agree (shown)
  (let ((wanted (exam-expected)))
    (exam-wait (format "agreement: wanted %S have %S" wanted (funcall shown)) (lambda () (equal (funcall shown) wanted)))
    (length wanted)))

(defun exam-disk (file)
  (with-temp-buffer (let ((coding-system-for-read 'utf-8)) (insert-file-contents file)) (buffer-string)))

(defun exam (shown quick-fix fix-all flush)
  "SHOWN gives the flagged texts, sorted; QUICK-FIX applies the fix at point; FIX-ALL all; FLUSH sends what was typed."
  (message "ok: %d diagnostics as the command line has them" (exam-agree shown))
  (let ((wanted (replace-regexp-in-string "Github" "GitHub" (buffer-string) t)))
    (goto-char (point-min))
    (let ((case-fold-search nil)) (search-forward "Github") (backward-char 2))
    (funcall quick-fix)
    (exam-wait "quick fix" (lambda () (equal (buffer-string) wanted)))
    (funcall flush)
    (exam-agree shown)
    (message "ok: a quick fix changes its place and nothing else"))
  (goto-char (point-min))
  (forward-line 4)
  (dotimes (i 40) (insert (if (cl-evenp i) "阿里云，" "😀")))
  (funcall flush)
  (message "ok: typed among emoji: %d diagnostics as the command line has them" (exam-agree shown))
  (let ((wanted (exam-run (buffer-string) "fix" "--stdin-filename" "a.md" "-")))
    (funcall fix-all)
    (exam-wait "repair" (lambda () (equal (buffer-string) wanted)))
    (save-buffer)
    (unless (equal (exam-disk buffer-file-name) wanted) (error "wrong on disk"))
    (message "ok: everything that is safe: on disk is what `jiaodui fix` leaves")))

(defun exam-eglot ()
  (require 'eglot)
  (setq eglot-sync-connect 20 eglot-confirm-server-initiated-edits nil eglot-confirm-server-edits nil
        eglot-send-changes-idle-time 0.05)
  (exam-page "eglot")
  (find-file "article.md")
  (exam-wait "server" (lambda () (run-hooks 'post-command-hook) (eglot-current-server)))
  (let ((flush (lambda () (eglot--signal-textDocument/didChange) (flymake-start))))
    (exam (lambda ()
            (flymake-start)
            (sort (mapcar (lambda (d) (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d)))
                          (flymake-diagnostics))
                  #'string<))
          (lambda ()
            (let* ((all (eglot-code-actions (point) (point) "quickfix" nil))
                   (action (seq-find (lambda (a) (string-match-p "「GitHub」\\|“GitHub”" (plist-get a :title))) all)))
              (if (fboundp 'eglot-execute) (eglot-execute (eglot-current-server) action)
                (eglot--apply-workspace-edit (plist-get action :edit)))))
          #'jiaodui-fix-all
          flush)))

(defun exam-lsp-diagnostics ()
  (let ((all (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics))))
    (sort (mapcar (lambda (d)
                    (let ((range (lsp:diagnostic-range d)))
                      (apply #'buffer-substring-no-properties
                             (let ((region (lsp--range-to-region range))) (list (car region) (cdr region))))))
                  all)
          #'string<)))

(defun exam-lsp ()
  (require 'lsp-mode)
  (setq lsp-auto-guess-root t lsp-restart 'ignore lsp-debounce-full-sync-notifications nil lsp-enable-snippet nil
        lsp-session-file (expand-file-name "session") lsp-warn-no-matched-clients nil
        lsp-diagnostics-provider :none lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil lsp-modeline-diagnostics-enable nil
        lsp-auto-execute-action t lsp-before-save-edits nil)
  (exam-page "lsp-mode")
  (lsp-workspace-folders-add default-directory)
  (remove-hook 'markdown-mode-hook #'lsp-deferred)
  (remove-hook 'text-mode-hook #'lsp-deferred)
  (find-file "article.md")
  (lsp)
  (exam-wait "server" (lambda () (seq-find (lambda (w) (eq 'initialized (lsp--workspace-status w))) (lsp-workspaces))))
  (exam #'exam-lsp-diagnostics
        (lambda ()
          (lsp-execute-code-action
           (seq-find (lambda (a) (string-match-p "「GitHub」\\|“GitHub”" (lsp:code-action-title a))) (lsp-code-actions-at-point))))
        (lambda () (lsp-execute-code-action-by-kind "source.fixAll.jiaodui"))
        #'ignore))

(condition-case fault
    (progn (if (equal exam-client "eglot") (exam-eglot) (exam-lsp)) (set-buffer-modified-p nil) (kill-emacs 0))
  (error (message "FAILED: %s" (error-message-string fault)) (kill-emacs 1)))
