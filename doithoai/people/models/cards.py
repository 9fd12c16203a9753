"""How somebody signs in who has no e-mail address: a printed card, a code in a text message.

Neither can be made from what stands here (decision 21): both need a secret outside the database.
"""

from django.db import models

from doithoai.people.models.accounts import User


class SignInCard(models.Model):
    """A code on paper that signs in once; ``digest``: an HMAC of it. It goes when it is used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="cards")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


class TextCode(models.Model):
    """The newest code for an account; the code is an HMAC of ``nonce``. It goes when it is used."""

    user = models.OneToOneField(User, models.CASCADE, related_name="text_code")
    nonce = models.BinaryField(max_length=16, editable=False)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"
