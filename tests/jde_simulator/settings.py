"""What a site can set differently: the switches of the simulated AIS Server and its users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# JDE's own codes of the user's date format; the third is not confirmed by a captured answer.
DATE_FORMAT_CODES = {"MM/dd/yyyy": "MDE", "dd/MM/yyyy": "DME", "yyyy/MM/dd": "EMD"}

CAPABILITIES = (
    "grid",
    "editable",
    "log",
    "processingOption",
    "ignoreFDAFindOnEntry",
    "selectAllGridRows",
    "applicationStack",
    "query",
    "taskAuthorization",
    "urlMediaObjects",
    "jargon",
    "aliasNaming",
    "dataservice",
    "dataServiceAggregation",
    "outputType",
    "validate",
    "version2services",
    "nextPage",
    "simpleGetServices",
    "formServiceOrderBy",
    "messageService",
)


@dataclass(frozen=True)
class User:
    """One JDE user: what signs in, and the preferences that change what the user sees.

    `date_format` is in Java letters and rules how date literals of this user are read.
    """

    name: str = "SVCELT"
    password: str = field(default="simulated", repr=False)
    date_format: str = "MM/dd/yyyy"
    environments: tuple[str, ...] = ("JPD920",)
    roles: tuple[str, ...] = ("*ALL",)
    enabled: bool = True
    address_number: int = 7777
    denied_tables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ServerSettings:
    """Every behaviour in which AIS servers differ, or which is not confirmed; times say their unit.

    The defaults are the hard case wherever a client must bear both. Tables are named `F0411`, columns `AG`.
    """

    # signing in
    users: tuple[User, ...] = (User(),)
    allow_basic: bool = True
    allow_body_credentials: bool = True
    bearer_tokens: Mapping[str, str] = field(default_factory=dict)  # JWT -> user; empty: JWT is off
    lock_after: int = 3  # rejected passwords until the user is disabled; 0: never
    login_members: str = "full"  # minimal | full | extra
    login_without_token: bool = False  # 200, yet no token in the answer
    report_date_format: bool = True
    time_zone_offset: str = "UTC-05:00"

    # sessions
    bind_token: bool = True  # to the device name, or to the caller's IP
    bind_next_link: bool = False  # a next link must be called with the device name too
    strict_cookie: bool = False  # a token is worth nothing without its JSESSIONID
    invalid_token_status: int = 444  # 444 | 403 | 500
    idle_minutes: float = 30
    ttl_minutes: float = 720
    result_sets_per_session: int = 0  # a further one closes the oldest; 0: no limit

    # the data service
    context: str = "/jderest"
    version_2: bool = True
    capabilities: tuple[str, ...] = CAPABILITIES
    ais_version: str = "EnterpriseOne Tools 9.2.7.4"
    default_page_size: int = 100
    fetch_limit: int = 2000  # DB Fetch Limit of the HTML server: the cap of "No Max"
    page_size_cap: int = 0  # cap of every maxPageSize; 0: none
    needs_find: bool = True
    query_security: bool = False  # a search without criteria is suppressed
    date_literals: tuple[str, ...] = ("user",)  # further shapes understood: "yyyyMMdd", "julian"
    unknown_date_literal: str = "error"  # error | no_match | ignore (the condition is dropped)
    wildcards: bool = True  # QBE: "*" in an EQUAL literal stands for anything
    pad_business_units: bool = True  # 20100 finds the right-justified MCU
    nested_complex_query: bool = False
    collation: str = "binary"  # binary | ebcdic: how text is ordered and compared
    denied_as: str = "403"  # 403 | 500 | ds_error | fs_error | exception: a table without the right
    errors_as: str = "500"  # 500 | exception | sysErrors | fs_errors | ds_error: a faulty request
    secured_columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    secured_as: str = "missing"  # missing | blank
    row_security: Mapping[str, str] = field(default_factory=dict)  # table -> SQL predicate of visible rows
    moving_data: bool = False  # each page is read from the table as it then is

    # values
    null_dates: str = "null"  # null | empty | blank | missing
    null_numbers: str = "zero"  # zero | null
    number_form: str = "plain"  # plain | padded (12.50) | scientific (1.25E7 from ten million on)
    shuffle_keys: bool = False
    refuse_versions: bool = True  # of the output types, GRID_DATA alone is answered
    columns_when_empty: bool = True
    grid_identity: bool = True  # id and fullGridId are present

    # next pages
    next_page: bool = True
    link_base: str = "http://ais.corp:9300/jderest/"  # how the server sees itself: wrong host, doubled slash
    stateless_link: str = "none"  # none | dead: what Basic callers get
    omit_links: bool = False  # moreRecords, but no way on
    reused_link: str = "advance"  # advance | repeat | expire: the same link called twice
    result_set_timeout: float = 60  # seconds since the last page
    expired_as: str = "500"  # 500 | 200: JAS_MSG347
    simple_get_links: bool = False

    # COUNT and AGGREGATION
    count_shape: str = "nested"  # nested | flat
    count_all_key: str = "COUNT"
    group_values: str = "plain"  # plain | object
    aggregate_decimals: str = "exact"  # exact | display (the data dictionary's)

    # operation
    today: date | None = None  # JDE's day; default: the day of the books
    time_of_day: str = "14:30:00"  # JDE's clock when the server starts
    latency: float = 0.0  # seconds before each answer
    compress: bool = False  # gzip for callers who accept it


def user_named(settings: ServerSettings, name: str) -> User | None:
    """The user of that name, whatever its case, or None."""
    for user in settings.users:
        if user.name.upper() == name.upper():
            return user
    return None
