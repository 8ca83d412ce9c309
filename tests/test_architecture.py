"""The rules that hold everywhere: who imports whom, how long things are, that texts are in both languages."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from beanfield.platform.messages import catalogue

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "beanfield"
MESSAGES = SOURCE / "platform" / "messages"

#: Values in, values out: no web, no database, no clock of their own.
PURE = ("annotation", "quality", "formats")
#: The parts of the domain, and what carries them.
SLICES = (
    "assist",
    "care",
    "checks",
    "earnings",
    "impact",
    "media",
    "orders",
    "people",
    "production",
    "skills",
)
#: What each folder may import of `beanfield`, beside itself.
ARROWS: dict[str, set[str]] = {
    "annotation": set(),
    "quality": {"annotation"},
    "formats": {"annotation", "quality"},
    "platform": {"media"},  # services name the object store
    **{slice_: {*PURE, "platform", *SLICES} for slice_ in SLICES},
    "web": {*PURE, "platform", *SLICES},
    "client": {*PURE},  # and the slices' nouns
    "demo": {*PURE, "platform", *SLICES},
    "cli": {*PURE, "platform", *SLICES, "web", "client", "demo"},
}
#: Modules that anyone may import: they hold no state and ask nothing.
PLAIN = ("platform.errors", "platform.messages", "platform.page")
#: Libraries that a pure part must do without.
NOT_PURE = ("litestar", "psycopg", "psycopg_pool", "procrastinate", "uvicorn", "httpx", "obstore")


def python_files(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in found if "node_modules" not in file.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its top or inside a function; not those for type checking only."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree_of(path)):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def folder_of(module: str) -> str | None:
    """`beanfield.people.access` is of `people`; the package itself is of none."""
    parts = module.split(".")
    return parts[1] if parts[0] == "beanfield" and len(parts) > 1 and (SOURCE / parts[1]).is_dir() else None


@pytest.mark.parametrize("folder", sorted(ARROWS))
def test_arrows_point_down_only(folder: str) -> None:
    wrong = [
        f"{name_of(file)} imports {module}"
        for file in python_files(f"src/beanfield/{folder}")
        for module in imports(file)
        if folder_of(module) not in {None, folder, *ARROWS[folder]} and not is_plain(module, folder)
    ]
    assert not wrong, "\n".join(wrong)


def is_plain(module: str, folder: str) -> bool:
    inner = module.removeprefix("beanfield.")
    if inner.startswith(PLAIN):
        return True
    return folder == "client" and inner.split(".")[1:2] == ["model"]


def test_every_folder_has_its_arrows() -> None:
    folders = {entry.name for entry in SOURCE.iterdir() if (entry / "__init__.py").is_file()}
    assert folders <= set(ARROWS)


@pytest.mark.parametrize("folder", PURE)
def test_pure_parts_know_no_web_no_database_and_no_clock(folder: str) -> None:
    wrong = []
    for file in python_files(f"src/beanfield/{folder}"):
        wrong += [f"{name_of(file)} imports {m}" for m in imports(file) if m.split(".")[0] in NOT_PURE]
        wrong += [
            f"{name_of(file)}:{node.lineno} asks the clock"
            for node in ast.walk(tree_of(file))
            if isinstance(node, ast.Call) and re.search(r"\b(now|today|utcnow|time)$", ast.unparse(node.func))
        ]
    assert not wrong, "\n".join(wrong)


def test_rules_are_pure_too() -> None:
    wrong = [
        f"{name_of(file)} imports {module}"
        for file in SOURCE.glob("*/rules.py")
        for module in imports(file)
        if module.split(".")[0] in NOT_PURE or module.endswith((".store", ".database"))
    ]
    assert not wrong, "\n".join(wrong)


@cache
def tables() -> dict[str, str]:
    """Table → the slice that owns it."""
    owners = {}
    for file in sorted((SOURCE / "platform" / "migrations").glob("0001_*.sql")):
        for name in re.findall(r"^create table (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE):
            owners[name] = "people"
    for file in sorted((SOURCE / "platform" / "migrations").glob("0002_*.sql")):
        for name in re.findall(r"^create table (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE):
            owners[name] = "media" if name == "media" else "production"
    return owners


def test_no_slice_writes_to_the_tables_of_another() -> None:
    wrong = []
    for file in python_files(*(f"src/beanfield/{slice_}" for slice_ in SLICES)):
        own = file.relative_to(SOURCE).parts[0]
        for text in strings_of(file):
            for _, name in re.findall(r"\b(insert into|update|delete from)\s+(\w+)", text, re.IGNORECASE):
                if tables().get(name, own) != own:
                    wrong.append(f"{name_of(file)} writes to {name}")
    assert not wrong, "\n".join(wrong)


def strings_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_python_files_and_functions_stay_small() -> None:
    wrong = []
    for file in [*python_files("src", "tests", "bench"), *ROOT.glob("*.py")]:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > 400:
            wrong.append(f"{name_of(file)}: {lines} lines")
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += too_large(file, node)
    assert not wrong, "\n".join(wrong)


def too_large(file: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    where = f"{name_of(file)}:{node.lineno} {node.name}"
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    given = node.args
    names = [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    parameters = [name for name in names if name not in {"self", "cls"}]
    if lines > 50:
        yield f"{where}: {lines} lines"
    # a command line's function is called by its options, not by people
    is_command = any("click" in ast.unparse(decorator) for decorator in node.decorator_list)
    if len(parameters) > 7 and not is_command:
        yield f"{where}: {len(parameters)} parameters"


def test_typescript_files_stay_small() -> None:
    wrong = []
    for file in sorted((ROOT / "frontend" / "src").rglob("*.ts*")):
        lines = file.read_text(encoding="utf-8").splitlines()
        is_made = bool(lines) and "Do not edit" in lines[0]
        if len(lines) > 300 and not is_made:
            wrong.append(f"{name_of(file)}: {len(lines)} lines")
    assert not wrong, "\n".join(wrong)


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_message_is_in_both_languages_with_the_same_places() -> None:
    wrong = []
    for key, texts in catalogue().items():
        if set(texts) != {"zh", "en"} or not all(text.strip() for text in texts.values()):
            wrong.append(f"{key}: zh and en are wanted, and nothing else")
        elif places_in(texts["zh"]) != places_in(texts["en"]):
            wrong.append(f"{key}: the places to fill differ")
        elif texts["zh"] != texts["en"] and not re.search(r"[\u4e00-\u9fff]", texts["zh"]):
            wrong.append(f"{key}: the Chinese text has no Chinese in it")
    assert not wrong, "\n".join(wrong)


#: Functions and exceptions whose first text names a message.
SPEAKERS = frozenset(
    {
        "text", "words", "Invalid", "NotSignedIn", "Forbidden", "NotFound", "Conflict", "Gone", "TooLarge",
        "TooMany", "_simple", "__init__",
    }
)  # fmt: skip


def keys_used() -> dict[str, str]:
    """Message key → where the code names it."""
    used = {}
    for file in python_files("src"):
        for node in ast.walk(tree_of(file)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for argument in node.args[:2]:
                if name in SPEAKERS and isinstance(argument, ast.Constant) and is_key(argument.value):
                    used[str(argument.value)] = f"{name_of(file)}:{node.lineno}"
    return used


def is_key(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", value) is not None


def test_every_message_that_the_code_names_exists() -> None:
    used = keys_used()
    assert len(used) > 20
    wrong = [f"{where}: no message {key}" for key, where in sorted(used.items()) if key not in catalogue()]
    assert not wrong, "\n".join(wrong)


def test_every_message_is_used_somewhere() -> None:
    """A key stands whole in the source, or begins with what some f-string begins with (`role_{role}`)."""
    texts = {text for file in python_files("src") for text in strings_of(file)}
    beginnings = {
        str(node.values[0].value)
        for file in python_files("src")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant)
    }
    begun = tuple(b for b in beginnings if re.fullmatch(r"[a-z][a-z0-9_]*_", b))
    unused = [key for key in catalogue() if key not in texts and not (begun and key.startswith(begun))]
    assert not unused, "\n".join(sorted(unused))


def test_every_catalogue_is_sorted_into_its_slice() -> None:
    for file in sorted(MESSAGES.glob("*.toml")):
        assert tomllib.loads(file.read_text(encoding="utf-8")), f"{file.name} is empty"


def test_suppressed_checks_say_why() -> None:
    wrong = []
    for file in python_files("src"):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found = re.search(r"# (?:type: ignore\[[\w-]+\]|noqa: [A-Z]+\d+)(.*)$", line)
            bare = re.search(r"# (type: ignore|noqa)(?![\[:])", line)
            if bare or (found and len(found[1].strip(" #")) < 8):
                wrong.append(f"{name_of(file)}:{number}: {line.strip()}")
    assert not wrong, "\n".join(wrong)
