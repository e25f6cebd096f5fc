"""Looker's LookML parameters: which may stand in which block, and the values of those that are a choice.

From Looker's LookML reference (param-* pages); used to tell a misspelt parameter from one that Looker knows.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

YES_NO = frozenset({"yes", "no"})


def hint(word: str, known: Collection[str]) -> str:
    """The end of a message about an unknown word: the known one that is most like it, if any is."""
    close = get_close_matches(word, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIELD = """
    type sql label label_from_parameter view_label group_label group_item_label description hidden tags
    required_access_grants required_fields can_filter link action drill_fields html value_format
    value_format_name alias suggestions suggest_dimension suggest_explore suggestable full_suggestions
    suggest_persist_for synonyms
"""
_PARTS = {
    "manifest": """
        project_name constant remote_dependency local_dependency override_constant localization_settings
        new_lookml_runtime application visualization
    """,
    "constant": "value export",
    "model": """
        connection include label view explore access_grant datagroup named_value_format test map_layer
        week_start_day fiscal_month_offset case_sensitive persist_for persist_with localization_settings
        conversion_filters model_name
    """,
    "access_grant": "user_attribute allowed_values",
    "datagroup": "label description sql_trigger interval_trigger max_cache_age",
    "named_value_format": "value_format strict_value_format",
    "view": """
        label sql_table_name derived_table extends extension final suggestions fields_hidden_by_default
        required_access_grants drill_fields set dimension dimension_group measure parameter filter
        view_label include
    """,
    "set": "fields",
    "dimension": _FIELD
    + """
        primary_key order_by_field case case_sensitive tiers style bypass_suggest_restrictions
        datatype convert_tz allow_fill map_layer_name skip_drill_filter sql_latitude sql_longitude
        alpha_sort string_datatype units
    """,
    "dimension_group": _FIELD
    + """
        timeframes intervals datatype convert_tz allow_fill sql_start sql_end order_by_field
        skip_drill_filter
    """,
    "measure": _FIELD
    + """
        filters approximate approximate_threshold list_field percentile precision sql_distinct_key
        direction based_on based_on_time period kind value_to_date datatype convert_tz
    """,
    "parameter": """
        type label view_label group_label description hidden allowed_value default_value suggestions
        suggest_dimension suggest_explore required_access_grants tags
    """,
    "filter": """
        type sql label view_label group_label description hidden default_value suggestions
        suggest_dimension suggest_explore required_access_grants datatype convert_tz tags
    """,
    "case": "when else",
    "when": "sql label",
    "link": "label url icon_url",
    "action": "label url icon_url form_url param form_param user_attribute_param",
    "allowed_value": "label value",
    "explore": """
        view_name from view_label label group_label description hidden extends extension fields tags
        required_access_grants join always_join always_filter conditionally_filter sql_always_where
        sql_always_having access_filter persist_for persist_with case_sensitive cancel_grouping_fields
        symmetric_aggregates sql_table_name final aggregate_table query
    """,
    "join": """
        from view_label type relationship sql_on sql_where foreign_key fields required_joins
        required_access_grants outer_only sql_table_name
    """,
    "access_filter": "field user_attribute",
    "always_filter": "filters",
    "conditionally_filter": "filters unless",
    "aggregate_table": "query materialization",
    "materialization": """
        datagroup_trigger sql_trigger_value persist_for increment_key increment_offset
        publish_as_db_view partition_keys cluster_keys distribution indexes
    """,
    "query": """
        dimensions measures filters timezone sorts limit description label pivots
    """,
    "test": "explore_source assert",
    "explore_source": "column filters sorts limit bind_filters derived_column expression_custom_filter",
    "column": "field",
    "assert": "expression",
}
PARAMETERS = {block: _words(words) for block, words in _PARTS.items()}

_VALUES = {
    ("dimension", "type"): "string number yesno tier date time zipcode location distance bin",
    ("dimension_group", "type"): "time duration",
    ("measure", "type"): """
        average average_distinct count count_distinct date list max median median_distinct min number
        percent_of_previous percent_of_total percentile percentile_distinct period_over_period
        running_total string sum sum_distinct yesno time
    """,
    ("parameter", "type"): "date date_time number string unquoted yesno",
    ("filter", "type"): "date date_time number string yesno",
    ("join", "type"): "left_outer inner full_outer cross",
    ("join", "relationship"): "many_to_one one_to_one one_to_many many_to_many",
    ("constant", "export"): "none override_optional override_required",
    ("dimension", "style"): "classic integer interval relational",
    ("dimension", "datatype"): "date datetime epoch timestamp yyyymmdd",
    ("dimension_group", "datatype"): "date datetime epoch timestamp yyyymmdd",
    ("view", "extension"): "required",
    ("explore", "extension"): "required",
    ("model", "week_start_day"): "monday tuesday wednesday thursday friday saturday sunday",
}
VALUES = {place: _words(words) for place, words in _VALUES.items()}
FLAGS = _words("""
    hidden primary_key convert_tz can_filter suggestable full_suggestions alpha_sort allow_fill
    fields_hidden_by_default symmetric_aggregates strict_value_format case_sensitive
    """)
NUMBERS = _words("fiscal_month_offset limit increment_offset approximate_threshold")
TIMEFRAMES = _words("""
    raw time date week month month_name month_num quarter quarter_of_year year day_of_month day_of_week
    day_of_week_index day_of_year week_of_year hour hour_of_day minute second time_of_day yesno
    fiscal_year fiscal_quarter fiscal_quarter_of_year fiscal_month_num
    """)
INTERVALS = _words("second minute hour day week month quarter year")
VALUE_FORMATS = _words("""
    decimal_0 decimal_1 decimal_2 decimal_3 decimal_4 usd usd_0 gbp gbp_0 eur eur_0 id
    percent_0 percent_1 percent_2 percent_3 percent_4
    """)

DASHBOARD = _words("""
    dashboard title description extends extension layout tabs rows refresh auto_run filters elements
    enable_viz_full_screen crossfilter_enabled filters_bar_collapsed filters_location_top embed_style
    preferred_slug tile_size width show_filters_bar show_applied_filters
    """)
DASHBOARD_FILTER = _words("""
    name title type model explore field default_value allow_multiple_values required ui_config
    listens_to_filters vis_filter
    """)
DASHBOARD_FILTER_TYPES = frozenset({"field_filter", "number_filter", "date_filter", "string_filter"})
ELEMENT = _words("""
    name title title_hidden type model explore fields dimensions measures pivots fill_fields sorts limit
    column_limit filters filter_expression dynamic_fields hidden_fields listen merged_queries
    query_timezone note note_text note_state note_display row col width height tab_name total row_total
    subtotals stacking series_types series_colors series_labels y_axes y_axis_combined show_value_labels
    show_comparison comparison_type comparison_label show_comparison_label comparison_reverse_colors
    conditional_formatting advanced_vis_config body_text title_text subtitle_text show_view_names
    show_row_numbers show_null_points show_null_labels show_x_axis_label show_y_axis_labels
    show_y_axis_ticks show_x_axis_ticks x_axis_label y_axis_label legend_position point_style
    interpolation value_labels label_type inner_radius value_format single_value_title
    show_single_value_title custom_color custom_color_enabled series_value_format series_cell_visualizations
    table_theme limit_displayed_rows truncate_column_names size_to_fit show_totals show_row_totals
    header_font_size rows_font_size hide_totals hide_row_totals conditional_formatting_include_totals
    conditional_formatting_include_nulls show_silhouette totals_color ordering x_axis_scale
    x_axis_reversed y_axis_reversed plot_size_by_field trellis x_axis_gridlines y_axis_gridlines
    up_color down_color total_color reference_lines trend_lines defaults_version series_column_widths
    column_order show_dropoff label_density y_axis_scale_mode font_size text_color
    """)
ELEMENT_TYPES = _words("""
    single_value looker_line looker_area looker_column looker_bar looker_pie looker_donut_multiples
    looker_grid looker_waterfall looker_scatter looker_funnel looker_timeline looker_google_map
    looker_single_record looker_boxplot table text button
    """)
LOOK = _words("""
    look title description model explore fields pivots filters sorts limit column_limit vis_config folder
    """)
# what must be true or false, and what is one of a few words, on boards
BOARD_FLAGS = _words("""
    auto_run enable_viz_full_screen crossfilter_enabled filters_bar_collapsed filters_location_top
    allow_multiple_values required title_hidden total show_comparison show_comparison_label
    comparison_reverse_colors show_value_labels show_view_names show_row_numbers show_null_points
    show_null_labels show_x_axis_label show_y_axis_labels show_y_axis_ticks show_x_axis_ticks
    show_single_value_title custom_color_enabled limit_displayed_rows truncate_column_names size_to_fit
    show_totals show_row_totals hide_totals hide_row_totals conditional_formatting_include_totals
    conditional_formatting_include_nulls show_silhouette x_axis_reversed y_axis_reversed y_axis_combined
    x_axis_gridlines y_axis_gridlines plot_size_by_field show_dropoff
    """)
# they change the rows of a tile, and nothing here knows how
UNPROVED = _words(
    "filter_expression dynamic_fields merged_queries fill_fields dimensions measures query_timezone"
)
BOARD_NUMBERS = _words("row col width height limit column_limit")
BOARD_CHOICES = {
    "layout": _words("newspaper grid tile static"),
    "extension": _words("required"),
    "comparison_type": _words("value change progress progress_percentage"),
    "stacking": frozenset({"", "normal", "percent"}),
    "row_total": _words("right left"),
    "note_state": _words("collapsed expanded"),
    "note_display": _words("above below hover"),
    "legend_position": _words("left right center top bottom"),
    "point_style": _words("none circle circle_outline"),
    "interpolation": _words("linear monotone step step-before step-after"),
    "ordering": _words("none asc desc"),
    "x_axis_scale": _words("auto time ordinal"),
    "label_type": _words("lab labPer labVal val per"),
    "value_labels": _words("legend labels"),
    "table_theme": _words("white gray editable transparent unstyled"),
}
REFRESH = r"\d+ (second|minute|hour|day)s?"
FILTER_CONTROLS = _words("""
    button_group checkboxes range_slider tag_list radio_buttons button_toggles dropdown_menu slider
    day_picker day_range_picker relative_timeframes advanced
    """)
FILTER_DISPLAYS = _words("inline popover overflow")
FILTER_CONFIG = _words("type display options")
CONDITIONS = frozenset(
    {
        "equal to",
        "not equal to",
        "greater than",
        "less than",
        "between",
        "not between",
        "null",
        "not null",
        "along a scale...",
        "high to low",
        "low to high",
        "top",
        "bottom",
    }
)
CONDITION = _words("""
    type value background_color font_color color_application palette bold italic strikethrough fields
    """)
# mappings of a tile whose keys are its fields
BY_FIELD = _words("""
    series_colors series_labels series_types series_value_format series_cell_visualizations
    series_column_widths
    """)
