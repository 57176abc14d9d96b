"""The command line: a contract that scripts rely on. Every import is lazy, so that ``export`` never loads Qt.

Exit codes: 0 done; 1 done, with errors found; 2 wrong usage or bad input (one clear line on standard error); 3 a fault of ours.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

COMMANDS = ("open", "compile", "export", "check", "show", "fit", "package", "demo")
DONE, FOUND, REFUSED, FAULT = 0, 1, 2, 3
#: Objects more than there were, after which a command looks for circles among them.
_YOUNG = 500_000


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code. No traceback reaches a user: a fault of ours is one line, with 3."""
    from layoutdesk.base.problem import Refusal

    try:
        options = _parser().parse_args(_with_command(arguments))
        return _dispatch(options)
    except Refusal as refusal:
        from layoutdesk.words import refusal_text

        return _complain(refusal_text(refusal), REFUSED)
    except KeyboardInterrupt:
        from layoutdesk.words import text

        return _complain(text("cli.cancelled"), REFUSED)
    except BrokenPipeError:
        return DONE
    except Exception as error:
        if _wants_traceback():
            raise
        from layoutdesk.words import text

        return _complain(text("cli.fault", kind=type(error).__name__, reason=error), FAULT)


def _complain(sentence: str, code: int) -> int:
    print(f"layoutdesk: {sentence}", file=sys.stderr)
    return code


def _wants_traceback() -> bool:
    import os

    return bool(os.environ.get("LAYOUTDESK_TRACEBACK"))


def _with_command(arguments: Sequence[str]) -> list[str]:
    """``layoutdesk`` and ``layoutdesk FILE`` mean ``open``."""
    given = list(arguments)
    if not given or (not given[0].startswith("-") and given[0] not in COMMANDS):
        return ["open", *given]
    return given


def _dispatch(options: argparse.Namespace) -> int:
    if options.command == "open":
        from layoutdesk.cli.window import open_window

        return open_window(options)
    # What a command leaves behind goes by its count; to look for circles in an issue that stays as it is takes a twentieth of it.
    gc.set_threshold(_YOUNG)
    match options.command:
        case "compile":
            from layoutdesk.cli.compiling import compile_files

            return compile_files(options)
        case "export":
            from layoutdesk.cli.exporting import export_issue

            return export_issue(options)
        case "package":
            from layoutdesk.cli.packaging import package_issue

            return package_issue(options)
        case "fit":
            from layoutdesk.cli.fitting import fit_stories

            return fit_stories(options)
        case "demo":
            from layoutdesk.cli.demo import demo

            return demo(options)
        case _:
            from layoutdesk.cli.showing import check_file, show_issue

            return check_file(options) if options.command == "check" else show_issue(options)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line: the usage is for who asks with ``--help``."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    from layoutdesk import __version__

    parser = _Parser(prog="layoutdesk", description="The make-up desk of a newspaper.")
    parser.add_argument("--version", action="version", version=f"layoutdesk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    opening = commands.add_parser("open", help="the editor (also without a command)")
    opening.add_argument("issue", nargs="?", metavar="ISSUE.ldesk")
    _add_compile(commands.add_parser("compile", help="a day's copy into an issue with its pages made up"))
    _add_export(commands.add_parser("export", help="pages as print PDF, pictures or text"))
    checking = "what is wrong in an issue, or in a finished PDF"
    for name, sentence in (("check", checking), ("show", "pages, elements and stories of an issue")):
        command = commands.add_parser(name, help=sentence)
        command.add_argument("issue", metavar="ISSUE.ldesk")
        command.add_argument("--json", action="store_true", help="one object on standard output and nothing else")
        if name == "check":
            command.add_argument("--standard", choices=("x4", "x1a"), help="what a PDF is held to; else what it claims")
            told = "the most ink that a PDF may lay on one spot; else what its printing condition bears"
            command.add_argument("--ink-limit", type=float, metavar="PERCENT", help=told)
    fitting = commands.add_parser(
        "fit", help="lines over and under, and the ways to gain or lose some without a word changed"
    )
    fitting.add_argument("issue", metavar="ISSUE.ldesk")
    fitting.add_argument(
        "story", nargs="?", metavar="STORY", help="an id, or words of its headline; else all that do not fit"
    )
    fitting.add_argument("--room", type=int, default=0, metavar="LINES", help="room wanted besides, for copy to come")
    fitting.add_argument("--json", action="store_true", help="one object on standard output and nothing else")
    _add_package(commands.add_parser("package", help="an issue with its originals and list of fonts, to hand over"))
    showing = commands.add_parser("demo", help="the main job on the sample issue: compile, check, export, open")
    showing.add_argument("--out", default="out", metavar="DIR")
    showing.add_argument("--english", action="store_true", help="the small English issue instead of the Chinese one")
    showing.add_argument("--no-window", action="store_true")
    return parser


def _add_compile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "copy", nargs="+", metavar="COPY", help="files of copy or page plans, in the order of the pages"
    )
    parser.add_argument("-o", "--output", required=True, metavar="ISSUE.ldesk")
    parser.add_argument("--template", metavar="NAME", help="for every page; without it the one that fits best")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the issue's date; else the one in the copy")
    parser.add_argument(
        "--pictures", metavar="DIR", help="the folder of the pictures; else that of the first file of copy"
    )
    parser.add_argument("--json", action="store_true", help="one object on standard output and nothing else")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("issue", metavar="ISSUE.ldesk")
    parser.add_argument("-o", "--output", metavar="OUT", help="may be left out with --preset, which then names it")
    kinds = ("pdf", "screen", "proof", "pdfa", "png", "text", "html", "archive")
    parser.add_argument("--as", dest="kind", choices=kinds, help="may be left out with --preset")
    parser.add_argument("--preset", metavar="NAME", help="an export preset; what else is given counts over it")
    parser.add_argument("--standard", choices=("x4", "x1a"), help="of a PDF for the press (default x4)")
    parser.add_argument("--profile", metavar="NAME", help="printing condition; else that of the templates")
    parser.add_argument(
        "--marks", metavar="NAMES", help="printer's marks: crop,register,pageline,bar or all (default none)"
    )
    parser.add_argument(
        "--check-ink", action="store_true", help="measures the total ink of each page (needs Ghostscript)"
    )
    parser.add_argument("--pages", metavar="1-4")
    parser.add_argument(
        "--each",
        metavar="PATTERN",
        help="one file a page into the folder OUT, named by {paper} {date} {day} {label} {name} {number}, number as {number:02}",
    )
    parser.add_argument("--dpi", type=int, help="resolution of --as png and screen (default 150)")
    parser.add_argument("--final", action="store_true", help="refuses pages with errors")
    parser.add_argument("--json", action="store_true", help="one object on standard output and nothing else")


def _add_package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("issue", metavar="ISSUE.ldesk")
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="a folder, or a file NAME.zip")
    parser.add_argument("--without-past", action="store_true", help="leaves out the journal and earlier versions")
    parser.add_argument("--json", action="store_true", help="one object on standard output and nothing else")
