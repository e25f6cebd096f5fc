"""Who sees which rows: the access filters and grants that every explore must have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lookml.fieldsets import explore_fields
from lookml.objects import Explore, Model
from lookml.project import Project
from lookml.source import Fault

COMPANY, COST_CENTER, DATA_CLASS = "jde_company", "jde_cost_center", "jde_data_class"
USER_ATTRIBUTES = frozenset({COMPANY, COST_CENTER, DATA_CLASS, "jde_tax_fields"})
ALL_COST_CENTERS = "all_cost_centers"
# the cost centre that honestly answers for a row of the explore's fact
COST_CENTER_FIELD = {
    "ap_spend": "fct_ap_spend.charged_cost_center_code",
    "purchasing": "fct_purchase_order_lines.cost_center_code",
    "po_commitments": "fct_po_commitments.cost_center_code",
    "po_receipts": "fct_po_receipts.cost_center_code",
    "procure_to_pay": "fct_procure_to_pay.cost_center_code",
    "general_ledger": "fct_gl_entries.cost_center_code",
    "gl_activity": "fct_gl_activity.cost_center_code",
    "gl_balances": "fct_gl_balances.cost_center_code",
    "budget_variance": "fct_budget_variance.cost_center_code",
    "cost_allocation": "fct_cost_allocations.target_cost_center_code",
    "headcount_cost": "fct_headcount_cost.cost_center_code",
    "profit_and_loss": "fct_profit_and_loss.cost_center_code",
}
# their facts carry no cost centre that says who may see the row
WITHOUT_COST_CENTER = frozenset(
    {
        "accounts_payable",
        "ap_aging",
        "ap_open_daily",
        "ap_payments",
        "days_payable",
        "restatements",
        "data_trust",
        "data_loads",
    }
)
# counts of whole tables: no row belongs to a company
WITHOUT_COMPANY = frozenset({"data_loads"})
TAX_GRANT = "supplier_tax_fields"


def check_security(project: Project) -> Iterator[Fault]:
    """Explores without the filters and grants that their data needs."""
    for model in project.models.values():
        for explore in model.explores.values():
            yield from _company(explore)
            yield from _cost_center(explore)
            yield from _data_class(model, explore)
            yield from _tax_fields(model, explore)


def _filtered(explore: Explore, attribute: str) -> set[str]:
    return {rule.field for rule in explore.access_filters if rule.user_attribute == attribute}


def _company(explore: Explore) -> Iterator[Fault]:
    wanted = f"{explore.base}.company_code"
    if explore.name not in WITHOUT_COMPANY and wanted not in _filtered(explore, COMPANY):
        yield Fault(
            explore.location, "security", f"explore `{explore.name}` does not hold `{wanted}` to {COMPANY}"
        )


def _cost_center(explore: Explore) -> Iterator[Fault]:
    if explore.name in WITHOUT_COST_CENTER:
        if ALL_COST_CENTERS not in explore.node.list("required_access_grants"):
            message = f"explore `{explore.name}` must require the access grant {ALL_COST_CENTERS}"
            yield Fault(explore.location, "security", message)
        return
    wanted = COST_CENTER_FIELD.get(explore.name)
    if wanted is None:
        yield Fault(
            explore.location, "security", f"no rule says who may see the rows of explore `{explore.name}`"
        )
    elif wanted not in _filtered(explore, COST_CENTER):
        yield Fault(
            explore.location,
            "security",
            f"explore `{explore.name}` does not hold `{wanted}` to {COST_CENTER}",
        )


def _data_class(model: Model, explore: Explore) -> Iterator[Fault]:
    """Rows of payroll accounts are kept from those without the class: by the fact, else by its accounts."""
    held = _filtered(explore, DATA_CLASS)
    if f"{explore.base}.data_class" in held:
        return
    for alias, view in explore.aliases.items():
        carries = view in model.views and "data_class" in model.views[view].fields
        if carries and f"{alias}.data_class" not in held:
            message = f"explore `{explore.name}` does not hold `{alias}.data_class` to {DATA_CLASS}"
            yield Fault(explore.location, "security", message)


def _tax_fields(model: Model, explore: Explore) -> Iterator[Fault]:
    if any(view not in model.views for view in explore.aliases.values()):
        return
    for name, entry in explore_fields(model, explore).items():
        if re.search(r"tax_(id|number|certificate)", entry.name) and TAX_GRANT not in entry.grants:
            yield Fault(entry.location, "security", f"`{name}` must require the access grant {TAX_GRANT}")
