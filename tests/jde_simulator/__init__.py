"""A simulated AIS Server for tests and the demo: real HTTP over F-tables held in DuckDB."""

from __future__ import annotations

from tests.jde_simulator.clock import Clock
from tests.jde_simulator.faults import Fault, FaultPlan
from tests.jde_simulator.log import LogEntry, RequestLog
from tests.jde_simulator.server import AisServer
from tests.jde_simulator.settings import ServerSettings, User

__all__ = ["AisServer", "Clock", "Fault", "FaultPlan", "LogEntry", "RequestLog", "ServerSettings", "User"]
