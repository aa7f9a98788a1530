"""Find every place where a text has a known form, whole words only.

The forms are a trie over words whose nodes are hashes, so that all places of a text are looked up at once:
three times as fast here as an Aho-Corasick automaton, nine in ten of whose matches end inside a word
(docs/decisions/0006-skill-taxonomy.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.features.addresses import inside_addresses
from services.features.plain_text import NEWLINE, PlainText, fold_text
from services.features.tokens import Flags, Hashes, Indexes, Marks, Tokens, mix, tokenise

_WRAPPED_LINE = 40
_SIEVE_BITS = 20
_SEASON = re.compile(r"spring(?= (?:of )?(?:(?:19|20)\d\d\b|'\d\d\b))")
_NO_NEIGHBOURS = Marks("&'-.+")


@dataclass(frozen=True)
class Candidates:
    """Parallel columns: the number of the form, its first word and the word after its last."""

    forms: Indexes
    firsts: Indexes
    stops: Indexes

    def where(self, kept: Flags | Indexes) -> "Candidates":
        """Return the candidates that a mask, or a list of indexes, keeps."""
        return Candidates(self.forms[kept], self.firsts[kept], self.stops[kept])

    def joined(self, others: "Candidates", offset: int) -> "Candidates":
        """Return both; the others' forms are numbered from ``offset``."""
        return Candidates(
            np.append(self.forms, others.forms + offset),
            np.append(self.firsts, others.firsts),
            np.append(self.stops, others.stops),
        )


class Finder:
    """A trie over the words of forms; a later form takes the place of an equal earlier one."""

    def __init__(self, forms: Sequence[str]) -> None:
        levels = list(_prefixes(forms))
        self._nodes = np.unique(
            np.concatenate([prefixes for prefixes, _ in levels] or [np.zeros(1, np.uint64)])
        )
        self._form_at = np.full(len(self._nodes), -1, dtype=np.int64)
        for prefixes, ending in levels:
            whole = ending >= 0
            self._form_at[np.searchsorted(self._nodes, prefixes[whole])] = ending[whole]
        self._sieve = np.zeros(1 << _SIEVE_BITS, dtype=bool)
        self._sieve[_slots(self._nodes)] = True

    def find(self, plain: PlainText, tokens: Tokens) -> Candidates:
        """Return all occurrences, nested and overlapping ones too."""
        found: list[tuple[Indexes, Indexes, Indexes]] = []
        firsts = np.arange(len(tokens.hashes))
        prefix = np.zeros(len(firsts), np.uint64)
        stops = firsts
        while len(firsts):
            prefix = _extend(prefix, tokens.hashes[stops])
            nodes, known = self._look_up(prefix)
            firsts, stops, prefix = firsts[known], stops[known] + 1, prefix[known]
            forms = self._form_at[nodes]
            found.append((forms[forms >= 0], firsts[forms >= 0], stops[forms >= 0]))
            inside = stops < len(tokens.hashes)
            firsts, stops, prefix = firsts[inside], stops[inside], prefix[inside]
        columns = zip(*found, strict=True) if found else [(np.zeros(0, np.int64),)] * 3
        candidates = Candidates(*(np.concatenate(column) for column in columns))
        return candidates.where(_standing(plain, tokens, candidates))

    def _look_up(self, prefixes: Hashes) -> tuple[Indexes, Indexes]:
        """Return nodes, and which of the prefixes they are."""
        likely = np.flatnonzero(self._sieve[_slots(prefixes)])
        nodes = np.searchsorted(self._nodes, prefixes[likely])
        real = self._nodes[np.minimum(nodes, len(self._nodes) - 1)] == prefixes[likely]
        return nodes[real], likely[real]


