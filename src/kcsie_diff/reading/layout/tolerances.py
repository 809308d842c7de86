"""Tolerances of layout analysis: the lengths, ratios and counts by which an untagged page is read.

Points are 1/72 inch; ems are multiples of the size of the type at hand; shares run from 0 to 1; ratios compare two
lengths. The values are choices, held by the tests of `reading.layout` and by the editions that the tests read; none
comes from a standard. Each line says what a value keeps apart.
"""

from kcsie_diff.reading.page_model import RULE
from kcsie_diff.records import Record


class LayoutTolerances(Record, frozen=True):
    """The thresholds of `reading.layout`, by the module that uses them first."""

    # rows
    word_gap: float = 1.0
    """Ems. A wider gap separates cells, not words: justified text seldom reaches 0.8."""
    spread_gaps: int = 3
    """So many gaps at least show that a justified line is spread out, where they are wider than `word_gap`."""
    spread_likeness: float = 1.5
    """Ratio. The gaps of such a line differ by no more."""
    spread_neighbours: int = 2
    """So many lines of the page at least fill the same column without a wide gap."""
    same_baseline: float = 0.3
    """Ems. Text runs whose baselines differ by no more stand in one row."""
    stray_mark_size: float = 0.76
    """Share of the row's size. A footnote mark torn from the end of its row is set smaller than this."""
    stray_mark_step: float = 1.1
    """Ems. Such a mark stands less than this below its row: PDFium puts it at the start of the next line."""
    mark_below: float = 0.5
    """Ems. How far an index, a raised or a hidden text run may stand below the row that it belongs to."""
    least_drop: float = 0.1
    """Ems. An index as in "H2O" stands further below its line than this, and no further than `mark_below`."""
    index_length: int = 3
    """Characters. Such an index has no more."""
    mark_above: float = 0.9
    """Ems. How far a raised or hidden text run may stand above the row that it belongs to."""
    mark_reach: float = 3.0
    """Ems. A mark further from every row than this makes a row of its own."""
    space_width: float = 0.15
    """Ems. A wider gap between text runs that were not neighbours is a space: a space is about 0.25."""

    # typography
    same_size: float = 0.5
    """Points. Sizes that differ by less are one size."""
    least_step: float = 0.85
    """Ems. Baselines of one text stand further apart than this; closer ones are marks and their lines."""
    most_step: float = 2.4
    """Ems. Baselines of one text stand closer than this; double spacing is closer still."""
    default_leading: float = 1.2
    """Ems. The distance of two baselines where the document shows none: the default of word processors."""
    least_steps: int = 4
    """Count. Fewer distances of baselines say nothing about a size."""
    common_step: float = 0.3
    """Share of the most frequent distance of baselines. A distance this frequent may be that within paragraphs."""
    full_row: float = 0.15
    """Share of the width of a row. A row that ends no further from the edge runs on into the next."""
    wider_leading: float = 1.1
    """Ratio. A column whose lines stand further apart than this times the usual is set wider."""
    early_row: float = 0.2
    """Share of the width of a row. A row that ends further from the edge was ended by its writer."""
    paragraph_gap: float = 1.2
    """Ratio to the usual distance of baselines. A greater distance separates paragraphs."""
    spaced_majority: float = 3.0
    """Ratio. With more than so many gaps to each paragraph without one, a document separates paragraphs by gaps."""

    # units
    indent: float = 0.6
    """Ems. Left edges that differ by less are one edge."""
    full_line_space: float = 1.0
    """Ems. The room beside the next word with which a row counts as full: the column's edge is only measured."""
    few_words: int = 3
    """Count. The first row of a paragraph whose rows begin at two edges holds more words; a term in a list does not."""
    type_difference: float = 0.08
    """Ems. Rows whose sizes differ by more are set in different type."""
    heading_type: float = 1.15
    """Ratio to the size of the running text. Larger rows are set as headings, whose lines stand further apart."""
    overlap: float = 0.3
    """Ems. Rows whose baselines are closer than this are not lines of one paragraph."""
    hanging_step: float = 1.25
    """Ratio to the usual distance of baselines. The second row of a hanging indent stands closer than this."""
    hanging_indent: float = 0.4
    """Ems. Text that begins further from a label than this hangs beside it."""
    list_indent: float = 0.8
    """Ems. Labels whose left edges differ by no more may be of one list."""
    centred: float = 0.4
    """Ems. Rows whose middles differ by less than half of this are centred under each other."""
    short_row: float = 0.6
    """Share of the column. Rows of an address or a list of names are shorter than this."""

    # blocks
    early_pages: float = 0.2
    """Share of the pages. Lists of contents without leaders are looked for in the first of them."""
    table_edges: float = 9.0
    """Points. The parts of a table on two pages have edges that differ by less, both sides added up."""

    # ruled_tables
    thin: float = RULE
    """Points. A path no thicker is a line."""
    line_reach: float = 4.0
    """Points. Lines that miss each other by no more meet."""
    most_crossings: int = 400_000
    """Count. A page with more pairs of lines is a drawing: no grid is looked for, which would take too long."""
    most_cells: int = 20_000
    """Count. A grid with more cells is a drawing."""
    most_cells_beside: int = 60
    """Count. More shapes beside each other are a drawing: each is compared with each."""
    shade_width: float = 12.0
    """Points. A shade that is not wider holds no cell; rules may end this far inside the shades of their table."""
    shade_height: float = 8.0
    """Points. A shade that is not higher holds no line of text."""
    band_gap: float = 150.0
    """Points. Shaded rows closer than this may belong to one table, with one white row between them."""
    band_rule_reach: float = 90.0
    """Points. The rules over the head and under the last row of such a table stand closer than this."""
    band_head_height: float = 60.0
    """Points. A row of the head of such a table is lower than this."""

    # borderless_tables
    rows_of_two_columns: int = 3
    """Count. Rows with cells beside each other that make a table of two columns: a name and a date make fewer."""
    rows_of_three_columns: int = 2
    """Count. The same for three columns; one row of four or more is enough."""
    lone_row_gap: float = 2.0
    """Ems. A row that is a table by itself has a wider gap than this: justified text seldom reaches 1.5."""
    stretched_gap: float = 0.3
    """Ems. The gaps between the words of a justified row differ by no more."""
    rows_with_cells: float = 0.25
    """Share of the rows. At least so many rows of a table have cells beside each other."""
    column_edge: float = 1.0
    """Points. Words that begin no further from the left edge of a column begin in it, however near others stand."""
    drawn_indent: float = 3.0
    """Ems. The lines of a cell that is drawn at once begin within this distance of its edge, or stand in its middle."""
    drawn_gap: float = 4.0
    """Ems. The rows of a table that is drawn cell by cell stand closer than this."""
    drawn_edge: float = 2.0
    """Points. The cells of a column of such a table begin no further apart."""
    drawn_rows: int = 2
    """Count. Such a table has as many rows of several cells."""
    column_start: float = 0.5
    """Ems. A single cell at the top of a page continues a column whose left edge is closer than this."""
    head_rule_reach: float = 1.2
    """Ems. The rule under the head of a table stands closer than this below its baseline."""
    head_step: float = 1.1
    """Ratio to the usual distance of baselines. The lines of a table's head stand closer than this."""
    table_step: float = 2.6
    """Ratio to the usual distance of baselines. The rows of one table stand closer than this."""
    after_table_type: float = 1.12
    """Ratio of sizes. A row in larger type than this is a heading after the table."""
    after_table_heading_step: float = 1.3
    """Ratio to the usual distance of baselines. A bold row further below than this is a heading after the table."""
    after_table_step: float = 1.25
    """Ratio to the usual distance of baselines. A last row of one segment further below is text after the table."""
    same_row_step: float = 3.0
    """Points. Rows of the page closer than this are of one row of the table."""
    table_row_gap: float = 1.2
    """Ratio to the smallest distance of baselines in the table, plus `table_row_slack`. A greater one parts rows."""
    table_row_slack: float = 1.0
    """Points. See `table_row_gap`."""
    rule_length: float = 60.0
    """Points. A longer rule between two rows separates rows of the table; a shorter one underlines words."""
    rule_clearance: float = 0.6
    """Ems. Such a rule stands this far above the baseline of the lower row, clear of its letters."""

    # boxes
    shape_width: float = 24.0
    """Points. A shape that holds text is at least as wide."""
    shape_height: float = 11.0
    """Points. A shape that holds text is at least as high."""
    touching: float = 3.0
    """Points. Shapes that stand closer touch: the shades of one table, the strips of one box."""
    most_shapes: int = 600
    """Count. Only the first paths of a page are looked at for shapes: each is compared with each."""
    box_width: float = 0.4
    """Share of the page. A box of text is wider; a narrower shade is a part of a drawing."""
    side_box_width: float = 0.25
    """Share of the page. A box in which a sentence runs on from line to line is wider, as one beside the text is."""
    box_height: float = 0.9
    """Share of the page. A box of text is lower; a higher shade is the background of the page."""
    box_rows: int = 3
    """Count. A box holds as many lines of text; a bar behind a heading holds fewer."""
    chart_boxes: int = 3
    """Count. A flow chart has as many boxes."""
    chart_words: float = 0.6
    """Share of the lines. At least so many lines inside a flow chart stand in its boxes."""
    chart_frame: float = 0.8
    """Share of the page. A frame around a flow chart is lower; a higher one frames the page."""
    scattered_width: float = 0.7
    """Share of the column. The rows of a drawing that hold one segment are shorter than this."""
    scattered_rows: int = 4
    """Count. The words of a drawing fill as many rows."""
    scattered_segments: float = 0.3
    """Share of the rows. At least so many rows of a drawing hold several segments."""

    # columns
    passage_segments: int = 4
    """Count. Two numbered passages side by side make rows of no more segments; the cells of a table make more."""
    passage_rows: int = 2
    """Count. What is drawn beside a column and read after it has as many rows; a label beside a text has one."""
    list_rows: int = 3
    """Count. The same where no sentence runs on from row to row: a term beside its definition may have two."""
    most_turns: int = 12
    """Count. A page whose drawing turns back up more often draws the cells of a table."""
    passage_width: float = 0.12
    """Share of the width of the text. Such a passage is wider; a column of numbers or ticks is narrower."""
    column_rows: int = 5
    """Count. A column of running text has as many rows."""
    list_gutter: float = 12.0
    """Points. Bullets further apart than this begin lists that stand side by side."""
    second_column: float = 0.3
    """Share of the width of the text. A second column begins further right than this."""
    column_segment: float = 0.2
    """Share of the width of the text. A segment that shows where a column begins is wider than this."""
    column_full: float = 0.7
    """Share of the width of a column. A line that fills its column is wider than this."""
    column_full_rows: float = 0.6
    """Share of the rows. More rows than this fill a column of running text."""
    column_letters: int = 22
    """Count. The rows of a column of running text have more characters than this on average; cells have fewer."""

    # contents
    most_entry_rows: int = 400
    """Count. The rows of a list of contents on a page: a bound on the work."""
    entry_edge: float = 6.0
    """Points. Page numbers in a list of contents end within this distance of its right edge."""
    blank_leader: float = 0.8
    """Ems for each character. A row that is wider holds blanks that PDFium does not tell; text takes about a half."""
    entry_share: float = 0.4
    """Share of the rows. At least so many rows of a list of contents end with a page number."""
    entry_variety: float = 0.3
    """Share of the page numbers. More than so many are different; a column of figures repeats a few."""

    # footnotes
    note_size: float = 0.94
    """Share of the size of the running text. Footnotes are set no larger than this."""
    note_rule_shortest: float = 30.0
    """Points. The rule over footnotes is longer; a shorter one underlines a word."""
    note_rule_longest: float = 320.0
    """Points. The rule over footnotes is shorter; a longer one is the edge of a table or box."""


TOLERANCES = LayoutTolerances()
"""The values in use."""
