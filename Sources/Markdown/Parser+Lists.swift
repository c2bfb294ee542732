/// List items.
///
///     marker  = ("-" | "+" | "*" | digit{1,9} ("." | ")")) followed by a blank or the line's end
///     content = what stands at the column after the marker and its 1 to 4 blanks
extension Parser {
  private struct Marker {
    var byte: UInt8
    var isOrdered: Bool
    var number: Int32
    var length: Int
  }

  mutating func startListItem(_ container: inout Int) -> Start {
    let isInterrupting = open[container].kind == .paragraph
    guard let marker = listMarker(interrupting: isInterrupting) else { return .nothing }
    let start = nonspace
    let width = indent + marker.length
    advanceToNonspace()
    advance(to: offset + marker.length)
    let padding = takePadding()
    closeAll(above: container)
    if open[container].kind != .list || open[container].style != marker.byte {
      container = makeRoom(for: .list, in: container)
      push(.list, at: start)
      let list = Int(open[open.count - 1].node)
      nodes[list].level = UInt16(marker.byte)
      nodes[list].a = marker.number
      if marker.isOrdered { nodes[list].flags.insert(.variant) }
      open[open.count - 1].style = marker.byte
    }
    push(.item, at: start)
    let item = open.count - 1
    nodes[Int(open[item].node)].end = Int32(truncatingIfNeeded: start + marker.length)
    open[item].value = Int32(truncatingIfNeeded: width + padding)
    container = item
    return .container
  }

  /// Moves past the blanks after a marker; returns how many columns belong to the content's
  /// indentation.
  mutating func takePadding() -> Int {
    let saved = (offset: offset, column: column, isPartialTab: isPartialTab)
    while column - saved.column <= 5, offset < lineEnd, ByteClass.isBlank(bytes[offset]) {
      advance(columns: 1)
    }
    let columns = column - saved.column
    if columns >= 5 || columns < 1 || offset >= lineEnd {
      (offset, column, isPartialTab) = saved
      if columns > 0 { advance(columns: 1) }
      return 1
    }
    return columns
  }

  private func listMarker(interrupting isInterrupting: Bool) -> Marker? {
    let first = bytes[nonspace]
    var i = nonspace + 1
    var marker = Marker(byte: first, isOrdered: false, number: 0, length: 1)
    if ByteClass.isDigit(first) {
      marker.isOrdered = true
      marker.number = Int32(first - 0x30)
      while i < lineEnd, ByteClass.isDigit(bytes[i]) {
        guard i - nonspace < 9 else { return nil }
        marker.number = marker.number * 10 + Int32(bytes[i] - 0x30)
        i += 1
      }
      guard i < lineEnd, bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ")") else {
        return nil
      }
      if isInterrupting, marker.number != 1 { return nil }
      marker.byte = bytes[i]
      i += 1
      marker.length = i - nonspace
    }
    guard i == lineEnd || ByteClass.isBlank(bytes[i]) else { return nil }
    if isInterrupting {
      while i < lineEnd, ByteClass.isBlank(bytes[i]) { i += 1 }
      if i == lineEnd { return nil }
    }
    return marker
  }
}
