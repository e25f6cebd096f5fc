"""Memory that C libraries ask for, kept from growing with the number of packages."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

HEAPS = 2
_M_ARENA_MAX = -8


def share_heaps() -> None:
    """Let all threads share two heaps of glibc, and Arrow one of jemalloc, which returns what it had.

    glibc gives each of the threads that come and go with every package a heap of its own and keeps what it
    once had, so that a first load of four times the rows peaked 200 MB higher. Arrow's own choice, mimalloc,
    keeps some 50 MB more, and jemalloc's, a heap for several threads, some 20. To be called before Arrow is
    imported; `ARROW_DEFAULT_MEMORY_POOL` and `JE_ARROW_MALLOC_CONF` override it.
    """
    if sys.platform == "linux":
        # Arrow's wheels for other systems may lack it, and would say so on standard error
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
        os.environ.setdefault("JE_ARROW_MALLOC_CONF", "narenas:1")
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, HEAPS)
