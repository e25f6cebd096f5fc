- dashboard: finance_template
  title: Finance template
  extension: required
  layout: newspaper
