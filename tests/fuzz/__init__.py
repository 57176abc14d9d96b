"""Fuzzing of everything that takes bytes from outside: every reader of copy, pictures, issue files.

Seeds are made here for every format; mutators know how each is built (mark-up, JSON, archives, chunks, rows of a database), so
that most inputs reach past the first check. A worker process, limited in memory and watched for writing and network, runs them;
its parent notices what hangs or kills it. What an input may do: be read, or be refused in words that exist in both languages.

atheris was tried: guided by coverage, but 57 MB, for some versions of Python on Linux only, one target a process, and without
the same mutators for archives and databases it stays before their checksums.
"""
