view: dim_gl_accounts {
  label: "GL Account"
  sql_table_name: @{MARTS_SCHEMA}.dim_gl_accounts ;;

  set: detail {
    fields: [account_number, account_name, account_group, company_code]
  }

  dimension: account_id {
    primary_key: yes
    hidden: yes
    label: "Account ID"
    description: "Short account ID, text with its leading zeros."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: account_number {
    description: "Cost centre, object account and subsidiary, as JDE shows it."
    type: string
    sql: ${TABLE}.account_number ;;
    link: {
      label: "Journal entries"
      url: "/explore/{{ _model._name }}/general_ledger?fields=fct_gl_entries.gl_date,fct_gl_entries.document_type_code,fct_gl_entries.document_number,fct_gl_entries.explanation,fct_gl_entries.ledger_currency_code,fct_gl_entries.total_amount&f[dim_gl_accounts.account_number]={{ value | url_encode }}&f[fct_gl_entries.ledger_role]=actual"
    }
  }

  dimension: account_name {
    description: "Description of the account."
    type: string
    sql: ${TABLE}.account_name ;;
  }

  dimension: company_code {
    description: "Company of the account."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre of the account."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: object_account {
    description: "Object account."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: object_account_name {
    description: "Description of the object account in the chart of accounts."
    type: string
    sql: ${TABLE}.object_account_name ;;
  }

  dimension: subsidiary {
    description: "Subsidiary; blank when there is none."
    type: string
    sql: ${TABLE}.subsidiary ;;
  }

  dimension: third_account_number {
    description: "Unstructured account number."
    type: string
    sql: ${TABLE}.third_account_number ;;
  }

  dimension: alternate_object_account {
    description: "Object account in the alternate chart."
    type: string
    sql: ${TABLE}.alternate_object_account ;;
  }

  dimension: account_type {
    description: "asset, liability, equity, revenue, expense, or unclassified."
    type: string
    sql: ${TABLE}.account_type ;;
  }

  dimension: account_group {
    description: "Line of the financial statements that the account belongs to."
    type: string
    sql: ${TABLE}.account_group ;;
  }

  dimension: statement {
    description: "balance_sheet, profit_and_loss or unclassified."
    type: string
    sql: ${TABLE}.statement ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the rows, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: natural_sign {
    hidden: yes
    description: "Factor that makes the account's usual balance positive: -1 for liabilities, equity and revenue."
    type: number
    sql: ${TABLE}.natural_sign ;;
  }

  dimension: is_in_account_ranges {
    label: "Is in Account Ranges"
    description: "False where seed account_ranges does not cover the account."
    type: yesno
    sql: ${TABLE}.is_in_account_ranges ;;
  }

  dimension: level_of_detail {
    label: "Level of Detail"
    description: "Level of detail, 1 to 9."
    type: number
    value_format_name: id
    sql: ${TABLE}.level_of_detail ;;
  }

  dimension: posting_edit_code {
    description: "Posting edit code (UDC H00/PE)."
    type: string
    sql: ${TABLE}.posting_edit_code ;;
  }

  dimension: account_currency_code {
    description: "Currency of a monetary account, such as a bank account."
    type: string
    sql: ${TABLE}.account_currency_code ;;
  }

  dimension: is_posting_account {
    description: "False for a heading (posting edit code N)."
    type: yesno
    sql: ${TABLE}.is_posting_account ;;
  }

  dimension: is_active {
    description: "False for an inactive account (posting edit code I)."
    type: yesno
    sql: ${TABLE}.is_active ;;
  }

  dimension: is_model {
    description: "True for a model account, whose rows are in no fact."
    type: yesno
    sql: ${TABLE}.is_model ;;
  }

  dimension: is_in_master {
    label: "Is in Master"
    description: "False where F0901 does not hold the account."
    type: yesno
    sql: ${TABLE}.is_in_master ;;
  }

  dimension: parent_account_id {
    label: "Parent Account ID"
    group_label: "Hierarchy"
    description: "Account ID of the heading above; null where that is a heading of the chart."
    type: string
    sql: ${TABLE}.parent_account_id ;;
  }

  dimension: parent_object_account {
    group_label: "Hierarchy"
    description: "Object account of the heading above."
    type: string
    sql: ${TABLE}.parent_object_account ;;
  }

  dimension: level_1_object_account {
    group_label: "Hierarchy"
    description: "Object account of the heading of level 1 above the account."
    type: string
    sql: ${TABLE}.level_1_object_account ;;
  }

  dimension: level_1_account_name {
    group_label: "Hierarchy"
    description: "Name of the heading of level 1."
    type: string
    sql: ${TABLE}.level_1_account_name ;;
  }

  dimension: level_2_object_account {
    group_label: "Hierarchy"
    description: "Object account of the heading of level 2 above the account."
    type: string
    sql: ${TABLE}.level_2_object_account ;;
  }

  dimension: level_2_account_name {
    group_label: "Hierarchy"
    description: "Name of the heading of level 2."
    type: string
    sql: ${TABLE}.level_2_account_name ;;
  }

  dimension: level_3_object_account {
    group_label: "Hierarchy"
    description: "Object account of the heading of level 3 above the account."
    type: string
    sql: ${TABLE}.level_3_object_account ;;
  }

  dimension: level_3_account_name {
    group_label: "Hierarchy"
    description: "Name of the heading of level 3."
    type: string
    sql: ${TABLE}.level_3_account_name ;;
  }

  dimension: category_code_01_name {
    group_label: "Category Codes"
    description: "Name of category code 01."
    type: string
    sql: ${TABLE}.category_code_01_name ;;
  }

  dimension: category_code_02_name {
    group_label: "Category Codes"
    description: "Name of category code 02."
    type: string
    sql: ${TABLE}.category_code_02_name ;;
  }

  dimension: category_code_03_name {
    group_label: "Category Codes"
    description: "Name of category code 03."
    type: string
    sql: ${TABLE}.category_code_03_name ;;
  }

  dimension: category_code_04_name {
    group_label: "Category Codes"
    description: "Name of category code 04."
    type: string
    sql: ${TABLE}.category_code_04_name ;;
  }

  dimension: category_code_05_name {
    group_label: "Category Codes"
    description: "Name of category code 05."
    type: string
    sql: ${TABLE}.category_code_05_name ;;
  }

  dimension: category_code_06_name {
    group_label: "Category Codes"
    description: "Name of category code 06."
    type: string
    sql: ${TABLE}.category_code_06_name ;;
  }

  dimension: category_code_07_name {
    group_label: "Category Codes"
    description: "Name of category code 07."
    type: string
    sql: ${TABLE}.category_code_07_name ;;
  }

  dimension: category_code_08_name {
    group_label: "Category Codes"
    description: "Name of category code 08."
    type: string
    sql: ${TABLE}.category_code_08_name ;;
  }

  dimension: category_code_09_name {
    group_label: "Category Codes"
    description: "Name of category code 09."
    type: string
    sql: ${TABLE}.category_code_09_name ;;
  }

  dimension: category_code_10_name {
    group_label: "Category Codes"
    description: "Name of category code 10."
    type: string
    sql: ${TABLE}.category_code_10_name ;;
  }

  dimension: account_class {
    label: "Account Class"
    description: "Account type in the order of the financial statements."
    type: string
    case: {
      when: { sql: ${account_type} = 'asset' ;; label: "Assets" }
      when: { sql: ${account_type} = 'liability' ;; label: "Liabilities" }
      when: { sql: ${account_type} = 'equity' ;; label: "Equity" }
      when: { sql: ${account_type} = 'revenue' ;; label: "Revenue" }
      when: { sql: ${account_type} = 'expense' ;; label: "Expense" }
      else: "Unclassified"
    }
  }

  dimension: balance_sheet_class {
    label: "Balance Sheet Class"
    group_label: "Balance Sheet"
    description: "Assets, Liabilities or Equity; the result that the annual close has not carried yet belongs to equity."
    type: string
    case: {
      when: { sql: ${account_type} = 'asset' ;; label: "Assets" }
      when: { sql: ${account_type} = 'liability' ;; label: "Liabilities" }
      else: "Equity"
    }
  }

  dimension: balance_sheet_line {
    label: "Balance Sheet Line"
    group_label: "Balance Sheet"
    description: "Account group of balance sheet accounts, Result of the year for all others."
    type: string
    sql: CASE WHEN ${statement} = 'balance_sheet' THEN ${account_group} ELSE 'Result of the year' END ;;
  }

  measure: count {
    label: "Accounts"
    description: "Number of accounts."
    type: count_distinct
    sql: ${account_id} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
