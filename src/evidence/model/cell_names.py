"""The names of a spreadsheet's cells: columns as letters, and the cell so many columns to the right of another."""

from __future__ import annotations


def letters_of(column: int) -> str:
    """A column's letters, counted from 0: 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """The column that the letters name, counted from 0: AB is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def right_of(cell: str, columns: int) -> str:
    """The cell so many columns to the right of a named one: two from B7 is D7."""
    letters = cell.rstrip("0123456789")
    return letters_of(column_of(letters) + columns) + cell[len(letters) :]
