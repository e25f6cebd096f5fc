"""The answers about the server itself and about signing in."""

from __future__ import annotations

from typing import Any

from tests.jde_simulator.sessions import Session
from tests.jde_simulator.settings import DATE_FORMAT_CODES, ServerSettings

JAS_SERVER = "http://jas.corp:7005"


def login_answer(session: Session, settings: ServerSettings) -> dict[str, Any]:
    """The body of a token request that went well."""
    user = session.user
    information: dict[str, Any] = {"token": session.token}
    if settings.login_without_token:
        del information["token"]
    if settings.report_date_format:
        information |= {
            "dateFormat": DATE_FORMAT_CODES.get(user.date_format, ""),
            "dateSeperator": next((letter for letter in user.date_format if not letter.isalpha()), ""),
            "simpleDateFormat": user.date_format,
        }
    if settings.login_members == "minimal":
        return {"username": user.name, "userInfo": information}
    information |= {
        "langPref": "  ",
        "locale": "en",
        "timeFormat": "12",
        "decimalFormat": ".",
        "addressNumber": user.address_number,
        "alphaName": "ELT Service",
        "appsRelease": "E920",
        "country": " ",
        "username": user.name,
        "longUserId": "",
        "timeZoneOffset": settings.time_zone_offset,
        "dstRuleKey": "USA",
        "dstRule": {},
    }
    answer = {
        "username": user.name,
        "environment": session.environment,
        "role": session.role,
        "jasserver": JAS_SERVER,
        "userInfo": information,
        "userAuthorized": False,
        "version": None,
        "poStringJSON": None,
        "altPoStringJSON": None,
        "aisSessionCookie": session.cookie,
        "adminAuthorized": False,
        "passwordAboutToExpire": False,
        "deprecated": True,
    }
    if settings.login_members == "extra":
        information["preferences"] = {"grid": [1, 2, {"deep": None}]}
        answer["somethingNew"] = [{"name": "x", "values": [1.5, None, True]}]
    return answer


def configuration(settings: ServerSettings, required: str) -> dict[str, Any]:
    """The body of defaultconfig; `required` is the caller's comma-separated list of capabilities."""
    environment, role = settings.users[0].environments[0], settings.users[0].roles[0]
    answer: dict[str, Any] = {
        "jasHost": "jas.corp",
        "jasPort": "7005",
        "jasProtocol": "http",
        "defaultEnvironment": environment,
        "defaultRole": role,
        "displayEnvironment": True,
        "displayRole": True,
        "aisVersion": settings.ais_version,
        "capabilityList": [
            {
                "name": name,
                "shortDescription": name,
                "longDescription": f"Capability {name}",
                "asOfRelease": "9.2",
                "sinceVersion": "1.0",
            }
            for name in offered(settings)
        ],
    }
    if required:
        wanted = {name.strip() for name in required.split(",") if name.strip()}
        answer["requiredCapabilityMissing"] = not wanted <= set(offered(settings))
    return answer


def offered(settings: ServerSettings) -> list[str]:
    """The capabilities; without next pages, `nextPage` is not among them."""
    return [name for name in settings.capabilities if settings.next_page or name != "nextPage"]
