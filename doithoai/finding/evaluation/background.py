"""Other opinions in any number, so that searching is tried in a crowd: places, things, wordings.

None is about a matter of the scored file; the same number gives the same texts every time.
"""

import random
from collections.abc import Iterator

_FIRST = (
    "An Ba Bình Cao Cẩm Đại Đa Đình Đức Gia Hà Hải Hòa Hồng Hưng Kim Lai Lâm Long Mỹ Nam Ngũ "
    "Phú Phúc Quảng Sơn Tân Thái Thanh Tiên Trà Trung Tường Vạn Việt Xuân Yên"
)
_SECOND = (
    "An Bàng Chánh Cát Dương Đồng Giang Hậu Hiệp Hoà Khánh Khương Lạc Lộc Lý Minh Nghĩa Ninh "
    "Phong Quang Quý Sa Thành Thịnh Thuận Thượng Tiến Trạch Trường Vinh Xá"
)
_KINDS = ("thôn", "ấp", "xóm", "khóm", "bản", "tổ dân phố")
_THINGS = (
    ("đường {p}", ("xuống cấp", "lầy lội mùa mưa", "hư hết trơn", "lún nứt", "chưa được bê tông")),
    ("mương nước {p}", ("bị tắc", "bồi lắng lâu ngày", "bốc mùi", "sạt lở", "đầy lục bình")),
    ("đèn chiếu sáng {p}", ("hỏng cả tháng", "không đủ sáng", "tắt tối thui", "chưa có")),
    ("điện sinh hoạt {p}", ("yếu giờ cao điểm", "cúp không báo", "chập chờn", "giá cao")),
    ("nước máy {p}", ("đục", "mất liên tục", "yếu", "có mùi lạ", "tính tiền sai")),
    ("rác {p}", ("không ai gom", "đổ bừa bãi", "đốt khói mù", "ùn ứ ở chợ")),
    ("nhà văn hóa {p}", ("dột nát", "thiếu bàn ghế", "chưa xây", "chật quá")),
    ("trường học {p}", ("thiếu phòng", "thu nhiều khoản", "xuống cấp", "thiếu giáo viên")),
    ("trạm y tế {p}", ("thiếu thuốc", "không có bác sĩ", "đóng cửa sớm")),
    ("sổ đất của dân {p}", ("chậm cấp", "sai diện tích", "bị trả hồ sơ", "chưa đo lại")),
    ("tiền đền bù {p}", ("chưa chi trả", "thấp", "tính thiếu cây cối", "còn vướng")),
    ("hộ nghèo {p}", ("bình xét chưa công bằng", "bị sót", "chưa được hỗ trợ")),
    ("quán nhậu {p}", ("hát karaoke ồn", "gây rối đêm khuya", "lấn vỉa hè")),
    ("sóng điện thoại {p}", ("yếu", "mất hẳn", "chập chờn khi mưa")),
    ("bãi cát {p}", ("bụi mù", "khai thác ban đêm", "xe chở quá tải")),
    ("chợ {p}", ("lấn lòng đường", "mất vệ sinh", "thu phí cao")),
    ("đồng ruộng {p}", ("bị chuột phá", "thiếu nước tưới", "bỏ hoang", "nhiễm mặn")),
    ("cầu {p}", ("yếu", "gãy lan can", "quá hẹp", "chưa thông xe")),
    ("thủ tục ở xã của dân {p}", ("chậm", "phải đi lại nhiều lần", "hướng dẫn không rõ")),
    ("chuồng trại {p}", ("xả thải", "mùi hôi", "gần nhà dân quá")),
)
_OPENINGS = (
    "Đề nghị xã xem xét:", "Tôi phản ánh", "Bà con kiến nghị", "Cho hỏi", "Xin xã quan tâm",
    "Nhờ xã coi giùm", "",
)  # fmt: skip
_CLOSINGS = (
    "mong sớm giải quyết.", "đã nói nhiều lần rồi.", "từ năm ngoái đến nay.", "dân khổ lắm.",
    "ảnh hưởng tới {n} hộ.", "đoạn dài {n} mét.", "bao giờ mới làm?",
)  # fmt: skip


def places() -> list[str]:
    """Some thousand villages that do not exist."""
    names = [f"{one} {two}" for one in _FIRST.split() for two in _SECOND.split() if one != two]
    return [f"{_KINDS[at % len(_KINDS)]} {name}" for at, name in enumerate(names)]


def background(count: int, seed: int = 41) -> Iterator[tuple[str, str]]:
    """``count`` pairs of a village and a text of one to three sentences."""
    chance = random.Random(seed)  # noqa: S311 the same texts every time
    villages = places()
    for _number in range(count):
        village = chance.choice(villages)
        sentences = [_sentence(chance, village) for _one in range(chance.choice((1, 1, 2, 2, 3)))]
        yield village, " ".join(sentences)


def _sentence(chance: random.Random, village: str) -> str:
    thing, faults = chance.choice(_THINGS)
    where = f"{village} {chance.choice(('', 'ngõ', 'gần trường', 'đầu làng', 'ven sông', 'khu'))}"
    where = f"{where.strip()} {chance.randint(1, 30)}" if where.endswith(("ngõ", "khu")) else where
    parts = [chance.choice(_OPENINGS), thing.format(p=where.strip()), chance.choice(faults)]
    closing = chance.choice(_CLOSINGS).format(n=chance.randint(5, 900))
    return f"{' '.join(filter(None, parts))}, {closing}"
