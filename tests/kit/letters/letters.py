"""Letters as the programs for e-mail in use in Viet Nam send them."""

from base64 import encodebytes
from email.header import Header
from quopri import encodestring

SAID = "Bãi rác đầu thôn Phương Duệ đầy cả tháng."
SUBJECT = "Rác ở thôn"
SENDER = "Nguyễn Thị Hoa"
HEAD = """\
From: =?utf-8?b?Tmd1eeG7hW4gVGjhu4sgSG9h?= <hoa@example.vn>
To: xa@kimthanh.example
Subject: =?utf-8?q?R=C3=A1c_=E1=BB=9F_th=C3=B4n?=
Date: Wed, 25 Nov 2026 19:30:00 +0000
Message-ID: <1@example.vn>
MIME-Version: 1.0
"""
"""Half past two of the 26th in Viet Nam."""

GMAIL = """\
<div dir="ltr"><div>K&iacute;nh gửi x&atilde;,</div><div><br></div><div>Bãi rác đầu thôn Phương Duệ
đầy cả tháng.</div><div><ul><li>mùi hôi</li><li>ruồi</li></ul></div></div><br>
<div class="gmail_quote"><div dir="ltr" class="gmail_attr">Vào Th 5, 26 thg 11, 2026 vào lúc 10:23
 UBND xã &lt;<a href="mailto:xa@kimthanh.example">xa@kimthanh.example</a>&gt; đã viết:<br></div>
<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Xã xin ý kiến bà con.</blockquote></div>
"""
OUTLOOK = """\
<html><head><style>p.MsoNormal{margin:0}</style><title>Thư</title></head><body lang="VI">
<!--[if gte mso 9]><xml>Mso</xml><![endif]-->
<p class="MsoNormal">Kính gửi xã,<o:p></o:p></p><p class="MsoNormal">Bãi rác đầu thôn Phương Duệ đầy
cả tháng.</p><table><tr><td>Ngày</td><td>Việc</td></tr><tr><td>1/11</td><td>đã báo</td></tr></table>
<div style="display:none">lời ẩn</div><span style="font-size:0px">lời nhỏ</span>
<div style="border-top:solid 1pt"><p><b>Từ:</b> UBND xã &lt;xa@kimthanh.example&gt;<br>
<b>Đã gửi:</b> Thứ Năm, 26 Tháng Mười Một 2026 10:23<br><b>Đến:</b> Hoa<br><b>Chủ đề:</b> Xin ý kiến
</p></div><p>Xã xin ý kiến bà con.</p></body></html>
"""
PASSED_ON = f"""\
Chuyển văn phòng xử lý.

---------- Forwarded message ---------
Từ: Trần Văn Bình <binh@example.vn>
Date: Th 3, 24 thg 11, 2026 vào lúc 08:00
Subject: Rác thải
To: UBND xã <xa@kimthanh.example>


{SAID}

Đã gửi từ iPhone của tôi
"""
CALENDAR = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"


def letter(body: str | bytes, kind: str = "text/plain; charset=utf-8", head: str = HEAD) -> bytes:
    """One part, as it is."""
    content = body.encode() if isinstance(body, str) else body
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + content


def packed(body: bytes, kind: str, how: str) -> bytes:
    content = encodebytes(body) if how == "base64" else encodestring(body)
    return f"{HEAD}Content-Type: {kind}\nContent-Transfer-Encoding: {how}\n\n".encode() + content


def part(content: str | bytes, kind: str, *more: str) -> bytes:
    """A part of several; ``more`` are further header lines."""
    raw = content.encode() if isinstance(content, str) else content
    lines = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more]
    return "\n".join(lines).encode() + b"\n\n" + encodebytes(raw)


def several(kind: str, *parts: bytes, head: str = "", mark: str = "grenze") -> bytes:
    """``head`` is left out where it is itself a part."""
    body = b"".join(f"--{mark}\n".encode() + one + b"\n" for one in parts)
    opening = f'{head}Content-Type: multipart/{kind}; boundary="{mark}"\n\n'.encode()
    return opening + body + f"--{mark}--\n".encode()


def enclosed(content: bytes, kind: str, name: str) -> bytes:
    named = Header(name, "utf-8").encode() if not name.isascii() else name
    return part(content, kind, f'Content-Disposition: attachment; filename="{named}"')


def inline(content: bytes, kind: str, name: str, key: str) -> bytes:
    return part(
        content, f'{kind}; name="{name}"', f"Content-ID: <{key}>",
        f'Content-Disposition: inline; filename="{name}"',
    )  # fmt: skip


def nested_letter(inner: bytes) -> bytes:
    return b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + inner
