import Library
import Markdown
import Markup
import Plotting
import Script

/// What cells show on a page: values, text, tables, charts, and what moves.
extension ChapterPage {
  func write(
    shown: Assessment.Shown, of cell: Cell, id: String, _ renderer: inout HTMLRenderer
  ) {
    switch shown {
    case .value(.object(let shown)):
      let object = shown.unpacked
      if let chart = (object as? ChartValue)?.chart {
        write(chart: chart, of: cell, id: id, &renderer)
      } else if let animation = object as? AnimationValue {
        write(chart: animation.charts[animation.shown], of: cell, id: id, &renderer)
      } else if let table = object as? TableValue {
        write(table: table, &renderer)
      } else if let tex = object.tex {
        renderer.output.append("<div class=\"mb-output mb-scroll\" role=\"group\">")
        writeFormula(tex, isDisplay: true, into: &renderer.output)
        renderer.output.append("</div>")
      } else {
        write(output: object.text(), &renderer)
      }
    case .value(let value): write(output: value.text, &renderer)
    case .printed(let text): write(output: text, &renderer)
    case .failure(let text):
      renderer.output.append(
        "<pre class=\"mb-output mb-error\" tabindex=\"0\" role=\"group\" aria-label=\"Error\">")
      renderer.output.append(escaping: text)
      renderer.output.append("</pre>")
    }
  }

  /// Writes what a control or a player moves; false if nothing moves it.
  func write(
    moving item: Assessment.Shown, _ cell: Int, _ index: Int, _ renderer: inout HTMLRenderer
  ) -> Bool {
    let states = assessment.states
    let place = PageStates.Place(cell: cell, index: index)
    if let slot = states.shownWords[place] {
      write(output: item.words, attributes: " data-s=\"\(slot)\"", &renderer)
      return true
    }
    guard let picture = states.shownPictures[place] else { return false }
    let family = states.pictures[picture].family
    renderer.output.append("<div class=\"mb-chart\"")
    if family.isWide {
      renderer.output.append(" tabindex=\"0\" role=\"group\" aria-label=\"Chart\"")
    }
    renderer.output.append(text: ">" + family.svg + "</div>")
    renderer.output.append(text: states.playerMarkup(of: picture))
    renderer.output.append(text: states.stillMarkup(of: picture))
    let shown = states.pictures[picture]
    if let chart = shown.chart(shown.shown) {
      write(data: chart, "Data of the picture at the start", &renderer)
    }
    return true
  }

  private func write(
    output text: String, attributes: String = "", _ renderer: inout HTMLRenderer
  ) {
    renderer.output.append(text: "<pre class=\"mb-output\"\(attributes)")
    renderer.output.append(" tabindex=\"0\" role=\"group\" aria-label=\"Result\">")
    renderer.output.append(escaping: text)
    renderer.output.append("</pre>")
  }

  private func write(chart: Chart, of cell: Cell, id: String, _ renderer: inout HTMLRenderer) {
    var chart = chart
    if let alternative = cell.options.alternative { chart.alternative = alternative }
    renderer.output.append(
      chart.isWide
        ? "<div class=\"mb-chart\" tabindex=\"0\" role=\"group\" aria-label=\"Chart\">"
        : "<div class=\"mb-chart\">")
    renderer.output.append(text: chart.svg(id: id))
    renderer.output.append("</div>")
    write(data: chart, "Data", &renderer)
  }

  /// The numbers of a chart, behind a disclosure.
  private func write(data chart: Chart, _ name: String, _ renderer: inout HTMLRenderer) {
    let table = chart.dataTable
    guard !table.rows.isEmpty else { return }
    renderer.output.append(
      text: "<details class=\"mb-data\"><summary>\(name)</summary><div class=\"mb-scroll\""
        + " tabindex=\"0\" role=\"group\" aria-label=\"Data\">\(table.html)</div></details>")
  }

  private func write(table: TableValue, _ renderer: inout HTMLRenderer) {
    renderer.output.append(
      "<div class=\"mb-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr>"
    )
    for (column, name) in table.header.enumerated() {
      let tag =
        name.isEmpty
        ? "<td>"
        : table.isNumeric(column) ? "<th scope=\"col\" align=\"right\">" : "<th scope=\"col\">"
      renderer.output.append(text: tag)
      renderer.output.append(escaping: name)
      renderer.output.append(name.isEmpty ? "</td>" : "</th>")
    }
    renderer.output.append("</tr></thead><tbody>")
    let rows = table.rows
    for row in rows {
      renderer.output.append("<tr>")
      for (column, cell) in row.enumerated() {
        let isName = column == 0 && table.hasRowNames
        renderer.output.append(
          text: isName
            ? "<th scope=\"row\">" : table.isNumeric(column) ? "<td align=\"right\">" : "<td>")
        renderer.output.append(escaping: cell)
        renderer.output.append(isName ? "</th>" : "</td>")
      }
      renderer.output.append("</tr>")
    }
    renderer.output.append("</tbody></table>")
    if table.count > rows.count {
      renderer.output.append(
        text: "<p class=\"mb-rows\">\(rows.count) of \(table.count) rows</p>")
    }
    renderer.output.append("</div>")
  }
}
