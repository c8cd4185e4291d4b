"""Samples of case files that anybody can draw again: the same list, method, size and seed give the same files.

The draw is defined here and not left to a random-number library, whose sequence may differ between versions: every
file has the key SHA-256("evidence-sample-1:SEED:REFERENCE"), and the files with the smallest keys are drawn. Each file
is as likely as any other, the order of the list does not matter, and a key can be checked with `sha256sum`.
A seed that is chosen after looking at what it draws is no longer random; write it down before.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from operator import attrgetter

from evidence.codec import fingerprint
from evidence.model.audit import Case, Exclusion, Method, Population, Sample, Stratum
from evidence.model.errors import Refused

FIELDS = ("team", "status", "holder", "supervisor")
NOT_STATED = "(not stated)"


def population(cases: Iterable[Case]) -> Population:
    """The list as it is frozen, with its hash. Raises `Refused` for a reference that stands twice, or an empty list."""
    listed = tuple(cases)
    twice = [ref for ref, count in Counter(case.ref for case in listed).items() if count > 1]
    if twice:
        raise Refused(f"population: expected every case once; found {', '.join(sorted(twice)[:5])} more than once.")
    if not listed:
        raise Refused("population: expected at least one case; found none.")
    return Population(cases=listed, sha256=fingerprint(listed))


def field_of(case: Case, name: str) -> str:
    """The value of a field that strata or order go by; `NOT_STATED` where the case has none."""
    value = getattr(case, name) if name in FIELDS else dict(case.fields).get(name)
    return value or NOT_STATED


def draw(
    frame: Population,
    *,
    method: Method,
    size: int,
    seed: int | None = None,
    by: str | None = None,
    chosen: Mapping[str, str] | None = None,
    excluded: Mapping[str, str] | None = None,
) -> Sample:
    """Draw a sample.

    `size` is the number of files wanted (a census takes all, whatever the size); `seed` is needed where chance
    decides; `by` is the field of strata, or the field by which a systematic sample's list is ordered; `chosen` gives
    the files of a purposive sample with the reason for each; `excluded` the files left out beforehand, with reasons.
    Raises `Refused` where something needed is missing, a reference is unknown, or a reason is empty.
    """
    left_out = dict(excluded or {})
    _check(frame, method, size, seed, by, chosen or {}, left_out)
    eligible = [case for case in frame.cases if case.ref not in left_out] if left_out else frame.cases
    strata: tuple[Stratum, ...] = ()
    if method is Method.CENSUS:
        drawn = {case.ref for case in eligible}
    elif method is Method.PURPOSIVE:
        drawn = set(chosen or {})
    elif method is Method.RANDOM:
        drawn = set(_smallest([case.ref for case in eligible], size, seed or 0))
    elif method is Method.STRATIFIED:
        drawn, strata = _stratified(eligible, size, seed or 0, by or "team")
    else:
        drawn = _systematic(eligible, size, seed or 0, by)
    return Sample(
        method=method,
        size=len(drawn) if method is Method.CENSUS else size,
        seed=None if method in (Method.CENSUS, Method.PURPOSIVE) else seed,
        by=(by or "team") if method is Method.STRATIFIED else by,
        cases=[case.ref for case in eligible if case.ref in drawn],
        reasons=sorted((chosen or {}).items()) if method is Method.PURPOSIVE else (),
        exclusions=[Exclusion(case=ref, reason=reason) for ref, reason in sorted(left_out.items())],
        strata=strata,
        population=frame.sha256,
    )


def key(seed: int, ref: str) -> bytes:
    """What a file is drawn by: 32 bytes, the smaller the earlier."""
    return hashlib.sha256(f"evidence-sample-1:{seed}:{ref}".encode()).digest()


def _smallest(refs: Sequence[str], size: int, seed: int) -> list[str]:
    """The references with the `size` smallest keys."""
    if size <= 0:
        return []
    prefix = f"evidence-sample-1:{seed}:".encode()
    sha256 = hashlib.sha256
    keys = [sha256(prefix + ref.encode()).digest() for ref in refs]
    limit = nsmallest(size, keys)[-1]
    return [ref for ref, key in zip(refs, keys, strict=True) if key <= limit]


def _stratified(cases: Sequence[Case], size: int, seed: int, by: str) -> tuple[set[str], tuple[Stratum, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    if by in FIELDS:
        value_of = attrgetter(by)
        for case in cases:
            groups[value_of(case) or NOT_STATED].append(case.ref)
    else:
        for case in cases:
            groups[field_of(case, by)].append(case.ref)
    shares = share_out(size, {value: len(refs) for value, refs in groups.items()})
    drawn: set[str] = set()
    for value, refs in groups.items():
        drawn.update(_smallest(refs, shares[value], seed))
    strata = [Stratum(value=value, population=len(groups[value]), drawn=shares[value]) for value in sorted(groups)]
    return drawn, tuple(strata)


def share_out(size: int, strata: Mapping[str, int]) -> dict[str, int]:
    """How many files each stratum gives: in proportion, never more than it has, at least one where the size allows.

    Fractions go to the largest remainders (Hamilton's method), ties to the name that comes first.
    """
    total = sum(strata.values())
    size = min(size, total)
    least = 1 if size >= len(strata) else 0
    shares = {value: min(count, max(least, size * count // total)) for value, count in strata.items()} if total else {}
    by_remainder = sorted(strata, key=lambda value: (-(size * strata[value] % total), value)) if total else []
    while sum(shares.values()) < size:
        for value in by_remainder:
            if sum(shares.values()) < size and shares[value] < strata[value]:
                shares[value] += 1
    while sum(shares.values()) > size:
        above = sorted(value for value in shares if shares[value] > least)
        largest = max(above, key=lambda value: (shares[value] * total - size * strata[value], shares[value]))
        shares[largest] -= 1
    return shares


def _systematic(cases: Sequence[Case], size: int, seed: int, by: str | None) -> set[str]:
    """Every (N/n)-th file of the ordered list, from a start that the seed decides; no file twice, none left over."""
    ordered = sorted(cases, key=lambda case: (field_of(case, by) if by else "", case.ref))
    count = len(ordered)
    size = min(size, count)
    start = int.from_bytes(key(seed, "start"), "big") % count if count else 0
    return {ordered[(start + place * count) // size].ref for place in range(size)}


def _check(
    frame: Population,
    method: Method,
    size: int,
    seed: int | None,
    by: str | None,
    chosen: Mapping[str, str],
    excluded: Mapping[str, str],
) -> None:
    if method is not Method.CENSUS and method is not Method.PURPOSIVE:
        if size < 1:
            raise Refused(f"sample: expected a size of at least 1; found {size}.")
        if seed is None:
            raise Refused("sample: a draw needs a seed, a whole number written down before; give one with --seed.")
    known = {case.ref for case in frame.cases} if chosen or excluded else set()
    unknown = sorted((set(chosen) | set(excluded)) - known)
    if unknown:
        raise Refused(f"sample: {', '.join(unknown[:5])} not in the population; check the reference.")
    without = sorted(ref for ref, reason in [*chosen.items(), *excluded.items()] if not reason.strip())
    if without:
        raise Refused(f"sample: {', '.join(without[:5])} chosen or left out without a reason; say why.")
    both = sorted(set(chosen) & set(excluded))
    if both:
        raise Refused(f"sample: {', '.join(both[:5])} both chosen and left out; decide.")
    if method is Method.PURPOSIVE and not chosen:
        raise Refused("sample: a purposive sample names its cases, each with the reason; found none.")
    if chosen and method is not Method.PURPOSIVE:
        raise Refused(f"sample: cases were named, but the method is {method}; only a purposive sample names its cases.")
    if by and by not in FIELDS and not any(by in dict(case.fields) for case in frame.cases):
        names = sorted({name for case in frame.cases for name, _ in case.fields})
        raise Refused(f"sample: no case has a field {by!r}; expected one of {', '.join([*FIELDS, *names])}.")
