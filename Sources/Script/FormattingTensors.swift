import Tensors

extension ValueWriter {
  /// A tensor: numbers in nested brackets, the columns of a matrix aligned at their right ends.
  mutating func write(_ tensor: Tensor, isInline: Bool) {
    if tensor.rank == 0 { return put(numeral(tensor[flat: 0])) }
    let shape = tensor.shape.sizes
    let columns = shownIndices(shape[shape.count - 1], of: tensor.count)
    if tensor.rank == 1 {
      return writeRow(columns.map { $0.map { numeral(tensor[flat: $0]) } ?? "…" }, widths: [])
    }
    let rows = visibleRows(shape.dropLast(), of: tensor.count)
    let size = shape[shape.count - 1]
    var texts: [[String]] = []
    for row in rows {
      guard let row else {
        texts.append([])
        continue
      }
      texts.append(
        columns.map { column in column.map { numeral(tensor[flat: row * size + $0]) } ?? "…" })
    }
    var widths = [Int](repeating: 0, count: isInline ? 0 : columns.count)
    for row in texts where !isInline {
      for (column, text) in row.enumerated() {
        widths[column] = max(widths[column], text.unicodeScalars.count)
      }
    }
    var next = 0
    writeLevel(shape.dropLast(), of: tensor.count, texts, widths, &next, isInline, indent: 1)
  }

  /// The flat numbers of the rows to show, with nil for each gap, in the order of `writeLevel`.
  private func visibleRows(_ shape: ArraySlice<Int>, of total: Int) -> [Int?] {
    guard let size = shape.first else { return [0] }
    let inner = visibleRows(shape.dropFirst(), of: total)
    let rowsInside = shape.dropFirst().reduce(1, *)
    var result: [Int?] = []
    for index in shownIndices(size, of: total) {
      if let index {
        for row in inner { result.append(row.map { $0 + index * rowsInside }) }
      } else {
        result.append(nil)
      }
    }
    return result
  }

  private mutating func writeLevel(
    _ shape: ArraySlice<Int>, of total: Int, _ rows: [[String]], _ widths: [Int],
    _ next: inout Int, _ isInline: Bool, indent: Int
  ) {
    guard let size = shape.first else {
      writeRow(rows[next], widths: widths)
      next += 1
      return
    }
    put("[")
    for (position, index) in shownIndices(size, of: total).enumerated() {
      if position > 0 {
        let lines = String(repeating: "\n", count: shape.count)
        put(isInline ? ", " : "," + lines + String(repeating: " ", count: indent))
      }
      if index != nil {
        writeLevel(
          shape.dropFirst(), of: total, rows, widths, &next, isInline, indent: indent + 1)
      } else {
        put("…")
        next += 1
      }
    }
    put("]")
  }

  private mutating func writeRow(_ texts: [String], widths: [Int]) {
    put("[")
    for (column, text) in texts.enumerated() {
      if column > 0 { put(", ") }
      if column < widths.count {
        put(String(repeating: " ", count: max(0, widths[column] - text.unicodeScalars.count)))
      }
      put(text)
    }
    put("]")
  }
}
