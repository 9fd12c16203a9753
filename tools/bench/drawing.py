"""What drawing costs: a list by functions beside one by a template, and the parts that are kept.

``python -m tools.bench.drawing`` needs no data of its own; times are of one thread's processor.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date

import django

ROWS = 20
ROUNDS = 300
TEMPLATE = """{% load components i18n %}
<ul class="rows">
  {% for row in rows %}
    <li>
      <div>
        <a class="t" href="{% url "matter" row.matter__code %}">{{ row.matter__title }}</a>
        <div class="muted small">
          {% firstof row.matter__village__name row.unit__name %} · {{ row.lead__name }} ·
          {% translate "due" %} {% short_day row.due_on %}
        </div>
      </div>
      {% promise_badge row.state row.due_on row.done_on %}
    </li>
  {% endfor %}
</ul>"""


def main() -> None:
    django.setup()
    print_figures()


def print_figures() -> None:
    from django.template import engines

    from doithoai.web.components import basics, frame
    from doithoai.web.components.rows import promise_rows

    rows = _rows()
    template = engines["django"].from_string(TEMPLATE)
    by_functions = _milliseconds(lambda: promise_rows(rows))
    by_template = _milliseconds(lambda: template.render({"rows": rows}))
    print(f"{ROWS} promises by functions {by_functions:.2f} ms, by a template {by_template:.2f} ms")

    page = engines["django"].from_string('{% extends "public/page.html" %}')
    with_all = _milliseconds(lambda: page.render({}))
    kept, frame.Lasting.render = frame.Lasting.render, _drawn_anew  # type: ignore[method-assign,assignment]
    without = _milliseconds(lambda: page.render({}))
    frame.Lasting.render = kept  # type: ignore[method-assign]
    print(f"the frame of a page {with_all:.2f} ms, drawn anew each time {without:.2f} ms")

    head = basics._badge_head
    badges = _milliseconds(lambda: [basics.badge("kept", "Đúng hạn") for _ in rows])
    basics._badge_head = head.__wrapped__  # type: ignore[assignment]
    anew = _milliseconds(lambda: [basics.badge("kept", "Đúng hạn") for _ in rows])
    basics._badge_head = head
    print(f"{ROWS} badges {badges:.3f} ms, without what is kept of them {anew:.3f} ms")


def _drawn_anew(part: object, context: object) -> object:
    return part.nodelist.render(context)  # type: ignore[attr-defined]


def _rows() -> list[object]:
    from doithoai.commitments.queries import PromiseRow

    due, title = date(2026, 12, 1), "Đường ra đồng của thôn lầy lội <mùa mưa>"
    names = ("Thôn A", "Xã B", "Cơ quan C")
    return [
        PromiseRow(n, "in_progress", due, due, None, False, f"KT-{n:04}", title, *names)
        for n in range(ROWS)
    ]


def _milliseconds(draw: Callable[[], object]) -> float:
    """The median of many rounds, after some to warm up."""
    times = []
    for _round in range(ROUNDS):
        begun = time.thread_time()
        draw()
        times.append(time.thread_time() - begun)
    return 1000 * statistics.median(times[ROUNDS // 10 :])


if __name__ == "__main__":
    main()
