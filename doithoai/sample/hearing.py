"""What an office hears in these days: opinions held, asked about, moved out, entered by mistake,
matters that were merged or opened too soon.
"""

from datetime import timedelta

from doithoai.kit.time import today
from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.referral import move_out_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.actions.voiding import take_back_opinion, undo_acceptance
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Channel, Matter, Opinion
from doithoai.people.actors import Visitor
from doithoai.places.queries import villages_of
from doithoai.sample.world import Stage

UNIT = "Xã Kim Thành"
HELD = "Cống đầu ngõ {thon} nghẹt rác, đề nghị xã cho người vớt."
ASKED = "Chỗ ấy hay mất điện lắm, đề nghị kiểm tra cho dân nhờ."
QUESTION = "Xin bác cho biết mất điện ở đoạn nào của thôn, thường vào giờ nào?"
BY_ZALO = "Đèn đường {thon} hỏng ba bóng, đi tối nguy hiểm."
DENOUNCED = "(Lời tố cáo minh họa, không có nội dung.)"
TWICE = "Đề nghị xem lại việc chia ca bơm nước tưới cho đồng cuối nguồn."
TOO_SOON = "Sân nhà văn hóa {thon} nứt, trời mưa đọng nước, đề nghị sửa."
UNCLEAR = "Chưa rõ nhà văn hóa cũ hay mới, phải hỏi lại trước khi tiếp nhận."
MERGED = "Hai nội dung nói về cùng một việc."


def hear_lately(stage: Stage) -> None:
    """Plan what happened in the last days, once the matters that wait are there."""
    unit = next(key for key, one in stage.ground.units.items() if one.name == UNIT)
    now = stage.present.moment
    stage.timeline.at(now - timedelta(days=2), lambda: _ask(stage, unit))
    stage.timeline.at(now - timedelta(days=1), lambda: _move_out(stage, unit))
    stage.timeline.at(now - timedelta(hours=4), lambda: _take_back(stage, unit))
    stage.timeline.at(now - timedelta(hours=3), lambda: _undo(stage, unit))
    stage.timeline.at(now - timedelta(hours=2), lambda: _merge(stage, unit))
    stage.timeline.at(now - timedelta(hours=1), lambda: _hold(stage, unit))


def _said(stage: Stage, unit: str, channel: str, text: str) -> Opinion:
    village = villages_of(stage.ground.units[unit], today())[0]
    return stage.hear(unit, village, channel, text.replace("{thon}", village.name))


def _ask(stage: Stage, unit: str) -> None:
    asked = _said(stage, unit, Channel.EMAIL, ASKED)
    ask_author(asked, by=stage.office(unit), question=QUESTION)
    _said(stage, unit, Channel.ZALO, BY_ZALO)


def _move_out(stage: Stage, unit: str) -> None:
    move_out_opinion(_said(stage, unit, Channel.PAPER, DENOUNCED), by=stage.office(unit))


def _take_back(stage: Stage, unit: str) -> None:
    take_back_opinion(_said(stage, unit, Channel.PAPER, TWICE), by=stage.office(unit))


def _undo(stage: Stage, unit: str) -> None:
    office, said = stage.office(unit), _said(stage, unit, Channel.PHONE, TOO_SOON)
    draft = MatterDraft(title="Sân nhà văn hóa bị nứt", field=Field.CULTURE_SPORT_RELIGION)
    accept_opinion(said, by=office, drafts=[draft])
    undo_acceptance(said, by=office, reason=UNCLEAR)


def _merge(stage: Stage, unit: str) -> None:
    waiting = Matter.objects.filter(unit=stage.ground.units[unit], state=MatterState.OPEN)
    into, matter = waiting.order_by("-opened_at", "id")[:2]
    merge_matter(matter, into, by=stage.office(unit), reason=MERGED)


def _hold(stage: Stage, unit: str) -> None:
    place = stage.ground.units[unit]
    village = villages_of(place, today())[0]
    record_opinion(
        by=Visitor(),
        client_key=stage.voices.key(),
        unit=place,
        village=village,
        text=HELD.replace("{thon}", village.name),
        is_sample=True,
        is_held=True,
    )
