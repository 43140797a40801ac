"""How personal texts lie beside the entries: encrypted, and read without trust."""

from typing import Any

from cryptography.fernet import InvalidToken

from huiyin.core.crypto import EncryptedTextField


class PrivateTextField(EncryptedTextField):
    """An encrypted text; what somebody put in its place without the key reads as empty, and the check of the
    chain says so.
    """

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        try:
            return super().from_db_value(value, expression, connection)
        except InvalidToken:
            return ""