def outside(candidates: Candidates, names: int) -> Candidates:
    """Return the candidates of the first ``names`` forms that stand inside none of the others' places.

    The others are phrases whose words name no skill there: "code of ethics", the name of an office.
    """
    skill = candidates.forms < names
    if skill.all():
        return candidates
    firsts, stops = candidates.firsts[~skill], candidates.stops[~skill]
    reach = np.zeros(int(candidates.firsts.max()) + 1, np.int64)
    np.maximum.at(reach, firsts, stops)
    reached = np.maximum.accumulate(reach)
    skills = candidates.where(skill)
    return skills.where(reached[skills.firsts] < skills.stops)


def longest(candidates: Candidates) -> Indexes:
    """Return the candidates to keep, in order: none overlap, the longer wins, then the earlier."""
    order = np.lexsort((-candidates.forms, -candidates.stops, candidates.firsts))
    stops = candidates.stops[order]
    outer = np.append(True, stops[1:] > np.maximum.accumulate(stops)[:-1])[: len(order)]
    order = order[outer]
    firsts, stops = candidates.firsts[order].tolist(), candidates.stops[order].tolist()
    kept: list[int] = []
    for index, (first, stop) in enumerate(zip(firsts, stops, strict=True)):
        if kept and stops[kept[-1]] > first:
            if stop - first <= stops[kept[-1]] - firsts[kept[-1]]:
                continue
            kept.pop()
        kept.append(index)
    chosen: Indexes = order[kept]
    return chosen


def _prefixes(forms: Sequence[str]) -> "list[tuple[Hashes, Indexes]]":
    """Return per length the prefixes of that many words, and the form that ends there (or -1)."""
    tokens = tokenise(fold_text("\n".join(forms)))
    counts = np.bincount(tokens.lines, minlength=len(forms))
    begins = np.cumsum(counts) - counts
    levels: list[tuple[Hashes, Indexes]] = []
    prefix = np.zeros(len(forms), np.uint64)
    for depth in range(int(counts.max(initial=0))):
        alive = np.flatnonzero(counts > depth)
        prefix[alive] = _extend(prefix[alive], tokens.hashes[begins[alive] + depth])
        levels.append((prefix[alive], np.where(counts[alive] == depth + 1, alive, -1)))
    return levels


def _extend(prefixes: Hashes, hashes: Hashes) -> Hashes:
    return mix(prefixes * np.uint64(31) + hashes, 7)


def _slots(hashes: Hashes) -> Hashes:
    return hashes >> np.uint64(64 - _SIEVE_BITS)


def _standing(plain: PlainText, tokens: Tokens, candidates: Candidates) -> Flags:
    """Tell which candidates stand for themselves: on one line, in no address or date, no letter of "R&D"."""
    first, last = candidates.firsts, candidates.stops - 1
    kept = _on_one_line(plain, tokens, candidates) & ~_elsewhere(plain)[tokens.starts[first]]
    starts, ends = tokens.starts[first], tokens.ends[last]
    codes = np.append(plain.codes, np.uint32(NEWLINE))
    beside = _NO_NEIGHBOURS.among(codes[ends]) | _NO_NEIGHBOURS.among(codes[starts - 1])
    standing: Flags = kept & ~((ends - starts == 1) & beside)
    return standing


def _on_one_line(plain: PlainText, tokens: Tokens, candidates: Candidates) -> Flags:
    """Accept a break inside a form only where the line before was long enough to have been wrapped."""
    line = tokens.lines[candidates.firsts]
    crossed = tokens.lines[candidates.stops - 1] - line
    breaks = np.flatnonzero(plain.original == NEWLINE)
    edges = np.concatenate(([-1], breaks, [len(plain.original)]))
    wrapped = edges[line + 1] - edges[line] > _WRAPPED_LINE
    flags: Flags = (crossed == 0) | (crossed == 1) & wrapped
    return flags


def _elsewhere(plain: PlainText) -> Flags:
    """Mark the blank-separated words that are links or e-mail addresses, and the season of a year."""
    inside = inside_addresses(plain)
    for season in _SEASON.finditer(plain.text):
        inside[season.start() : season.end()] = True
    return inside
