/// The words of `text` in lines of up to `width` columns; a word that is wider has its own line.
public func wrappedLines(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
    let columns = displayWidth(of: String(word))
    if used > 0, used + 1 + columns > width {
      lines.append(line)
      line = ""
      used = 0
    }
    line += (used > 0 ? " " : "") + word
    used += columns + (used > 0 ? 1 : 0)
  }
  return used == 0 ? lines : lines + [line]
}
