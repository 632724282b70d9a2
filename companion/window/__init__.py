"""The window: HTML pages over the register, for pywebview and for any browser after log-in."""

from companion.window.login import Login
from companion.window.pages import TRANSLATIONS, blueprint, problem

__all__ = ["TRANSLATIONS", "Login", "blueprint", "problem"]
