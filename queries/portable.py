"""The only place that says what SQL an indicator may use: what DuckDB, SQLite and PostgreSQL all read the same way.

A construct is allowed by being listed in ALLOWED, a word by WORDS, a mark by MARKS; anything else is refused with its
line, also what sqlglot would translate without a word (`ifnull`, `union by name`, `min` of two columns).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from queries.errors import CatalogueError

ALLOWED: tuple[type[exp.Expr], ...] = (
    *(exp.Select, exp.With, exp.CTE, exp.From, exp.Where, exp.Group, exp.Having, exp.Union),
    *(exp.Table, exp.TableAlias, exp.Column, exp.Identifier, exp.Alias, exp.Subquery, exp.Paren),
    *(exp.Literal, exp.Null, exp.Boolean, exp.Neg, exp.Add, exp.Sub, exp.Mul),
    *(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between, exp.In, exp.Is, exp.And, exp.Or, exp.Not),
    *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Sum, exp.Min, exp.Max, exp.Count),
)
"""No division (rate() divides once, after adding), no joins, casts, stars, windows or ordering."""

WORDS = frozenset(
    (
        *("select", "from", "where", "with", "as", "union", "all", "group", "by", "having"),
        *("case", "when", "then", "else", "end", "and", "or", "not", "is", "null", "in", "between", "true", "false"),
        *("coalesce", "nullif", "sum", "min", "max", "count"),
    )
)
MARKS = frozenset(("(", ")", ",", ".", ";", "+", "-", "*", "=", "<>", "!=", "<", "<=", ">", ">="))

_DIALECT = Dialect.get_or_raise("duckdb")
_ENDS_A_LIST = (TokenType.FROM, TokenType.R_PAREN)
_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class CheckedSelect:
    """What a select returns, in order, and which columns it reads, each with the line where it first does."""

    returns: tuple[str, ...]
    reads: dict[str, int]


def check_portable(file: Path, sql: str, first_line: int) -> CheckedSelect:
    """Parses the select of an indicator and refuses what is not one portable, lower-case select over `figures`."""
    tokens = _tokens(file, sql, first_line)
    tree = _one_select(file, sql, tokens, first_line)
    nodes = list(tree.walk())
    names = {node.name for node in nodes if isinstance(node, exp.Identifier)}
    _check_words(file, sql, tokens, names, first_line)
    for node in nodes:
        if not isinstance(node, ALLOWED) or _is_peculiar(node):
            line = _line(node, tokens) + first_line - 1
            raise CatalogueError(
                file, line, f"{_called(node)} is not portable here", "See ALLOWED in queries/portable.py."
            )
    steps = [node for node in nodes if isinstance(node, exp.CTE)]
    _check_sources(file, [node for node in nodes if isinstance(node, exp.Table)], steps, first_line)
    columns = [node for node in nodes if isinstance(node, exp.Column)]
    return CheckedSelect(tuple(tree.named_selects), _reads(columns, steps, first_line))


def _tokens(file: Path, sql: str, first_line: int) -> list[Token]:
    try:
        return _DIALECT.tokenize(sql)
    except TokenError as fault:
        raise CatalogueError(file, first_line, f"the select cannot be read: {fault}") from fault


def _one_select(file: Path, sql: str, tokens: list[Token], first_line: int) -> exp.Query:
    try:
        statements = [statement for statement in _DIALECT.parser().parse(tokens, sql) if statement is not None]
    except ParseError as fault:
        at = fault.errors[0] if fault.errors else {}
        line = first_line - 1 + int(at.get("line") or 1)
        raise CatalogueError(file, line, f"the select cannot be read: {at.get('description', fault)}") from fault
    if len(statements) != 1:
        raise CatalogueError(file, first_line, f"there are {len(statements)} statements", "One file is one select.")
    if not isinstance(statements[0], exp.Select | exp.Union):
        raise CatalogueError(file, first_line, f"{_called(statements[0])} is not a select")
    return statements[0]


def _check_words(file: Path, sql: str, tokens: list[Token], names: set[str], first_line: int) -> None:
    """What sqlglot forgives: upper case, words and marks of one dialect, a comma or a `from` in the wrong place."""
    if tokens[0].token_type not in (TokenType.SELECT, TokenType.WITH):
        raise CatalogueError(file, first_line, f"it begins with “{tokens[0].text}”", "Begin with select or with.")
    for token, following in zip_longest(tokens, tokens[1:]):
        if fault := _fault(sql[token.start : token.end + 1], token, following, names):
            line = sql.count("\n", 0, token.start) + first_line
            raise CatalogueError(file, line, fault, "See WORDS in queries/portable.py.")


def _fault(written: str, token: Token, following: Token | None, names: set[str]) -> str:
    """What is wrong with one word or mark of the select; empty where nothing is."""
    if token.token_type == TokenType.COMMA and following and following.token_type in _ENDS_A_LIST:
        return "a comma ends a list"
    if token.token_type == TokenType.STRING:
        return ""
    if written != written.lower():
        return f"“{written}” is not lower case"
    return "" if _is_known(written, names) else f"“{written}” is not portable here"


def _is_known(written: str, names: set[str]) -> bool:
    if written in names or written in MARKS or _NUMBER.fullmatch(written):
        return True
    return set(written.split()) <= WORDS


def _is_peculiar(node: exp.Expr) -> bool:
    """Whether an allowed construct is used in a way that only some of the databases know."""
    return type(node) in _PECULIAR and bool(_PECULIAR[type(node)](node))


_PECULIAR: dict[type[exp.Expr], Callable[[exp.Expr], object]] = {
    exp.Table: lambda node: node.args.get("db"),
    exp.TableAlias: lambda node: node.args.get("columns"),
    exp.Identifier: lambda node: node.args.get("quoted") and not isinstance(node.parent, exp.Table),
    exp.Group: lambda node: node.args.get("all"),
    exp.Union: lambda node: node.args.get("by_name"),
    exp.In: lambda node: not node.args.get("expressions") and not node.args.get("query"),
    exp.Is: lambda node: not isinstance(node.expression, exp.Null | exp.Boolean),
    exp.Min: lambda node: any(value for name, value in node.args.items() if name != "this"),
    exp.Max: lambda node: any(value for name, value in node.args.items() if name != "this"),
    exp.Coalesce: lambda node: not node.expressions,
    exp.Count: lambda node: node.this is None,
    exp.Subquery: lambda node: isinstance(node.parent, exp.From) and not node.alias,
}


def _check_sources(file: Path, tables: list[exp.Table], steps: list[exp.CTE], first_line: int) -> None:
    own = {step.alias for step in steps}
    if "figures" in own:
        raise CatalogueError(file, first_line, "a step is called figures", "Give it a name of its own.")
    for table in tables:
        if table.name not in own | {"figures"}:
            line = int(table.this.meta.get("line", 1)) + first_line - 1
            raise CatalogueError(file, line, f"it reads {table.name}", "Indicators read figures and nothing else.")


def _reads(columns: list[exp.Column], steps: list[exp.CTE], first_line: int) -> dict[str, int]:
    """Columns read from `figures`: every column named, less those that the select's own steps give a name to."""
    given = {alias.alias for step in steps for alias in step.this.find_all(exp.Alias)}
    reads: dict[str, int] = {}
    for column in columns:
        if column.name not in given:
            reads.setdefault(column.name, int(column.this.meta.get("line", 1)) + first_line - 1)
    return reads


def _line(node: exp.Expr, tokens: list[Token]) -> int:
    """The line of the first token under a node; sqlglot keeps places on names, so a nameless node takes its word's."""
    for inner in node.walk():
        if "line" in inner.meta:
            return int(inner.meta["line"])
    words = {type(node).__name__.lower(), node.name.lower(), node.sql("duckdb").split("(")[0].lower()}
    return next((token.line for token in tokens if token.text.lower().split(" ")[0] in words), 1)


def _called(node: exp.Expr) -> str:
    if isinstance(node, exp.Anonymous):
        return f"function {node.name}"
    return f"“{node.sql('duckdb')[:40]}” ({type(node).__name__})"
