include: "/views/fct_po_receipts.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_items.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: po_receipts {
  view_name: fct_po_receipts
  label: "Purchase Receipts"
  description: "One row per receipt or match of a purchase order line. What came, on time or not, and what is not invoiced yet."
  access_filter: {
    field: fct_po_receipts.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_po_receipts.cost_center_code
    user_attribute: jde_cost_center
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_po_receipts.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_po_receipts.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: dim_items {
    relationship: many_to_one
    sql_on: ${fct_po_receipts.item_number} = ${dim_items.item_number} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_po_receipts.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_po_receipts.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_po_receipts.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Receipt Calendar"
    relationship: many_to_one
    sql_on: ${fct_po_receipts.received_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
