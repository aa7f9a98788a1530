"""Draw time against size as a small SVG on logarithmic axes."""

from collections.abc import Sequence
from math import log10

WIDTH, HEIGHT, MARGIN = 640, 360, 56
STYLE = "font:12px sans-serif;fill:#333"


SCORING = "One resume, N postings scored, best 200 ranked, one core"


def draw_growth(points: Sequence[tuple[int, float]], title: str = SCORING) -> str:
    """Return an SVG of (postings, milliseconds) with a line of proportional growth through the last point."""
    across = _Axis([size for size, _ in points], MARGIN, WIDTH - MARGIN)
    last_size, last_time = points[-1]
    times = [time for _, time in points] + [last_time * size / last_size for size, _ in points]
    up = _Axis(times, HEIGHT - MARGIN, MARGIN)
    line = " ".join(f"{across.at(size):.1f},{up.at(time):.1f}" for size, time in points)
    even_ends = [(size, last_time * size / last_size) for size in (points[0][0], last_size)]
    even = " ".join(f"{across.at(size):.1f},{up.at(time):.1f}" for size, time in even_ends)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" style="{STYLE}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{MARGIN}" y="24">{title}</text>',
            *(_across_mark(across.at(power), power) for power in across.powers()),
            *(_up_mark(up.at(power), power) for power in up.powers()),
            f'<polyline points="{even}" fill="none" stroke="#bbb" stroke-dasharray="4 4"/>',
            f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/>',
            *(_point(across.at(size), up.at(time), time) for size, time in points),
            f'<text x="{WIDTH // 2}" y="{HEIGHT - 12}">postings (dashed: proportional growth)</text>',
            "</svg>\n",
        ]
    )


class _Axis:
    """Positions of values between two ends, by their logarithm."""

    def __init__(self, values: Sequence[float], start: int, end: int) -> None:
        self.low, self.high = log10(min(values)), log10(max(values))
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        """Return where ``value`` stands."""
        return self.start + (self.end - self.start) * (log10(value) - self.low) / (self.high - self.low)

    def powers(self) -> list[float]:
        """Return the powers of ten inside the axis."""
        return [10.0**power for power in range(-3, 9) if self.low - 1e-9 <= power <= self.high + 1e-9]


def _across_mark(place: float, value: float) -> str:
    line = f'<path d="M{place:.1f} {MARGIN}V{HEIGHT - MARGIN}" stroke="#eee"/>'
    return f'{line}<text x="{place:.1f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{value:,.0f}</text>'


def _up_mark(place: float, value: float) -> str:
    line = f'<path d="M{MARGIN} {place:.1f}H{WIDTH - MARGIN}" stroke="#eee"/>'
    return f'{line}<text x="{MARGIN - 6}" y="{place + 4:.1f}" text-anchor="end">{value:g} ms</text>'


def _point(x: float, y: float, milliseconds: float) -> str:
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#06c"/>'
    return f'{circle}<text x="{x - 8:.1f}" y="{y - 8:.1f}" text-anchor="end">{milliseconds:.3g}</text>'
